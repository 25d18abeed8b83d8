"""An event: one position that somebody takes in one statement, and what it is counted and filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Literal, get_args

from kg.errors import QueryInvalid
from kg.records import Position

Dates = Literal["said", "published"]
DATES: tuple[Dates, ...] = get_args(Dates)

VALUES: Mapping[Position, int] = {"oppose": -1, "neutral": 0, "support": 1}
"""Position → its place on the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One stance of one statement.

    ``said`` is the day of saying, or the first day of the month where only that is known; ``published`` the
    day of the document. Text variables are labels on one line, "" where there is none; the label of an actor
    or concept belongs to it alone. ``start`` and ``stop`` are half-open offsets in the document.
    """

    statement: str
    number: int
    said: date | None
    published: date | None
    position: Position
    confidence: float
    person: str = ""
    organization: str = ""
    side: str = ""
    actor: str = ""
    concept: str = ""
    kind: str = ""
    gender: str = ""
    mode: str = ""
    act: str = ""
    rule: str = ""
    copy: bool = False
    document: str = ""
    title: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    type: str = ""
    actor_id: str = ""
    organization_id: str = ""
    organization_kind: str = ""
    organization_side: str = ""
    concept_id: str = ""
    coder: str = ""
    start: int = 0
    stop: int = 0
    text: str = ""

    def day(self, dates: Dates) -> date | None:
        """When it happened: said, else published; or only when it was published."""
        return self.published if dates == "published" else self.said or self.published


STATEMENT_VARIABLES = (
    *("person", "organization", "side", "actor", "concept", "position"),
    *("kind", "gender", "mode", "act", "rule", "copy"),
)
DOCUMENT_VARIABLES = ("author", "source", "section", "type", "document", "title")
VARIABLES = (*STATEMENT_VARIABLES, *DOCUMENT_VARIABLES)
"""What can be the rows, the columns, the qualifier, or be filtered by."""

_IDS = {
    "person": "actor_id",
    "actor": "actor_id",
    "organization": "organization_id",
    "concept": "concept_id",
}


def value(event: Event, variable: str) -> str:
    """The value of a variable as text, "" where there is none; raises QueryInvalid for an unknown one."""
    return reader(variable)(event)


def reader(variable: str) -> Callable[[Event], str]:
    """What reads the value of a variable of many events; raises QueryInvalid for an unknown one."""
    if known(variable) == "copy":
        return lambda event: "true" if event.copy else "false"
    read: Callable[[Event], str] = attrgetter(variable)
    return read


def identifier(event: Event, variable: str) -> str:
    """The id behind the value of a variable: of the actor or concept; "" where it has none."""
    return str(getattr(event, _IDS[variable])) if variable in _IDS and value(event, variable) else ""


def known(variable: str) -> str:
    """The variable itself; raises QueryInvalid, which lists those there are, for any other."""
    if variable not in VARIABLES:
        raise QueryInvalid(f"{variable}: no such variable; there are {', '.join(VARIABLES)}")
    return variable
