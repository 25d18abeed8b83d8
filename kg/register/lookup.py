"""The register: actors and who held which role, by the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kg.records import Actor
from kg.register.names import key
from kg.register.phrases import Grammar, Ids, Key, Reading, role_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a role, where, and from when to when (inclusive days; None: open or unknown)."""

    actor: str
    role: str
    label: str
    organization: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A holder under one wording: of what the wording itself says it is, and what the role lies in.

    ``reach`` gives for every body that the role belongs to, directly or by the parts of parts, how
    many states lie between: 0 for the Russian state, 1 for a state that is a part of another.
    """

    holder: Holder
    of: tuple[Ids, ...]
    reach: Mapping[str, int]

    def distance(self, reading: Reading) -> int | None:
        """How many states lie between the role and what the reading says it is of; None: not of it."""
        said = {identifier for ids in reading.of for identifier in ids}
        if not all(said.intersection(ids).intersection(self.reach) for ids in self.of):
            return None
        far = [min((self.reach[i] for i in ids if i in self.reach), default=None) for ids in reading.of]
        return None if None in far else max((steps for steps in far if steps is not None), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Actors by id, and by the folded words (`kg.register.names.key`) of all that names them.

    ``adjectives`` has the words of an adjective joined by a space ("russe", "sud coreen") where they
    mean one state only, ``adjectives_of`` the single words of them by state, ``adjective_forms``
    their masculine and feminine as they are written ("grec", "grecque"). ``seats`` are the metonyms
    that stand for a state, ``parts`` tells how many bodies belong to one. ``roles`` has every wording
    as it is listed and, where it names its own state, also without it; ``holders`` reads phrases and
    is what one usually wants.
    """

    actors: Mapping[str, Actor]
    names: Mapping[Key, Ids]
    metonyms: Mapping[Key, Ids]
    seats: frozenset[Key]
    parts: Mapping[str, int]
    adjectives: Mapping[str, str]
    adjectives_of: Mapping[str, frozenset[str]]
    adjective_forms: Mapping[str, tuple[str, str]]
    surnames: Mapping[Key, Ids]
    roles: Mapping[Key, tuple[Holder, ...]]
    grammar: Grammar = field(default_factory=Grammar)
    posts: Mapping[Key, tuple[Post, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def named(self, name: str) -> Actor | None:
        """The only actor of this name; case, accents and the article before it do not count.

        None where there is no such name or several actors have it.
        """
        identifiers = self.names.get(key(name), ())
        return self.actors[identifiers[0]] if len(identifiers) == 1 else None

    def holders(self, phrase: str) -> tuple[Holder, ...]:
        """All who ever held the role that a phrase names, the earliest first.

        "le ministre russe des Affaires étrangères": who held a role of that wording in Russia or in
        a body of it; "le ministre des Affaires étrangères": all of that bare wording. Where a state
        and a state within it both have such a role, the nearer one is meant ("la Première ministre
        britannique" is not Scotland's). () for former and future roles ("l'ancien ministre").
        """
        found: dict[Holder, int] = {}
        for reading in self.grammar.readings(role_words(phrase)):
            for post in self.posts.get(reading.role, ()):
                steps = post.distance(reading)
                if steps is not None:
                    found[post.holder] = min(steps, found.get(post.holder, steps))
        nearest = min(found.values(), default=0)
        return in_order(holder for holder, steps in found.items() if steps == nearest)


def in_order(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    """By time, then by name; each once."""
    return tuple(
        sorted(
            set(holders),
            key=lambda h: (h.start or date.min, h.end or date.max, h.actor, h.role, h.organization or ""),
        )
    )
