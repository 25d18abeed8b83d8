"""What a journal holds, as records that are read from disk anew each time they are iterated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import msgspec

from kg.journal.database import Database
from kg.records import Actor, Document, Stance, Statement

Record = TypeVar("Record", Document, Statement, Actor)

JOINED = "document JOIN extraction USING (name, sha256)"
CHOSEN = "duplicate_of IS NULL AND fingerprint = ?"
BUILT = f"{JOINED} WHERE {CHOSEN}"
_CODED = "coded ON coded.extraction = extraction.row AND coded.coding = ?"


@dataclass(frozen=True, slots=True)
class View(Generic[Record]):
    """Records in the order of their ids."""

    database: Database
    kind: type[Record]
    query: str
    fingerprint: str

    def __iter__(self) -> Iterator[Record]:
        decoder = msgspec.json.Decoder(self.kind)
        with self.database.guard():
            for (record,) in self.database.run(self.query, self.fingerprint):
                yield decoder.decode(record)

    def __len__(self) -> int:
        with self.database.guard():
            count = self.database.run(f"SELECT count(*) FROM ({self.query})", self.fingerprint)
            return int(count.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements in the order of their documents and ids, each with its stances."""

    database: Database
    fingerprint: str
    coding: str

    def __iter__(self) -> Iterator[Statement]:
        decoder, stances = msgspec.json.Decoder(Statement), msgspec.json.Decoder(tuple[Stance, ...])
        query = (
            f"SELECT statement.record, stances.record FROM {JOINED}"
            f" JOIN statement ON statement.extraction = extraction.row LEFT JOIN {_CODED}"
            f" LEFT JOIN stances ON stances.coded = coded.row AND stances.id = statement.id"
            f" WHERE {CHOSEN} ORDER BY document.id, statement.id, statement.record"
        )
        with self.database.guard():
            for record, coded in self.database.run(query, self.coding, self.fingerprint):
                statement = decoder.decode(record)
                yield replace(statement, stances=stances.decode(coded)) if coded else statement

    def __len__(self) -> int:
        query = f"SELECT count(*) FROM {JOINED} JOIN statement ON extraction = extraction.row WHERE {CHOSEN}"
        with self.database.guard():
            return int(self.database.run(query, self.fingerprint).fetchone()[0])


@dataclass(frozen=True, slots=True)
class Appearances:
    """Pairs of a document's id and an actor that speaks, relays or holds a position there, as shown there."""

    database: Database
    fingerprint: str
    coding: str

    def __iter__(self) -> Iterator[tuple[str, Actor]]:
        decoder = msgspec.json.Decoder(Actor)
        query = (
            f"SELECT document.id, actor.id AS actor, actor.record AS record FROM {JOINED}"
            f" JOIN actor ON actor.extraction = extraction.row WHERE {CHOSEN}"
            f" UNION ALL SELECT document.id, holder.id, holder.record FROM {JOINED}"
            f" JOIN {_CODED} JOIN holder ON holder.coded = coded.row WHERE {CHOSEN} ORDER BY 2, 1"
        )
        values = (self.fingerprint, self.coding, self.fingerprint)
        with self.database.guard():
            for document, _, record in self.database.run(query, *values):
                yield document, decoder.decode(record)
