"""Entities ⇄ actors and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from kg.dna.options import Account
from kg.dna.scheme import Scheme
from kg.dna.tables import Entity, Tables
from kg.ids import digest, slug
from kg.records import Actor, ActorKind, Claim

_KINDS: Mapping[str, ActorKind] = {kind: kind for kind in get_args(ActorKind)}
_ACTOR_ATTRIBUTES = frozenset({"Alias", "Side", "Wikidata", "Gender", "English"})
_CLAIM_ATTRIBUTES = frozenset({"Notes", "English"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Actors and claims, and which entity is which: ``ids`` by the ID of the entity; "" is in neither."""

    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    ids: Mapping[int, str]


def read_entities(tables: Tables, scheme: Scheme, account: Account, english: bool) -> Named:
    """Everybody and everything that the variables of a scheme name, whether a statement uses it or not."""
    who = [entity for variable in (scheme.person, scheme.organization) if variable
           for entity in _of(tables, variable.number)]  # fmt: skip
    what = _of(tables, scheme.concept.number) if scheme.concept else []
    ids = {**_ids(who), **_ids(what)}
    person = scheme.person.number if scheme.person else None
    actors = [_actor(entity, ids, person, account) for entity in who]
    claims = [_claim(entity, ids, english, account) for entity in what]
    return Named(
        actors={actor.id: actor for actor in actors}, claims={claim.id: claim for claim in claims}, ids=ids
    )


def _of(tables: Tables, variable: int) -> list[Entity]:
    return [entity for entity in tables.entities.values() if entity.variable == variable and entity.value]


def _ids(entities: Iterable[Entity]) -> dict[int, str]:
    """The slug of each value; of those with the same slug, all but the first get a hash behind it."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for entity in sorted(entities, key=lambda entity: (entity.variable, entity.value, entity.number)):
        plain = slug(entity.value)
        number, found = 0, plain
        while found in taken:
            found = f"{plain}-{digest(entity.value, str(number), length=8)}"
            number += 1
        ids[entity.number] = found
        taken.add(found)
    return ids


def _actor(entity: Entity, ids: Mapping[int, str], person: int | None, account: Account) -> Actor:
    given = entity.attributes
    _tell_lost(given, _ACTOR_ATTRIBUTES | ({"Type"} if given.get("Type") in _KINDS else set()), account)
    parent = ids.get(entity.parent) if entity.parent is not None else None
    return Actor(
        id=ids[entity.number],
        name=entity.value,
        kind=_KINDS.get(given.get("Type", ""), "person" if entity.variable == person else "organization"),
        gender=given.get("Gender"),
        name_en=given.get("English"),
        aliases=_several(given.get("Alias", "")),
        member_of=(parent,) if parent else (),
        side=given.get("Side"),
        same_as=_several(given.get("Wikidata", "")),
    )


def _claim(entity: Entity, ids: Mapping[int, str], english: bool, account: Account) -> Claim:
    given = entity.attributes
    _tell_lost(given, _CLAIM_ATTRIBUTES, account)
    parent = ids.get(entity.parent) if entity.parent is not None else None
    return Claim(
        id=ids[entity.number],
        label_fr=entity.value,
        label_en=given.get("English", entity.value if english else None),
        scope_fr=given.get("Notes"),
        broader=(parent,) if parent else (),
    )


def _several(values: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in values.split(";") if value.strip())


def _tell_lost(given: Mapping[str, str], kept: frozenset[str], account: Account) -> None:
    for name in given.keys() - kept:
        account.notes[f"values of attribute {name!r} left out"] += 1
