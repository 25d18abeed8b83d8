"""``kg register`` and ``kg build --register``: what they say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import RUN_FILE
from kg.cli.main import main

SAMPLE = Path(__file__).parent.parent / "register" / "wikidata-sample.json"
MINE = """\
id,kind,name,alias,metonym,gender,part_of,role
office-des-fleuves,organization,Office des fleuves,ODF,Quai des Brumes,m,,
presidente-odf,role,présidente de l'Office des fleuves,présidente de l'ODF,,,office-des-fleuves,
anne-roy,person,Anne Roy,,,f,,presidente-odf 2015/2019-06
jean-petit,person,Jean Petit,,,m,,presidente-odf 2019-07/
"""


def kg(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(MINE, encoding="utf-8")
    return file


def test_a_good_register_is_counted(mine: Path) -> None:
    result = kg("register", "check", mine)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "person" in result.stdout
    assert result.stdout.count("\n") == 1


def test_contradictions_are_listed_with_both_places(mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,kind,name,gender\nanne-roy,person,Anne Leroy,f\n", encoding="utf-8")
    result = kg("register", "check", mine, other)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{other}: line 2: name of anne-roy is 'Anne Leroy' here but 'Anne Roy' in {mine}: line 4;"
        " this one is used\n"
    )


BAD = {
    "turtle.ttl": ("@prefix a: <http://x/> .\n\na:b a:c .", 3),
    "twice.csv": ("id,kind,name\nx,state,X\ny,state,Y\nx,state,X\n", 4),
    "kind.csv": ("id,kind,name\nx,planet,X\n", 2),
    "circle.csv": ("id,kind,name,part_of\nx,group,X,y\ny,group,Y,x\n", 2),
    "latin.csv": ("id,kind,name\nx,group,\udce9t\udce9\n", 2),
    "sheet.csv": ("id;kind;name\n", 1),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_register_is_one_line_with_its_place(tmp_path: Path, name: str) -> None:
    text, line = BAD[name]
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    checked = kg("register", "check", file)
    assert checked.exit_code == 2
    assert checked.stdout.startswith(f"{file}: line {line}: ")
    assert checked.stdout.count("\n") == 1
    article = tmp_path / "a.txt"
    article.write_text("Rien.\n", encoding="utf-8")
    built = kg("build", article, "-o", tmp_path / "out", "--register", file)
    assert built.exit_code == 2
    assert built.stderr == f"kg: {checked.stdout}"
    assert kg("register", "show", "x", "--register", file).stderr == built.stderr


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        (["ODF"], ["name\toffice-des-fleuves\tOffice des fleuves (organization)"]),
        (["le Quai des Brumes"], ["metonym\toffice-des-fleuves\tOffice des fleuves (organization)"]),
        (
            ["la présidente de l'Office des fleuves", "--on", "2018-03-01"],
            [
                "role\tanne-roy\tAnne Roy (person)\tprésidente de l'Office des fleuves"
                " (2015-01-01 – 2019-06-30)"
            ],
        ),
        (
            ["le président de l'ODF", "--on", "2020-01-01"],
            ["role\tjean-petit\tJean Petit (person)\tprésidente de l'Office des fleuves (2019-07-01 – ?)"],
        ),
    ],
)
def test_who_is_meant(mine: Path, args: list[str], lines: list[str]) -> None:
    result = kg("register", "show", *args, "--register", mine)
    assert (result.exit_code, result.stdout.splitlines()) == (0, lines)


def test_nobody_is_meant() -> None:
    result = kg("register", "show", "Zorglub \x1b[1m")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kg: Zorglub ")
    assert "\x1b" not in result.stderr


def test_import_and_what_it_left_out(tmp_path: Path) -> None:
    dump, out = tmp_path / "dump.json", tmp_path / "wd.csv"
    dump.write_bytes(SAMPLE.read_bytes() + b"{broken\n")
    result = kg("register", "import", dump, "-o", out)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        f"{out}: 1 media, 3 organization, 4 person, 2 role, 2 state; left out: 1 wi"
    )
    assert result.stderr == f"kg: {dump}: 1 line holds no entity, skipped: 20\n"
    assert kg("register", "check", out).exit_code in {0, 1}


@pytest.mark.parametrize(
    "args",
    [
        ["import", "none.json", "-o", "x.csv"],
        ["import", str(SAMPLE), "-o", "x.ttl"],
        ["import", str(SAMPLE), "-o", "x.csv", "--languages", ","],
        ["import", str(SAMPLE)],
        ["show", "x", "--on", "yesterday"],
        ["show", "x", "--register", "none.csv"],
    ],
)
def test_what_cannot_run_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("register", *args)
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


TEXT = "L'Office des fleuves s'inquiète\n\nL'ODF a déclaré que la Loire montait encore.\n"


def test_a_build_knows_the_actors_of_the_user_and_goes_by_their_content(mine: Path, tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(TEXT, encoding="utf-8")

    def build(*files: Path) -> tuple[list[str], int]:
        own = [part for file in files for part in ("--register", str(file))]
        result = kg("build", article, "-o", out, *own)
        assert result.exit_code == 0, result.stderr
        lines = (out / "statements.jsonl").read_text(encoding="utf-8").splitlines()
        record = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
        assert record["options"]["registers"] == [str(file) for file in files]
        return lines, record["counts"]["reused"]

    without, _ = build()
    assert not any('"office-des-fleuves"' in line for line in without)
    known, reused = build(mine)
    assert any('"office-des-fleuves"' in line for line in known)
    assert reused == 0  # another register: extracted again
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text(MINE, encoding="utf-8")
    assert build(elsewhere) == (known, 1)  # the same content: not
    elsewhere.write_text(MINE.replace("office-des-fleuves", "fleuves"), encoding="utf-8")
    changed, reused = build(elsewhere)  # changed in the same process
    assert reused == 0
    assert any('"fleuves"' in line for line in changed)


def test_workers_know_them_too(mine: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{TEXT}Il en reste {number}.\n", encoding="utf-8")
    for workers in ("1", "2"):
        result = kg("build", folder, "-o", tmp_path / workers, "--workers", workers, "--register", mine)
        assert result.exit_code == 0, result.stderr
    for name in ("statements.jsonl", "graph.ttl"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert b"office-des-fleuves" in (tmp_path / "2" / "graph.ttl").read_bytes()
