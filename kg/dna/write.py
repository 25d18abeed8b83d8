"""Records → a .dna file that DNA 3 opens, and that reads back as the same records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any, BinaryIO

from kg.atomic import atomic
from kg.dna.carry import MARK, VERSION, dumps, pack
from kg.dna.columns import ACTOR_ATTRIBUTES, CLAIM_ATTRIBUTES, Coding, document_columns, place
from kg.dna.fit import body, hash_of, odd, short
from kg.dna.fresh import fresh
from kg.dna.layout import (
    ADMIN,
    AGREEMENT,
    CODER_RULE,
    CONCEPT,
    LAYOUTS,
    MACHINE,
    MAIN,
    ORGANIZATION,
    OTHER,
    PERSON,
    RECORD,
    layout_of,
)
from kg.dna.notes import joined
from kg.dna.offsets import Offsets
from kg.dna.passwords import kept
from kg.dna.roster import Roster, codings, side_by_side
from kg.dna.schema import commands
from kg.records import Corpus, Document, Statement

_DNA = {"version": "3.0.7", "date": "2022-06-10"}  # whose tables they are
_YELLOW, _BLACK = (255, 255, 0), (0, 0, 0)
_COLOURS = (
    *((51, 153, 255), (255, 102, 102), (102, 255, 0), (255, 153, 0)),
    *((153, 102, 255), (0, 204, 204), (255, 102, 204), (153, 153, 0)),
)


def write_dna(corpus: Corpus, path: Path) -> None:
    """A .dna file of a corpus: the same bytes each time; raises OutputUnusable.

    Each stance is a statement of DNA; so is a statement without one. All that the tables have no column for
    is carried as JSON: docs/dna.md.
    """
    with atomic(path) as file:
        dump_dna(corpus, file, path.parent)


def dump_dna(corpus: Corpus, file: BinaryIO, beside: Path | None = None) -> None:
    """The same to an open file; made in the folder ``beside``, or where the system keeps such things."""
    roster = Roster(corpus)
    with fresh(file, commands(), beside) as connection:
        writer = _Writer(connection, roster)
        writer.settings(corpus)
        writer.coders()
        writer.types()
        writer.entities()
        for number, (document, statements) in enumerate(side_by_side(corpus), 1):
            writer.document(number, document)
            writer.statements(number, document, statements)


class _Writer:
    def __init__(self, connection: sqlite3.Connection, roster: Roster) -> None:
        self._connection, self._roster = connection, roster
        hands = {
            short(rule.removeprefix(CODER_RULE)) for rule in roster.coders if rule.startswith(CODER_RULE)
        }
        names = (ADMIN, MACHINE, *sorted(hands - {ADMIN, MACHINE, ""}))
        self._coders = {name: number for number, name in enumerate(names, 1)}
        self._sides = sorted({actor.side for actor in roster.actors.values() if actor.side})
        self._last = 0

    def _add(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            command = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            self._connection.execute(command, tuple(row.values()))

    def settings(self, corpus: Corpus) -> None:
        """Versions, and the records that belong to no document."""
        for name, value in (*_DNA.items(), (MARK, VERSION), *_settings(corpus, self._roster)):
            self._add("SETTINGS", [{"Property": name, "Value": value}])

    def coders(self) -> None:
        """An administrator, the machine, and all who coded by hand; everybody may do everything."""
        for name, number in self._coders.items():
            colour = _YELLOW if name == ADMIN else _COLOURS[(number - 2) % len(_COLOURS)]
            self._add("CODERS", [{"ID": number, "Name": name, **_colour(colour), "Password": kept()}])
        pairs = permutations(self._coders.values(), 2)
        self._add(
            "CODERRELATIONS",
            ({"ID": n, "Coder": one, "OtherCoder": two} for n, (one, two) in enumerate(pairs, 1)),
        )

    def types(self) -> None:
        """The statement types with their variables and the attributes of these."""
        attribute = 0
        for layout in LAYOUTS:
            self._add(
                "STATEMENTTYPES", [{"ID": layout.number, "Label": layout.label, **_colour(layout.colour)}]
            )
            for name, (number, kind) in layout.variables.items():
                row = {"ID": number, "Variable": name, "DataType": kind, "StatementTypeId": layout.number}
                self._add("VARIABLES", [row])
        for layout in LAYOUTS:
            for name, variable in layout.roles.items():
                for label in _attribute_names(name):
                    attribute += 1
                    row = {"ID": attribute, "VariableId": variable, "AttributeVariable": label}
                    self._add("ATTRIBUTEVARIABLES", [row])

    def entities(self) -> None:
        """The values of the variables with all their attributes."""
        rows = self._connection.execute("SELECT VariableId, AttributeVariable, ID FROM ATTRIBUTEVARIABLES")
        variables: dict[int, list[tuple[str, int]]] = {}
        for variable, name, number in rows:
            variables.setdefault(variable, []).append((name, number))
        value = 0
        for entity in self._roster.rows:
            known = self._roster.actors.get(entity.id or "")
            side = (
                self._sides.index(known.side) if known and known.side and "Side" in entity.attributes else -1
            )
            colour = _colour(_COLOURS[side % len(_COLOURS)] if side >= 0 else _BLACK)
            row = {"ID": entity.number, "VariableId": entity.variable, "Value": entity.value, **colour}
            self._add("ENTITIES", [{**row, "ChildOf": entity.parent}])
            for name, number in variables[entity.variable]:
                value += 1
                given = entity.attributes.get(name, "")
                row = {"ID": value, "EntityId": entity.number, "AttributeVariableId": number}
                self._add("ATTRIBUTEVALUES", [{**row, "AttributeValue": given}])

    def document(self, number: int, document: Document) -> None:
        """A row of DOCUMENTS."""
        columns, text = document_columns(document), body(document.text)
        carried: dict[str, Any] = {
            "record": pack(document, without=frozenset({"text"})),
            "sha256": hash_of(text),
        }
        if places := odd(document.text):
            carried["odd"] = places
        row = {
            "ID": number,
            "Title": columns.title,
            "Text": text,
            "Coder": self._coders[MACHINE],
            "Author": columns.author,
            "Source": columns.source,
            "Section": columns.section,
            "Notes": joined(columns.description, dumps(carried), undated=document.published is None),
            "Type": columns.type,
            "Date": columns.date,
        }
        self._add("DOCUMENTS", [row])

    def statements(self, document_number: int, document: Document, statements: list[Statement]) -> None:
        """The rows of the statements of one document, with their values."""
        offsets = Offsets(document.text)
        for statement in statements:
            start, stop = place(statement, offsets)
            carried = pack(statement, document.text, without=frozenset({"document", "stances"}))
            coder = short(statement.rule.removeprefix(CODER_RULE))
            by_hand = statement.rule.startswith(CODER_RULE) and coder in self._coders
            for number, said in enumerate(codings(statement, document, self._roster.actors)):
                self._last += 1
                layout = layout_of(OTHER if said.position == "neutral" else MAIN)
                row = {"ID": self._last, "StatementTypeId": layout.number, "DocumentId": document_number}
                coded_by = {"Coder": self._coders[coder if by_hand else MACHINE]}
                self._add("STATEMENTS", [{**row, "Start": start, "Stop": stop, **coded_by}])
                whole: dict[str, Any] = {"statement": carried, "nth": number}
                if statement.stances:
                    whole["stance"] = pack(statement.stances[number], document.text)
                self._values(said, dumps(whole))

    def _values(self, said: Coding, carried: str) -> None:
        layout = layout_of(OTHER if said.position == "neutral" else MAIN)

        def row(name: str) -> dict[str, int]:
            return {"StatementId": self._last, "VariableId": layout.variable(name)}

        for name in (PERSON, ORGANIZATION, CONCEPT):
            entity = self._roster.number(layout.variable(name), getattr(said, name))
            self._add("DATASHORTTEXT", [{**row(name), "Entity": entity}])
        if layout.label == MAIN:
            self._add("DATABOOLEAN", [{**row(AGREEMENT), "Value": int(said.position == "support")}])
        self._add("DATALONGTEXT", [{**row(RECORD), "Value": carried}])


def _attribute_names(variable: str) -> tuple[str, ...]:
    return CLAIM_ATTRIBUTES if variable == CONCEPT else ACTOR_ATTRIBUTES


def _colour(colour: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("Red", "Green", "Blue"), colour, strict=True))


def _settings(corpus: Corpus, roster: Roster) -> Iterator[tuple[str, str]]:
    """Actors, claims, merges and copies, one a row; of the first two also how their entities were written."""
    for what, roles, records in (
        ("actor", (PERSON, ORGANIZATION), roster.actors),
        ("claim", (CONCEPT,), roster.claims),
    ):
        ids = set(records).union(*(roster.labels[role] for role in roles))
        for number, id_ in enumerate(sorted(ids), 1):
            written = {
                role: {"label": roster.labels[role][id_], "parent": roster.parents[role].get(id_)}
                for role in roles
                if id_ in roster.labels[role]
            }
            carried: dict[str, Any] = {"id": id_, "as": written}
            if id_ in records:
                carried["record"] = pack(records[id_])
            yield f"{MARK} {what} {number:08}", dumps(carried)
    for what, plain in (("merge", corpus.merges), ("copies", corpus.copies)):
        for number, record in enumerate(plain, 1):
            yield f"{MARK} {what} {number:08}", dumps(pack(record))
