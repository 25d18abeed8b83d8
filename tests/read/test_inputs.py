"""Inputs and bad files: what is read, what is skipped, with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DocumentSkipped, InputMissing
from kg.read import READERS, find_inputs, read_path
from kg.records import Document

TEXT = "Le ministre a déclaré que la loi était prête."


def write(path: Path, data: bytes = TEXT.encode()) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def skipped(path: Path) -> DocumentSkipped:
    (found,) = read_path(path)
    assert isinstance(found, DocumentSkipped), found
    assert path.name in str(found)
    assert "\n" not in str(found)
    return found


def test_folder_is_searched_and_sorted(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.html", "a/y.jsonl", "c/d/e.txt"]
    for name in names:
        write(tmp_path / name)
    write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git" / "x.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in find_inputs([str(tmp_path)])]
    assert found == ["b.txt", "a/y.jsonl", "a/z.html", "c/d/e.txt"]


def test_each_file_once_in_the_order_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.html"):
        write(tmp_path / name)
    assert find_inputs(["b.txt", "*.txt", ".", "./a.txt"]) == [Path("b.txt"), Path("a.txt"), Path("c.html")]


@pytest.mark.parametrize("name", ["absent.txt", "absent/", "*.absent"])
def test_missing_input(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputMissing, match="absent"):
        find_inputs([f"{tmp_path}/{name}"])


@pytest.mark.parametrize("files", [{}, {"a.png": b"\x89PNG\0\0"}, {".a.txt": b"Le"}, {"a.bin": b""}])
def test_folder_without_readable_file(tmp_path: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        write(tmp_path / name, data)
    with pytest.raises(InputMissing, match="no file that can be read"):
        find_inputs([str(tmp_path)])


def test_no_input() -> None:
    with pytest.raises(InputMissing):
        find_inputs([])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.pdf", b"%PDF-1.4\n\0\1\2", "binary"),
        ("a.html", b"\0\1\2", "binary"),
        ("a.txt", TEXT.encode() + b"\xff\xfe\xc3", "invalid UTF-8"),
        ("a.txt", b"Bonjour \xff\xfe\xfd le monde", "invalid UTF-8"),
        ("a.txt", b"\xff\xfeBonjour le monde", "UTF-16"),
        ("a.txt", "Прощай, оружие".encode("cp1251"), "invalid UTF-8"),
        ("a.csv", b"a,b\n1,2\n", "no reader for .csv"),
        ("a.txt", b"Partager:\n\nImprimer\n", "no text"),
    ],
)
def test_bad_file_is_skipped(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert reason in skipped(write(tmp_path / name, data)).reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT if encoding == "latin-1" else f"{TEXT} « L’œuvre »"
    (found,) = read_path(write(tmp_path / "a.txt", text.encode(encoding)))
    assert isinstance(found, Document)
    assert found.text == text


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_file_of_one_huge_line(tmp_path: Path, name: str) -> None:
    assert (
        "larger than 20 MB" in skipped(write(tmp_path / name, b"Le ministre a dit non. " * 2_200_000)).reason
    )


def test_long_text(tmp_path: Path) -> None:
    assert "1,000,000 characters" in skipped(write(tmp_path / "a.txt", b"Le maire dit non. " * 60_000)).reason


def test_absent_file() -> None:
    assert "cannot be opened" in skipped(Path("absent.txt")).reason


def test_unknown_suffix_goes_by_content(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>Le maire a dit non hier.</p></body></html>"
    (text,) = read_path(write(tmp_path / "article"))
    (html,) = read_path(write(tmp_path / "article.php", page))
    assert isinstance(text, Document)
    assert isinstance(html, Document)
    assert (text.text, html.text) == (TEXT, "Le maire a dit non hier.")


def test_every_reader_takes_a_path(tmp_path: Path) -> None:
    page = b"<html><body><p>Le maire a dit non.</p></body></html>"
    line = b'{"id": "a", "text": "Le maire a dit non."}'
    contents = {".htm": page, ".html": page, ".xhtml": page, ".jsonl": line, ".ndjson": line}
    for suffix, reader in READERS.items():
        (found,) = reader(write(tmp_path / f"a{suffix}", contents.get(suffix, b"Le maire a dit non.")))
        assert isinstance(found, Document)
        assert found.text == "Le maire a dit non."
