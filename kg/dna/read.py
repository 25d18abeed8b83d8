"""A .dna file of DNA 3 → the records.

Documents and statements are read from the file as they are iterated, a document at a time; what is left out
is told once, by a first pass over all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.dna.carried import read_carried
from kg.dna.database import COLUMNS, Rows, Source
from kg.dna.documents import DocumentIds, Read, carried_document, document_row, read_document
from kg.dna.entities import read_entities
from kg.dna.options import Account, ImportOptions
from kg.dna.scheme import Scheme, find_schemes
from kg.dna.statements import Reading, StatementRow, by_document
from kg.dna.tables import Tables, read_tables
from kg.dna.values import whole
from kg.errors import InputMissing
from kg.records import Corpus, Document, Statement

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True, slots=True)
class Again(Generic[Record]):
    """Records that are read anew each time they are iterated."""

    read: Callable[[], Iterator[Record]]

    def __iter__(self) -> Iterator[Record]:
        return self.read()


def read_dna(path: Path, options: ImportOptions | None = None, account: Account | None = None) -> Corpus:
    """The records of a .dna file; ``account`` tells afterwards what was left out or changed.

    A file that newskg wrote comes back as the corpus that it was written from, with what was changed in DNA.

    Raises:
        InputMissing: the file is not there, or is no file of DNA 3.
        DataInvalid: no statement type has the variables.
    """
    reader = _Reader(path, options or ImportOptions(), Account() if account is None else account)
    for _ in reader.statements():
        pass
    reader.account = Account()  # it is told once
    named, carried = reader.named, reader.carried
    return Corpus(
        documents=Again(reader.documents),
        statements=Again(reader.statements),
        actors=tuple(sorted(named.actors.values(), key=lambda actor: actor.id)),
        merges=tuple(carried.merges),
        claims=tuple(sorted(named.claims.values(), key=lambda claim: claim.id)),
        copies=tuple(carried.copies),
    )


class _Reader:
    def __init__(self, path: Path, options: ImportOptions, account: Account) -> None:
        self._source, self._options, self.account = Source(path), options, account
        with self._source.open() as rows:
            tables = read_tables(rows)
            schemes = find_schemes(tables, options, str(path))
            self.carried = read_carried(rows, account)
            self.named = read_entities(tables, schemes, self.carried, options, account)
            self._documents = sorted(self._ids(rows))
            known = {number for _, number in self._documents}
            self._marked = by_document(_statement_rows(rows, tables, schemes, known, account))

    def _ids(self, rows: Rows) -> Iterator[tuple[str, int]]:
        ids = DocumentIds()
        for row in map(document_row, rows.all("DOCUMENTS")):
            if row is not None:
                found = carried_document(row, Account()) if self.carried.whole else None
                yield ids.of(row, found[0] if found else None), row.number

    def documents(self) -> Iterator[Document]:
        """The documents, by id."""
        with self._source.open() as rows:
            for id_, number in self._documents:
                yield self._read(rows, id_, number).document

    def statements(self) -> Iterator[Statement]:
        """The statements, by document and id."""
        with self._source.open() as rows:
            reading = Reading(rows, self.named, self.carried.whole, self.account)
            for id_, number in self._documents:
                read = self._read(rows, id_, number)
                yield from reading.statements(read, self._marked.get(number, ()))

    def _read(self, rows: Rows, id_: str, number: int) -> Read:
        query = f"SELECT {', '.join(COLUMNS['DOCUMENTS'])} FROM DOCUMENTS WHERE ID = ?"
        found = next(rows.run(query, number), None)
        row = document_row(found) if found else None
        path, options, carried = self._source.path, self._options, self.carried.whole
        if row is None:  # the tables do not agree with each other
            raise InputMissing(
                f"{path}: cannot be read as a .dna file (document {number} is not found again)"
            )
        return read_document(row, id_, path, options, carried, self.account)


def _statement_rows(
    rows: Rows, tables: Tables, schemes: tuple[Scheme, ...], documents: set[int], account: Account
) -> Iterator[tuple[int, StatementRow]]:
    """The rows of the statement types that are read, each with its document."""
    by_type = {scheme.type: scheme for scheme in schemes}
    others: Counter[str] = Counter()
    for key, type_, document, start, stop, coder in rows.all("STATEMENTS"):
        number, place, kind = whole(key), whole(document), whole(type_)
        scheme = by_type.get(kind) if kind is not None else None
        if scheme is None:
            others[tables.types.get(kind, "") if kind is not None else ""] += 1
        elif number is None or place not in documents:
            account.skipped["statements of documents that are not there"] += 1
        elif place is not None:
            name = tables.coders.get(coder, "") if isinstance(coder, int) else ""
            yield place, StatementRow(number, scheme, start, stop, name)
    for label, count in others.items():
        account.notes[f"statements of type {label!r} left out"] += count
