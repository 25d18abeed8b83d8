"""Parameters of named queries: what is given for them, as RDF terms.

A value is bound, never pasted: by the engine where it can (`kg.query.run`), for one that cannot, such as a
remote endpoint, as a term in a BIND (`with_values`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import QueryInvalid
from kg.query.guard import guarded
from kg.query.rows import Term
from kg.register.periods import first_day, last_day
from kg.vocab import XSD

_HEAD = re.compile(
    r"""(?P<name>\w+)
        (?:\s*=\s*(?:"(?P<text>[^"\\]*)"(?P<date>\^\^xsd:date)?|(?P<number>\d+(?:\.\d+)?)))?
        \s*:\s*(?P<meaning>.+)""",
    re.VERBOSE,
)
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A variable of a named query. Without a ``default`` it must be given."""

    name: str
    meaning: str
    default: ox.Literal | None = None

    def value(self, given: str) -> ox.Literal:
        """What was given as a term of the type of the default; raises QueryInvalid for what is not one."""
        kind = self.default.datatype.value if self.default else _STRING
        return _READERS.get(kind, _text)(self.name, given)


def parameter(head: str) -> Parameter:
    """A parameter from its line in the head of a query; raises QueryInvalid where it is not one."""
    found = _HEAD.fullmatch(head.strip())
    if found is None:
        raise QueryInvalid(f'parameter {head!r}: write NAME: MEANING or NAME = "DEFAULT": MEANING')
    default: ox.Literal | None = None
    if found["number"]:
        default = ox.Literal(found["number"], datatype=XSD.decimal if "." in found["number"] else _INTEGER)
    elif found["date"]:
        default = ox.Literal(found["text"], datatype=XSD.date)
    elif found["text"] is not None:
        default = ox.Literal(found["text"])
    return Parameter(name=found["name"], meaning=found["meaning"], default=default)


def values(
    name: str, parameters: Mapping[str, Parameter], given: Mapping[str, str | Term]
) -> dict[str, Term]:
    """A value for every parameter of the query called ``name``: what is given, else its default.

    Raises QueryInvalid for one that is missing, unknown or of the wrong type.
    """
    for unknown in given:
        if unknown not in parameters:
            there = ", ".join(parameters)
            has = f"; it has: {there}" if there else "; it has none"
            raise QueryInvalid(f"query {name} has no parameter {unknown!r}{has}")
    found: dict[str, Term] = {}
    for known in parameters.values():
        value = given.get(known.name, known.default)
        if value is None:
            raise QueryInvalid(f"query {name} needs a value for {known.name} ({known.meaning})")
        found[known.name] = known.value(value) if isinstance(value, str) else value
    return found


def _text(name: str, given: str) -> ox.Literal:
    try:
        return ox.Literal(given)
    except (UnicodeEncodeError, ValueError) as error:
        raise QueryInvalid(f"{name}: {given!r} is no text; it holds half a surrogate pair") from error


def _date(name: str, given: str) -> ox.Literal:
    """A day, or a month or year as its first day; for ``until`` as its last."""
    try:
        day = (last_day if name == "until" else first_day)(given)
    except ValueError:
        day = None
    if day is None:
        raise QueryInvalid(f"{name}: {given!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return ox.Literal(day.isoformat(), datatype=XSD.date)


def _number(name: str, given: str) -> ox.Literal:
    if not re.fullmatch(r"[0-9]{1,9}", given):
        raise QueryInvalid(f"{name}: {given!r} is no whole number; write digits alone")
    return ox.Literal(str(int(given)), datatype=_INTEGER)


def _decimal(name: str, given: str) -> ox.Literal:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", given):
        raise QueryInvalid(f"{name}: {given!r} is no number; write it as 0.75")
    return ox.Literal(given, datatype=XSD.decimal)


_READERS: Mapping[str, Callable[[str, str], ox.Literal]] = MappingProxyType(
    {XSD.date.value: _date, _INTEGER.value: _number, XSD.decimal.value: _decimal}
)

# A SELECT up to the brace of its pattern. The queries of ontology/queries/ hold no brace in a projection.
_SELECT = re.compile(r"\bSELECT\b(?P<named>[^{}]*)\{", re.IGNORECASE)


def with_values(text: str, bound: Mapping[str, Term]) -> str:
    """The query with the values in it: a BIND in every SELECT that names the variable.

    For named queries, and others of which every SELECT names the parameters that it uses; for engines that
    bind no variables themselves. BIND, since Virtuoso 7.2 never answers some sums over a VALUES clause.
    Raises QueryInvalid as `kg.query.guard.guarded` does.
    """

    def clause(select: re.Match[str]) -> str:
        named = (name for name in bound if re.search(rf"\?{name}\b", select["named"]))
        return select[0] + "".join(f" BIND({bound[name]} AS ?{name})" for name in named)

    return _SELECT.sub(clause, guarded(text))
