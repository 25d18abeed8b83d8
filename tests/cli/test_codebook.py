"""``kg codebook``: what its verbs say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.codebook.load import check
from tests.discover.topics import topics

MINE = """\
id,label_fr,label_en,scope_fr,broader,cues,counter_cues,examples
@arme,,,,,missile|char,,
armes,Il faut livrer des armes,Arms,"Toutes, sauf les dons",,livrer @arme,!don livrer,"Livrons ""tout""|A\\|B"
chars,Il faut livrer des chars,,,armes,livrer char,,
"""


def kg(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(MINE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    rows = ({"id": c.id, "content": c.text, "document": c.document, "actor_id": c.actor} for c in topics()[0])
    (folder / "statements.jsonl").write_text(
        "".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("verb", ["check", "show", "convert", "suggest"])
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    result = kg("codebook", verb, "--help")
    assert result.exit_code == 0
    assert f"Example: kg codebook {verb}" in " ".join(result.output.split())


def test_a_good_codebook_is_counted(mine: Path) -> None:
    result = kg("codebook", "check", mine)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{mine}: 2 concepts, 1 class, 3 expressions\n"


def test_every_problem_is_a_line(mine: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id,label_fr,cues\nx,,mot\x1b[31m\nx,X,@nichts\n", encoding="utf-8")
    result = kg("codebook", "check", bad, mine)
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert [line.startswith(f"{bad}: line ") for line in lines] == [True, True, True, False]
    assert "\x1b" not in result.stdout


def test_concepts_are_listed_or_shown_in_full(mine: Path) -> None:
    listed = kg("codebook", "show", "--codebook", mine)
    assert listed.stdout == "armes\tIl faut livrer des armes\nchars\tIl faut livrer des chars\n"
    shown = kg("codebook", "show", "armes", "--codebook", mine)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "armes",
        "label_fr: Il faut livrer des armes",
        "label_en: Arms",
        "scope_fr: Toutes, sauf les dons",
        "cues:",
        "  livrer @arme",
        "counter_cues:",
        "  !don livrer",
        "examples:",
        '  Livrons "tout"',
        "  A|B",
    ]


def test_an_unknown_concept_is_answered_with_near_ones(mine: Path) -> None:
    result = kg("codebook", "show", "chr", "--codebook", mine)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "kg: chr: no such concept; near to it: chars\n"


def test_there_and_back(mine: Path, tmp_path: Path) -> None:
    there, back, again, last = (tmp_path / name for name in ("x.ttl", "x.csv", "y.ttl", "y.csv"))
    for source, target in ((mine, there), (there, back), (back, again), (again, last)):
        result = kg("codebook", "convert", source, target)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == f"{target}: 2 concepts, 1 class\n"
    assert last.read_bytes() == back.read_bytes()  # Turtle keeps no order; from then on there is one


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    source = tmp_path / "x.ttl"
    source.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://x/a> a skos:Concept ;"
        ' skos:prefLabel "A"@fr ; skos:example "a"@fr ; skos:altLabel "AA"@fr .\n',
        encoding="utf-8",
    )
    result = kg("codebook", "convert", source, tmp_path / "x.csv")
    assert result.exit_code == 1
    assert "core#altLabel; left out" in result.stderr
    assert (tmp_path / "x.csv").is_file()


@pytest.mark.parametrize("target", ["x.xlsx", "x", "nowhere/x.ttl"])
def test_what_cannot_be_written_leaves_nothing(mine: Path, tmp_path: Path, target: str) -> None:
    result = kg("codebook", "convert", mine, tmp_path / target)
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_wrong_codebook_is_not_converted(tmp_path: Path) -> None:
    source, target = tmp_path / "x.csv", tmp_path / "x.ttl"
    source.write_text("id,label_fr,cues\nx,,mot\n", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    result = kg("codebook", "convert", source, target)
    assert result.exit_code == 2
    assert f"{source}: line 2: " in result.stderr
    assert target.read_text(encoding="utf-8") == "old"


def test_a_draft_is_suggested(out: Path, tmp_path: Path) -> None:
    drafts = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for draft in drafts:
        result = kg("codebook", "suggest", "-g", out, "-o", draft)
        assert result.exit_code == 0
        assert " of 220 statements covered (" in result.stderr
        assert result.stdout.startswith(f"{draft}: ")
        assert check(draft)[2] == ()
    assert drafts[0].read_bytes() == drafts[1].read_bytes()
    assert kg("codebook", "check", drafts[0]).exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--min-size", "100"], 1, "nothing recurs in 220 statements; lower --min-size"),
        (["-g", "nowhere"], 2, "nowhere/statements.jsonl: is not there; build it first"),
        (["-o", "draft.xlsx"], 2, "must end in .csv or .ttl"),
        (["--min-size", "1"], 2, "--min-size"),
    ],
)
def test_no_draft(
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("codebook", "suggest", "-g", out, "-o", "draft.csv", *args)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
