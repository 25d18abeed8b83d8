"""Where the statements of a document stand in its text, and how to show it, with colour or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich.text import Text

from kg.cli.terminal import printable
from kg.records import Span, Statement

Role = Literal["source", "cue", "content", "date"]
STYLES: dict[Role, str] = {"source": "bold cyan", "cue": "bold magenta", "content": "green", "date": "yellow"}
_NUMBER = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The part that a stretch of text plays in the statement with this number."""

    start: int
    end: int
    role: Role
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch without a boundary inside. ``over``: the marks on it, the longest first."""

    text: str
    over: tuple[Mark, ...]


def marks(statements: Iterable[Statement]) -> list[Mark]:
    """Source, cue, date and content of the statements, numbered from 1 in the order given."""
    found: list[Mark] = []
    for number, statement in enumerate(statements, 1):
        source = statement.source.span if statement.source else None
        spans: list[tuple[Role, Span | None]] = [
            ("source", source),
            ("cue", statement.cue),
            ("date", statement.when.span),
            *(("content", span) for span in statement.content),
        ]
        found += (
            Mark(start=span.start, end=span.end, role=role, number=number)
            for role, span in spans
            if span is not None and span.start < span.end
        )
    return found


def pieces(text: str, start: int, end: int, marked: Sequence[Mark]) -> Iterator[Piece]:
    """Cut ``text[start:end]`` wherever a mark begins or ends."""
    here = [mark for mark in marked if mark.start < end and mark.end > start]
    edges = {start, end, *(mark.start for mark in here), *(mark.end for mark in here)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        over = [mark for mark in here if mark.start <= left and mark.end >= right]
        over.sort(key=lambda mark: (mark.start - mark.end, mark.start, mark.number, mark.role))
        yield Piece(text=printable(text[left:right]), over=tuple(over))


def coloured(text: str, start: int, end: int, marked: Sequence[Mark]) -> Text:
    """The stretch with each role in its style, the number of a statement after its content."""
    shown = Text()
    before: tuple[Mark, ...] = ()
    for piece in (*pieces(text, start, end, marked), Piece(text="", over=())):
        for mark in before:
            if mark.role == "content" and mark not in piece.over:
                shown.append(f"[{mark.number}]", style=_NUMBER)
        shown.append(piece.text, style=" ".join(STYLES[mark.role] for mark in piece.over))
        before = piece.over
    return shown


def bracketed(text: str, start: int, end: int, marked: Sequence[Mark]) -> str:
    """The stretch with ``{1 source: …}`` around each mark; where two cross, the inner one is cut in two."""
    shown: list[str] = []
    open_marks: list[Mark] = []
    for piece in (*pieces(text, start, end, marked), Piece(text="", over=())):
        while any(mark not in piece.over for mark in open_marks):
            open_marks.pop()
            shown.append("}")
        for mark in piece.over:
            if mark not in open_marks:
                open_marks.append(mark)
                shown.append(f"{{{mark.number} {mark.role}: ")
        shown.append(piece.text)
    return "".join(shown)
