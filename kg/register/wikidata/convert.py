"""A register as CSV from a Wikidata dump: people with their positions, states, bodies and media.

    dump ── first pass ──▶ what is an actor, set aside on disk; which other items they point to
    dump ── second pass ─▶ the names of those positions and capitals
    what was set aside ──▶ ids for all that others point to ──▶ rows

So the dump is read twice, and memory holds what is pointed to and one short id for each row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from kg.atomic import atomic
from kg.register.load import load
from kg.register.table import COLUMNS
from kg.register.wikidata.dump import Skipped, entities
from kg.register.wikidata.entity import Item, read_item
from kg.register.wikidata.ids import URI, Ids

_KINDS = ("person", "state", "media", "organization")  # what an item of several classes is: the first
_spooled = msgspec.json.Decoder(tuple[str, Item])


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import wrote: rows by kind; and left out: lines, actors and references without a name."""

    rows: Mapping[str, int]
    skipped: Skipped
    nameless: int
    unknown: int


@dataclass(slots=True)
class _Found:
    """What the actors of a dump point to, and then what the dump says of that."""

    positions: set[str]
    capitals: set[str]
    bodies: set[str]
    described: dict[str, Item]
    unknown: int = 0


def import_dump(dump: Path, out: Path, languages: Sequence[str] = ("fr", "mul", "en")) -> Imported:
    """Write the actors of a Wikidata dump as a register, the file ``out`` (CSV); replaced whole.

    ``languages`` are tried in turn for every name. An actor whose Wikidata address stands in the
    shipped register gets its id there. Positions, parties, employers and capitals are written only
    as far as the dump itself describes them.

    Raises InputMissing or DataInvalid for a dump that cannot be read, OutputUnusable for ``out``.
    """
    skipped, rows, found = Skipped(), Counter[str](), _Found(set(), set(), set(), {})
    with TemporaryFile() as spool:
        nameless = _first_pass(dump, languages, skipped, spool, found)
        _second_pass(dump, languages, found)
        ids = Ids(load().actors)
        for kind, item in _items(spool):
            ids.assign(kind, item, keep=item.id in found.bodies)
        written = Ids(load().actors)
        with atomic(out) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
            table.writeheader()
            for kind, item in _items(spool):
                identifier = written.assign(kind, item, keep=False)
                if identifier is not None:
                    table.writerow(_row(identifier, kind, item, ids, found))
                    rows[kind] += 1
            for row in _roles(ids, found):
                table.writerow(row)
                rows["role"] += 1
            text.flush()
            text.detach()
    return Imported(
        rows=dict(sorted(rows.items())), skipped=skipped, nameless=nameless, unknown=found.unknown
    )


def _first_pass(
    dump: Path, languages: Sequence[str], skipped: Skipped, spool: IO[bytes], found: _Found
) -> int:
    """Set the actors aside, note what they point to, and count those without a name."""
    kinds, nameless = _classes(), 0
    for entity in entities(dump, skipped):
        item = read_item(entity, languages)
        kind = min((kinds[c] for c in item.classes if c in kinds), key=_KINDS.index, default=None)
        if kind is None:
            continue
        if item.name is None:
            nameless += 1
            continue
        spool.write(msgspec.json.encode((kind, item)) + b"\n")
        if kind == "person":
            found.positions.update(held.role for held in item.held)
            found.bodies.update(item.members)
        else:
            found.bodies.update(item.parents)
        if kind == "state":
            found.capitals.update(item.capitals)
    return nameless


def _second_pass(dump: Path, languages: Sequence[str], found: _Found) -> None:
    """The names of the positions and capitals, and what the positions belong to."""
    for entity in entities(dump, Skipped(), frozenset(found.positions | found.capitals)):
        item = read_item(entity, languages)
        if item.name is not None:
            found.described[item.id] = item
            if item.id in found.positions:
                found.bodies.update(item.seats)


def _items(spool: IO[bytes]) -> Iterator[tuple[str, Item]]:
    spool.seek(0)
    return map(_spooled.decode, spool)


def _row(identifier: str, kind: str, item: Item, ids: Ids, found: _Found) -> dict[str, str]:
    row = {
        "id": identifier,
        "kind": kind,
        "name": item.name or "",
        "name_en": item.name_en or "",
        "alias": "|".join(item.aliases),
        "same_as": URI + item.id,
    }
    if kind == "person":
        row["gender"] = item.gender or ""
        row["part_of"] = "|".join(_known(ids.bodies, item.members, found))
        held = [held for held in item.held if held.role in found.described]
        found.unknown += len(item.held) - len(held)
        names = [(ids.role(found.described[h.role]), h) for h in held]
        row["role"] = "|".join(f"{role} {h.start}/{h.end}" for role, h in names)
    elif kind == "state":
        capitals = [name for i in item.capitals if i in found.described and (name := found.described[i].name)]
        row["metonym"] = "|".join(name for name in capitals if name != item.name)
        row["adjective"] = "|".join(item.adjectives)
    else:
        parents = _known(ids.bodies, item.parents, found)
        row["part_of"] = "|".join(p for p in parents if ids.join(identifier, p))
    return row


def _known(bodies: Mapping[str, str], items: Iterable[str], found: _Found) -> list[str]:
    """The ids of bodies that the dump describes; the others are counted."""
    known = list(dict.fromkeys(bodies[item] for item in items if item in bodies))
    found.unknown += sum(item not in bodies for item in items)
    return known


def _roles(ids: Ids, found: _Found) -> Iterator[dict[str, str]]:
    """The positions that the dump describes, each at the first of its seats that is an actor."""
    for identifier in sorted(found.positions & found.described.keys(), key=lambda q: int(q[1:])):
        item = found.described[identifier]
        seats = [ids.bodies[seat] for seat in item.seats if seat in ids.bodies]
        yield {
            "id": ids.role(item),
            "kind": "role",
            "name": item.name or "",
            "name_en": item.name_en or "",
            "alias": "|".join(item.aliases),
            "part_of": "|".join(seats[:1]),
            "same_as": URI + item.id,
        }


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Wikidata class → kind."""
    with Path(__file__).with_name("classes.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
    return {row[1]: row[0] for row in rows[1:]}
