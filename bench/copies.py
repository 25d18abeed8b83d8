"""How well and how fast copies are found, on a made-up press (`bench.copies_world`).

    python -m bench.copies [--documents 2000 20000 50000] [--seed 3]

Prints, for each size, precision and recall of documents and of statements, seconds of one core (less what
making the press takes) and peak memory, each in its own process; then for the first size the recall by kind
of change. A copy counts as found where its original is named; precision is the share of the found ones that
copy what they are said to copy.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bench.copies_world import ACTORS, Documents, Statements, truths
from kg.link.copies import Found, find_copies

Record = TypeVar("Record")


@dataclass(slots=True)
class Score:
    """Counts of one kind of record; ``changes``: kind of change → copies, found ones."""

    right: int = 0
    wrong: int = 0
    copies: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the found copies that are copies of that original."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the copies for which the original was found."""
        return self.found.total() / max(1, self.copies.total())

    def count(self, identifier: str | None, truth: str, own: str, same: bool, change: str) -> None:
        """Take in one record: what it is said to copy, what it copies, itself, whether that is a like."""
        if truth != own:
            self.copies[change] += 1
            self.found[change] += identifier == truth
        if identifier is not None:
            self.right += same
            self.wrong += not same


class Timed(Generic[Record]):
    """Records, and how long it took to make them (``seconds`` of one core)."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Record]:
        records = iter(self._records)
        while True:
            started = time.process_time()
            record = next(records, None)
            self.seconds += time.process_time() - started
            if record is None:
                return
            yield record


def score(found: Found, size: int, seed: int) -> tuple[Score, Score]:
    """Documents and statements against what is known."""
    documents, statements = Score(), Score()
    truth_of: dict[str, str] = {}
    rows = list(truths(size, seed))
    for number, truth, _, said in rows:
        truth_of[f"d{number:07}"] = f"d{truth:07}"
        for place, (origin, _) in enumerate(said):
            truth_of[f"s{number:07}-{place}"] = _statement(origin)
    for number, _, change, said in rows:
        _judge(documents, found.documents, truth_of, f"d{number:07}", change)
        for place, (_, how) in enumerate(said):
            _judge(statements, found.statements, truth_of, f"s{number:07}-{place}", how)
    return documents, statements


def _statement(origin: str) -> str:
    number, place = origin.split("-")
    return f"s{int(number):07}-{place}"


def _judge(score: Score, copy_of: object, truth_of: dict[str, str], own: str, change: str) -> None:
    assert isinstance(copy_of, dict)
    said = copy_of.get(own)
    score.count(said, truth_of[own], own, said is not None and truth_of[said] == truth_of[own], change)


def measure(size: int, seed: int) -> tuple[str, tuple[Score, Score]]:
    """One size: a line of the table, and the scores."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    documents_made, statements_made = Timed(Documents(size, seed)), Timed(Statements(size, seed))
    started = time.process_time()
    found = find_copies(documents_made, statements_made, ACTORS)
    seconds = time.process_time() - started - documents_made.seconds - statements_made.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    documents, statements = scores = score(found, size, seed)
    line = (
        f"{size:9} {size * 10:10} {documents.precision:8.4f} {documents.recall:7.4f}"
        f" {statements.precision:8.4f} {statements.recall:7.4f}"
        f" {seconds:8.1f} {peak:8.0f} ({peak - before:.0f} over the program)"
    )
    return line, scores


def main() -> None:
    """Measure every size and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[2000, 20000, 50000])
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    print("documents statements    doc P   doc R   stmt P  stmt R  seconds  peak MB")
    spawn = multiprocessing.get_context("spawn")
    tables = []
    for size in arguments.documents:
        with spawn.Pool(1) as pool:
            line, scores = pool.apply(measure, (size, arguments.seed))
        tables.append(scores)
        print(line, flush=True)
    for kind, score in zip(("documents", "statements"), tables[0], strict=True):
        print(f"\n{kind:16} copies  found")
        for change, copies in sorted(score.copies.items()):
            print(f"{change:16} {copies:6} {score.found[change] / copies:6.3f}")


if __name__ == "__main__":
    main()
