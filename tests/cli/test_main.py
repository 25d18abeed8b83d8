"""How every command ends: one line for an error, the right exit code, help with an example."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner

from kg.cli.main import VERBS, main
from kg.errors import DocumentSkipped, InputMissing


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    result = CliRunner().invoke(main, [verb, "--help"])
    assert result.exit_code == 0, result.output
    assert f"Example: kg {verb}" in " ".join(result.output.split())


def test_the_list_of_verbs_says_what_their_help_says() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for verb, line in VERBS.items():
        assert verb in result.output
        assert line in result.output


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"kg {version('newskg')}\n"


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["--nonsense"],
        ["build"],
        ["build", "x", "--workers", "0"],
        ["query", "--format", "poem"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(args: list[str]) -> None:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert "--help'" in result.stderr


def test_without_a_verb_the_help_goes_to_stderr() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (InputMissing("nowhere: no such file"), 2, "kg: nowhere: no such file\n"),
        (DocumentSkipped("a\nb.txt", "is empty"), 1, "kg: a b.txt: is empty\n"),
        (KeyboardInterrupt(), 130, "kg: interrupted\n"),
        (PermissionError(13, "Permission denied", "x"), 2, "kg: x: Permission denied\n"),
    ],
)
def test_an_error_is_one_line(
    error: BaseException, code: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def fails() -> None:
        raise error

    monkeypatch.setattr(type(main), "get_command", lambda *_: fails)
    result = CliRunner().invoke(main, ["fails"])
    assert result.exit_code == code
    assert result.stderr.lstrip("\n") == line


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    code = (
        "import click, sys; from kg.cli import main as m\n"
        "@click.command()\n"
        "def chatter():\n"
        "    for _ in range(100_000): click.echo('x' * 80)\n"
        "type(m.main).get_command = lambda *_: chatter\n"
        "m.main(['chatter'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


def test_only_the_verbs_that_need_spacy_load_it() -> None:
    code = (
        "import sys; from kg.cli.main import main\n"
        "try: main(['query', '--help'])\n"
        "except SystemExit: sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
