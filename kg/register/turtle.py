"""Reading a register in Turtle: SKOS names, ORG memberships, and the terms of newskg."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.register.entries import ROLE, Entry, Tenure
from kg.turtle import Properties, Term, iris, read_subjects, texts
from kg.userfile import Place, Problem

_ACTOR, _ROLE = "/id/actor/", "/id/role/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ORG = "http://www.w3.org/ns/org#"
_KG = "https://w3id.org/newskg/ns#"
_SCHEMA = "https://schema.org/"
_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
_KINDS: Mapping[str, str] = {
    f"{_KG}kind{kind.capitalize()}": kind
    for kind in ("person", "organization", "state", "media", "group", "document")
}
_OWN = frozenset(f"{_KG}{name}" for name in "actorKind bloc metonym adjective gender".split())


def read_turtle(file: str, text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a Turtle text, in the order of their ids, and what is wrong with it."""
    subjects, lines, problems = read_subjects(file, text)
    if problems:
        return [], problems
    reader = _Reader(file, lines, subjects)
    return list(reader.entries()), reader.problems


@dataclass(slots=True)
class _Reader:
    """The subjects of one file, and what was found wrong with them so far."""

    file: str
    lines: Mapping[str, int]
    subjects: Mapping[str, Properties]

    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        tenures = self._tenures()
        for iri, properties in sorted(self.subjects.items()):
            if _ACTOR in iri:
                yield self._actor(iri, properties, tuple(tenures.pop(iri, ())))
            elif _ROLE in iri:
                yield self._role(iri, properties)
        for iri, orphans in sorted(tenures.items()):  # of an actor that another file describes
            yield Entry(id=_id(iri, _ACTOR), tenures=tuple(orphans), place=orphans[0].place)

    def _actor(self, iri: str, properties: Properties, tenures: tuple[Tenure, ...]) -> Entry:
        for predicate in sorted(properties):
            if predicate.startswith(_KG) and predicate not in _OWN:
                self._wrong(iri, f"the term kg:{predicate.removeprefix(_KG)} is none of a register; drop it")
        return Entry(
            id=_id(iri, _ACTOR),
            kind=self._kind(iri, properties),
            name=self._only(iri, "skos:prefLabel in French", texts(properties, f"{_SKOS}prefLabel", "fr")),
            name_en=self._only(
                iri, "skos:prefLabel in English", texts(properties, f"{_SKOS}prefLabel", "en")
            ),
            aliases=texts(properties, f"{_SKOS}altLabel"),
            metonyms=texts(properties, f"{_KG}metonym"),
            adjectives=texts(properties, f"{_KG}adjective"),
            gender=self._only(iri, "kg:gender", texts(properties, f"{_KG}gender")),
            side=self._only(iri, "kg:bloc", _ends(properties, f"{_KG}bloc")),
            part_of=self._ids(iri, properties, f"{_ORG}memberOf", f"{_ORG}unitOf"),
            tenures=tenures,
            same_as=iris(properties, _SAME_AS),
            place=self._place(iri),
        )  # fmt: skip

    def _role(self, iri: str, properties: Properties) -> Entry:
        return Entry(
            id=_id(iri, _ROLE),
            kind=ROLE,
            name=self._only(iri, "skos:prefLabel in French", texts(properties, f"{_SKOS}prefLabel", "fr")),
            aliases=texts(properties, f"{_SKOS}altLabel"),
            part_of=self._ids(iri, properties, f"{_ORG}postIn"),
            same_as=iris(properties, _SAME_AS),
            place=self._place(iri),
        )

    def _tenures(self) -> dict[str, list[Tenure]]:
        """The memberships with a role, by the IRI of the member."""
        found: dict[str, list[Tenure]] = defaultdict(list)
        for iri, properties in sorted(self.subjects.items()):
            members, roles = iris(properties, f"{_ORG}member"), iris(properties, f"{_ORG}role")
            if not members or not roles:
                continue
            member = self._only(iri, "org:member", members) or ""
            role = self._only(iri, "org:role", roles) or ""
            if _ACTOR not in member or _ROLE not in role:
                self._wrong(iri, f"its member must be an …{_ACTOR}…, its role a …{_ROLE}…; mend the IRIs")
                continue
            found[member].append(
                Tenure(
                    role=_id(role, _ROLE),
                    start=self._only(iri, "schema:startDate", texts(properties, f"{_SCHEMA}startDate")) or "",
                    end=self._only(iri, "schema:endDate", texts(properties, f"{_SCHEMA}endDate")) or "",
                    organization=self._only(
                        iri, "org:organization", self._ids(iri, properties, f"{_ORG}organization")
                    ),
                    place=self._place(iri),
                )
            )
        return found

    def _kind(self, iri: str, properties: Properties) -> str | None:
        kind = self._only(iri, "kg:actorKind", iris(properties, f"{_KG}actorKind"))
        if kind is not None and kind not in _KINDS:
            known = ", ".join(f"kg:{name.removeprefix(_KG)}" for name in sorted(_KINDS))
            self._wrong(iri, f"unknown kind {kind.removeprefix(_KG)!r}; use one of {known}")
            return None
        return None if kind is None else _KINDS[kind]

    def _ids(self, iri: str, properties: Properties, *predicates: str) -> tuple[str, ...]:
        """The actors that an actor or role points to."""
        found = [value for predicate in predicates for value in iris(properties, predicate)]
        for value in found:
            if _ACTOR not in value:
                self._wrong(iri, f"<{value}> is no IRI of an actor (…{_ACTOR}…); mend it")
        return tuple(dict.fromkeys(_id(value, _ACTOR) for value in found if _ACTOR in value))

    def _only(self, iri: str, what: str, values: tuple[str, ...]) -> str | None:
        if len(values) > 1:
            self._wrong(iri, f"has {len(values)} values of {what} ({', '.join(values)}); keep one")
        return values[0] if values else None

    def _place(self, iri: str) -> Place:
        return Place(self.file, self.lines.get(iri, 1))

    def _wrong(self, iri: str, reason: str) -> None:
        self.problems.append(Problem(self._place(iri), reason))


def _id(iri: str, folder: str) -> str:
    return iri.partition(folder)[2]


def _ends(properties: Mapping[str, list[Term]], name: str) -> tuple[str, ...]:
    """The last parts of the IRIs: "…/id/bloc/west" → "west"."""
    return tuple(iri.rpartition("/")[2] for iri in iris(properties, name))
