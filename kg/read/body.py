"""From stretches of an input to the clean body of a Document.

Nothing but white space and invisible characters changes between the input and the body, and the
alignment says where every other character came from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from kg.errors import DocumentSkipped
from kg.ids import document_id
from kg.read.published import DatedBy, decide
from kg.records import Document, DocumentKind, Part, PartRole, Run

MAX_CHARACTERS = 1_000_000  # of text a document; spaCy refuses to parse longer ones
BETWEEN_BLOCKS = "\n\n"
PostOrder = Literal["newest first", "oldest first"]

# Characters that no reader sees: soft hyphen, zero-width blanks, direction marks, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff"
# What no XML file may hold, and lone surrogates that JSON can smuggle in.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_VISIBLE = re.compile(rf"[^\s{_INVISIBLE}{_FORBIDDEN}]+")
_ONLY_INVISIBLE = re.compile(rf"[{_INVISIBLE}]+")
_LINE = re.compile(r"[^\r\n]+")
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the input that becomes one block of the body. Offsets are those of the input."""

    role: PartRole
    start: int
    end: int
    post: int | None = None
    time: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input that is not blank; ``apart`` tells whether a blank line stands before it."""

    number: int
    start: int
    end: int
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The clean body: blocks joined by an empty line."""

    text: str
    parts: tuple[Part, ...]
    alignment: tuple[Run, ...]


class Fields(TypedDict, total=False):
    """What a page says about itself: fields of Document that do not follow from the body."""

    title: str | None
    description: str | None
    description_truncated: bool
    lead: str | None
    outlet: str | None
    publisher: str | None
    authors: tuple[str, ...]
    section: str | None
    keywords: tuple[str, ...]
    modified: str | None
    url: str | None
    language: str
    locale: str | None
    kind: DocumentKind
    post_order: PostOrder | None
    image: str | None
    image_caption: str | None
    machine_translated: bool


class Metadata(Fields, total=False):
    """The same with all that tells when it appeared; `to_document` decides."""

    dates: tuple[DatedBy, ...]


def one_line(text: str) -> str:
    """A text without invisible characters, its white space squeezed to single blanks."""
    return _squeeze(text, 0, len(text))[0]


def split_lines(source: str) -> list[Line]:
    """The lines of a text that are not blank, numbered from 1; only CR and LF end a line."""
    lines: list[Line] = []
    number, position, last = 1, 0, 0
    for match in _LINE.finditer(source):
        number += len(_NEWLINE.findall(source, position, match.start()))
        position = match.start()
        text = one_line(match.group())
        if text:
            lines.append(Line(number, match.start(), match.end(), text, number > last + 1))
            last = number
    return lines


def refuse_long(text: str, name: str) -> None:
    """Raise DocumentSkipped for a text that is too long to be parsed; ``name`` is how to call it."""
    if len(text) > MAX_CHARACTERS:
        reason = f"more than {MAX_CHARACTERS:,} characters of text; split it into its documents"
        raise DocumentSkipped(name, reason)


def assemble(source: str, blocks: Iterable[Block]) -> Body:
    """Join blocks of the input to a body; blocks without a visible character are left out."""
    texts: list[str] = []
    parts: list[Part] = []
    runs: list[Run] = []
    offset = 0
    for block in blocks:
        text, found = _squeeze(source, block.start, block.end)
        if not text:
            continue
        end = offset + len(text)
        parts.append(
            Part(role=block.role, start=offset, end=end, post=block.post, time=block.time, line=block.line)
        )
        runs.extend(Run(text=offset + at, source=origin, length=length) for at, origin, length in found)
        texts.append(text)
        offset = end + len(BETWEEN_BLOCKS)
    return Body(BETWEEN_BLOCKS.join(texts), tuple(parts), tuple(runs))


def to_document(
    name: str, source_path: str, body: Body, *, dates: tuple[DatedBy, ...] = (), **metadata: Unpack[Fields]
) -> Document:
    """A Document of a body and its metadata.

    Raises DocumentSkipped for a body without text.
    """
    if not body.text:
        raise DocumentSkipped(source_path, "holds no text of an article; check that it is complete")
    published = decide(dates)
    return Document(
        id=document_id(metadata.get("url"), body.text),
        published=published.stamp,
        published_from=published.source,
        published_conflicts=published.conflicts,
        name=name,
        text=body.text,
        sha256=hashlib.sha256(body.text.encode()).hexdigest(),
        source_path=source_path,
        parts=body.parts,
        alignment=body.alignment,
        **metadata,
    )


def _squeeze(source: str, start: int, end: int) -> tuple[str, list[tuple[int, int, int]]]:
    """The visible text of a stretch and its runs (offset in that text, in the source, length)."""
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length, last = 0, -1  # of the text so far; end of the last visible piece in the source
    for match in _VISIBLE.finditer(source, start, end):
        gap = source[last : match.start()] if last >= 0 else ""
        if gap and not _ONLY_INVISIBLE.fullmatch(gap):
            pieces.append(" ")
            length += 1
        if runs and gap in ("", " "):
            at, origin, run = runs[-1]
            runs[-1] = (at, origin, run + len(gap) + len(match.group()))
        else:
            runs.append((length, match.start(), len(match.group())))
        pieces.append(match.group())
        length += len(match.group())
        last = match.end()
    return "".join(pieces), runs
