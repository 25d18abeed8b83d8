"""Which statement type and which of its variables say who said what, for or against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.dna.layout import CONCEPT, ORGANIZATION, OTHER, PERSON, RECORD
from kg.dna.options import ImportOptions, Variables
from kg.dna.tables import BOOLEAN, INTEGER, LONG_TEXT, SHORT_TEXT, Tables, Variable
from kg.errors import DataInvalid

_DATATYPES = {
    "person": (SHORT_TEXT,),
    "organization": (SHORT_TEXT,),
    "concept": (SHORT_TEXT,),
    "agreement": (BOOLEAN, INTEGER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A statement type that is read, and the variables in it; None where it has none for that.

    ``record`` is the one in which newskg carries its own.
    """

    type: int
    person: Variable | None
    organization: Variable | None
    concept: Variable | None
    agreement: Variable | None
    record: Variable | None = None

    @property
    def roles(self) -> dict[int, str]:
        """What the entities of its variables are, by the ID of the variable."""
        found = ((PERSON, self.person), (ORGANIZATION, self.organization), (CONCEPT, self.concept))
        return {variable.number: role for role, variable in found if variable}

    @property
    def used(self) -> frozenset[int]:
        """The IDs of its variables."""
        found = (self.person, self.organization, self.concept, self.agreement, self.record)
        return frozenset(variable.number for variable in found if variable)


def find_schemes(tables: Tables, options: ImportOptions, name: str) -> tuple[Scheme, ...]:
    """The type that the options ask for, and that of statements without a position where newskg wrote one.

    Raises DataInvalid, naming the file ``name``, where no type has the variables.
    """
    wanted = [key for key, label in tables.types.items() if options.type in (None, label)]
    for key in wanted:
        if scheme := _fits(key, tables, options.variables):
            return scheme, *_without_position(tables, scheme)
    there = "; ".join(
        f"{label!r} ({', '.join(variable.name for variable in _of(tables, key)) or 'no variable'})"
        for key, label in tables.types.items()
    )
    asked = "no statement type with the variables" if wanted else f"no statement type {options.type!r}"
    raise DataInvalid(f"{name}: {asked}; choose with --type and --variables from: {there or 'none'}")


def _without_position(tables: Tables, main: Scheme) -> Iterable[Scheme]:
    for key, label in tables.types.items():
        if label == OTHER and key != main.type:
            scheme = _fits(key, tables, Variables(agreement=None))
            if scheme and scheme.record:
                yield scheme


def _fits(type_: int, tables: Tables, wanted: Variables) -> Scheme | None:
    """None where a variable is not there, is of the wrong kind, or there is nobody or nothing to be read."""
    found: dict[str, Variable | None] = {}
    for part, datatypes in _DATATYPES.items():
        label = getattr(wanted, part)
        found[part] = _named(label, datatypes, _of(tables, type_)) if label else None
        if label and found[part] is None:
            return None
    if not found["concept"] or not (found["person"] or found["organization"]):
        return None
    return Scheme(type=type_, **found, record=_named(RECORD, (LONG_TEXT,), _of(tables, type_)))


def _of(tables: Tables, type_: int) -> list[Variable]:
    return [variable for variable in tables.variables.values() if variable.type == type_]


def _named(label: str, datatypes: tuple[str, ...], variables: Iterable[Variable]) -> Variable | None:
    """The variable of that name; upper and lower case count only where two differ by nothing else."""
    fit = [variable for variable in variables if variable.datatype in datatypes]
    exact = [variable for variable in fit if variable.name == label]
    folded = [variable for variable in fit if variable.name.casefold() == label.casefold()]
    return next(iter(exact or folded), None)
