"""Whose position it is: the holder, and the organisation that he or she stands for on that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kg.records import Actor, Role, Statement

BODIES = frozenset({"organization", "state", "media"})
"""The kinds of actors that are organisations themselves."""


def organization_of(
    holder: str | None, statement: Statement, day: date | None, actors: Mapping[str, Actor]
) -> str | None:
    """The id of the organisation for which a holder of a position takes it, None where there is none.

    In this order: the one that the speaker spoke for; the holder, where it is one itself; that of the role
    held on that day; the first of those the holder is a member of.
    """
    known = actors.get(holder) if holder else None
    speaks = holder is not None and holder == statement.speaker
    if speaks and statement.on_behalf_of:
        return statement.on_behalf_of
    if known is None:
        return None
    if known.kind in BODIES:
        return known.id
    return _employer(known, statement.in_role if speaks else None, day) or next(iter(known.member_of), None)


def _employer(actor: Actor, label: str | None, day: date | None) -> str | None:
    """That of the role held on the day: the one named in the text first, then the latest begun."""
    held = [role for role in actor.roles if role.organization and (day is None or _covers(role, day))]
    wanted = (label or "").casefold()
    best = max(
        held,
        key=lambda role: (role.label.casefold() == wanted, role.start or date.min, role.label),
        default=None,
    )
    return best.organization if best else None


def _covers(role: Role, day: date) -> bool:
    return (role.start or date.min) <= day <= (role.end or date.max)
