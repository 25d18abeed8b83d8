"""Ids for the actors of an import: those of the shipped register where it knows them, else of the name."""

from __future__ import annotations

from collections.abc import Mapping

from kg.ids import slug
from kg.records import Actor
from kg.register.wikidata.entity import Item

URI = "http://www.wikidata.org/entity/"
_LONGEST = 80  # characters of an id before the number that tells it apart


class Ids:
    """Gives each item an id that no other has; in the same order always the same ones.

    ``bodies`` has the ids that were kept because others point to them, by Wikidata id.
    """

    def __init__(self, shipped: Mapping[str, Actor]) -> None:
        self.bodies: dict[str, str] = {}
        self._shipped = shipped
        self._used: set[str] = set()
        self._seen: set[int] = set()
        self._by_uri = {uri: actor for actor in shipped.values() for uri in actor.same_as}
        self._parents: dict[str, list[str]] = {
            actor.id: list(actor.member_of) for actor in shipped.values() if actor.member_of
        }

    def assign(self, kind: str, item: Item, *, keep: bool) -> str | None:
        """The id of the next item, None for one that came before.

        With ``keep`` it is found again in ``bodies``, if it is a body.
        """
        number = int(item.id[1:])
        if number in self._seen:
            return None
        self._seen.add(number)
        found = self._free(kind, item)
        self._used.add(found)
        if keep and kind != "person":
            self.bodies[item.id] = found
        return found

    def _free(self, kind: str, item: Item) -> str:
        known = self._by_uri.get(URI + item.id)
        if known is not None and known.kind == kind and known.id not in self._used:
            return known.id
        name = slug(item.name or item.id)[:_LONGEST].strip("-")
        namesake = self._shipped.get(name)
        taken = namesake is not None and (
            namesake.kind != kind or any(uri.startswith(URI) for uri in namesake.same_as)
        )
        return f"{name}-{item.id.lower()}" if taken or name in self._used else name

    def role(self, item: Item) -> str:
        """The id of a position: with its number always, since many positions share a name."""
        return f"{slug(item.name or item.id)[:_LONGEST].strip('-')}-{item.id.lower()}"

    def join(self, body: str, parent: str) -> bool:
        """Note that a body is part of another; False where that would close a circle."""
        pending, seen = [parent], {parent}
        while pending:
            here = pending.pop()
            if here == body:
                return False
            new = [above for above in self._parents.get(here, ()) if above not in seen]
            seen.update(new)
            pending += new
        self._parents.setdefault(body, []).append(parent)
        return True
