"""Read articles: files of several kinds in, `Document` records out.

A format is a row of READERS: the suffix of its files and a function from a path to documents. Files
of an unknown suffix are read as HTML if they begin so, else as plain text if they are text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from kg.errors import DocumentSkipped
from kg.read.html import read_html
from kg.read.inputs import list_files
from kg.read.jsonl import read_jsonl
from kg.read.text import read_text
from kg.records import Document

Reader = Callable[[Path], Iterator[Document | DocumentSkipped]]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".htm": read_html,
        ".html": read_html,
        ".jsonl": read_jsonl,
        ".ndjson": read_jsonl,
        ".text": read_text,
        ".txt": read_text,
        ".xhtml": read_html,
    }
)
# Text files that hold data, not articles: read as text they would give nonsense.
_DATA_SUFFIXES = (
    ".bib .cfg .css .csv .db .gexf .graphml .ini .js .json .nq .nt .py .rdf .rq .sqlite .svg .toml .trig "
    ".tsv .ttl .xml .yaml .yml"
)
_DATA = frozenset(_DATA_SUFFIXES.split())
_SNIFF = 1024  # bytes that tell whether a file is HTML

__all__ = ["READERS", "Reader", "find_inputs", "read_path"]


def find_inputs(inputs: Sequence[str]) -> list[Path]:
    """The files that paths, folders and patterns name, in the order given, those of a folder sorted.

    Raises InputMissing for a path that names nothing and for a folder without a readable file.
    """
    return list_files(inputs, READERS.keys())


def read_path(path: Path) -> Iterator[Document | DocumentSkipped]:
    """The documents of a file; what cannot be read comes as DocumentSkipped, so that others go on."""
    suffix = path.suffix.lower()
    if suffix in _DATA:
        known = ", ".join(READERS)
        yield DocumentSkipped(path.as_posix(), f"no reader for {suffix} files; give one of {known}")
        return
    try:
        yield from (READERS.get(suffix) or _reader_by_content(path))(path)
    except DocumentSkipped as skipped:
        yield skipped


def _reader_by_content(path: Path) -> Reader:
    """For a file of an unknown suffix: HTML if it begins so, else text."""
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFF).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    except OSError:
        return read_text  # which says why
    return read_html if start.startswith((b"<!doctype html", b"<html")) else read_text
