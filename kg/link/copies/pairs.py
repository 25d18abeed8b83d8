"""Candidates: pairs of records that fall into one bucket, in one band or in several.

Records are numbered by their rank, the earliest first. A bucket pairs each record with the earliest
ones and with those just before it, so that a thousand copies of one text are no million pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kg.link.copies.minhash import NONE, Keys

Ranks = npt.NDArray[np.int64]

_EARLIEST = 4
_BEFORE = 4
_PENDING = 1 << 24  # pairs gathered before they are sorted


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
    """Pairs with the number of their hits, sorted by the later record."""

    def __init__(self) -> None:
        self._keys = np.zeros(0, dtype=np.uint64)
        self._hits = np.zeros(0, dtype=np.uint16)
        self._new: list[tuple[Keys, int]] = []
        self._waiting = 0

    def add(self, later: Ranks, earlier: Ranks, hits: int = 1) -> None:
        """Count hits for some pairs."""
        if len(later):
            self._new.append((later.astype(np.uint64) << np.uint64(32) | earlier.astype(np.uint64), hits))
            self._waiting += len(later)
            if self._waiting > _PENDING:
                self._merge()

    def candidates(self, least: int) -> Iterator[tuple[int, list[int]]]:
        """Each record with the earlier ones that it hits often enough, both ascending."""
        self._merge()
        chosen = self._keys[self._hits >= least]
        later = (chosen >> np.uint64(32)).astype(np.int64)
        bounds = np.r_[0, np.flatnonzero(later[1:] != later[:-1]) + 1, len(later)] if len(later) else [0]
        for start, end in pairwise(bounds):
            yield int(later[start]), (chosen[start:end] & np.uint64(0xFFFFFFFF)).tolist()

    def _merge(self) -> None:
        if not self._new:
            return
        keys = np.concatenate([self._keys, *(new for new, _ in self._new)])
        hits = np.concatenate([self._hits, *(np.full(len(new), n, np.uint16) for new, n in self._new)])
        self._new, self._waiting = [], 0
        order = np.argsort(keys, kind="stable")
        keys, hits = keys[order], hits[order]
        begins = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        self._keys = keys[begins]
        self._hits = np.minimum(np.add.reduceat(hits, begins, dtype=np.int64), 1000).astype(np.uint16)
