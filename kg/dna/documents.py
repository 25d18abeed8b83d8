"""Rows of DOCUMENTS → documents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from kg.dna.carried import UNREADABLE
from kg.dna.carry import Unreadable, loads, unpack
from kg.dna.columns import document_columns
from kg.dna.fit import hash_of, restored, several
from kg.dna.notes import joined, parted
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as read; ``before`` is what newskg wrote, None where it did not.

    ``mended``: the text was changed in DNA, so that no place in it is what it was.
    """

    document: Document
    before: Document | None = None
    mended: bool = False


def document_row(row: tuple[Value, ...]) -> DocumentRow | None:
    """A row as `kg.dna.database.COLUMNS` has it; None where its ID is no number."""
    number, title, content, _, author, source, section, notes, type_, date = row
    if not isinstance(number, int):
        return None
    named = {"title": title, "text": content, "author": author, "source": source, "section": section}
    return DocumentRow(
        number=number,
        notes=text(notes),
        type=text(type_),
        date=date,
        **{name: text(value) for name, value in named.items()},
    )


class DocumentIds:
    """Ids of documents: the one carried, else by text; where one is taken, by all that is known."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, row: DocumentRow, carried: Document | None) -> str:
        """The id of the next document."""
        found, number = carried.id if carried else document_id(None, row.text), 0
        while found in self._taken:
            found = digest(row.text, row.title, row.author, row.source, str(row.date), str(number))
            number += 1
        self._taken.add(found)
        return found


def carried_document(row: DocumentRow, account: Account) -> tuple[Document, bool] | None:
    """The document as newskg wrote it, and whether its text was changed since; None where it did not."""
    _, carried = parted(row.notes)
    if carried is None:
        return None
    try:
        given = loads(carried)
        record, mended = given.get("record"), given.get("sha256") != hash_of(row.text)
        content = row.text if mended else restored(row.text, given.get("odd", ()))
        if not isinstance(record, dict):
            raise Unreadable("no record")
        if mended:
            lost = {"parts": [], "alignment": [], "sha256": hash_of(row.text)}
            return unpack(Document, {**record, **lost, "text": content}), True
        return unpack(Document, {**record, "text": content}), False
    except (Unreadable, ValueError, TypeError):
        account.notes[UNREADABLE] += 1
        return None


def read_document(
    row: DocumentRow, id_: str, path: Path, options: ImportOptions, carried: bool, account: Account
) -> Read:
    """A document: what newskg wrote, with what the columns say otherwise; or what they say alone."""
    found = carried_document(row, account) if carried else None
    if found is None:
        return Read(document=_by_hand(row, id_, path, options, account))
    before, mended = found
    if mended:
        account.notes["documents whose text was changed in DNA: places in it left out"] += 1
    changes = _changes(row, before, account)
    if changes:
        account.notes["documents changed in DNA"] += 1
    return Read(document=replace(before, id=id_, **changes), before=before, mended=mended)


def _changes(row: DocumentRow, before: Document, account: Account) -> dict[str, Any]:
    expected, changes = document_columns(before), dict[str, Any]()
    for column, name in (("title", "title"), ("source", "outlet"), ("section", "section")):
        if (said := getattr(row, column)) != getattr(expected, column):
            changes[name] = said or None
    if row.author != expected.author:
        changes["authors"] = several(row.author)
    if row.type != expected.type and (kind := _kind(row.type, account)) is not None:
        changes["kind"] = kind
    if row.date != expected.date:
        changes["published"] = moment(row.date)
        changes["published_from"] = "metadata" if changes["published"] else None
    description, carried = parted(row.notes)
    undated = before.published is None
    same = row.notes == joined(expected.description, carried or "", undated=undated)
    if not same and description != expected.description:
        changes["description"] = description or None
    return changes


def _by_hand(row: DocumentRow, id_: str, path: Path, options: ImportOptions, account: Account) -> Document:
    if (published := moment(row.date)) is None:
        account.notes["dates of documents that are none between the years 1 and 9999"] += 1
    return Document(
        id=id_,
        name=f"{path.name}:{row.number}",
        text=row.text,
        sha256=hash_of(row.text),
        source_path=str(path),
        title=row.title or None,
        description=row.notes or None,
        outlet=row.source or None,
        authors=several(row.author),
        section=row.section or None,
        published=published,
        published_from="metadata" if published else None,
        language=options.language,
        kind=_kind(row.type, account) or "article",
    )


def _kind(type_: str, account: Account) -> DocumentKind | None:
    kinds: dict[str, DocumentKind] = {kind: kind for kind in get_args(DocumentKind)}
    if type_ and type_ not in kinds:
        account.notes["types of documents left out"] += 1
    return kinds.get(type_)
