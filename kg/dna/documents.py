"""Rows of DOCUMENTS → documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from kg.dna.options import Account, ImportOptions
from kg.dna.values import Value, moment, text
from kg.ids import digest, document_id
from kg.records import Document, DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A row of DOCUMENTS."""

    number: int
    title: str
    text: str
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: Value


def document_row(row: tuple[Value, ...]) -> DocumentRow:
    """A row as `kg.dna.database.COLUMNS` has it."""
    number, title, body, _, author, source, section, notes, type_, date = row
    assert isinstance(number, int)
    named = {"title": title, "text": body, "author": author, "source": source, "section": section}
    return DocumentRow(
        number=number,
        notes=text(notes),
        type=text(type_),
        date=date,
        **{name: text(value) for name, value in named.items()},
    )


class DocumentIds:
    """Ids of documents that have no address: by text; the same text again gets one of all that is known."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, row: DocumentRow) -> str:
        """The id of the next document."""
        found, number = document_id(None, row.text), 0
        while found in self._taken:
            found = digest(row.text, row.title, row.author, row.source, str(row.date), str(number))
            number += 1
        self._taken.add(found)
        return found


def read_document(
    row: DocumentRow, id_: str, path: Path, options: ImportOptions, account: Account
) -> Document:
    """A document as coded by hand: its columns and nothing else."""
    kind: DocumentKind = "article"
    if row.type in get_args(DocumentKind):
        kind = row.type  # type: ignore[assignment]
    elif row.type:
        account.notes["types of documents left out"] += 1
    if (published := moment(row.date)) is None:
        account.notes["documents without a date between the years 1 and 9999"] += 1
    return Document(
        id=id_,
        name=f"{path.name}:{row.number}",
        text=row.text,
        sha256=hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_path=str(path),
        title=row.title or None,
        description=row.notes or None,
        outlet=row.source or None,
        authors=tuple(name.strip() for name in row.author.split(";") if name.strip()),
        section=row.section or None,
        published=published,
        published_from="metadata" if published else None,
        language=options.language,
        kind=kind,
    )
