"""The contents of a built result, each once, cut into the stems that tell what it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from kg.codebook.words import words
from kg.lexicon.table import rows
from kg.resources import lexicon_dir
from kg.results import STATEMENTS, read_rows

_NAMED = ("person", "state")  # other names, such as "gilets jaunes", can be what a debate is about
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one statement says. ``actor`` is who says it, an id where there is one, "" if unknown.

    ``sentences`` are the stems of its words in order, "" for a word that tells nothing.
    """

    id: str
    text: str
    actor: str
    document: str
    sentences: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> list[str]:
        """The stems that tell something, in order."""
        return [stem for sentence in self.sentences for stem in sentence if stem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The distinct contents of a result, sorted by id, and how many copies were left out.

    ``names`` are the stems of the names of the persons and states who speak, as `folded` gives them.
    """

    contents: tuple[Content, ...]
    copies: int = 0
    names: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement of the result: its content, who speaks if a person or state, whether it is a copy."""

    content: Content
    name: str = ""
    copied: bool = False


class _Row(msgspec.Struct):
    """What of a line of statements.jsonl is needed here."""

    id: str
    content: str
    document: str
    actor: str | None = None
    actor_id: str | None = None
    kind: str | None = None
    copy_of: str | None = None


def read_contents(folder: Path) -> Contents:
    """The contents of the result in a folder; raises OutputUnusable where there is none that can be read."""
    return distinct(map(_said, read_rows(folder, STATEMENTS, _Row)))


def distinct(found: Iterable[Said]) -> Contents:
    """The contents of statements without copies; the order of the statements does not matter.

    What one actor says in the same words a second time is a copy too.
    """
    kept: dict[tuple[str, tuple[str, ...]], Content] = {}
    names: set[str] = set()
    copies = 0
    for said in sorted(found, key=lambda said: (said.content.id, said.content.text)):
        content = said.content
        stems = tuple(content.stems)
        key = (content.actor, stems) if content.actor and stems else (content.id, ())
        if said.copied or key in kept:
            copies += 1
        else:
            kept[key] = content
        names.add(said.name)
    return Contents(
        contents=tuple(kept.values()),
        copies=copies,
        names=frozenset(folded(tuple(filter(None, _telling(name)))) for name in names),
    )


def folded(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Stems sorted and without accents, which capitals often lack: "Etats-Unis" is "États-Unis"."""
    return tuple(sorted(map(_unaccented, stems)))


@lru_cache(maxsize=100_000)
def _unaccented(stem: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", stem) if not unicodedata.combining(c))


def content(*, id: str, text: str, actor: str, document: str) -> Content:
    """A content with its stems."""
    sentences = (tuple(_telling(text)) for text in _SENTENCE_END.split(text))
    return Content(
        id=id,
        text=text,
        actor=actor,
        document=document,
        sentences=tuple(stems for stems in sentences if any(stems)),
    )


def _telling(text: str) -> Iterator[str]:
    plain = untelling()
    for word in words(text):
        tells = len(word.low) > 1 and not word.low.isnumeric() and word.low not in plain
        yield word.stem if tells else ""


@lru_cache(maxsize=1)
def untelling() -> frozenset[str]:
    """The words in lower case that do not tell what is spoken about."""
    return frozenset(row["word"] for row in rows(lexicon_dir() / "untelling.tsv"))


def _said(row: _Row) -> Said:
    name = (row.actor or "") if row.kind in _NAMED else ""
    actor = row.actor_id or row.actor or ""
    said = content(id=row.id, text=row.content, actor=actor, document=row.document)
    return Said(content=said, name=name, copied=row.copy_of is not None)
