"""What a build keeps and finds again: documents, what each of them yielded, how that was coded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from kg.ids import digest
from kg.journal.database import Database
from kg.journal.views import BUILT, JOINED, Appearances, Statements, View
from kg.records import Actor, Document, Extraction, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A document that says the same as another of the same address; only ``of`` is built."""

    name: str
    source_path: str
    of: str


class Journal(Database):
    """The journal of a folder; see `kg.journal`. Errors as those of `Database`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.fingerprint = self.coding = ""

    def begin(self, fingerprint: str, coding: str = "") -> None:
        """Start a run: forget the documents of the last one, keep what was extracted and coded.

        ``fingerprint`` is that of the extractor, ``coding`` that of the coder.
        """
        self.fingerprint, self.coding = fingerprint, coding
        with self.transaction():
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
        with self.transaction():
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
        with self.transaction():
            row = self.run(insert, name, sha256, self.fingerprint).lastrowid or 0
            for table, records in (("statement", extraction.statements), ("actor", extraction.actors)):
                for record in records:
                    self.run(
                        f"INSERT INTO {table} (extraction, id, record) VALUES (?, ?, ?)",
                        *(row, record.id, msgspec.json.encode(record)),
                    )

    def uncoded(self) -> list[int]:
        """Keys of the run's extractions that this coding has not seen, by the document's name."""
        with self.guard():
            rows = self.run(
                f"SELECT extraction.row FROM {BUILT} AND NOT EXISTS"
                " (SELECT 1 FROM coded WHERE coded.extraction = extraction.row AND coding = ?)"
                " ORDER BY document.name, document.sha256",
                *(self.fingerprint, self.coding),
            )
            return [row for (row,) in rows]

    def extraction(self, key: int) -> Extraction:
        """What the document of a key that `uncoded` gave yielded."""
        with self.guard():
            (document,) = self.run(
                f"SELECT document.record FROM {JOINED} WHERE extraction.row = ?", key
            ).fetchone()
            query = "SELECT record FROM {} WHERE extraction = ? ORDER BY rowid"
            statements = [
                msgspec.json.decode(record, type=Statement)
                for (record,) in self.run(query.format("statement"), key)
            ]
            actors = [
                msgspec.json.decode(record, type=Actor) for (record,) in self.run(query.format("actor"), key)
            ]
        return Extraction(document=_document(document), statements=tuple(statements), actors=tuple(actors))

    def keep_coding(self, key: int, coded: Extraction) -> None:
        """Commit the stances of a document's statements, and the actors that only hold one."""
        with self.transaction():
            insert = "INSERT INTO coded (extraction, coding) VALUES (?, ?)"
            row = self.run(insert, key, self.coding).lastrowid or 0
            for statement in coded.statements:
                if statement.stances:
                    self.run(
                        "INSERT INTO stances (coded, id, record) VALUES (?, ?, ?)",
                        *(row, statement.id, msgspec.json.encode(statement.stances)),
                    )
            known = {name for (name,) in self.run("SELECT id FROM actor WHERE extraction = ?", key)}
            for actor in coded.actors:
                if actor.id not in known:
                    self.run(
                        "INSERT INTO holder (coded, id, record) VALUES (?, ?, ?)",
                        *(row, actor.id, msgspec.json.encode(actor)),
                    )

    def prune(self) -> None:
        """Drop what was extracted from other versions of the run's documents, or coded, by other means.

        Documents that are not in this run stay: a later run may have them again.
        """
        with self.transaction():
            self.run(
                "DELETE FROM extraction WHERE name IN (SELECT name FROM document) AND NOT EXISTS"
                " (SELECT 1 FROM document WHERE document.name = extraction.name"
                "  AND document.sha256 = extraction.sha256 AND extraction.fingerprint = ?)",
                self.fingerprint,
            )
            for table in ("statement", "actor"):
                self.run(f"DELETE FROM {table} WHERE extraction NOT IN (SELECT row FROM extraction)")
            self.run(
                "DELETE FROM coded WHERE extraction NOT IN (SELECT row FROM extraction) OR (coding <> ? AND"
                f" extraction IN (SELECT extraction.row FROM {BUILT}))",
                *(self.coding, self.fingerprint),
            )
            for table in ("stances", "holder"):
                self.run(f"DELETE FROM {table} WHERE coded NOT IN (SELECT row FROM coded)")

    def documents(self) -> View[Document]:
        """The run's documents that are extracted, without duplicates."""
        return View(self, Document, f"SELECT record FROM {BUILT} ORDER BY id", self.fingerprint)

    def statements(self) -> Statements:
        """All statements of these documents, with the stances of the run's coding."""
        return Statements(self, self.fingerprint, self.coding)

    def appearances(self) -> Appearances:
        """All actors of these documents, each with the id of the document that shows it."""
        return Appearances(self, self.fingerprint, self.coding)

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


def _columns(document: Document) -> tuple[str, str, str, str, bytes]:
    record = msgspec.json.encode(document)
    return document.name, hashlib.sha256(record).hexdigest(), document.id, document.sha256, record


def _document(record: bytes) -> Document:
    return msgspec.json.decode(record, type=Document)
