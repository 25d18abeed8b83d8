"""FrSemCor (supersenses on Sequoia, Barque et al. 2020) to person, place and organisation spans.

The corpus marks persons, and institutions without telling towns from companies;
data/institutions.tsv says which of its names are places, and which capitalised words name nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataInvalid
from kg.training.conllu import plain_spaces
from kg.training.grammar import DATA

_MARK = re.compile(r"(\d+)(?::(.+))?")
_PROPER = ("NPP", "ET")
_SMALL = ("DET", "P", "P+D", "CLO")
_FORM, _POS, _SENSE = 1, 3, 5


@dataclass(frozen=True, slots=True)
class Entity:
    """A half-open stretch of a sentence's text and its label: PER, LOC or ORG."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySentence:
    """A sentence with its entities, none inside another."""

    id: str
    text: str
    entities: tuple[Entity, ...]


def read_frsemcor(path: Path) -> Iterator[EntitySentence]:
    """The sentences of the corpus file, in order. Raises DataInvalid for a row without its columns."""
    kinds = _kinds()
    meta: dict[str, str] = {}
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = plain_spaces(line.rstrip("\n"))
            if line.startswith("#"):
                key, _, value = line[1:].partition(" = ")
                meta[key.strip()] = value.strip()
            elif line:
                row = line.split("\t")
                if len(row) <= _SENSE:
                    raise DataInvalid(f"{path}:{number}: {len(row)} columns where FrSemCor has 6")
                rows.append(row)
            elif rows:
                yield _sentence(meta, rows, kinds)
                meta, rows = {}, []
        if rows:
            yield _sentence(meta, rows, kinds)


def _kinds() -> dict[str, str]:
    rows = (DATA / "institutions.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if row and not row.startswith("#"))


def _sentence(meta: dict[str, str], rows: list[list[str]], kinds: dict[str, str]) -> EntitySentence:
    text = meta.get("text", "")
    places = _places(text, rows)
    found: list[Entity] = []
    for indices, sense in _marked(rows):
        kept = _kept(rows, indices, sense)
        if not kept or any(i not in places for i in kept):
            continue
        start, end = places[kept[0]][0], places[kept[-1]][1]
        label = _label(text[start:end], sense, kinds)
        if label:
            found.append(Entity(start, end, label))
    return EntitySentence(id=meta.get("sent_id", ""), text=text, entities=_outermost(found))


def _places(text: str, rows: list[list[str]]) -> dict[int, tuple[int, int]]:
    """Where each row's form stands in the text; contracted parts have no form of their own."""
    places: dict[int, tuple[int, int]] = {}
    position = 0
    for i, row in enumerate(rows):
        start = text.find(row[_FORM], position)
        if row[_FORM] != "_" and 0 <= start <= position + 12:
            position = start + len(row[_FORM])
            places[i] = (start, position)
    return places


def _marked(rows: list[list[str]]) -> Iterator[tuple[list[int], str]]:
    """Row indices and sense of each annotated word or expression ("1:Institution", then "1")."""
    members: dict[str, list[int]] = {}
    senses: dict[str, str] = {}
    for i, row in enumerate(rows):
        for mark in row[_SENSE].split(";"):
            match = _MARK.fullmatch(mark)
            if match:
                members.setdefault(match[1], []).append(i)
                senses.setdefault(match[1], match[2] or "")
                senses[match[1]] = senses[match[1]] or match[2] or ""
            elif mark not in ("*", "_", ""):
                yield [i], mark
    yield from ((indices, senses[number]) for number, indices in members.items())


def _kept(rows: list[list[str]], indices: list[int], sense: str) -> list[int]:
    """The rows that make the name: the proper nouns of a person, all but a small first word of a body."""
    proper = [i for i in indices if rows[i][_POS] in _PROPER]
    if sense.startswith("Person") or sense == "GroupxPerson":
        return _together(indices, proper)
    if not sense.startswith("Institution") and sense.split("/")[0] not in ("Object", "Place"):
        return []
    if indices[-1] - indices[0] + 1 > len(indices) + 1:
        return []  # an expression in two far pieces
    while len(indices) > 1 and rows[indices[0]][_POS] in _SMALL and rows[indices[0]][_FORM].islower():
        indices = indices[1:]
    if not proper and indices == [0]:
        return []  # the capital may be that of any first word
    return indices


def _together(indices: list[int], proper: list[int]) -> list[int]:
    """The proper nouns of a person up to the first gap: "Blanche" of "Blanche et Théophile Maupas"."""
    kept = proper[:1]
    while kept and kept[-1] + 1 in indices:
        kept.append(kept[-1] + 1)
    while kept and kept[-1] not in proper:
        kept.pop()
    return kept


def _label(name: str, sense: str, kinds: dict[str, str]) -> str | None:
    if not any(map(str.isupper, name)):
        return None
    if sense.startswith("Person") or sense == "GroupxPerson":
        return "PER"
    kind = kinds.get(name.replace("’", "'"), "ORG")
    return None if kind == "-" else kind


def _outermost(entities: list[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one.start, -one.end)):
        if not kept or entity.start >= kept[-1].end:
            kept.append(entity)
    return tuple(kept)
