"""Labelled examples of a codebook: contents with the positions that they take, as JSON lines or CSV.

JSON lines hold articles or passages: ``text``, and ``statements`` with ``content`` (of words of the text; the
parts of a cut quotation joined by a blank), ``concepts`` (``id``, ``position``), and where known ``cue``,
``source``, ``negated``, and ``concepts_alt``, which are neither right nor wrong. A CSV has the columns text,
concept, position and, if wanted, cue and source; rows of one text count together, an empty concept says
that none fits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from kg.coding.passage import Passage, Sentences, passage
from kg.errors import DataInvalid
from kg.records import Position, Span
from kg.userfile import Place, Problem, read_rows, read_text

Coded = tuple[str, str]  # concept, position
_POSITIONS = frozenset(get_args(Position))
_COLUMNS = ("text", "concept", "position", "cue", "source")
_HEAD = 40  # characters by which passages without a name are told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage with the positions it takes and those it may be said to take.

    ``group`` is shared by examples that must not be torn apart when some are held out.
    """

    passage: Passage
    coded: frozenset[Coded]
    allowed: frozenset[Coded]
    group: str


def read_examples(paths: Iterable[Path], concepts: Iterable[str]) -> list[Example]:
    """The examples of some files (.jsonl, .csv).

    Raises DataInvalid, with file and line, for one that cannot be used: a concept that the codebook lacks, an
    unknown position, a content that is not in its text.
    """
    known = frozenset(concepts)
    found: list[Example] = []
    for path in paths:
        text = read_text(path, str(path))
        if isinstance(text, Problem):
            raise DataInvalid(str(text))
        read = _table if path.suffix.lower() == ".csv" else _lines
        found += read(str(path), text, known)
    if not found:
        raise DataInvalid(f"{', '.join(map(str, paths))}: holds no example; label some passages")
    return found


def _lines(file: str, text: str, known: frozenset[str]) -> Iterator[Example]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield from _passage(json.loads(line), known)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                reason = str(error) if isinstance(error, _Wrong) else "is no passage with text and statements"
                raise DataInvalid(f"{Place(file, number)}: {reason}; mend it") from error


class _Wrong(ValueError):
    """What is wrong with an example."""


def _passage(row: Mapping[str, Any], known: frozenset[str]) -> Iterator[Example]:
    text = str(row["text"])
    sentences = Sentences(text)
    for statement in row["statements"]:
        parts = locate(text, str(statement["content"]))
        if not parts:
            raise _Wrong(f"the content {str(statement['content'])[:60]!r} is not in its text")
        start = parts[0].start
        yield Example(
            passage=passage(
                sentences,
                parts,
                cue=next(iter(locate(text, statement.get("cue") or "", start)), None),
                source=next(iter(locate(text, statement.get("source") or "", start)), None),
                negated=bool(statement.get("negated")),
            ),
            coded=_coded(statement.get("concepts"), known),
            allowed=_coded(statement.get("concepts_alt"), known),
            group=str(row.get("doc") or text[:_HEAD]),
        )


def _coded(rows: Iterable[Mapping[str, str]] | None, known: frozenset[str]) -> frozenset[Coded]:
    coded = frozenset((row["id"], row["position"]) for row in rows or ())
    for concept, position in sorted(coded):
        _check(concept, position, known)
    return frozenset((concept, position) for concept, position in coded if position != "neutral")


def _check(concept: str, position: str, known: frozenset[str]) -> None:
    if concept not in known:
        raise _Wrong(f"the concept {concept!r} is not in the codebook")
    if position not in _POSITIONS:
        raise _Wrong(f"unknown position {position!r}, not one of {', '.join(sorted(_POSITIONS))}")


def _table(file: str, text: str, known: frozenset[str]) -> Iterator[Example]:
    rows, problems = read_rows(file, text, _COLUMNS, _COLUMNS[:3])
    if problems:
        raise DataInvalid(str(problems[0]))
    coded: dict[tuple[str, str, str], set[Coded]] = {}
    for place, row in rows:
        found = coded.setdefault((row["text"], row.get("cue", ""), row.get("source", "")), set())
        if row["concept"]:
            try:
                _check(row["concept"], row["position"], known)
            except _Wrong as error:
                raise DataInvalid(f"{place}: {error}; mend it") from error
            if row["position"] != "neutral":
                found.add((row["concept"], row["position"]))
    for (content, cue, source), positions in coded.items():
        span = Span(start=0, end=len(content), text=content)
        bare = Passage(
            content=content, parts=(span,), cue=cue, source=source, negated=False, around="", before=""
        )
        yield Example(passage=bare, coded=frozenset(positions), allowed=frozenset(), group=content[:_HEAD])


def locate(text: str, wanted: str, near: int = 0) -> tuple[Span, ...]:
    """Where words stand in a text, nearest to an offset; in several parts, the longest first, if need be."""
    places = list(_occurrences(text, wanted)) if wanted else []
    if places:
        start = min(places, key=lambda place: abs(place - near))
        return (Span(start=start, end=start + len(wanted), text=wanted),)
    pieces = wanted.split(" ")
    for size in range(len(pieces) - 1, 0, -1):
        head = " ".join(pieces[:size])
        start = text.find(head)
        if start >= 0:
            end = start + len(head)
            rest = _parts_after(text, " ".join(pieces[size:]), end)
            if rest:
                return (Span(start=start, end=end, text=head), *rest)
    return ()


def _parts_after(text: str, wanted: str, begin: int) -> tuple[Span, ...]:
    return tuple(
        Span(start=span.start + begin, end=span.end + begin, text=span.text)
        for span in locate(text[begin:], wanted)
    )


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)
