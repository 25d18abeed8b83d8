"""Actors and claims from what their entities say: new ones, and records that were changed in DNA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from kg.dna.carried import Written
from kg.dna.columns import actor_attributes, claim_attributes
from kg.dna.fit import several
from kg.dna.layout import PERSON
from kg.dna.options import Account
from kg.dna.tables import Entity
from kg.records import Actor, ActorKind, Claim

_KINDS: Mapping[str, ActorKind] = {kind: kind for kind in get_args(ActorKind)}
_OWN = "ID"
CHANGED = "actors and claims changed in DNA"


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity, the variable it is a value of, the id above it; ``main``: only there this tells anything."""

    entity: Entity
    role: str
    parent: str | None
    main: bool


def new_actor(id_: str, seen: Seen, account: Account, side: str | None) -> Actor:
    """An actor that only DNA knows; ``side`` is the attribute that tells its side."""
    given = {name: value for name, value in seen.entity.attributes.items() if value}
    if side in given:
        given["Side"] = given.pop(side)
    plain = Actor(id=id_, name=seen.entity.value, kind="person" if seen.role == PERSON else "organization")
    member_of = (seen.parent,) if seen.parent else ()
    return replace(plain, member_of=member_of, **_actor_fields(given, plain, account))


def new_claim(id_: str, seen: Seen, account: Account, english: bool) -> Claim:
    """A claim that only DNA knows; ``english``: so is its label."""
    plain = Claim(id=id_, label_fr=seen.entity.value, label_en=seen.entity.value if english else None)
    given = {name: value for name, value in seen.entity.attributes.items() if value}
    broader = (seen.parent,) if seen.parent else ()
    return replace(plain, broader=broader, **_claim_fields(given, account))


def amended_actor(
    id_: str, known: Actor | None, written: Mapping[str, Written], seen: Sequence[Seen], account: Account
) -> Actor | None:
    """The record, with what its entities say now and did not say when written; None: there is none."""
    changes = _changes(actor_attributes(known) if known else {}, written, seen)
    if not changes:
        return known
    account.notes[CHANGED] += 1
    base = known or Actor(id=id_, name=id_, kind="person" if seen[0].role == PERSON else "organization")
    base = replace(base, name=changes.pop("name", base.name))
    if "parent" in changes:
        base = replace(base, member_of=_moved(base.member_of, written, changes.pop("parent")))
    return replace(base, **_actor_fields(changes, base, account))


def amended_claim(
    id_: str, known: Claim | None, written: Mapping[str, Written], seen: Sequence[Seen], account: Account
) -> Claim | None:
    """The record, with what its entities say now and did not say when written; None: there is none."""
    changes = _changes(claim_attributes(known) if known else {}, written, seen)
    if not changes:
        return known
    account.notes[CHANGED] += 1
    base = known or Claim(id=id_, label_fr=id_)
    base = replace(base, label_fr=changes.pop("name", base.label_fr))
    if "parent" in changes:
        base = replace(base, broader=_moved(base.broader, written, changes.pop("parent")))
    return replace(base, **_claim_fields(changes, account))


def _changes(
    expected: Mapping[str, str], written: Mapping[str, Written], seen: Sequence[Seen]
) -> dict[str, str]:
    """Name, parent ("" for none) and attributes that differ; of several entities the first that does."""
    found: dict[str, str] = {}
    for one in seen:
        how = written.get(one.role)
        if how is not None and one.entity.value != how.label:
            found.setdefault("name", one.entity.value)
        if how is not None and one.main and one.parent != how.parent:
            found.setdefault("parent", one.parent or "")
        for name, value in one.entity.attributes.items():
            if name != _OWN and value != expected.get(name, ""):
                found.setdefault(name, value)
    return found


def _moved(above: tuple[str, ...], written: Mapping[str, Written], parent: str) -> tuple[str, ...]:
    """Another one on the first place."""
    old = {how.parent for how in written.values()}
    return (*((parent,) if parent else ()), *(id_ for id_ in above if id_ not in old | {parent}))


def _actor_fields(given: Mapping[str, str], base: Actor, account: Account) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in given.items():
        if name == "Type" and (value in _KINDS or not value):
            fields["kind"] = _KINDS.get(value, base.kind)
        elif name in ("Side", "Gender", "English"):
            fields[{"Side": "side", "Gender": "gender", "English": "name_en"}[name]] = value or None
        elif name in ("Alias", "Wikidata"):
            fields[{"Alias": "aliases", "Wikidata": "same_as"}[name]] = several(value)
        elif name != _OWN and value:
            account.notes[f"values of attribute {name!r} left out"] += 1
    return fields


def _claim_fields(given: Mapping[str, str], account: Account) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in given.items():
        if name in ("Notes", "English"):
            fields[{"Notes": "scope_fr", "English": "label_en"}[name]] = value or None
        elif name != _OWN and value:
            account.notes[f"values of attribute {name!r} left out"] += 1
    return fields
