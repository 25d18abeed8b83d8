"""Statements that are copies: the same words, whole or in part, and nothing that contradicts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from kg.link.copies.minhash import NONE, Keys, first_of_each, mixed, rarity_order
from kg.link.copies.pairs import Pairs, together
from kg.link.copies.spool import Spool
from kg.link.copies.wording import Wording
from kg.link.copies.words import SPAN
from kg.records import Statement

LEAST_WORDS = 5
"""Fewer words ("C'est faux") are said anew every day."""

_FORMULA = 6  # fewer words of an unnamed speaker, in many more, are no proof: many say them
_WHOLE = 0.75

_BANDS = 40  # of two draws each
_AT_ONCE = 4  # bands made in one pass over the words
_AFTERWARDS = ("document", "post")  # bases of a date that tell when it was printed
_ALWAYS = 10**8  # days


class Sayings:
    """What can contradict copies, some numbers a statement: document, speaker, days, denial."""

    def __init__(self) -> None:
        self.documents = array("q")
        self.speakers = array("Q")
        self.starts = array("q")
        self.ends = array("q")
        self.negated = array("b")

    def add(self, statement: Statement, document: int, speaker: str | None) -> None:
        """One more statement; ``speaker`` is None where nobody is named."""
        self.documents.append(document)
        self.speakers.append(0 if speaker is None else _number(speaker))
        when = statement.when
        start = None if when.basis in _AFTERWARDS else when.start
        self.starts.append(-_ALWAYS if start is None else start.toordinal())
        self.ends.append(_ALWAYS if when.end is None else when.end.toordinal())
        self.negated.append(statement.negated)


def frequencies(spool: Spool) -> npt.NDArray[np.int64]:
    """How many records hold each word."""
    found = np.zeros(SPAN, dtype=np.int64)
    for _, words, starts in spool.stretches():
        record = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
        once = np.unique(record * np.uint64(SPAN) + words)
        found += np.bincount((once % np.uint64(SPAN)).astype(np.int64), minlength=SPAN)
    return found


def pairs(
    spool: Spool, sayings: Sayings, counts: npt.NDArray[np.int64], order: npt.NDArray[np.int64]
) -> Pairs:
    """Candidates: a band in common and the same speaker, or two bands where one is not named.

    ``counts`` are those of `frequencies`; ``order`` names the statements from the earliest on.
    """
    speakers = np.array(sayings.speakers, dtype=np.uint64)[order]
    named = speakers != 0
    found = Pairs(len(order))
    for keys in _bands(spool, counts):
        ranked = keys[order]
        for later, earlier in together(np.where(named & (ranked != NONE), mixed(ranked ^ speakers, 0), NONE)):
            found.add(later, earlier, sure=True)
        if not named.all():
            for later, earlier in together(ranked):
                doubtful = ~(named[later] & named[earlier])
                found.add(later[doubtful], earlier[doubtful])
    return found


def _bands(spool: Spool, counts: npt.NDArray[np.int64]) -> Iterator[Keys]:
    """The key of every statement in each band. Words of a single statement can be in no two: left out."""
    shared = np.flatnonzero(counts > 1)
    numbers = np.full(SPAN, len(shared))
    numbers[shared] = np.arange(len(shared))
    for band in range(0, _BANDS, _AT_ONCE):
        seeds = range(2 * band, 2 * (band + _AT_ONCE))
        places = [np.append(rarity_order(shared.astype(np.uint64), counts[shared], n), NONE) for n in seeds]
        draws = np.full((len(places), len(spool)), NONE)
        for first, words, starts in spool.stretches():
            known = numbers[words]
            for row, place in zip(draws, places, strict=True):
                row[first : first + len(starts) - 1] = first_of_each(place[known], starts)
        for one, other in zip(draws[::2], draws[1::2], strict=True):
            yield np.where((one == NONE) | (other == NONE), NONE, mixed(one, 1) ^ other)


class StatementJudge:
    """Compares statements. A group takes over the speaker and the days that its members make known."""

    def __init__(
        self, spool: Spool, sayings: Sayings, counts: npt.NDArray[np.int64], order: npt.NDArray[np.int64]
    ) -> None:
        self._order = order.tolist()
        self._said = sayings
        self._speakers = array("Q", sayings.speakers)
        self._starts, self._ends = array("q", sayings.starts), array("q", sayings.ends)
        self._words = spool.recent
        self._wording = Wording(counts, len(spool))

    def likeness(self, record: int, original: int) -> float:
        """The words in common as part of all words of both; 0 for no copies."""
        one, other, said = self._order[record], self._order[original], self._said
        if said.documents[one] == said.documents[other] or said.negated[one] != said.negated[other]:
            return 0.0
        if said.speakers[one] and self._speakers[other] and said.speakers[one] != self._speakers[other]:
            return 0.0
        if max(said.starts[one], self._starts[other]) > min(said.ends[one], self._ends[other]):
            return 0.0
        mine, theirs = self._words(one), self._words(other)
        few, many = sorted((len(mine), len(theirs)))
        if few < min(_FORMULA, _WHOLE * many) and not (said.speakers[one] and self._speakers[other]):
            return 0.0
        return self._wording.likeness(mine, theirs)

    def joined(self, record: int, original: int) -> None:
        """What is known of the record is known of the group."""
        one, other, said = self._order[record], self._order[original], self._said
        self._speakers[other] = self._speakers[other] or said.speakers[one]
        self._starts[other] = max(said.starts[one], self._starts[other])
        self._ends[other] = min(said.ends[one], self._ends[other])


@cache
def _number(actor: str) -> int:
    """The actor as a number above 0, the same in every run."""
    return int.from_bytes(blake2b(actor.encode("utf-8", errors="surrogatepass"), digest_size=8).digest()) or 1
