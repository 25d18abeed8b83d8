"""Which statement type and which of its variables say who said what, for or against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.dna.options import ImportOptions, Variables
from kg.dna.tables import BOOLEAN, INTEGER, SHORT_TEXT, Tables, Variable
from kg.errors import DataInvalid

_DATATYPES = {
    "person": (SHORT_TEXT,),
    "organization": (SHORT_TEXT,),
    "concept": (SHORT_TEXT,),
    "agreement": (BOOLEAN, INTEGER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The statement type that is read, and the variables in it; None where it has none for that."""

    type: int
    person: Variable | None
    organization: Variable | None
    concept: Variable | None
    agreement: Variable | None

    @property
    def used(self) -> frozenset[int]:
        """The IDs of its variables."""
        found = (self.person, self.organization, self.concept, self.agreement)
        return frozenset(variable.number for variable in found if variable)


def find_scheme(tables: Tables, options: ImportOptions, name: str) -> Scheme:
    """The scheme that the options ask for; raises DataInvalid, naming the file ``name``, where there is none."""
    wanted = [key for key, label in tables.types.items() if options.type in (None, label)]
    for key in wanted:
        if scheme := _fits(key, tables, options.variables):
            return scheme
    there = "; ".join(
        f"{label!r} ({', '.join(variable.name for variable in _of(tables, key)) or 'no variable'})"
        for key, label in tables.types.items()
    )
    asked = f"no statement type {options.type!r}" if not wanted else "no statement type with the variables"
    raise DataInvalid(f"{name}: {asked}; choose with --type and --variables from: {there or 'none'}")


def _fits(type_: int, tables: Tables, wanted: Variables) -> Scheme | None:
    """None where a variable is not there, is of the wrong kind, or there is nobody or nothing to be read."""
    found: dict[str, Variable | None] = {}
    for part, datatypes in _DATATYPES.items():
        label = getattr(wanted, part)
        found[part] = _named(label, _of(tables, type_)) if label else None
        if label and (found[part] is None or getattr(found[part], "datatype", "") not in datatypes):
            return None
    if not found["concept"] or not (found["person"] or found["organization"]):
        return None
    return Scheme(type=type_, **found)


def _of(tables: Tables, type_: int) -> list[Variable]:
    return [variable for variable in tables.variables.values() if variable.type == type_]


def _named(label: str, variables: Iterable[Variable]) -> Variable | None:
    """The variable of that name; upper and lower case count only where two differ by nothing else."""
    variables = list(variables)
    exact = [variable for variable in variables if variable.name == label]
    folded = [variable for variable in variables if variable.name.casefold() == label.casefold()]
    return next(iter(exact or folded), None)
