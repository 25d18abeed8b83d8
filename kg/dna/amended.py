"""A statement that newskg wrote, with what was changed in DNA: who, what, for or against, where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.dna.carry import Unreadable, loads, unpack
from kg.dna.columns import Coding, coding
from kg.dna.documents import Read
from kg.dna.entities import Named
from kg.dna.layout import CODER_RULE, MACHINE
from kg.records import Actor, Span, Stance, Statement

EDITED = "dna-edited"
"""The rule of what somebody changed in DNA."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanced:
    """A statement with one of its stances, the ``nth``, or with none."""

    statement: Statement
    stance: Stance | None
    nth: int
    changed: bool = False
    lost: bool = False


def carried_statement(said: str, read: Read, span: Span | None) -> Stanced:
    """What newskg carries of a statement; raises Unreadable.

    Where the text was changed, the content is what DNA marks, and all other places are left out.
    """
    given = loads(said)
    record, stance, nth = given.get("statement"), given.get("stance"), given.get("nth")
    if not isinstance(record, dict) or not isinstance(nth, int) or not isinstance(stance, dict | None):
        raise Unreadable("no statement")
    document = read.document
    if read.mended:
        record, stance = _without_places(record, span), _without(stance, "words") if stance else None
    return Stanced(
        statement=unpack(Statement, {**record, "document": document.id}, document.text),
        stance=unpack(Stance, stance, document.text) if stance is not None else None,
        nth=nth,
    )


def _without_places(record: Mapping[str, Any], span: Span | None) -> dict[str, Any]:
    when = record.get("when")
    content = [{"start": span.start, "end": span.end}] if span else []
    kept = {**_without(record, "source", "role_span", "cue"), "cue": None, "source": None, "content": content}
    return {**kept, "when": _without(when, "span")} if isinstance(when, dict) else kept


def _without(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in names}


def amended(before: Stanced, read: Read, span: Span | None, now: Coding, named: Named, coder: str) -> Stanced:
    """With what the columns say otherwise; ``span`` is where it stands now, None: where it stood."""
    statement, stance = before.statement, before.stance
    published = read.before.published if read.before else None
    was = coding(statement, stance, published, named.before)
    rule = CODER_RULE + coder if coder and coder != MACHINE else EDITED
    after = before
    if span is not None and (span,) != statement.content:
        after = replace(after, statement=_by_hand(statement, rule, content=(span,)), changed=True)
    if (was.person, was.organization) != (now.person, now.organization):
        after = _spoken_by(after, now, published, named.actors, rule)
    if (was.concept, was.position) != (now.concept, now.position):
        after = replace(after, stance=_taken(after.stance, now, rule), changed=True)
    return after


def _by_hand(statement: Statement, rule: str, **changes: Any) -> Statement:
    return replace(statement, **changes, rule=rule, confidence=1.0)


def _taken(stance: Stance | None, now: Coding, rule: str) -> Stance | None:
    """The position that the columns name; the words stay where it is the same concept."""
    if now.concept is None:
        return None
    if stance is None:
        return Stance(concept=now.concept, position=now.position, rule=rule)
    words = stance.words if stance.concept == now.concept else ()
    return replace(stance, concept=now.concept, position=now.position, words=words, rule=rule, confidence=1.0)


def _spoken_by(
    before: Stanced, now: Coding, published: str | None, actors: Mapping[str, Actor], rule: str
) -> Stanced:
    """The least change after which the columns would say what they say; ``lost`` where there is none."""
    tried = list(_candidates(before, now, rule))
    for one in tried:
        said = coding(one.statement, one.stance, published, actors)
        if (said.person, said.organization) == (now.person, now.organization):
            return one
    return replace(tried[-1], lost=True)


def _candidates(before: Stanced, now: Coding, rule: str) -> Iterator[Stanced]:
    statement, stance = before.statement, before.stance
    who = now.person or now.organization
    if stance is not None and stance.holder not in (None, statement.speaker):
        stance = replace(stance, holder=who, rule=rule, confidence=1.0)
        yield replace(before, stance=stance, changed=True)
        return
    for_whom = now.organization if now.person else None
    if stance is not None:
        stance = replace(stance, holder=None)
    for changes in (
        {"on_behalf_of": now.organization},
        {"speaker": who},
        {"speaker": who, "on_behalf_of": None},
        {"speaker": who, "on_behalf_of": for_whom},
    ):
        if changes.get("speaker", statement.speaker) != statement.speaker:
            changes |= {"in_role": None, "role_span": None}
        changed = _by_hand(statement, rule, **changes)
        yield replace(before, statement=changed, stance=stance, changed=True)
