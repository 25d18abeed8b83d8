"""Words as expressions and texts share them: cut, in lower case, reduced to their stem.

The stem is that of the Snowball algorithm for French (M. F. Porter, 2001), which makes
"élargissement", "élargir" and "élargi" one. Words too common to tell anything are no words here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)['’]", re.IGNORECASE)
_STEMMER = snowballstemmer.stemmer("french")
FUNCTION_WORDS = frozenset(
    "le la les un une des du de au aux à en l d et ou que qui s se sa son ses leur leurs ce cet cette ces"
    " y dans sur par pour avec est sont être a ont avoir il elle ils elles on".split()
)
"""What an expression may hold and leave out: articles, prepositions, pronouns, auxiliaries."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: lower case, its stem, and where it stands (code points)."""

    low: str
    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; elided articles and pronouns apart, compounds cut at hyphens."""
    blanked = _ELIDED.sub(lambda found: found[0][:-1] + " ", text)
    for found in _WORD.finditer(blanked):
        at = found.start()
        for piece in re.split("[-‑]", found[0]):
            low = piece.lower()
            yield Word(low, stem(low), at, at + len(piece))
            at += len(piece) + 1


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case."""
    return str(_STEMMER.stemWord(word))


_ENDINGS = "ons ez ions iez erons erez erions eriez erai era eront erait eraient".split()


def inflected_stems(word: str) -> frozenset[str]:
    """The stems that the forms of a verb in -er have, where the algorithm leaves them apart ("refusons")."""
    low = word.lower()
    if not low.endswith("er") or len(low) < 5 or not low.isalpha():
        return frozenset()
    return frozenset(stem(low[:-2] + ending) for ending in _ENDINGS)
