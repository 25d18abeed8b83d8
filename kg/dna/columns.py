"""What DNA's own columns say of a record: asked when a file is written, and when it is read again.

A column that says on reading what it said on writing was left alone in DNA, and the carried record counts;
where it says something else, it wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.dna.fit import body, listed, short
from kg.dna.offsets import Offsets
from kg.dna.values import seconds
from kg.holders import BODIES, organization_of
from kg.records import Actor, Claim, Document, Position, Stance, Statement
from kg.register.periods import day_within

UNDATED = 0
"""The date of documents that have none: DNA must have one. 1970-01-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentColumns:
    """The columns of a document but for text and notes."""

    title: str
    author: str
    source: str
    section: str
    type: str
    date: int
    description: str


def document_columns(document: Document) -> DocumentColumns:
    """The columns of a document."""
    date = seconds(document.published)
    return DocumentColumns(
        title=short(document.title) or short(document.name) or "?",
        author=listed(document.authors),
        source=short(document.outlet),
        section=short(document.section),
        type=document.kind,
        date=UNDATED if date is None else date,
        description=body(document.description or ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the variables of a statement say, as ids; None where there is no value or an empty one."""

    person: str | None
    organization: str | None
    concept: str | None
    position: Position


def coding(
    statement: Statement, stance: Stance | None, published: str | None, actors: Mapping[str, Actor]
) -> Coding:
    """The values of a statement for one of its stances, or for none.

    The person is whoever holds the position unless it is an organisation: a group, a document, a source
    without a name, too. The organisation is the one it is held for.
    """
    holder = (stance.holder if stance else None) or statement.speaker
    known = actors.get(holder) if holder else None
    return Coding(
        person=None if known is not None and known.kind in BODIES else holder,
        organization=organization_of(holder, statement, _day(statement, published), actors),
        concept=stance.concept if stance else None,
        position=stance.position if stance else "neutral",
    )


def _day(statement: Statement, published: str | None) -> date | None:
    return day_within(statement.said_on or (published or "")[: len("2022-01-12")])


def place(statement: Statement, offsets: Offsets) -> tuple[int, int]:
    """Start and stop of a statement in UTF-16 units: from the first part of its content to the last.

    DNA must have at least one character: where there is none, the next, or the last of the text.
    """
    start = min((span.start for span in statement.content), default=0)
    end = max((span.end for span in statement.content), default=start)
    start = min(max(start, 0), max(offsets.length - 1, 0))
    first = offsets.units(start)
    return first, max(offsets.units(min(max(end, 0), offsets.length)), first + 1)


def actor_attributes(actor: Actor) -> dict[str, str]:
    """The attributes of an actor's entity; "" where there is nothing to say."""
    return {
        "Type": actor.kind,
        "Alias": listed(actor.aliases),
        "Notes": "",
        "Side": short(actor.side),
        "Gender": short(actor.gender),
        "English": short(actor.name_en),
        "Wikidata": listed(actor.same_as),
    }


def claim_attributes(claim: Claim) -> dict[str, str]:
    """The attributes of a concept's entity."""
    return {"Type": "", "Alias": "", "Notes": short(claim.scope_fr), "English": short(claim.label_en)}


ACTOR_ATTRIBUTES = ("Type", "Alias", "Notes", "ID", "Side", "Gender", "English", "Wikidata")
CLAIM_ATTRIBUTES = ("Type", "Alias", "Notes", "ID", "English")
