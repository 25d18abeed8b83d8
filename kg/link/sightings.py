"""From actor records to dossiers: which documents show which actor, before any two names are joined.

Extraction gives one id to a full name wherever it stands. Such an id is one dossier unless its
records contradict each other: homonyms are told apart here. Mere surnames and initials are one
dossier a document. What has no name of its own (unnamed sources, groups) stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kg.link.dossier import Dossier, gender_shown
from kg.link.evidence import ERA, ERA_OF_ROLE, callings, circumstances, roles_alike
from kg.link.fields import seldom_meet
from kg.link.fold import fold
from kg.link.names import deletions, parse
from kg.link.roles import RoleReader
from kg.records import Actor, Document
from kg.register.load import Register

Sighting = tuple[int, Actor]
"""The number of a document, and an actor as it shows him."""

_MOST = 9  # times as many documents as all namesakes together: then what tells nothing is his


@dataclass(frozen=True, slots=True)
class Paper:
    """What linking needs of a document: its id, its name and its day (an ordinal)."""

    id: str
    name: str
    day: int | None


@dataclass(slots=True)
class Sightings:
    """All actors of a corpus before linking.

    ``dossiers`` by their unit; ``units_of`` the units of each id that extraction gave; ``unit_at``
    the unit of an id in one document where the id has several; ``loose`` the sightings of what is
    never merged of itself; ``cast`` the units in each document.
    """

    papers: Sequence[Paper]
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    units_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unit_at: dict[tuple[int, str], str] = field(default_factory=dict)
    loose: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    cast: list[list[str]] = field(default_factory=list)

    def take(
        self, unit: str, sightings: Iterable[Sighting], reader: RoleReader, known: bool = False
    ) -> Dossier:
        """Open a dossier with these sightings."""
        dossier = Dossier(unit, reader, known)
        for number, actor in sightings:
            dossier.add(actor, number, self.papers[number].day)
            self.cast[number].append(unit)
            self.unit_at[number, actor.id] = unit
        self.dossiers[unit] = dossier
        for identifier in sorted(dossier.ids):
            self.units_of[identifier].append(unit)
        return dossier

    def expect(self, actor: Actor, reader: RoleReader) -> None:
        """Open a dossier for an entry of the register that no document names: somebody may be it."""
        dossier = Dossier(actor.id, reader, registered=True)
        dossier.add(actor, None, None)
        starts = [role.start.toordinal() for role in actor.roles if role.start]
        if starts:
            ends = [(role.end or date.max).toordinal() for role in actor.roles if role.start]
            dossier.days = (min(starts), max(ends))
        self.dossiers[actor.id] = dossier
        self.units_of[actor.id].append(actor.id)


def papers_of(documents: Iterable[Document]) -> list[Paper]:
    """The documents sorted by id, each once."""
    found = {d.id: Paper(d.id, d.name, day_of(d.published)) for d in documents}
    return [found[identifier] for identifier in sorted(found)]


def day_of(published: str | None) -> int | None:
    """The ordinal of an ISO 8601 day; of a month or year its first day; None for anything else."""
    parts = (published or "")[:10].split("-")
    try:
        year, month, day = (*map(int, parts), *(1, 1))[:3]
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def sight(
    documents: Iterable[Document], actors: Iterable[tuple[str, Actor]], register: Register, reader: RoleReader
) -> Sightings:
    """Dossiers of all actors in these documents, and of persons of the register with like names."""
    papers = papers_of(documents)
    found = Sightings(papers=papers)
    for identifier, sightings in sorted(_by_id(papers, actors, found).items()):
        _open(identifier, sightings, found, register, reader)
    shapes = {shape for d in found.dossiers.values() if d.is_person for shape in _shapes(d.text)}
    for actor in register.actors.values():
        if actor.kind == "person" and actor.id not in found.dossiers and shapes & _shapes(actor.name):
            found.expect(actor, reader)
    return found


@lru_cache(maxsize=100_000)
def _shapes(name: str) -> frozenset[str]:
    """What two names must share to be a pair at all: a folded word, or a surname but for one letter."""
    parts = parse(name)
    return frozenset((*map(fold, parts.words), *deletions(parts.surname)))


def _by_id(
    papers: list[Paper], actors: Iterable[tuple[str, Actor]], found: Sightings
) -> dict[str, list[Sighting]]:
    """The sightings of each id, in the order of the documents; equal records are kept once."""
    numbers = {paper.id: number for number, paper in enumerate(papers)}
    kept: dict[Actor, Actor] = {}
    groups: dict[str, dict[int, Actor]] = defaultdict(dict)
    for document, actor in actors:
        number = numbers.get(document)
        if number is None:  # of a document that is not in the corpus
            number = numbers[document] = len(papers)
            papers.append(Paper(document, document, None))
        actor = kept.setdefault(actor, actor)
        other = groups[actor.id].get(number)
        groups[actor.id][number] = actor if other is None else min(actor, other, key=repr)
    found.cast.extend([] for _ in papers)
    order = {number: paper.id for number, paper in enumerate(papers)}
    return {i: sorted(group.items(), key=lambda s: order[s[0]]) for i, group in groups.items()}


def _open(
    identifier: str, sightings: list[Sighting], found: Sightings, register: Register, reader: RoleReader
) -> None:
    if identifier in register.actors:
        found.take(identifier, sightings, reader, known=True)
        return
    kinds = {actor.kind for _, actor in sightings}
    if "person" in kinds and not any(parse(actor.name).full for _, actor in sightings):
        if names_document(identifier, dict(sightings), found.papers):  # linking gave it: one actor already
            found.take(identifier, sightings, reader)
            return
        for group in _shortened(sightings, found.papers, reader):
            found.take(_local(identifier, found.papers[group[0][0]].id), group, reader)
    elif kinds <= {"unnamed", "group"} or _is_local(identifier, sightings, found.papers):
        found.loose[identifier] = sightings
    else:
        for unit, group in _homonyms(identifier, sightings, found.papers, reader):
            found.take(unit, group, reader)


def _shortened(
    sightings: list[Sighting], papers: Sequence[Paper], reader: RoleReader
) -> list[list[Sighting]]:
    """Surnames and initials of one id: one group a document, or all with the same telling role."""
    same: dict[object, list[Sighting]] = defaultdict(list)
    for number, actor in sightings:
        telling = any(fact.telling for fact in reader.facts(actor))
        same[actor if telling else number].append((number, actor))
    return [era for group in same.values() for era in _eras(group, papers, reader)]


def names_document(identifier: str, documents: Iterable[int], papers: Sequence[Paper]) -> bool:
    """Does the id end with that of a document that shows the actor?"""
    return any(identifier.endswith(f"-{papers[number].id}") for number in documents)


def _is_local(identifier: str, sightings: list[Sighting], papers: Sequence[Paper]) -> bool:
    """Does the id name its document, so that it stands for something only within it?"""
    (number, actor), *others = sightings
    return not others and identifier.endswith(f"-{papers[number].id}") and actor.kind != "person"


def _local(identifier: str, document: str) -> str:
    return identifier if identifier.endswith(f"-{document}") else f"{identifier}-{document}"


def _homonyms(
    identifier: str, sightings: list[Sighting], papers: Sequence[Paper], reader: RoleReader
) -> list[tuple[str, list[Sighting]]]:
    """The sightings of one id by who is meant: one group as a rule, several where they contradict."""
    total = _dossier(identifier, sightings, papers, reader)
    if not _may_differ(total):
        return [(identifier, sightings)]
    groups: list[tuple[Dossier, list[Sighting]]] = []
    open_ones: list[list[Sighting]] = []
    for bucket in _buckets(sightings, papers, reader):
        dossier = _dossier(identifier, bucket, papers, reader)
        place = _place_of(dossier, groups)
        if place is None:
            open_ones.append(bucket)
        elif place == len(groups):
            groups.append((dossier, bucket))
        else:
            groups[place][0].absorb(dossier)
            groups[place][1].extend(bucket)
    if len(groups) < 2:
        return [(identifier, sightings)]
    sizes = [len(group) for _, group in groups]
    if max(sizes) >= _MOST * (sum(sizes) - max(sizes)):
        groups[sizes.index(max(sizes))][1].extend(s for bucket in open_ones for s in bucket)
        open_ones = []
    found = distinct([(f"{identifier}-{d.hallmark()}", group) for d, group in groups], papers)
    return found + [(_local(identifier, papers[s[0]].id), [s]) for bucket in open_ones for s in bucket]


def distinct(
    named: list[tuple[str, list[Sighting]]], papers: Sequence[Paper]
) -> list[tuple[str, list[Sighting]]]:
    """The groups under different names: the first document is added where two have one name."""
    names = [name for name, _ in named]
    return [
        (name if names.count(name) == 1 else f"{name}-{min(papers[n].id for n, _ in group)}", group)
        for name, group in named
    ]


def _dossier(
    unit: str, sightings: Iterable[Sighting], papers: Sequence[Paper], reader: RoleReader
) -> Dossier:
    dossier = Dossier(unit, reader)
    for number, actor in sightings:
        dossier.add(actor, number, papers[number].day)
    return dossier


def _may_differ(total: Dossier) -> bool:
    """Can any two records of an id contradict each other at all? Quick, and never wrong with no."""
    genders = {gender[0] for actor in total.records if (gender := gender_shown(actor))}
    if len(genders) > 1 or len(total.states) > 1:
        return True
    if total.days is not None and total.days[1] - total.days[0] > ERA:
        return True
    fields = sorted(total.fields)
    if any(seldom_meet(frozenset((a,)), frozenset((b,))) for a in fields for b in fields):
        return True
    return any(len({fact.place for fact in facts if fact.place}) > 1 for facts in total.facts.values())


def _buckets(sightings: list[Sighting], papers: Sequence[Paper], reader: RoleReader) -> list[list[Sighting]]:
    """Sightings that tell the same in the same era, those that tell most and come most often first."""
    alike: dict[tuple[bool, bool, str], list[Sighting]] = defaultdict(list)
    for number, actor in sightings:
        facts = sorted(map(repr, reader.facts(actor)))
        gender = gender_shown(actor)
        told = repr((gender, facts, actor.member_of))
        alike[not facts and not actor.member_of, gender is None, told].append((number, actor))
    ordered = sorted(alike, key=lambda k: (k[0], k[1], -len(alike[k]), k))
    return [era for key in ordered for era in _eras(alike[key], papers, reader)]


def _eras(same: list[Sighting], papers: Sequence[Paper], reader: RoleReader) -> list[list[Sighting]]:
    """Sightings that tell the same, cut where too long nothing was heard; undated ones with the first."""
    told = _dossier("", same, papers, reader)
    longest = ERA_OF_ROLE if roles_alike(told, told)[0] >= 0.2 else ERA
    found: list[list[Sighting]] = [[]]
    last: int | None = None
    for number, actor in sorted(same, key=lambda s: (papers[s[0]].day or 0, papers[s[0]].id)):
        day = papers[number].day
        if day is not None and last is not None and day - last > longest:
            found.append([])
        found[-1].append((number, actor))
        last = day if day is not None else last
    return found


def _place_of(dossier: Dossier, groups: list[tuple[Dossier, list[Sighting]]]) -> int | None:
    """Which group a bucket belongs to; their number for a new one; None where several fit alike."""
    fitting = [k for k, (group, _) in enumerate(groups) if _clash(group, dossier) is None]
    if not fitting:
        return len(groups)
    if len(fitting) == 1:
        return fitting[0]
    alike = {k: roles_alike(groups[k][0], dossier)[0] for k in fitting}
    best = max(alike.values())
    winners = [k for k in fitting if alike[k] == best]
    return winners[0] if len(winners) == 1 and best >= 0.1 else None


def _clash(one: Dossier, other: Dossier) -> str | None:
    if one.is_person:
        return circumstances(one, other) or callings(one, other)
    return "states" if one.states and other.states and not one.states & other.states else None
