"""Who held a role when the article appeared: "le Premier ministre" without a name.

The register knows who held it and when. Where the article has no date, the roles in which it shows its
other persons tell when it was written: the days on which all of them held theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from kg.nlp.cast.days import Days
from kg.nlp.cast.entities import Entities, Entity
from kg.nlp.cast.people import entity_words
from kg.nlp.page import Page
from kg.records import Actor
from kg.register.load import Holder, Register
from kg.register.names import key
from kg.register.periods import overlap

_FORMER = re.compile(r"\b(?:ex-|anciens?\s|ancienne\s|feu\s)", re.IGNORECASE)
_NEW = re.compile(r"\b(?:nouveau|nouvelle|actuel|actuelle|jeune)\s", re.IGNORECASE)
_HOME = "france"  # the state whose offices French news names without saying so


class Holders:
    """Finds the holder of a role by the register, for one document."""

    def __init__(self, page: Page, days: Days, entities: Entities, register: Register) -> None:
        self.register = register
        self.entities = entities
        self.named = {e.known.id for e in entities.items if e.known is not None}
        self.first, self.last = days or _period(entities.items, register)
        self.home = _home(page, register)

    def holder(self, phrase: str, gender: str | None) -> Actor | None:
        """The one who held the role that a phrase names; None if nobody or several may be meant."""
        phrase = _NEW.sub("", phrase)
        former = _FORMER.sub("", phrase)
        found = self.register.holders(former)
        if former != phrase:
            known = {h.actor for h in found if h.actor in self.named and self._agrees(h, gender)}
            return self.register.actors[next(iter(known))] if len(known) == 1 else None
        if len(key(phrase)) == 1 and len({h.role for h in found}) > 1:
            return None
        fitting = [h for h in found if self._held(h) and self._agrees(h, gender)]
        named = {h.actor for h in (fitting or found) if h.actor in self.named and self._agrees(h, gender)}
        if len(named) > 1:
            named = {h.actor for h in found if h.actor in named and self._belongs(h.organization)}
        if len(named) == 1:
            return self.register.actors[next(iter(named))]
        if self.first is None or named:
            return None
        at_home = [h for h in fitting if self._belongs(h.organization)]
        chosen = {h.actor for h in (at_home or (fitting if len({h.role for h in fitting}) == 1 else []))}
        return self.register.actors[next(iter(chosen))] if len(chosen) == 1 else None

    def _held(self, holder: Holder) -> bool:
        """Was the role held at some time of the document's period?"""
        if self.first is None or self.last is None:
            return True
        return overlap(holder.start, holder.end, self.first, self.last)

    def _agrees(self, holder: Holder, gender: str | None) -> bool:
        known = self.register.actors[holder.actor].gender
        return gender is None or known is None or known == gender

    def _belongs(self, identifier: str | None) -> bool:
        """Is a body the state in focus, or part of it?"""
        seen: set[str] = set()
        pending = [identifier] if identifier is not None else []
        while pending:
            one = pending.pop()
            if one == self.home:
                return True
            if one not in seen and one in self.register.actors:
                seen.add(one)
                pending += self.register.actors[one].member_of
        return False


def _period(entities: Sequence[Entity], register: Register) -> tuple[date | None, date | None]:
    """The days on which all persons held the roles that the document shows them in; None where unknown."""
    first, last = date.min, date.max
    for entity in entities:
        spans = _spans_of(entity)
        if len(spans) != 1:
            continue
        start, end = spans[0]
        if start <= last and first <= end:  # one that contradicts the others is a former role
            first, last = max(first, start), min(last, end)
    return (None, None) if first == date.min else (first, last)


def _spans_of(entity: Entity) -> list[tuple[date, date]]:
    """When a person held the roles, by the register, whose words stand beside the name."""
    if entity.known is None or entity.kind != "person" or "ancien" in entity.words or "ex" in entity.words:
        return []
    beside = entity.words | entity.nouns
    return [
        (role.start, role.end or date.max)
        for role in entity.known.roles
        if role.start is not None and set(key(role.label)) - {"de", "la", "l", "des", "du"} <= beside
    ]


def _home(page: Page, register: Register) -> str:
    """The state that the document speaks of most, by names and adjectives; France where it is among them."""
    adjectives = register.adjectives
    counts = Counter(adjectives[word] for word in entity_words(page) if word in adjectives)
    if not counts or _HOME in counts:
        return _HOME
    return max(sorted(counts), key=lambda state: counts[state])
