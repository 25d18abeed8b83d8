"""``kg timeline``: signs on a terminal of any width, pictures, and what cannot be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from kg.cli.main import main
from kg.records import When
from tests.query.corpora import ENLARGEMENT, TALKS, corpus, write


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("out"))


def timeline(out: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["timeline", *args, "-g", str(out)])


def cells(result: Result, label: str) -> list[str]:
    (line,) = [line for line in result.stdout.splitlines() if line.startswith(label)]
    return line.removeprefix(label).split()


def test_signs_and_counts_by_actor(out: Path) -> None:
    result = timeline(out, ENLARGEMENT, "--all")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Élargissement de l’Otan vers l’Est\n")
    assert cells(result, "acteur") == ["2021-12", "période", "imprécise", "sans", "date"]
    assert cells(result, "Sergueï Lavrov") == ["−2"]
    assert cells(result, "Russie") == ["−1"]
    assert cells(result, "Jens Stoltenberg") == ["+1"]
    assert "+ soutient   − s’oppose   ± neutre" in result.stdout
    assert "\x1b" not in result.stdout


def test_copies_and_rows_that_are_left_out_are_told(out: Path) -> None:
    shown = timeline(out, ENLARGEMENT, "--group-by", "side", "--top", "1").stdout
    assert "sans 1 reprise, 2 autres camps non montrés" in " ".join(shown.split())


def test_undated_statements_are_counted_apart(out: Path) -> None:
    result = timeline(out, TALKS)
    assert cells(result, "(source non identifiée)") == ["±1"]
    assert cells(result, "acteur") == ["sans", "date"]


def test_a_long_time_is_cut_into_pieces_and_gaps_are_seen(tmp_path: Path) -> None:
    made = corpus()
    first, *_ = made.statements
    days = [date(2022, 1, 1) + timedelta(days=number * (1 + (number > 20))) for number in range(40)]
    statements = tuple(
        replace(
            first,
            id=f"{number:03}",
            when=When(edtf=str(day), start=day, end=day, basis="explicit"),
        )
        for number, day in enumerate(days)
    )
    out = write(tmp_path, replace(made, statements=statements))
    result = timeline(out, ENLARGEMENT, "--by", "day")
    heads = [line for line in result.stdout.splitlines() if line.startswith("acteur")]
    assert len(heads) > 3
    assert max(map(cell_len, result.stdout.splitlines())) <= 120
    shown = [head for line in heads for head in line.split()[1:]]
    assert [head for head in shown if head != "…"] == [str(day) for day in days]
    assert shown.count("…") == 19
    assert result.stdout.count("−1") == 40


@pytest.mark.parametrize("ending", ["svg", "PNG"])
def test_a_picture_is_the_same_twice(out: Path, tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    result = timeline(out, ENLARGEMENT, "-o", str(one))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"kg: {one}: 4 rows drawn\n"
    timeline(out, ENLARGEMENT, "-o", str(other))
    assert one.read_bytes() == other.read_bytes()
    assert len(one.read_bytes()) > 1000


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("no-such-claim",), 2, "no claim 'no-such-claim'; the nearest: "),
        ((), 2, "Missing argument 'CONCEPT'"),
        ((ENLARGEMENT, "--by", "decade"), 2, "decade"),
        ((ENLARGEMENT, "-o", "a.pdf"), 2, "a.pdf: no format for this ending"),
        ((ENLARGEMENT, "-o", "no/such/folder/a.svg"), 2, "cannot be written"),
        ((ENLARGEMENT, "--actor", "nobody\x1b[2J"), 1, "no position by nobody"),
    ],
)
def test_what_cannot_be_shown_is_one_line(out: Path, args: tuple[str, ...], code: int, words: str) -> None:
    result = timeline(out, *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert "\x1b" not in result.stderr


def test_no_such_folder(tmp_path: Path) -> None:
    result = timeline(tmp_path / "nowhere", ENLARGEMENT)
    assert result.exit_code == 2
    assert "nowhere: no such folder" in result.stderr


def test_names_cannot_steer_the_terminal(out: Path) -> None:
    shown = timeline(out, ENLARGEMENT).stdout
    assert '=HYPERLINK("x")' in shown
    assert not any(char in shown for char in ("\x1b", "\u202e"))
