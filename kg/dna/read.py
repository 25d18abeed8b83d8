"""A .dna file of DNA 3 → the records.

Documents and statements are read from the file as they are iterated, a document at a time; what is left out
is told once, by a first pass over all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.dna.database import COLUMNS, Rows, Source
from kg.dna.documents import DocumentIds, document_row, read_document
from kg.dna.entities import Named, read_entities
from kg.dna.options import Account, ImportOptions
from kg.dna.scheme import Scheme, find_scheme
from kg.dna.statements import StatementRow, statements_of
from kg.dna.tables import Tables, read_tables
from kg.dna.values import whole
from kg.records import Corpus, Document, Statement

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True, slots=True)
class Again(Generic[Record]):
    """Records that are read anew each time they are iterated."""

    read: Callable[[], Iterator[Record]]

    def __iter__(self) -> Iterator[Record]:
        return self.read()


def read_dna(path: Path, options: ImportOptions | None = None, account: Account | None = None) -> Corpus:
    """The records of a .dna file; ``account`` tells afterwards what was left out.

    Raises:
        InputMissing: the file is not there, or is no file of DNA 3.
        DataInvalid: no statement type has the variables.
    """
    options, account = options or ImportOptions(), Account() if account is None else account
    reader = _Reader(path, options, account)
    for _ in reader.statements():
        pass
    reader.account = Account()  # told once
    return Corpus(
        documents=Again(reader.documents),
        statements=Again(reader.statements),
        actors=tuple(sorted(reader.named.actors.values(), key=lambda actor: actor.id)),
        claims=tuple(sorted(reader.named.claims.values(), key=lambda claim: claim.id)),
    )


class _Reader:
    def __init__(self, path: Path, options: ImportOptions, account: Account) -> None:
        self._source, self._options, self.account = Source(path), options, account
        with self._source.open() as rows:
            self._tables = read_tables(rows)
            self._scheme = find_scheme(self._tables, options, str(path))
            self.named: Named = read_entities(
                self._tables, self._scheme, account, options.language.startswith("en")
            )
            ids, self._documents = DocumentIds(), list[tuple[str, int]]()
            for row in map(document_row, rows.all("DOCUMENTS")):
                self._documents.append((ids.of(row), row.number))
            self._documents.sort()
            self._marked = _statement_rows(rows, self._tables, self._scheme, account)
            known = {number for _, number in self._documents}
            if lost := sum(len(marked) for number, marked in self._marked.items() if number not in known):
                account.skipped["statements of documents that are not there"] += lost

    def documents(self) -> Iterator[Document]:
        """The documents, by id."""
        with self._source.open() as rows:
            for id_, number in self._documents:
                yield self._document(rows, id_, number)

    def statements(self) -> Iterator[Statement]:
        """The statements, by document and id."""
        with self._source.open() as rows:
            for id_, number in self._documents:
                document, marked = self._document(rows, id_, number), self._marked.get(number, [])
                found = statements_of(rows, document, marked, self._scheme, self.named, self.account)
                yield from sorted(found, key=lambda statement: statement.id)

    def _document(self, rows: Rows, id_: str, number: int) -> Document:
        query = f"SELECT {', '.join(COLUMNS['DOCUMENTS'])} FROM DOCUMENTS WHERE ID = ?"
        row = document_row(next(rows.run(query, number)))
        return read_document(row, id_, self._source.path, self._options, self.account)


def _statement_rows(
    rows: Rows, tables: Tables, scheme: Scheme, account: Account
) -> Mapping[int, list[StatementRow]]:
    """The rows of the statement type that is read, by document."""
    marked: dict[int, list[StatementRow]] = {}
    others: Counter[str] = Counter()
    for key, type_, document, start, stop, coder in rows.all("STATEMENTS"):
        number, place, kind = whole(key), whole(document), whole(type_)
        if kind != scheme.type:
            others[tables.types.get(kind, "") if kind is not None else ""] += 1
        elif number is None or place is None:
            account.skipped["statements without a number or a document"] += 1
        else:
            name = tables.coders.get(coder, "") if isinstance(coder, int) else ""
            marked.setdefault(place, []).append(StatementRow(number, start, stop, name))
    for label, count in others.items():
        account.notes[f"statements of type {label!r} left out"] += count
    return marked
