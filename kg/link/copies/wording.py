"""Whether two wordings are one: most words of the shorter stand in the longer, in order, close together."""

from __future__ import annotations

from collections import Counter
from math import log

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from kg.link.copies.words import codes, is_number, negations

_SHORT, _LONG = 5, 20  # words: between them, the shares needed sink from the first to the second
_SHARE = (0.74, 0.62)  # of the words of the shorter one: of five one may be changed, of twenty three in ten
_ELIDED = 1.6  # times as long: what is missing may have been cut out of the middle, "(...)"
_WEIGHT = (0.64, 0.54)  # of what they weigh, the rare ones more


class Wording:
    """Compares strings of words (`kg.link.copies.words`).

    ``frequencies``: how many of ``records`` hold each word.
    """

    def __init__(self, frequencies: npt.NDArray[np.int64], records: int) -> None:
        self._frequencies = frequencies
        self._records = records

    def likeness(self, one: str, other: str) -> float:
        """The words in common as part of all words of both, 0 to 1; 0 where they are two wordings."""
        short, long = (one, other) if len(one) <= len(other) else (other, one)
        need = needed(len(short), _SHARE)
        stretch = long if len(long) <= _ELIDED * len(short) else _stretch(short, long, need)
        blocks = [b for b in LCSseq.opcodes(short, stretch) if b.tag == "equal"]
        same = sum(block.src_end - block.src_start for block in blocks)
        if same < need * len(short):
            return 0.0
        mine = short[blocks[0].src_start : blocks[-1].src_end]
        theirs = stretch[blocks[0].dest_start : blocks[-1].dest_end]
        if contradict(mine, theirs):
            return 0.0
        common = "".join(short[block.src_start : block.src_end] for block in blocks)
        if self._weight(common) < needed(len(short), _WEIGHT) * self._weight(short):
            return 0.0
        return same / (len(short) + len(long) - same)

    def _weight(self, words: str) -> float:
        counts = self._frequencies[codes(words)].tolist()
        return sum(log(1 + self._records / max(1, count)) for count in counts)


def _stretch(short: str, long: str, need: float) -> str:
    """The part of the longer wording, as long as the shorter one, that is most like it; maybe nothing."""
    place = fuzz.partial_ratio_alignment(short, long, score_cutoff=100 * need)
    return long[place.dest_start : place.dest_end] if place else ""


def needed(words: int, shares: tuple[float, float]) -> float:
    """Which share of a wording of so many words must come again: the shorter it is, the more."""
    slack = (min(_LONG, max(_SHORT, words)) - _SHORT) / (_LONG - _SHORT)
    return shares[0] - (shares[0] - shares[1]) * slack


def contradict(one: str, other: str) -> bool:
    """Does one of two aligned wordings deny more often, or do both have numbers that the other has not?"""
    denials = negations()
    if sum(map(denials.__contains__, one)) != sum(map(denials.__contains__, other)):
        return True
    mine, theirs = (Counter(filter(is_number, words)) for words in (one, other))
    return bool(mine - theirs and theirs - mine)
