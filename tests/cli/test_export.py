"""``kg export``: to a file or to stdout, exit codes, one line for an error."""

from __future__ import annotations

import gzip
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.export import EXPORTS
from tests.export.results import exported, write_result
from tests.graph.corpora import corpus

COMMAND = [sys.executable, "-c", "from kg.cli.main import main; main()", "export"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_result(corpus(), tmp_path_factory.mktemp("out"))


def run(out: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["export", *args, "-g", str(out)])


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_goes_to_stdout(name: str, out: Path) -> None:
    result = run(out, name)
    assert result.exit_code == 0
    assert result.stdout_bytes == exported(out, name)


def test_the_name_of_the_file_is_enough(out: Path, tmp_path: Path) -> None:
    assert run(out, "-o", str(tmp_path / "x.nt.gz"), "--with-text").exit_code == 0
    assert gzip.decompress((tmp_path / "x.nt.gz").read_bytes()) == exported(out, "ntriples", with_text=True)


def test_a_licence_is_named(out: Path) -> None:
    result = run(out, "void", "--license", "https://example.org/l")
    assert "dcterms:license <https://example.org/l>" in result.stdout


def test_the_list_names_every_format() -> None:
    result = CliRunner().invoke(main, ["export", "--list"])
    assert result.exit_code == 0
    assert all(f"{row.name}  ({row.suffixes[0]}" in result.stdout for row in EXPORTS.values())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Missing argument 'FORMAT'"),
        (["-o", "x.json"], "Missing argument 'FORMAT'"),
        (["owl"], "'owl' is not one of"),
        (["turtle", "--license", "https://e/l"], "--license goes with void"),
        (["void", "--with-text"], "--with-text goes with turtle, trig"),
        (["void", "--license", "mine"], "is no absolute IRI"),
        (["turtle", "-o", "/proc/none/x.ttl"], "/proc/none/x.ttl: cannot be written"),
        (["turtle", "-o", "x.nt"], "x.nt: is named like ntriples"),
    ],
)
def test_what_cannot_run_says_so_in_one_line(args: list[str], words: str, out: Path) -> None:
    result = run(out, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1


def test_a_folder_without_a_result(tmp_path: Path) -> None:
    result = run(tmp_path / "none", "turtle")
    assert result.exit_code == 2
    assert "graph.ttl: is not there; build it first" in result.stderr


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml"])
def test_a_reader_that_goes_away(name: str, out: Path, tmp_path: Path) -> None:
    graph = (out / "graph.ttl").read_text(encoding="utf-8")
    many = "".join(f"<https://e/{number}> <https://e/p> {number} .\n" for number in range(20_000))
    (tmp_path / "graph.ttl").write_text(graph + many, encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, name, "-g", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_terminal_is_not_steered_by_an_article(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text('<https://e/s> <https://e/p> "é\u009b31m\u202e" .', encoding="utf-8")
    ours, theirs = pty.openpty()
    subprocess.run([*COMMAND, "ntriples", "-g", str(tmp_path)], stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert '"é\ufffd31m\ufffd"' in shown
