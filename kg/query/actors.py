"""Which actors a name on the command line means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.query.words import folded, in_a_row
from kg.records import Actor


@dataclass(frozen=True, slots=True)
class Named:
    """The actors that some names mean: an id, or words in a row of a name or alias of theirs."""

    ids: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    known: Mapping[str, Actor]

    def means(self, actor: str | None) -> bool:
        """Is this actor meant? One that the result does not describe goes by its id."""
        if actor is None or actor in self.known:
            return actor in self.ids
        return actor in self.ids or any(in_a_row(name, folded(actor)) for name in self.names)


def named(actors: Mapping[str, Actor], texts: tuple[str, ...]) -> Named:
    """The actors that any of the texts means; an id means its actor alone."""
    names = tuple(folded(text) for text in texts if text not in actors)
    ids = set(texts)
    ids |= {actor.id for actor in actors.values() if any(_is_called(actor, name) for name in names)}
    return Named(frozenset(ids), names, actors)


def _is_called(actor: Actor, name: tuple[str, ...]) -> bool:
    calls = (actor.name, actor.name_en or "", *actor.aliases)
    return any(in_a_row(name, folded(call)) for call in calls)
