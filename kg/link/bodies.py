"""Names of organisations, media and states: what is left of them to compare, and how near two are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.link.fold import plain
from kg.link.names import misspelt
from kg.register.names import without_article

BodyLevel = Literal["same", "alias", "acronym", "legal form", "letters", "typo"]
"""How the names of two bodies differ, the surest first; "letters": an acronym that nobody defines."""

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"(?=.{2,12}$)(?:[A-ZÀ-Ý0-9]\.?&?-?)*[A-ZÀ-Ý]\.?")
_SMALL = frozenset("le la les l un une des du de d au aux a en et pour sur the of for and".split())
_LEGAL = frozenset(
    "sa sas sarl sasu inc ltd llc plc corp corporation gmbh ag spa nv bv co cie pjsc ao".split()
)
_GENERIC = frozenset("groupe societe entreprise compagnie agence journal quotidien hebdomadaire magazine"
                     " chaine association ong holding".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name: its plain words without articles; ``bare`` without legal forms and generic nouns."""

    words: tuple[str, ...]
    bare: tuple[str, ...]
    letters: str
    acronym: str  # the name itself, where it is one
    noun: str  # the generic noun that ``bare`` lacks

    @property
    def joined(self) -> str:
        return "".join(self.words)


@lru_cache(maxsize=100_000)
def parse_body(text: str) -> BodyName:
    """The parts of a body's name."""
    name = without_article(" ".join(text.split()))
    shown = _WORD.findall(name.replace(".", "") if _ACRONYM.fullmatch(name) else name)
    words = tuple(w for w in map(plain, shown) if w)
    kept = tuple(w for w in words if w not in _SMALL) or words
    bare = tuple(w for w in kept if w not in _LEGAL)
    # "agence Tass" is Tass; "quotidien du Nord" is not the North
    beside = words[:2] == bare[:2]
    without = bare[1:] if beside and len(bare) > 1 and bare[0] in _GENERIC else bare
    # where only generic words would be left ("Groupe SA"), the whole name counts
    bare = without if without and not set(without) <= _GENERIC else kept
    acronym = plain(name.replace("-", "")) if _ACRONYM.fullmatch(name) else ""
    noun = kept[0] if bare[:1] != kept[:1] and kept[0] in _GENERIC else ""
    return BodyName(kept, bare, "".join(w[0] for w in bare), acronym, noun)


@lru_cache(maxsize=100_000)
def is_name(form: str) -> bool:
    """Is a surface form a name of its own ("OSCE", "Commission européenne"), not "le groupe"?"""
    name = without_article(" ".join(form.split()))
    if _ACRONYM.fullmatch(name):
        return True
    words = [w for w in _WORD.findall(name) if plain(w) not in _SMALL]
    return name[:1].isupper() and len(words) >= 2


def body_level(one: BodyName, forms: Iterable[BodyName], other: BodyName,
               others: Iterable[BodyName]) -> BodyLevel | None:  # fmt: skip
    """How near two bodies are by their names and the other names documents give them; None for strangers."""
    if not one.words or not other.words:
        return None
    if one.joined == other.joined:
        return "same"
    if _digits(one) != _digits(other):
        return None
    if any(f.acronym and f.acronym == other.acronym for f in forms) or any(
        f.acronym and f.acronym == one.acronym for f in others
    ):
        return "acronym"
    own, their = {f.joined for f in forms if not f.acronym}, {f.joined for f in others if not f.acronym}
    if other.joined in own or one.joined in their:
        return "alias"
    # "agence X" may be "X", but "agence X" and "association X" are two
    if one.bare == other.bare and (not one.noun or not other.noun or one.noun == other.noun):
        return "legal form"
    for short, long in ((one, other), (other, one)):
        if short.acronym and len(short.acronym) > 2 and not long.acronym and short.acronym == long.letters:
            return "letters"
    return "typo" if one.noun == other.noun and _misspelt(one.bare, other.bare) else None


def _digits(name: BodyName) -> tuple[str, ...]:
    return tuple(w for w in name.words if any(char.isdigit() for char in w))


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """One word of a name of the same length spelt otherwise, in ten letters at least."""
    if len(one) != len(other) or len("".join(one)) < 10:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and misspelt(*differing[0])
