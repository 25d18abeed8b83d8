"""Candidates: pairs of records that fall into one bucket, in one band or in two.

Records are numbered by their rank, the earliest first. A bucket pairs each record with the earliest
ones and with those just before it, so that a thousand copies of one text are no million pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kg.link.copies.minhash import NONE, Keys, mixed

Ranks = npt.NDArray[np.int64]

_EARLIEST = 4
_BEFORE = 4
_PENDING = 1 << 22  # pairs gathered before they are sorted
_BITS = 1024  # of the table of pairs met, for each record: about one in thirty is set in the end
_LEAST_BITS = 16  # as a power of two
_MASKS = (1 << np.arange(8)).astype(np.uint8)


def together(keys: Keys) -> Iterator[tuple[Ranks, Ranks]]:
    """Pairs (later, earlier) of ranks with the same key; each pair at most once."""
    order = np.argsort(keys, kind="stable")
    arranged = keys[order]
    begins = np.flatnonzero(np.r_[True, arranged[1:] != arranged[:-1]])
    sizes = np.diff(np.r_[begins, len(arranged)])
    starts = np.repeat(begins, sizes)
    places = np.flatnonzero((np.repeat(sizes, sizes) > 1) & (arranged != NONE))
    starts = starts[places]
    for step in range(_EARLIEST):
        here = starts + step < places
        yield order[places[here]], order[starts[here] + step]
    for step in range(1, _BEFORE + 1):
        here = places - step >= starts + _EARLIEST
        yield order[places[here]], order[places[here] - step]


class Pairs:
    """Candidate pairs of ``size`` records, each kept once: those that are sure, and those met twice.

    Most pairs are met once, by chance. They are not kept: a bit for each in a table of fixed size tells
    that they were met (a filter as in Bloom, "Space/time trade-offs in hash coding with allowable errors",
    1970). Two pairs that share a bit make a candidate too many, which costs a comparison and nothing else.
    """

    def __init__(self, size: int) -> None:
        self._bits = max(_LEAST_BITS, (size * _BITS).bit_length())
        self._met = np.zeros(1 << (self._bits - 3), dtype=np.uint8)
        self._keys = np.zeros(0, dtype=np.uint64)
        self._new: list[Keys] = []
        self._waiting = 0

    def add(self, later: Ranks, earlier: Ranks, *, sure: bool = False) -> None:
        """Take in different pairs."""
        keys = later.astype(np.uint64) << np.uint64(32) | earlier.astype(np.uint64)
        keys = keys if sure else keys[self._again(keys)]
        self._new.append(keys)
        self._waiting += len(keys)
        if self._waiting > _PENDING:
            self._merge()

    def candidates(self) -> Iterator[tuple[int, list[int]]]:
        """Each record with the earlier ones that it might copy, both ascending."""
        self._merge()
        later = (self._keys >> np.uint64(32)).astype(np.uint32)
        bounds = np.r_[0, np.flatnonzero(later[1:] != later[:-1]) + 1, len(later)] if len(later) else [0]
        for start, end in pairwise(bounds):
            yield int(later[start]), (self._keys[start:end] & np.uint64(0xFFFFFFFF)).tolist()

    def _again(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of the pairs were met before; all of them are now."""
        places = mixed(keys, 0) >> np.uint64(64 - self._bits)
        slots, masks = (places >> np.uint64(3)).astype(np.int64), _MASKS[places & np.uint64(7)]
        found: npt.NDArray[np.bool_] = (self._met[slots] & masks) != 0
        np.bitwise_or.at(self._met, slots, masks)
        return found

    def _merge(self) -> None:
        if self._new:
            keys = np.concatenate([self._keys, *self._new])
            self._new, self._waiting = [], 0
            keys.sort()
            self._keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
