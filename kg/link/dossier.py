"""Dossiers: all that documents tell of one actor, as far as it is known to be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from kg.ids import slug
from kg.link.bodies import BodyName, is_name, parse_body
from kg.link.names import Name, gender_of, parse
from kg.link.roles import Fact, RoleReader
from kg.records import Actor, ActorKind, Role

Value = TypeVar("Value", bound=str)
_DERIVED = ("kind", "gender", "text", "name", "body", "forms", "facts", "bodies", "states", "fields")


class Dossier:
    """What is known of one actor; grows by `absorb`.

    ``unit`` is the id it began with (unique among dossiers), ``ids`` are those that extraction gave
    it, ``records`` how many documents show it as which record, ``documents`` their numbers,
    ``days`` the first and last day (ordinals) on which they appeared.
    """

    def __init__(self, unit: str, reader: RoleReader, registered: bool = False) -> None:
        self.unit = unit
        self.reader = reader
        self.registered: str | None = unit if registered else None
        self.ids: set[str] = set()
        self.records: Counter[Actor] = Counter()
        self.documents: set[int] = set()
        self.days: tuple[int, int] | None = None

    def add(self, actor: Actor, document: int | None, day: int | None) -> None:
        """One document (None: the register) shows the actor as a record, on a day (None: unknown)."""
        self.ids.add(actor.id)
        self.records[actor] += document is not None
        if document is not None:
            self.documents.add(document)
        if day is not None:
            self.days = (min(self.days[0], day), max(self.days[1], day)) if self.days else (day, day)
        self._forget()

    def absorb(self, other: Dossier) -> None:
        """Take in all of another dossier."""
        self.ids |= other.ids
        self.records.update(other.records)
        self.documents |= other.documents
        self.registered = min(filter(None, (self.registered, other.registered)), default=None)
        both = [days for days in (self.days, other.days) if days]
        self.days = (min(d[0] for d in both), max(d[1] for d in both)) if both else None
        self._forget()

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    @cached_property
    def kind(self) -> ActorKind:
        """What most documents take it for."""
        return _most(self._counted(lambda a: a.kind))

    @cached_property
    def gender(self) -> str | None:
        """What the register says, else the name, else most documents; None where they are of two minds.

        The name is the one that the record will have, so that it is not read otherwise when it is
        linked again: initials of many documents do not outvote a first name that leaves no doubt.
        """
        known = self._register_record()
        if known is not None and known.gender:
            return known.gender
        if self.kind == "person" and (told := gender_of(self.text)):
            return told
        counts = self._counted(gender_shown)
        best = max(counts.values(), default=0)
        winners = [gender for gender, count in counts.items() if count == best]
        return winners[0] if len(winners) == 1 else None

    @cached_property
    def text(self) -> str:
        """The canonical name: the register's, else a full name before a shortened one, the most usual."""
        known = self._register_record()
        if known is not None:
            return known.name
        counts = self._counted(lambda a: a.name)
        if self.kind != "person":
            return min(
                counts, key=lambda n: (bool(parse_body(n).acronym), -counts[n], -len(n), n), default=""
            )
        return min(
            counts, key=lambda n: (not parse(n).full, not parse(n).given, -counts[n], -len(n), n), default=""
        )

    @cached_property
    def name(self) -> Name:
        """The canonical name of a person, taken apart."""
        return parse(self.text)

    @cached_property
    def body(self) -> BodyName:
        """The canonical name of a body."""
        return parse_body(self.text)

    @cached_property
    def forms(self) -> tuple[BodyName, ...]:
        """All names of a body that can stand alone."""
        names = {form for a in self.records for form in (a.name, *filter(is_name, a.aliases))}
        return tuple(sorted({parse_body(name) for name in names}, key=lambda form: form.words))

    @cached_property
    def facts(self) -> Mapping[str, tuple[Fact, ...]]:
        """Roles by their noun."""
        found: dict[str, set[Fact]] = defaultdict(set)
        for actor in self.records:
            for fact in self.reader.facts(actor):
                found[fact.noun].add(fact)
        return {noun: tuple(sorted(found[noun], key=repr)) for noun in sorted(found)}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Ids of what it belongs to or holds roles in, as extraction gave them."""
        held = {r.organization for a in self.records for r in a.roles if r.organization}
        return frozenset(held | {body for a in self.records for body in a.member_of})

    @cached_property
    def states(self) -> frozenset[str]:
        """The states that its roles and memberships show it in."""
        own = {s for facts in self.facts.values() for f in facts for s in f.states}
        return frozenset(own | {s for body in self.bodies for s in self.reader.states_of(body)})

    @cached_property
    def fields(self) -> frozenset[str]:
        """The walks of life of its roles."""
        return frozenset(f.field for facts in self.facts.values() for f in facts if f.field)

    def _forget(self) -> None:
        for name in _DERIVED:
            self.__dict__.pop(name, None)

    def _counted(self, of: Callable[[Actor], Value | None]) -> Counter[Value]:
        found: Counter[Value] = Counter()
        for actor, count in self.records.items():
            value = of(actor)
            if value:
                found[value] += max(count, 1)
        return found

    def _register_record(self) -> Actor | None:
        own = [actor for actor in self.records if actor.id == self.registered]
        return min(own, key=repr) if own else None

    def hallmark(self) -> str:
        """A few words that tell a namesake from others: a role, else a state, the gender, the decade."""
        labels: Counter[str] = Counter()
        for actor, count in self.records.items():
            for role in actor.roles:
                if self.reader.fact(role) is not None:
                    labels["-".join(slug(role.label).split("-")[:6])] += max(count, 1)
        if labels:
            return _most(labels)
        if self.states:
            return min(self.states)
        if self.gender:
            return "femme" if self.gender[0] == "f" else "homme"
        return f"{date.fromordinal(self.days[0]).year // 10 * 10}" if self.days else "x"

    def record(self, identifier: str) -> Actor:
        """The one record of the actor: everything joined, under an id."""
        records = sorted(self.records, key=repr)
        if len(records) == 1 and records[0].id == identifier:
            return records[0]
        name = self.text
        known = self._register_record()
        aliases = {form for a in records for form in (*a.aliases, a.name)} - {name}
        sides = self._counted(lambda a: a.side)
        english = self._counted(lambda a: a.name_en)
        return Actor(
            id=identifier,
            name=name,
            kind=known.kind if known else self.kind,
            gender=self.gender,
            name_en=(known.name_en if known else None) or (_most(english) if english else None),
            aliases=tuple(sorted(aliases)),
            roles=self._roles(),
            member_of=tuple(sorted({body for a in records for body in a.member_of})),
            side=(known.side if known else None) or (_most(sides) if sides else None),
            same_as=tuple(sorted({uri for a in records for uri in a.same_as})),
        )

    def _roles(self) -> tuple[Role, ...]:
        """Every role once, in the words most used for it."""
        wordings: dict[object, Counter[Role]] = defaultdict(Counter)
        for actor, count in self.records.items():
            for role in actor.roles:
                wordings[self.reader.fact(role) or role][role] += max(count, 1)
        best = {min(roles, key=lambda r: (-roles[r], repr(r))) for roles in wordings.values()}
        return tuple(sorted(best, key=lambda r: (r.label, repr(r))))


def gender_shown(actor: Actor) -> str | None:
    """The gender of a record; a person's first name counts more than the words around it."""
    return (gender_of(actor.name) if actor.kind == "person" else None) or actor.gender


def _most(counts: Counter[Value]) -> Value:
    return min(counts, key=lambda value: (-counts[value], value))
