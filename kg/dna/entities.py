"""Entities → actors and claims; of those that newskg wrote, the record with what was changed in DNA."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.dna.amend import Seen, amended_actor, amended_claim, new_actor, new_claim
from kg.dna.carried import Carried, Sort
from kg.dna.layout import CONCEPT
from kg.dna.options import Account, ImportOptions
from kg.dna.scheme import Scheme
from kg.dna.tables import Entity, Tables
from kg.ids import digest, slug
from kg.records import Actor, Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Actors and claims, and which entity is which: ``ids`` by the ID of the entity, without the empty one.

    ``before`` are the actors as they were written, without what was changed in DNA.
    """

    actors: Mapping[str, Actor]
    claims: Mapping[str, Claim]
    ids: Mapping[int, str]
    before: Mapping[str, Actor]


def read_entities(
    tables: Tables, schemes: Sequence[Scheme], carried: Carried, options: ImportOptions, account: Account
) -> Named:
    """Everybody and everything that the variables name, whether a statement uses it or not."""
    roles = {variable: role for scheme in schemes for variable, role in scheme.roles.items()}
    entities = [entity for entity in tables.entities.values() if entity.variable in roles and entity.value]
    who = [entity for entity in entities if roles[entity.variable] != CONCEPT]
    what = [entity for entity in entities if roles[entity.variable] == CONCEPT]
    ids = {**_ids(who, roles, carried.actors), **_ids(what, roles, carried.claims)}
    main = schemes[0].roles.keys()

    def seen(some: Iterable[Entity]) -> dict[str, list[Seen]]:
        found: dict[str, list[Seen]] = {}
        for entity in some:
            parent = ids.get(entity.parent) if entity.parent not in (None, entity.number) else None
            one = Seen(entity, roles[entity.variable], parent, entity.variable in main)
            found.setdefault(ids[entity.number], []).append(one)
        return found

    actors: dict[str, Actor] = dict(carried.actors.records)
    for id_, some in seen(who).items():
        written = carried.actors.written.get(id_)
        known = carried.actors.records.get(id_)
        actor = (
            new_actor(id_, some[0], account, options.side)
            if written is None
            else amended_actor(id_, known, written, some, account)
        )
        if actor is not None:
            actors[id_] = actor
    claims: dict[str, Claim] = dict(carried.claims.records)
    for id_, some in seen(what).items():
        written = carried.claims.written.get(id_)
        claim = (
            new_claim(id_, some[0], account, options.language.partition("-")[0] == "en")
            if written is None
            else amended_claim(id_, carried.claims.records.get(id_), written, some, account)
        )
        if claim is not None:
            claims[id_] = claim
    return Named(actors=actors, claims=claims, ids=ids, before=carried.actors.records)


def _ids(entities: Iterable[Entity], roles: Mapping[int, str], known: Sort) -> dict[int, str]:
    """That of whom newskg wrote; else a slug of the value, with a hash where another has it already."""
    labels = {
        (role, how.label): id_ for id_, written in known.written.items() for role, how in written.items()
    }
    taken = set(known.written)
    ids: dict[int, str] = {}
    new: list[Entity] = []
    for entity in entities:
        found = known.keys.get(entity.attributes.get("ID", ""))
        found = found or labels.get((roles[entity.variable], entity.value))
        if found is None:
            new.append(entity)
        else:
            ids[entity.number] = found
    made: dict[tuple[str, str], str] = {}
    for entity in sorted(new, key=lambda entity: (entity.variable, entity.value, entity.number)):
        same = roles[entity.variable], entity.value
        if same not in made:
            made[same] = _unused(entity.value, taken)
            taken.add(made[same])
        ids[entity.number] = made[same]
    return ids


def _unused(value: str, taken: set[str]) -> str:
    plain, number = slug(value), 0
    found = plain
    while found in taken:
        found, number = f"{plain}-{digest(value, str(number), length=8)}", number + 1
    return found
