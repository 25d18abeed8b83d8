"""In which role somebody speaks, by the words of the document and the register, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from kg.nlp.cast.bodies import known_entity
from kg.nlp.cast.days import Days, held
from kg.nlp.cast.entities import Entities, Entity, ShownRole
from kg.nlp.page import Page
from kg.records import Role
from kg.register.load import Register
from kg.register.names import key

_SPOKESPERSON = "porteparole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role as its holder has it: the label, its tokens in the document, the body it belongs to."""

    label: str | None
    tokens: tuple[int, int] | None = None
    body: Entity | None = None
    spokesperson: bool = False
    actor: str | None = None  # the id of the body's actor


def find_bodies(entities: Entities, page: Page, register: Register) -> None:
    """Give every shown role its body: one named in its words, else the state of an adjective in them."""
    for entity in list(entities.items):
        entity.shown = [_with_body(role, entity, entities, page, register) for role in entity.shown]


def office_of(entity: Entity, roles: list[ShownRole], register: Register, days: Days) -> Office | None:
    """The role in which a person speaks: the one shown most fully, under the register's own label.

    Where the document shows none, the only role that the person held when the article appeared.
    """
    if entity.kind != "person":
        return _of_words(entity)
    shown = max(roles, key=lambda r: (len(key(r.label)), -r.first), default=None)
    if entity.known is None:
        return None if shown is None else _shown(shown)
    known = [role for role in entity.known.roles if held(role, days)]
    if shown is not None:
        fitting = [role for role in known if _same(role, shown)]
        if fitting:
            best = max(fitting, key=lambda r: (len(set(key(r.label)) & set(key(shown.label))), r.label))
            return Office(
                label=best.label, tokens=(shown.first, shown.last), body=shown.body,
                spokesperson=_SPOKESPERSON in shown.noun, actor=best.organization,
            )  # fmt: skip
        return _shown(shown)
    return Office(label=known[0].label) if len(known) == 1 and days is not None else None


def _with_body(
    role: ShownRole, holder: Entity, entities: Entities, page: Page, register: Register
) -> ShownRole:
    found = None
    for k in range(role.first, role.last):
        named = entities.at.get(k)
        if named is not None and named is not holder and named.kind in {"organization", "media", "state"}:
            found = named
    if found is None:
        states = [
            register.adjectives[word]
            for k in range(role.first, role.last)
            for word in key(page.doc[k].text)
            if word in register.adjectives
        ]
        if states:
            found = known_entity(entities, register.actors[states[-1]])
    return ShownRole(label=role.label, first=role.first, last=role.last, noun=role.noun, body=found)


def _shown(role: ShownRole) -> Office:
    return Office(
        label=role.label, tokens=(role.first, role.last), body=role.body,
        spokesperson=_SPOKESPERSON in role.noun,
    )  # fmt: skip


def _of_words(entity: Entity) -> Office | None:
    """ "un porte-parole de la police": an unnamed spokesperson speaks for the body in the words."""
    if entity.local and any(_SPOKESPERSON in noun for noun in entity.nouns) and entity.members:
        return Office(label=None, body=entity.members[0], spokesperson=True)
    return None


def _same(role: Role, shown: ShownRole) -> bool:
    """Is a role of the register the one that the document shows: the same noun, and a word of it?"""
    label, words = key(role.label), set(key(shown.label))
    return bool(label) and label[0] in words and (len(words) == 1 or len(set(label) & words) > 1)
