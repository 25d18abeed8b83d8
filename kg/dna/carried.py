"""What a file that newskg wrote carries in its settings: the records that belong to no document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.dna.carry import MARK, VERSION, Unreadable, loads, unpack
from kg.dna.database import Rows
from kg.dna.options import Account
from kg.dna.roster import key_of
from kg.dna.values import text
from kg.records import Actor, Claim, Copies, Merge

UNREADABLE = "records that newskg left in the file and that cannot be read"


@dataclass(frozen=True, slots=True)
class Written:
    """How the entity of an id was written: its value, and the id of the one above it."""

    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Actors or claims: records by id, ids by key, and by id and variable how they were written."""

    records: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    written: dict[str, dict[str, Written]] = field(default_factory=dict)

    def add(self, given: Mapping[str, Any], kind: type[Actor] | type[Claim]) -> None:
        """One row of the settings; raises Unreadable."""
        id_, written = given.get("id"), given.get("as")
        if not isinstance(id_, str) or not isinstance(written, dict):
            raise Unreadable("no id")
        if (record := given.get("record")) is not None:
            if not isinstance(record, dict) or record.get("id") != id_:
                raise Unreadable("no record")
            self.records[id_] = unpack(kind, record)
        self.keys[key_of(id_)] = id_
        self.written[id_] = {role: unpack(Written, how) for role, how in written.items()}


@dataclass(slots=True)
class Carried:
    """The records that belong to no document. ``whole`` says whether the file carries any of this version."""

    whole: bool = False
    actors: Sort = field(default_factory=Sort)
    claims: Sort = field(default_factory=Sort)
    merges: list[Merge] = field(default_factory=list)
    copies: list[Copies] = field(default_factory=list)


def read_carried(rows: Rows, account: Account) -> Carried:
    """What the settings carry; empty where newskg did not write the file."""
    found = Carried()
    settings = {text(name): text(value) for name, value in rows.all("SETTINGS")}
    version = settings.get(MARK)
    if version != VERSION:
        if version is not None:
            account.notes["records of another version of newskg left out"] += 1
        return found
    found.whole = True
    for name, value in settings.items():
        mark, _, what = name.partition(" ")
        if mark == MARK and what:
            try:
                _add(found, what.partition(" ")[0], value)
            except Unreadable:
                account.notes[UNREADABLE] += 1
    return found


def _add(found: Carried, what: str, value: str) -> None:
    given = loads(value)
    if what == "actor":
        found.actors.add(given, Actor)
    elif what == "claim":
        found.claims.add(given, Claim)
    elif what == "merge":
        found.merges.append(unpack(Merge, given))
    elif what == "copies":
        found.copies.append(unpack(Copies, given))
