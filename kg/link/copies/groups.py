"""Groups: an original and the records that are copies of it, each similar enough to the original itself.

Connected components would chain: a like b, b like c, and a has nothing in common with c.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt


class Judge(Protocol):
    """Says whether a record is a copy of an original. Records are named by their rank."""

    def likeness(self, record: int, original: int) -> float:
        """How much of both is the same, 0 to 1; 0 where the record is no copy."""

    def joined(self, record: int, original: int) -> None:
        """The record is now a copy of the original."""


def originals(size: int, candidates: Iterable[tuple[int, list[int]]], judge: Judge) -> npt.NDArray[np.int64]:
    """The original of each record: itself, or the most similar of earlier originals.

    Records are taken from the earliest on. A candidate that is a copy stands for its original.
    """
    found = np.arange(size, dtype=np.int64)
    for record, near in candidates:
        best, most = record, 0.0
        for original in sorted({int(found[other]) for other in near}):
            if (likeness := judge.likeness(record, original)) > most:
                best, most = original, likeness
        if best != record:
            found[record] = best
            judge.joined(record, best)
    return found
