"""Bad input through the real command: one line that names it, the others built, the right exit code."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import RUN_FILE
from kg.cli.main import main
from kg.journal import FILE_NAME
from kg.write import WRITERS

GOOD = (
    "La réforme avance\n\nLe ministre Paul Durand a déclaré mardi que la réforme serait votée avant l'été.\n"
)
LONG = "Le ministre a déclaré que tout irait bien. "


def kg(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def assert_one_line_each(result: Result, *names: str) -> None:
    """Stderr is lines of ``kg:``, one names each of the files, and nothing is a traceback."""
    lines = result.stderr.splitlines()
    assert all(line.startswith("kg: ") for line in lines), result.stderr
    for name in names:
        assert sum(name in line for line in lines) == 1, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 64,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "broken.jsonl": b"{not json at all\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_named_and_the_other_is_built(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).write_bytes(BAD[name])
    out = tmp_path / "out"
    result = kg("build", folder, "-o", out)
    assert result.exit_code == 1, result.stderr
    assert_one_line_each(result, name)
    record = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
    assert record["counts"]["documents"] == 1
    assert [name in skipped["path"] for skipped in record["skipped"]] == [True]
    assert "Paul Durand" in (out / "statements.jsonl").read_text(encoding="utf-8")


def test_all_of_them_at_once_and_nothing_good(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    result = kg("build", folder, "-o", out)
    assert result.exit_code == 2
    assert_one_line_each(result)
    assert all(name in result.stderr for name in BAD)
    assert {path.name for path in out.iterdir()} <= {FILE_NAME}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_french_in_another_encoding_is_read_or_named(folder: Path, tmp_path: Path, encoding: str) -> None:
    text = GOOD.replace("Paul Durand", "Élodie Lefèvre").replace("déclaré", "« déclaré »").replace("'", "’")
    (folder / "other.txt").write_bytes(text.encode(encoding))
    result = kg("build", folder, "-o", tmp_path / "out")
    assert_one_line_each(result)
    if result.exit_code == 0:
        assert "Élodie Lefèvre" in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")
    else:
        assert result.exit_code == 1
        assert "other.txt" in result.stderr


def test_windows_1252_is_read(folder: Path, tmp_path: Path) -> None:
    (folder / "good.txt").write_bytes("Le ministre a dit : « L’été sera chaud… »".encode("cp1252"))
    assert kg("build", folder, "-o", tmp_path / "out").exit_code == 0
    assert "« L’été sera chaud… »" in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")


def test_invalid_utf8_is_read_or_named_but_never_garbled(folder: Path, tmp_path: Path) -> None:
    (folder / "torn.txt").write_bytes(GOOD.encode()[:40] + b"\xc3\x28\xff\xfe\x80" + GOOD.encode()[40:])
    result = kg("build", folder, "-o", tmp_path / "out")
    assert result.exit_code in (0, 1)
    assert_one_line_each(result)
    documents = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")
    assert "\\ud8" not in documents
    assert ("torn.txt" in documents) != ("torn.txt" in result.stderr)


@pytest.mark.slow
def test_a_line_of_50_megabytes(folder: Path, tmp_path: Path) -> None:
    (folder / "long.txt").write_text(LONG * (50_000_000 // len(LONG)), encoding="utf-8")
    result = kg("build", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert_one_line_each(result, "long.txt")
    assert "Paul Durand" in (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8")


def test_a_folder_without_readable_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "archive.zip").write_bytes(b"PK\x03\x04")
    result = kg("build", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert_one_line_each(result, str(tmp_path / "in"))


def test_a_path_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert_one_line_each(result, "nowhere.txt")
    assert not (tmp_path / "out").exists()


def test_an_unwritable_output(folder: Path) -> None:
    result = kg("build", folder, "-o", folder / "good.txt" / "out")
    assert result.exit_code == 2
    assert_one_line_each(result, "good.txt")


def test_a_model_that_is_not_installed(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, "-o", tmp_path / "out", "--model", "fr_core_news_lg")
    assert result.exit_code == 2
    assert_one_line_each(result, "fr_core_news_lg")
    assert "install" in result.stderr or "download" in result.stderr


def test_a_file_name_cannot_steer_the_terminal(folder: Path, tmp_path: Path) -> None:
    (folder / "evil\x1b[2J\nkg: all is well.txt").touch()
    result = kg("build", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert not any(line.startswith("kg: all is well") for line in result.stderr.splitlines())


def test_quiet_says_nothing_where_all_is_well(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, "-o", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_the_summary_is_one_line(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, "-o", tmp_path / "out")
    assert result.stdout == ""
    assert_one_line_each(result, "1 documents")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*WRITERS, RUN_FILE, FILE_NAME}


@pytest.mark.slow
def test_no_terminal_is_needed(folder: Path, tmp_path: Path) -> None:
    """The real command in a process of its own: no input, no terminal, hardly an environment."""
    result = subprocess.run(
        [sys.executable, "-c", "from kg.cli.main import main; main()", "build", "in", "-o", "out"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    undated, summary = result.stderr.splitlines()
    assert undated.startswith(b"kg: 1 without a date of publication")
    assert summary.startswith(b"kg: out: 1 documents, ")


@pytest.mark.slow
def test_a_terminal_sees_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    """Stderr is a pseudo-terminal here: the bar goes there, and nothing to stdout."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli.main import main; main()", "build", "in", "-o", "out"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # how a pseudo-terminal says that its other side is closed
            pass
        os.close(ours)
        assert process.stdout is not None
        assert process.stdout.read() == b""
    assert process.returncode == 0
    for stage in (b"read", b"extract", b"link", b"write", b"1/1"):
        assert stage in shown
