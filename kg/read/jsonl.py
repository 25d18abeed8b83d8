"""JSON lines: one document a line, with `doc` or `id`, `text`, perhaps `title`, `url`, `published`.

The file is read line by line, so its size does not matter; a line that cannot be used is skipped
with its number and the others go on.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import DocumentSkipped
from kg.read.body import assemble, one_line, refuse_long, split_lines, to_document
from kg.read.boilerplate import fold
from kg.read.decode import MAX_BYTES, decode, unreadable
from kg.read.metadata import day_in_url, guess_language, normalise_date
from kg.read.published import told
from kg.read.story import join_lines, to_blocks
from kg.records import Document

_CHUNK = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_jsonl(path: Path) -> Iterator[Document | DocumentSkipped]:
    """The documents of a JSON lines file; a line that holds none comes as DocumentSkipped.

    Raises DocumentSkipped for a file that is empty or cannot be opened. The alignment of a
    document points into its ``text`` field.
    """
    name = path.as_posix()
    seen: set[str] = set()
    number = 0
    try:
        with path.open("rb") as file:
            for number, data in _lines(file):
                try:
                    document = _document(data, name, number, seen)
                except DocumentSkipped as skipped:
                    yield skipped
                else:
                    yield document
    except OSError as error:
        raise unreadable(path, error) from error
    if not number:
        raise DocumentSkipped(name, "empty file")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None for one that is too long."""
    number = 0
    while data := file.readline(MAX_BYTES + 1):
        number += 1
        if len(data) > MAX_BYTES:
            while data and not data.endswith(b"\n"):
                data = file.readline(_CHUNK)
            yield number, None
        elif data.strip():
            yield number, data.removeprefix(codecs.BOM_UTF8) if number == 1 else data


def _document(data: bytes | None, path: str, number: int, seen: set[str]) -> Document:
    """The document of a line. Raises DocumentSkipped with the number of the line."""
    place = f"{path}, line {number}"
    if data is None:
        raise DocumentSkipped(place, f"longer than {MAX_BYTES // 1_000_000} MB; split it")
    if number == 1 and data.startswith(_UTF16):
        raise DocumentSkipped(place, "the file is UTF-16; save it as UTF-8")
    fields = _fields(decode(data, place), place)
    name, text = _name(fields, place), fields.get("text")
    if not isinstance(text, str):
        raise DocumentSkipped(place, 'no "text" that is a string')
    refuse_long(text, place)
    if name in seen:
        raise DocumentSkipped(place, f'a second document is called "{name}"; give each its own id')
    title = _string(fields, "title")
    paragraphs = list(join_lines(split_lines(text)))
    if len(paragraphs) > 1 and title and fold(paragraphs[0].text) == fold(title):
        del paragraphs[0]
    body = assemble(text, to_blocks(text, paragraphs))
    try:
        document = to_document(
            name,
            path,
            body,
            title=title,
            url=_string(fields, "url"),
            dates=(
                *told("metadata", normalise_date(_string(fields, "published"))),
                *told("address", day_in_url(_string(fields, "url"))),
            ),
            language=guess_language(body.text),
        )
    except DocumentSkipped as skipped:
        raise DocumentSkipped(place, skipped.reason) from skipped
    seen.add(name)
    return document


def _fields(line: str, place: str) -> Mapping[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentSkipped(place, "no valid JSON; each line must hold one object") from error
    if not isinstance(fields, dict):
        raise DocumentSkipped(place, "no JSON object; each line must hold one")
    return fields


def _name(fields: Mapping[str, object], place: str) -> str:
    """What the line calls its document: `doc`, else `id`."""
    for field in ("doc", "id"):
        value = fields.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and one_line(str(value)):
            return one_line(str(value))
    raise DocumentSkipped(place, 'neither "doc" nor "id"; name the document')


def _string(fields: Mapping[str, object], field: str) -> str | None:
    value = fields.get(field)
    return one_line(value) or None if isinstance(value, str) else None
