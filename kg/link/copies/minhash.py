"""MinHash: of each record's features the one that comes first in a random order, for many orders.

Two records agree in such a draw as often as their features overlap (Broder, "On the resemblance and
containment of documents", 1997). Draws that prefer rare features (Chum, Philbin and Zisserman, "Near
duplicate image detection: min-Hash and tf-idf weighting", 2008) agree hardly ever by chance. All of it
is integer arithmetic with fixed seeds: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.link.copies.words import SPAN, Codes

Keys = npt.NDArray[np.uint64]

NONE: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
"""The draw of a record without features."""


def mixed(values: Keys, seed: int) -> Keys:
    """A random order by seed: the finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection."""
    with np.errstate(over="ignore"):
        found = values + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
        found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return found ^ (found >> np.uint64(31))


def first_of_each(values: Keys, starts: npt.NDArray[np.int64]) -> Keys:
    """The smallest value of each record; ``starts`` as `Spool.stretches` gives them."""
    found = np.full(len(starts) - 1, NONE)
    filled = np.flatnonzero(starts[:-1] < starts[1:])
    if len(filled):
        found[filled] = np.minimum.reduceat(values, starts[:-1][filled])
    return found


def rarity_order(words: Keys, frequencies: npt.NDArray[np.int64], seed: int) -> Keys:
    """A place for each word in an order that prefers words of few records, by the fourth root of the number.

    A steeper preference finds fewer edited copies: a rare word that an edit brings in would win the draw.
    """
    draw = mixed(words, seed) >> np.uint64(32)
    # square roots are exact on every machine, other powers are not
    return draw * (16 * np.sqrt(np.sqrt(frequencies.astype(np.float64)))).astype(np.uint64)


def shingles(words: Codes, size: int) -> Keys:
    """Every ``size`` successive words as one number."""
    found = np.zeros(max(0, len(words) - size + 1), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for place in range(size):
            found = found * np.uint64(SPAN + 7) + words[place : place + len(found)]
    return found


def signatures(records: Sequence[Codes], size: int, draws: int) -> npt.NDArray[np.uint32]:
    """One row a record: its draws from the shingles of its words, in 32 bits."""
    features = [shingles(words, size) for words in records]
    starts = np.cumsum([0, *map(len, features)], dtype=np.int64)
    together = mixed(np.concatenate(features), 0) if features else np.zeros(0, dtype=np.uint64)
    found = np.empty((len(records), draws), dtype=np.uint32)
    for seed in range(draws):
        found[:, seed] = first_of_each(mixed(together, seed + 1), starts) >> np.uint64(32)
    return found
