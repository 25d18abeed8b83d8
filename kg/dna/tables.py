"""The small tables of a .dna file: coders, statement types, variables and entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.dna.database import Rows
from kg.dna.values import text, whole

SHORT_TEXT, LONG_TEXT, BOOLEAN, INTEGER = "short text", "long text", "boolean", "integer"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a statement type."""

    number: int
    name: str
    datatype: str
    type: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a short-text variable, with its attributes by name."""

    number: int
    variable: int
    value: str
    parent: int | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """The small tables, by ID."""

    coders: Mapping[int, str]
    types: Mapping[int, str]
    variables: Mapping[int, Variable]
    entities: Mapping[int, Entity]


def read_tables(rows: Rows) -> Tables:
    """The small tables of an open file; rows whose ID is no whole number are not there for anybody."""
    return Tables(
        coders=dict(_named(rows, "CODERS")),
        types=dict(_named(rows, "STATEMENTTYPES")),
        variables={
            number: Variable(number, text(name), text(datatype), type_)
            for key, name, datatype, kind in rows.all("VARIABLES")
            if (number := whole(key)) is not None and (type_ := whole(kind)) is not None
        },
        entities=_entities(rows),
    )


def _named(rows: Rows, table: str) -> Iterator[tuple[int, str]]:
    for key, name in rows.all(table):
        if isinstance(key, int):
            yield key, text(name)


def _entities(rows: Rows) -> dict[int, Entity]:
    names = {key: text(name) for key, _, name in rows.all("ATTRIBUTEVARIABLES")}
    attributes: dict[int, dict[str, str]] = {}
    for entity, name, value in rows.all("ATTRIBUTEVALUES"):
        if isinstance(entity, int) and name in names:
            attributes.setdefault(entity, {})[names[name]] = text(value)
    return {
        key: Entity(key, variable, text(value), whole(parent), MappingProxyType(attributes.get(key, {})))
        for key, variable, value, parent in rows.all("ENTITIES")
        if isinstance(key, int) and isinstance(variable, int)
    }
