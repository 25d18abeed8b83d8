"""From settled dossiers to actors: the ids they get, their records, and the account of what was joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.ids import digest, slug
from kg.link.dossier import Dossier
from kg.link.names import parse
from kg.link.roles import RoleReader
from kg.link.settle import Settlement, Step
from kg.link.sightings import Sighting, Sightings, names_document
from kg.records import Actor, Merge

_CHIEF = 9  # times as many documents as all namesakes together
_EXAMPLES = 3  # documents named beside a merge


class Outcome:
    """What linking found.

    ``identifiers`` gives the final id of every unit that a document shows.
    """

    def __init__(self, sightings: Sightings, settlement: Settlement, reader: RoleReader) -> None:
        self._sightings = sightings
        self._reader = reader
        self._settlement = settlement
        self._live = [d for d in settlement.live() if d.documents]
        final = self._final_ids()
        self.identifiers: dict[str, str] = {
            unit: final[dossier.unit] for unit, dossier in settlement.holder.items() if dossier.unit in final
        }

    def identifier(self, document: int, old: str) -> str:
        """The id now of what a document's records call by an id."""
        unit = self._sightings.unit_at.get((document, old))
        return self.identifiers.get(unit, old) if unit is not None else self.anywhere(old)

    def anywhere(self, old: str) -> str:
        """The id now of an id where no document is known; itself where it has become several."""
        found = {self.identifiers[u] for u in self._sightings.units_of.get(old, ()) if u in self.identifiers}
        return found.pop() if len(found) == 1 else old

    def units_of(self, final: str) -> tuple[str, ...]:
        """The units that have a final id."""
        return tuple(sorted(unit for unit, identifier in self.identifiers.items() if identifier == final))

    def actors(self) -> dict[str, Actor]:
        """One record an actor, by id, with references to other actors as they are called now."""
        found = {self.identifiers[d.unit]: d.record(self.identifiers[d.unit]) for d in self._live}
        for identifier, sightings in self._sightings.loose.items():
            found[identifier] = _joined(identifier, sightings, self._reader)
        return {identifier: self._referring(actor) for identifier, actor in found.items()}

    def merges(self) -> tuple[Merge, ...]:
        """What was joined and what was nearly joined, sorted."""
        rows = [self._merge(step) for step in self._settlement.steps]
        seen: set[tuple[str, str]] = set()
        for step in sorted(self._settlement.near, key=lambda s: (-s.score, s.one, s.other, s.reason)):
            ends = [self.identifiers.get(unit) for unit in (step.one, step.other)]
            pair = (min(filter(None, ends), default=""), max(filter(None, ends), default=""))
            if None not in ends and ends[0] != ends[1] and pair not in seen:
                seen.add(pair)
                rows.append(self._merge(step))
        return tuple(
            sorted(rows, key=lambda m: (m.decision != "merged", m.into or "", m.one, m.other, m.reason))
        )

    def _merge(self, step: Step) -> Merge:
        papers = self._sightings.papers
        names = sorted(papers[number].name for number in step.documents)
        into = self.identifiers.get(step.one) or self.identifiers.get(step.other)
        return Merge(
            decision="merged" if step.joined else "kept apart",
            one=step.one if step.joined else self.identifiers.get(step.one, step.one),
            one_name=step.one_name,
            other=step.other if step.joined else self.identifiers.get(step.other, step.other),
            other_name=step.other_name,
            into=into if step.joined else None,
            score=min(1.0, step.score),
            reason=step.reason,
            documents=len(names),
            examples=tuple(names[:_EXAMPLES]),
        )

    def _final_ids(self) -> dict[str, str]:
        """Unit of each dossier → its id: that of the register, else of the best name, alone its own."""
        wanted: dict[str, list[Dossier]] = defaultdict(list)
        for dossier in self._live:
            wanted[_best_id(dossier)].append(dossier)
        found: dict[str, str] = {}
        taken: set[str] = set()
        for identifier in sorted(wanted):
            for unit, final in self._named(identifier, wanted[identifier]).items():
                # an id that tells namesakes apart may be somebody's own
                clash = final in taken or (final != identifier and final in wanted)
                found[unit] = f"{final}-{digest(unit)}" if clash else final
                taken.add(found[unit])
        return found

    def _named(self, identifier: str, dossiers: list[Dossier]) -> dict[str, str]:
        """The dossiers that would all have one id: the one met far more often than all others keeps it."""
        sizes = {d.unit: len(d.documents) for d in dossiers}
        chief = max(sizes, key=lambda unit: (sizes[unit], unit))
        if sizes[chief] >= _CHIEF * (sum(sizes.values()) - sizes[chief]):
            (best,) = (d for d in dossiers if d.unit == chief)
            others = [d for d in dossiers if d.unit != chief]
            return {chief: self._held(identifier, best)} | (
                self._marked(identifier, others) if others else {}
            )
        return self._marked(identifier, dossiers)

    def _held(self, identifier: str, dossier: Dossier) -> str:
        """The id itself; with the first document where it is but initials whose bearers linking joined.

        Initials without a telling role are one dossier a document (`kg.link.sightings`): by the
        document in their id they are known for one actor when they are linked again.
        """
        papers = self._sightings.papers
        telling = any(fact.telling for facts in dossier.facts.values() for fact in facts)
        alone = not dossier.is_person or dossier.registered or dossier.name.full or telling
        if alone or len(dossier.documents) < 2 or names_document(identifier, dossier.documents, papers):
            return identifier
        return f"{identifier}-{min(papers[number].id for number in dossier.documents)}"

    def _marked(self, identifier: str, dossiers: list[Dossier]) -> dict[str, str]:
        """Each with what tells it apart in its id."""
        papers = self._sightings.papers
        first = {d.unit: min(papers[number].id for number in d.documents) for d in dossiers}
        marks = {
            d.unit: d.hallmark() if (d.facts or d.states or d.gender) and d.name.full else first[d.unit]
            for d in dossiers
        }
        counts = Counter(marks.values())
        return {
            unit: f"{identifier}-{mark}" if counts[mark] == 1 else f"{identifier}-{mark}-{first[unit]}"
            for unit, mark in marks.items()
        }

    def _referring(self, actor: Actor) -> Actor:
        bodies = tuple(sorted({self.anywhere(body) for body in actor.member_of}))
        roles = tuple(
            replace(role, organization=self.anywhere(role.organization)) if role.organization else role
            for role in actor.roles
        )
        if (bodies, roles) == (actor.member_of, actor.roles):
            return actor
        return replace(actor, member_of=bodies, roles=roles)


def _joined(identifier: str, sightings: Iterable[Sighting], reader: RoleReader) -> Actor:
    """The record of what is not linked, from all documents that show it."""
    dossier = Dossier(identifier, reader)
    for number, actor in sightings:
        dossier.add(actor, number, None)
    return dossier.record(identifier)


def _best_id(dossier: Dossier) -> str:
    """The register's id; else that of a full name before that of a shortened one, in most documents."""
    if dossier.registered:
        return dossier.registered
    counts: Counter[str] = Counter()
    full: set[str] = set()
    named = slug(dossier.text)
    for actor, count in dossier.records.items():
        counts[actor.id] += count
        if actor.kind != "person" or parse(actor.name).full:
            full.add(actor.id)
    return min(counts, key=lambda i: (i not in full, -counts[i], i != named, len(i), i))
