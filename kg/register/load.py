"""The register of actors: ontology/actors.ttl (SKOS and ORG) as plain data with look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataInvalid
from kg.records import Actor, ActorKind, Role
from kg.register.names import key
from kg.resources import ontology_dir

_ACTOR, _ROLE = "/id/actor/", "/id/role/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ORG = "http://www.w3.org/ns/org#"
_KG = "https://w3id.org/newskg/ns#"
_KINDS: Mapping[str, ActorKind] = {
    "kindPerson": "person",
    "kindOrganization": "organization",
    "kindState": "state",
    "kindMedia": "media",
    "kindGroup": "group",
    "kindDocument": "document",
    "kindUnnamed": "unnamed",
}

Key = tuple[str, ...]
Properties = dict[str, list[ox.Literal | ox.NamedNode]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a role, and from when to when (None: open or unknown)."""

    actor: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Actors by id, and by the folded words of their names, metonyms and roles."""

    actors: Mapping[str, Actor]
    names: Mapping[Key, str]
    metonyms: Mapping[Key, str]
    roles: Mapping[Key, tuple[Holder, ...]]

    def named(self, name: str) -> Actor | None:
        """The actor of this name; case, accents and the article before it do not count."""
        identifier = self.names.get(key(name))
        return None if identifier is None else self.actors[identifier]


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Register:
    """The register in a Turtle file (the shipped one by default).

    Raises DataInvalid for a file that does not parse or names an actor without a French label.
    """
    source = path or ontology_dir() / "actors.ttl"
    try:
        triples = list(ox.parse(path=str(source), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise DataInvalid(f"{source.name}: {error}; mend the register") from error
    return _register(source.name, _by_subject(triples))


def _by_subject(triples: Iterable[ox.Quad]) -> dict[str, Properties]:
    found: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal | ox.NamedNode):
            found[triple.subject.value][triple.predicate.value].append(triple.object)
    return found


def _register(file: str, subjects: Mapping[str, Properties]) -> Register:
    memberships = [p for p in subjects.values() if f"{_ORG}member" in p and f"{_ORG}role" in p]
    actors = {
        iri.partition(_ACTOR)[2]: _actor(file, iri, properties, memberships, subjects)
        for iri, properties in sorted(subjects.items())
        if _ACTOR in iri
    }
    names: dict[Key, str] = {}
    metonyms: dict[Key, str] = {}
    for iri, properties in sorted(subjects.items()):
        identifier = iri.partition(_ACTOR)[2]
        if not identifier:
            continue
        for label in (actors[identifier].name, *_texts(properties, f"{_SKOS}altLabel")):
            names.setdefault(key(label), identifier)
        for label in _texts(properties, f"{_KG}metonym"):
            metonyms.setdefault(key(label), identifier)
    return Register(actors=actors, names=names, metonyms=metonyms, roles=_roles(memberships, subjects))


def _actor(
    file: str,
    iri: str,
    properties: Properties,
    memberships: list[Properties],
    subjects: Mapping[str, Properties],
) -> Actor:
    identifier = iri.partition(_ACTOR)[2]
    labels = {o.language: o.value for o in properties[f"{_SKOS}prefLabel"] if isinstance(o, ox.Literal)}
    if "fr" not in labels:
        raise DataInvalid(f"{file}: actor {identifier} has no skos:prefLabel in French; add one")
    kinds = [_KINDS[o.value.partition("#")[2]] for o in properties[f"{_KG}actorKind"]]
    side = next((o.value.rpartition("/")[2] for o in properties[f"{_KG}bloc"]), None)
    own = [m for m in memberships if any(o.value == iri for o in m[f"{_ORG}member"])]
    member_of = {*_ids(properties, f"{_ORG}memberOf"), *_ids(properties, f"{_ORG}unitOf")}
    return Actor(
        id=identifier,
        name=labels["fr"],
        name_en=labels.get("en"),
        kind=kinds[0] if kinds else "organization",
        side=side,
        aliases=tuple(
            sorted({*_texts(properties, f"{_SKOS}altLabel"), *_texts(properties, f"{_KG}metonym")})
        ),
        roles=tuple(sorted((_role(m, subjects) for m in own), key=lambda r: (r.label, r.organization or ""))),
        member_of=tuple(sorted(member_of)),
        same_as=tuple(sorted(o.value for o in properties["http://www.w3.org/2002/07/owl#sameAs"])),
    )


def _role(membership: Properties, subjects: Mapping[str, Properties]) -> Role:
    role = membership[f"{_ORG}role"][0].value
    label = _texts(subjects.get(role, {}), f"{_SKOS}prefLabel") or (role.partition(_ROLE)[2],)
    organization = _ids(membership, f"{_ORG}organization")
    return Role(
        label=label[0],
        organization=organization[0] if organization else None,
        start=_day(membership, "startDate"),
        end=_day(membership, "endDate"),
    )


def _roles(
    memberships: list[Properties], subjects: Mapping[str, Properties]
) -> dict[Key, tuple[Holder, ...]]:
    """Every way a role is named, with all who hold it."""
    found: dict[Key, set[Holder]] = defaultdict(set)
    for membership in memberships:
        role = subjects.get(membership[f"{_ORG}role"][0].value, {})
        holder = Holder(
            actor=membership[f"{_ORG}member"][0].value.partition(_ACTOR)[2],
            start=_day(membership, "startDate"),
            end=_day(membership, "endDate"),
        )
        for label in (*_texts(role, f"{_SKOS}prefLabel"), *_texts(role, f"{_SKOS}altLabel")):
            found[key(label)].add(holder)
    return {name: tuple(sorted(holders, key=lambda h: h.actor)) for name, holders in found.items()}


def _texts(properties: Mapping[str, list[ox.Literal | ox.NamedNode]], predicate: str) -> tuple[str, ...]:
    return tuple(o.value for o in properties.get(predicate, []) if isinstance(o, ox.Literal))


def _ids(properties: Properties, predicate: str) -> tuple[str, ...]:
    return tuple(o.value.partition(_ACTOR)[2] for o in properties.get(predicate, []))


def _day(properties: Properties, name: str) -> date | None:
    values = properties.get(f"https://schema.org/{name}", [])
    return date.fromisoformat(values[0].value) if values else None
