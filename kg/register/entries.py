"""What a register file says: plain records that know their place, before anything is joined or looked up."""

from __future__ import annotations

from dataclasses import dataclass

from kg.userfile import Place

ROLE = "role"
KINDS = frozenset({"person", "organization", "state", "media", "group", "document", ROLE})
"""What an entry can be. Kind "unnamed" is left out: a register holds names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person in a role. ``start`` and ``end`` are an ISO day, month or year, "" for open or unknown.

    ``organization`` is where it was held, if not where the role itself belongs.
    """

    role: str
    start: str = ""
    end: str = ""
    organization: str | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One actor or role as one file describes it; None and () where it says nothing.

    For a role ``name`` and ``aliases`` are its wordings, ``part_of`` whose role it is.
    """

    id: str
    kind: str | None = None
    name: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    gender: str | None = None
    side: str | None = None
    part_of: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    same_as: tuple[str, ...] = ()
    place: Place

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return ((self.name,) if self.name else ()) + self.aliases
