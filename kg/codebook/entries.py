"""What a codebook file says, as plain records that know their place."""

from __future__ import annotations

from dataclasses import dataclass

from kg.userfile import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A proposition that can be supported or opposed.

    ``cues`` are expressions by which a text speaks for it or about it, ``counter_cues`` such as speak
    against it, ``excludes`` such as show that something else is meant; ``hidden`` are other
    wordings and misspellings, never shown. ``examples`` support it, ``counter_examples`` oppose it.
    """

    id: str
    label_fr: str | None = None
    label_en: str | None = None
    scope_fr: str | None = None
    scope_en: str | None = None
    broader: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    counter_cues: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClass:
    """Words and phrases that expressions name by ``@id``."""

    id: str
    words: tuple[str, ...]
    place: Place
