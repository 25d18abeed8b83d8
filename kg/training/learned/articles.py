"""Annotated articles: JSON lines as ``kg build`` reads them, each with its ``statements``.

A statement is an object with ``content`` and, where a word reports it, ``cue``; ``cue_alt`` may list
other cues that are right as well, ``actor`` and ``actor_alt`` say who speaks, ``optional`` marks what
may be found and need not be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataInvalid, DocumentSkipped, InputMissing
from kg.nlp.page import Page, read_page
from kg.nlp.pipeline import Pipeline
from kg.read import read_path
from kg.records import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A statement as a reader marked it.

    ``cues`` are the words that may count as its cue, ``actors`` the names that may count as its actor.
    """

    content: str
    cues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with all its statements."""

    document: Document
    statements: tuple[Marked, ...]


def read_annotated(path: Path) -> list[Annotated]:
    """The annotated articles of a file.

    Raises InputMissing where it is absent, DataInvalid, with the line, where one cannot be used.
    """
    if not path.is_file():
        raise InputMissing(f"{path}: no such file; name annotated articles as JSON lines")
    marked = _statements(path)
    found: list[Annotated] = []
    for document in read_path(path):
        if isinstance(document, DocumentSkipped):
            raise DataInvalid(f"{document}; mend or remove it")
        found.append(Annotated(document=document, statements=marked[document.name]))
    return found


def read_pages(annotated: Sequence[Annotated]) -> Iterator[tuple[Document, Page, tuple[Marked, ...]]]:
    """Every article as the shipped pipeline reads it, with its statements; one that it cannot read is out."""
    by_name = {one.document.name: one.statements for one in annotated}
    for article, doc in Pipeline(None, ()).analyse([one.document for one in annotated]):
        if doc is not None:
            yield article, read_page(doc), by_name[article.name]


def _statements(path: Path) -> Mapping[str, tuple[Marked, ...]]:
    """The marked statements of every article by its name."""
    found: dict[str, tuple[Marked, ...]] = {}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{path}, line {number}"
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataInvalid(f"{place}: no valid JSON; each line must hold one object") from error
            entries = fields.get("statements") if isinstance(fields, dict) else None
            if not isinstance(entries, list):
                raise DataInvalid(f'{place}: no list "statements"; give annotated articles')
            name = " ".join(str(fields.get("doc", fields.get("id"))).split())
            found[name] = tuple(_marked(entry, place) for entry in entries)
    return found


def _marked(entry: object, place: str) -> Marked:
    content = entry.get("content") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(content, str):
        raise DataInvalid(f'{place}: a statement without "content"; give its words')
    cues = [entry.get("cue"), *(entry.get("cue_alt") or ())]
    actors = [entry.get("actor"), *(entry.get("actor_alt") or ())]
    return Marked(
        content=content,
        cues=tuple(cue for cue in cues if isinstance(cue, str) and cue.strip()),
        actors=tuple(name for name in actors if isinstance(name, str) and name.strip()),
        optional=bool(entry.get("optional")),
    )
