"""Documents that are copies: most of the shorter one stands in the longer one, in whatever order."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kg.link.copies.minhash import NONE, Keys, shingles, signatures
from kg.link.copies.pairs import Pairs, together
from kg.link.copies.spool import Spool
from kg.link.copies.words import Codes, codes

LEAST_WORDS = 20
"""Shorter texts (a caption, a notice) prove nothing."""

_DRAWS = 64
_SIZE = 4  # words of a shingle for candidates
_PAIR = 2  # words of a shingle for the comparison
_WINDOW = 14  # such shingles around each place
_DENSE = 0.3  # of them shared: half is left of a text in which three words of ten were changed
_COVERED = 0.86  # of the shorter text
_EXTRACT = 0.3  # of the length of the other: what is shorter is an extract, not a copy
_BATCH = 512


class Draws:
    """The MinHash signatures of documents, 256 bytes each, gathered as their texts pass by."""

    def __init__(self) -> None:
        self._batch: list[Codes] = []
        self._done: list[npt.NDArray[np.uint32]] = []

    def add(self, words: str) -> None:
        """One more document."""
        self._batch.append(codes(words))
        if len(self._batch) >= _BATCH:
            self._flush()

    def pairs(self, order: npt.NDArray[np.int64]) -> Pairs:
        """Candidates: two draws in common. ``order`` names the documents from the earliest on."""
        self._flush()
        found = Pairs(len(order))
        for column in np.concatenate(self._done).T if self._done else ():
            keys: Keys = column[order].astype(np.uint64)
            keys[keys == NONE >> np.uint64(32)] = NONE
            for later, earlier in together(keys):
                found.add(later, earlier)
        return found

    def _flush(self) -> None:
        if self._batch:
            self._done.append(signatures(self._batch, _SIZE, _DRAWS))
            self._batch = []


class DocumentJudge:
    """Compares documents word by word. ``order`` as in `Draws.pairs`."""

    def __init__(self, spool: Spool, order: npt.NDArray[np.int64]) -> None:
        self._order = order.tolist()
        self._lengths = spool.lengths()
        self._shingled = lru_cache(maxsize=1024)(lambda number: shingles(codes(spool.words(number)), _PAIR))

    def likeness(self, record: int, original: int) -> float:
        """The words in common as part of all words of both; 0 for no copies."""
        one, other = self._order[record], self._order[original]
        short, long = sorted((one, other), key=lambda n: self._lengths[n])
        few, many = int(self._lengths[short]), int(self._lengths[long])
        if few < many * _EXTRACT:
            return 0.0
        covered = coverage(self._shingled(short), self._shingled(long))
        return covered * few / (few + many - covered * few) if covered >= _COVERED else 0.0

    def joined(self, record: int, original: int) -> None:
        """Documents have nothing that could contradict."""


def coverage(mine: Keys, theirs: Keys) -> float:
    """The part of a text that stands in another one, 0 to 1, both as shingles of two words.

    A place is covered where enough of the shingles around it are in the other text. So words that are
    changed here and there do not count, but whole passages that only one of them has do.
    """
    if not len(mine):
        return 0.0
    shared = np.isin(mine, theirs).astype(np.int64)
    window = np.ones(min(_WINDOW, len(mine)), dtype=np.int64)
    around = np.convolve(shared, window, "same")
    possible = np.convolve(np.ones_like(shared), window, "same")
    return float(np.mean(around >= _DENSE * possible))
