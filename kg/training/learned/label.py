"""Which of the candidates of an article are right: the same cue, and half the words of the content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.training.learned.articles import Marked

RIGHT = 0.5  # content similarity from which a candidate is right
_WORD = re.compile(r"\w+")
# Words of a verb group that tell nothing about which verb it is: "a déclaré" and "a nié" share none.
_GRAMMAR = frozenset(
    "a ai as ont avons avez avait avaient aura auront aurait auraient ayant avoir est sont était étaient sera"
    " seront serait fut été être à au c ce d de des du elle elles en il ils je j l la le les leur lui m n ne"
    " nous on pas qu que qui s se t te vous y aussi déjà également".split()
)


def verdict(content: str, cue: str | None, wanted: Sequence[Marked]) -> float | None:
    """How right a candidate is: its best similarity (0 to 1) with a statement that has the same cue.

    None where the best one is optional: there the candidate is neither right nor wrong.
    """
    best = max(
        ((similarity(content, one.content), not one.optional) for one in wanted if _same_cue(cue, one.cues)),
        default=(0.0, True),
    )
    return best[0] if best[1] or best[0] < RIGHT else None


def similarity(left: str, right: str) -> float:
    """F1 of the two multisets of words (Dice's coefficient)."""
    one, other = Counter(_words(left)), Counter(_words(right))
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _same_cue(cue: str | None, cues: Sequence[str]) -> bool:
    """Do two cues share a word that says something? A statement without a cue agrees with any."""
    said = set(_words(cue or ""))
    for other in cues:
        words = set(_words(other))
        if (words - _GRAMMAR or words) & (said - _GRAMMAR or said):
            return True
    return not cues


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
