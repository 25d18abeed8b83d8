"""Which statement type and which of its variables say who said what, for or against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

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
_MOST, _SHOWN = 10, 40  # types and variables that a message lists, characters of each


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

    Raises DataInvalid, naming the file ``name``, where no type has a concept and somebody who speaks.
    """
    wanted = [key for key, label in tables.types.items() if options.type in (None, label)]
    fit = [scheme for key in wanted if (scheme := _fits(key, tables, options.variables))]
    if fit:
        best = max(fit, key=lambda scheme: len(scheme.used))  # the first of several
        return best, *_without_position(tables, best)
    asked = "no statement type with such variables" if wanted else f"no statement type {options.type!r}"
    raise DataInvalid(f"{name}: {asked}; choose by --type and --variables from: {_listed(tables)}")


def _without_position(tables: Tables, main: Scheme) -> Iterable[Scheme]:
    for key, label in tables.types.items():
        if label == OTHER and key != main.type:
            scheme = _fits(key, tables, Variables(agreement=""))
            if scheme and scheme.record:
                yield scheme


def _listed(tables: Tables) -> str:
    """The first types, each with its first variables."""
    lines = (
        f"{label[:_SHOWN]!r} ({', '.join(one.name[:_SHOWN] for one in _of(tables, key)[:_MOST])})"
        for key, label in islice(tables.types.items(), _MOST)
    )
    return "; ".join(lines) or "there is none"


def _fits(type_: int, tables: Tables, wanted: Variables) -> Scheme | None:
    """None where a variable is not there, is of the wrong kind, or there is nobody or nothing to be read."""
    found: dict[str, Variable | None] = {}
    for part, datatypes in _DATATYPES.items():
        asked: str | None = getattr(wanted, part)
        label = part if asked is None else asked
        found[part] = _named(label, datatypes, _of(tables, type_)) if label else None
        if asked and found[part] is None:
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
