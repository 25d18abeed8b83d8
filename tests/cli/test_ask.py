"""``kg ask``: tables of any width, safe CSV and JSON, one line for what finds nothing or cannot be asked."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

from kg.cli.answers import COLUMNS, print_answers
from kg.cli.main import main
from kg.query.ask import Question, answers
from kg.results import open_result
from tests.query.corpora import ENLARGEMENT, TALKS, UKRAINE, corpus, write

UNSAFE = ("\x1b", "\x00", "\u202e")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("out"))


def ask(out: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["ask", *args, "-g", str(out)])


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_table_says_who_what_when_where_and_why(out: Path) -> None:
    given = ("--about", ENLARGEMENT, "--actor", "Lavrov", "--since", "2021-12", "--until", "2022-02")
    result = ask(out, *given, "--position", "oppose", "--once", "--limit", "1")
    assert result.exit_code == 0, result.stderr
    for shown in ("2021-12-16", "Sergueï", "− oppose", "Élargissement de", "news.txt:21-52", "Média"):
        assert shown in result.stdout
    assert "“non à l’élargissement de l’Otan”" in result.stdout
    assert "evidence: “non à l’élargissement”" in result.stdout
    assert result.stdout.endswith("1 answer\n")


@pytest.mark.parametrize("width", [20, 40, 80, 100, 200])
def test_the_width_of_the_terminal(out: Path, width: int) -> None:
    result, text = open_result(out), io.StringIO()
    print_answers(list(answers(result, Question())), result, Console(file=text, width=width))
    shown = text.getvalue()
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "2021-12-16" in shown
    assert words(shown).count("evidence:") == 6
    assert ("words and evidence" in words(shown)) is (width >= 96)
    if width in (40, 80, 200):
        assert words("“Moscou refuse l’adhésion de l’Ukraine”") in words(shown)
        assert "(held by Russie)" in words(shown)
    assert not any(char in shown for char in UNSAFE)


def test_without_any_position_there_are_no_empty_columns(tmp_path: Path) -> None:
    made = corpus()
    bare = tuple(replace(statement, stances=()) for statement in made.statements)
    shown = ask(write(tmp_path, replace(made, statements=bare)), "--actor", "stoltenberg").stdout
    assert shown.split("\n")[0].split() == ["date", "who", "words", "and", "evidence", "where"]
    assert words("“L’Otan reste ouverte”") in words(shown)


def test_a_terminal_gets_nothing_that_steers_it(out: Path) -> None:
    """Stdout is a pseudo-terminal of 50 columns here, without colours."""
    ours, theirs = pty.openpty()
    code = "import sys; from kg.cli.main import main; main(['ask', '-g', sys.argv[1]])"
    environment = {**os.environ, "COLUMNS": "50", "NO_COLOR": "1"}
    with subprocess.Popen([sys.executable, "-c", code, out], stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # how a pseudo-terminal says that its other side is closed
            pass
        os.close(ours)
    lines = shown.decode("utf-8").splitlines()
    assert process.returncode == 0
    assert max(map(cell_len, lines)) <= 50
    assert not any(char in line for line in lines for char in UNSAFE)


def test_csv_is_safe_for_spreadsheets(out: Path) -> None:
    result = ask(out, "--format", "csv")
    head, *rows = csv.reader(io.StringIO(result.stdout, newline=""))
    assert tuple(head) == COLUMNS
    assert len(rows) == 6
    assert not [text for row in rows for text in row if text.startswith(("=", "+", "-", "@"))]
    assert not any(char in result.stdout for char in ("\x1b", "\x00"))
    evil = dict(zip(head, rows[-1], strict=True))
    assert evil["words"].startswith("'=1+1")
    assert evil["who"].startswith("'=HYPERLINK")
    relayed = dict(zip(head, rows[2], strict=True))
    assert relayed["via"] == "Agence France-Presse"
    assert relayed["claim"] == f"{ENLARGEMENT}; {UKRAINE}"
    assert (relayed["from"], relayed["to"]) == ("21", "52")


def test_json_has_every_field_and_reads_back_untouched(out: Path) -> None:
    result = ask(out, "--format", "json", "--words", "rouge")
    assert not any(char in result.stdout for char in UNSAFE)
    (row,) = json.loads(result.stdout)
    assert row["content"] == "=1+1\x1b[31m rouge"
    assert row["who"].endswith("\u202e")
    assert row["matched"][0]["rule"] == "cue"
    assert (row["rule"], row["confidence"], row["parts"][0]["start"]) == ("que-clause", 0.9, 0)
    written = json.loads((out / "statements.jsonl").read_text(encoding="utf-8").split("\n")[4])
    assert set(written) - {"concepts", "kind"} <= set(row)


def test_the_same_question_gives_the_same_bytes(out: Path) -> None:
    for form in ("table", "csv", "json"):
        assert ask(out, "--format", form).stdout_bytes == ask(out, "--format", form).stdout_bytes


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("--about", TALKS, "--actor", "lavrov"), "there would be 2 without --about, 1 without --actor"),
        (("--actor", "nobody"), "there would be 6 without --actor"),
        (("--actor", "nobody", "--outlet", "none", "--once"), "none passes --actor or --outlet"),
        (("--dated-only", "--words", "rouge"), "1 without --dated-only"),
    ],
)
def test_nothing_found_is_one_line_that_names_the_filter(out: Path, args: tuple[str, ...], line: str) -> None:
    result = ask(out, *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def test_nothing_found_is_still_csv_and_json(out: Path) -> None:
    empty = ask(out, "--actor", "nobody", "--format", "json")
    assert (empty.exit_code, json.loads(empty.stdout)) == (1, [])
    assert ask(out, "--actor", "nobody", "--format", "csv").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--about", "nato-enlargment"), f"the nearest: {ENLARGEMENT}"),
        (("--about", "otan"), "fits several claims"),
        (("--since", "2022-02", "--until", "2022-01"), "since 2022-02-01 is after until 2022-01-31"),
        (("--since", "2022-02-30"), "'2022-02-30' is no date; write YYYY"),
        (("--until", ""), "'' is no date"),
        (("--until", "hier"), "'hier' is no date"),
        (("--position", "maybe"), "maybe"),
        (("--limit", "0"), "--limit"),
        (("--actor", "x", "-g", "no-such-folder"), "no-such-folder: no such folder"),
        (("--about", "evil\x1b[2J\nkg: all is well"), "no claim"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_2(out: Path, args: tuple[str, ...], words: str) -> None:
    given = ["ask", *args] if "-g" in args else ["ask", *args, "-g", str(out)]
    result = CliRunner().invoke(main, given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert "\x1b" not in result.stderr


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with (write(tmp_path) / "statements.jsonl").open("ab") as file:
        file.write(b'{"id": "torn\n')
    result = ask(tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "statements.jsonl: line 7 cannot be read" in result.stderr
