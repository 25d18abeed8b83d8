"""The SQLite file of a journal: made, checked and locked; its errors as lines for the user."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from kg.errors import OutputUnusable
from kg.records import Extraction

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
CREATE TABLE coded (
    row INTEGER PRIMARY KEY, extraction INTEGER NOT NULL, coding TEXT NOT NULL, UNIQUE (extraction, coding));
CREATE TABLE stances (coded INTEGER NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX stances_by_statement ON stances (coded, id);
CREATE TABLE holder (coded INTEGER NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX holder_by_coded ON holder (coded);
"""
# Changes with the tables and with the records, so that rows of another shape are never read.
_SCHEMA = zlib.crc32((_TABLES + json.dumps(msgspec.json.schema(Extraction), sort_keys=True)).encode()) >> 1


class Database:
    """The journal's file at ``path``; a context manager, open from ``with`` to its end.

    Raises `OutputUnusable` if the file is locked by another build, is no journal or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
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

    def run(self, query: str, *values: str | int | bytes) -> sqlite3.Cursor:
        """Run one SQL command; for the journal and its views."""
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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is run in it."""
        with self.guard():
            self.run("BEGIN")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                if self._connection is not None and self._connection.in_transaction:
                    self.run("ROLLBACK")
                raise
