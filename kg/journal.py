"""The journal: what was read and extracted, on disk, so that a build can stop and go on.

One SQLite file, two halves:

    document     the documents of the current run, made anew by `Journal.begin`
    extraction   what each of them yielded, by (name, sha256 of the record, fingerprint), kept
                 from run to run; statements and actors hang on it, one row each

The result of a run is the join of both: exactly its inputs, whatever else was extracted before.
A document is extracted only if its key is not there yet, and its records come in by one
transaction, so that a build that is cut off loses at most the document in hand.

The file belongs to one build at a time (SQLite's own exclusive lock, gone with the process). It
is a cache: one of another version is emptied; a file that is no journal or is damaged is refused
and left alone (`OutputUnusable`), for it may be somebody's data.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import msgspec

from kg.errors import OutputUnusable
from kg.ids import digest
from kg.records import Actor, Document, Extraction, Statement

FILE_NAME = ".journal.sqlite"

_APPLICATION = 0x6E_6B_67_4A  # "nkgJ": tells our files from other SQLite files
_TABLES = """
CREATE TABLE document (
    row INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, id TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, record BLOB NOT NULL, duplicate_of INTEGER REFERENCES document);
CREATE INDEX document_by_id ON document (id, text_sha256);
CREATE TABLE extraction (
    row INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL,
    UNIQUE (name, sha256, fingerprint));
CREATE TABLE statement (extraction INTEGER NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX statement_by_extraction ON statement (extraction);
CREATE TABLE actor (extraction INTEGER NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX actor_by_extraction ON actor (extraction);
"""
# Changes with the tables and with the records, so that rows of another shape are never read.
_SCHEMA = zlib.crc32((_TABLES + json.dumps(msgspec.json.schema(Extraction), sort_keys=True)).encode()) >> 1

_JOINED = "document JOIN extraction USING (name, sha256)"
_CHOSEN = "duplicate_of IS NULL AND fingerprint = ?"
_BUILT = f"{_JOINED} WHERE {_CHOSEN}"

Record = TypeVar("Record", Document, Statement, Actor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A document that says the same as another of the same address; only ``of`` is built."""

    name: str
    source_path: str
    of: str


@dataclass(frozen=True, slots=True)
class View(Generic[Record]):
    """Records in the order of their ids, read from disk anew each time it is iterated."""

    journal: Journal
    kind: type[Record]
    query: str

    def __iter__(self) -> Iterator[Record]:
        decoder = msgspec.json.Decoder(self.kind)
        with self.journal.guard():
            for (record,) in self.journal.run(self.query, self.journal.fingerprint):
                yield decoder.decode(record)

    def __len__(self) -> int:
        with self.journal.guard():
            count = self.journal.run(f"SELECT count(*) FROM ({self.query})", self.journal.fingerprint)
            return int(count.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Appearances:
    """Pairs of a document's id and an actor as that document shows it, read anew each time."""

    journal: Journal

    def __iter__(self) -> Iterator[tuple[str, Actor]]:
        decoder = msgspec.json.Decoder(Actor)
        query = (
            f"SELECT document.id, actor.record FROM {_JOINED} JOIN actor ON actor.extraction = extraction.row"
            f" WHERE {_CHOSEN} ORDER BY actor.id, document.id"
        )
        with self.journal.guard():
            for document, record in self.journal.run(query, self.journal.fingerprint):
                yield document, decoder.decode(record)


class Journal:
    """The journal at ``path``; a context manager, open from ``with`` to its end.

    Raises `OutputUnusable` if the file is locked by another build, is no journal or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fingerprint = ""
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Journal:
        with self.guard():
            self._connection = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self.__exit__(None, None, None)
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def begin(self, fingerprint: str) -> None:
        """Start a run: forget the documents of the last one, keep what was extracted."""
        self.fingerprint = fingerprint
        with self._transaction():
            self.run("DELETE FROM document")

    def add(self, document: Document) -> None:
        """Take in one document of the run."""
        with self.guard():
            self.run(
                "INSERT INTO document (name, sha256, id, text_sha256, record) VALUES (?, ?, ?, ?, ?)",
                *_columns(document),
            )

    def settle(self) -> tuple[Duplicate, ...]:
        """Make the ids of the run's documents unique, whatever the order they came in.

        Same id and same text: the smallest name stays, the others are returned as duplicates.
        Same id and different texts (an address crawled twice, with changes between): all of them
        get an id made of the old one and their text, so that none takes the other's place.
        """
        with self._transaction():
            groups = self.run("SELECT id FROM document GROUP BY id HAVING count(*) > 1").fetchall()
            for (shared,) in groups:
                self._settle_id(shared)
            pairs = self.run(
                "SELECT copy.name, copy.record, kept.name FROM document AS copy"
                " JOIN document AS kept ON copy.duplicate_of = kept.row ORDER BY copy.name, copy.sha256"
            )
            return tuple(
                Duplicate(name=name, source_path=_document(record).source_path, of=kept)
                for name, record, kept in pairs
            )

    def pending(self) -> list[int]:
        """Keys of the run's documents that are still to be extracted, by name."""
        with self.guard():
            rows = self.run(
                "SELECT row FROM document WHERE duplicate_of IS NULL AND NOT EXISTS"
                " (SELECT 1 FROM extraction WHERE extraction.name = document.name"
                "  AND extraction.sha256 = document.sha256 AND fingerprint = ?)"
                " ORDER BY name, sha256",
                self.fingerprint,
            )
            return [row for (row,) in rows]

    def document(self, key: int) -> Document:
        """The document of a key that `pending` gave."""
        with self.guard():
            return _document(self.run("SELECT record FROM document WHERE row = ?", key).fetchone()[0])

    def keep(self, extraction: Extraction) -> None:
        """Commit all that one document yielded, at once."""
        name, sha256, *_ = _columns(extraction.document)
        insert = "INSERT INTO extraction (name, sha256, fingerprint) VALUES (?, ?, ?)"
        with self._transaction():
            row = self.run(insert, name, sha256, self.fingerprint).lastrowid or 0
            for table, records in (("statement", extraction.statements), ("actor", extraction.actors)):
                for record in records:
                    self.run(
                        f"INSERT INTO {table} (extraction, id, record) VALUES (?, ?, ?)",
                        *(row, record.id, msgspec.json.encode(record)),
                    )

    def prune(self) -> None:
        """Drop what was extracted from other versions of the run's documents or by other means.

        Documents that are not in this run stay: a later run may have them again.
        """
        with self._transaction():
            self.run(
                "DELETE FROM extraction WHERE name IN (SELECT name FROM document) AND NOT EXISTS"
                " (SELECT 1 FROM document WHERE document.name = extraction.name"
                "  AND document.sha256 = extraction.sha256 AND extraction.fingerprint = ?)",
                self.fingerprint,
            )
            for table in ("statement", "actor"):
                self.run(f"DELETE FROM {table} WHERE extraction NOT IN (SELECT row FROM extraction)")

    def documents(self) -> View[Document]:
        """The run's documents that are extracted, without duplicates."""
        return View(self, Document, f"SELECT record FROM {_BUILT} ORDER BY id")

    def statements(self) -> View[Statement]:
        """All statements of these documents."""
        return View(self, Statement, self._yielded("statement"))

    def actors(self) -> View[Actor]:
        """All actors of these documents, as each document shows them (an id may come more than once)."""
        return View(self, Actor, self._yielded("actor"))

    def appearances(self) -> Appearances:
        """The same actors, each with the id of the document that shows it."""
        return Appearances(self)

    def run(self, query: str, *values: str | int | bytes) -> sqlite3.Cursor:
        """Run one SQL command; for the views of this module."""
        if self._connection is None:
            raise ValueError("the journal is not open: use it in a with statement")
        return self._connection.execute(query, values)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn what SQLite reports into a line for the user."""
        try:
            yield
        except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                reason = "another build is writing to this folder; wait for it or choose another -o"
            elif isinstance(error, sqlite3.OperationalError):
                reason = f"cannot be written ({error}); make room or choose another -o"
            else:
                reason = f"is no usable journal ({error}); move it away and build again"
            raise OutputUnusable(f"{self.path}: {reason}") from error

    def _prepare(self) -> None:
        (application,) = self.run("PRAGMA application_id").fetchone()
        (tables,) = self.run("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != _APPLICATION:
            raise OutputUnusable(f"{self.path}: is not a journal of newskg; move it away and build again")
        # Exclusive before WAL: no -shm file, and the lock holds as long as the connection.
        self.run("PRAGMA locking_mode = EXCLUSIVE")
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = NORMAL")
        self.run("BEGIN EXCLUSIVE")
        (schema,) = self.run("PRAGMA user_version").fetchone()
        if schema != _SCHEMA:
            self._empty()
        self.run("COMMIT")

    def _empty(self) -> None:
        for (name,) in self.run("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self.run(f'DROP TABLE "{name}"')
        for command in filter(str.strip, _TABLES.split(";")):
            self.run(command)
        self.run(f"PRAGMA application_id = {_APPLICATION}")
        self.run(f"PRAGMA user_version = {_SCHEMA}")

    def _settle_id(self, shared: str) -> None:
        found = self.run(
            "SELECT row, text_sha256, record FROM document WHERE id = ? ORDER BY name, sha256", shared
        ).fetchall()
        kept: dict[str, int] = {}
        for row, text_sha256, _ in found:
            first = kept.setdefault(text_sha256, row)
            if first != row:
                self.run("UPDATE document SET duplicate_of = ? WHERE row = ?", first, row)
        if len(kept) == 1:
            return
        for row, text_sha256, old in found:
            renamed = replace(_document(old), id=digest(shared, text_sha256))
            _, sha256, new, _, record = _columns(renamed)
            self.run(
                "UPDATE document SET sha256 = ?, id = ?, record = ? WHERE row = ?", sha256, new, record, row
            )

    def _yielded(self, table: str) -> str:
        return (
            f"SELECT {table}.record FROM {table} WHERE extraction IN (SELECT extraction.row FROM {_BUILT})"
            f" ORDER BY {table}.id, {table}.record"
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self.guard():
            self.run("BEGIN")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                if self._connection is not None and self._connection.in_transaction:
                    self.run("ROLLBACK")
                raise


def _columns(document: Document) -> tuple[str, str, str, str, bytes]:
    record = msgspec.json.encode(document)
    return document.name, hashlib.sha256(record).hexdigest(), document.id, document.sha256, record


def _document(record: bytes) -> Document:
    return msgspec.json.decode(record, type=Document)
