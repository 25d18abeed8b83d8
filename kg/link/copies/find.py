"""Records → copies: their words to disk, candidates by MinHash, then each against the originals.

    documents, statements ─ in_words ─▶ Spool ─ draws ─▶ Pairs ─ Judge ─▶ originals ─▶ Copies

Texts pass by one at a time. What stays in memory of a record is its id and some numbers; its words wait
in a temporary file. Records are ranked from the earliest on (publication, day of saying, id) before
anything is compared, so that their order cannot show.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from kg.link.copies import documents as docs
from kg.link.copies import statements as stmts
from kg.link.copies.days import UNKNOWN, appeared, day_of
from kg.link.copies.groups import originals
from kg.link.copies.spool import Spool
from kg.link.copies.words import in_words
from kg.records import Actor, Copies, CopyKind, Document, Statement


@dataclass(frozen=True, slots=True)
class Found:
    """Copies by kind: id of the copy → id of its original; and the groups, sorted by kind and original."""

    documents: Mapping[str, str]
    statements: Mapping[str, str]
    copies: tuple[Copies, ...]


def find_copies(
    documents: Iterable[Document], statements: Iterable[Statement], actors: Iterable[Actor]
) -> Found:
    """The copies among these records; each is iterated once.

    Statements name their speakers by the ids of ``actors``; unnamed ones contradict nobody. Of two
    records with one id the first counts. Raises OutputUnusable where the temporary folder is full.
    """
    press = _Press()
    documents_of = _documents(documents, press)
    unnamed = frozenset(actor.id for actor in actors if actor.kind == "unnamed")
    statements_of = _statements(statements, press, unnamed)
    rows = (*press.rows("document", documents_of), *press.rows("statement", statements_of))
    return Found(documents_of, statements_of, tuple(rows))


@dataclass(slots=True)
class _Press:
    """What is kept of all documents: where and when they appeared, and which statements they hold."""

    numbers: dict[str, int] = field(default_factory=dict)
    outlets: list[str | None] = field(default_factory=list)
    days: list[date | None] = field(default_factory=list)
    moments: array[int] = field(default_factory=lambda: array("q"))
    holders: dict[str, int] = field(default_factory=dict)  # of statements in a group: their documents

    def rows(self, kind: CopyKind, copy_of: Mapping[str, str]) -> Iterator[Copies]:
        """One row a group, sorted by the original."""
        members: dict[str, list[str]] = defaultdict(list)
        for copy, original in copy_of.items():
            members[original].append(copy)
        places = self.numbers if kind == "document" else self.holders
        for original in sorted(members):
            held = [places[identifier] for identifier in (original, *members[original])]
            outlets = {outlet for place in held if place >= 0 and (outlet := self.outlets[place])}
            day = self.days[held[0]] if held[0] >= 0 else None
            yield Copies(
                kind=kind,
                original=original,
                members=tuple(sorted(members[original])),
                outlets=tuple(sorted(outlets)),
                first=day.isoformat() if day else None,
            )


def _documents(documents: Iterable[Document], press: _Press) -> dict[str, str]:
    draws = docs.Draws()
    with Spool() as spool:
        for document in documents:
            if document.id in press.numbers:
                continue
            press.numbers[document.id] = len(press.numbers)
            press.outlets.append(document.outlet)
            press.days.append(day_of(document.published))
            press.moments.append(appeared(document.published))
            words = in_words(document.text)
            words = words if len(words) >= docs.LEAST_WORDS else ""
            spool.append(words)
            draws.add(words)
        spool.seal()
        ids = list(press.numbers)
        if not spool.lengths().any():
            return {}
        order = _ranked(ids, [np.array(press.moments, dtype=np.int64)])
        judge = docs.DocumentJudge(spool, order)
        near = draws.pairs(order).candidates()
        return _copies(ids, order, originals(len(ids), near, judge))


def _statements(statements: Iterable[Statement], press: _Press, unnamed: frozenset[str]) -> dict[str, str]:
    said, days, last = stmts.Sayings(), array("q"), ""
    ids: list[str] = []
    strangers: dict[str, int] = {}  # documents that are not in the corpus
    with Spool() as spool:
        for statement in statements:
            words = in_words(statement.content_text)
            if statement.id == last or len(words) < stmts.LEAST_WORDS:
                continue
            last = statement.id
            ids.append(last)
            speaker = None if statement.speaker in unnamed else statement.speaker
            number = press.numbers.get(statement.document)
            if number is None:
                number = strangers.setdefault(statement.document, -1 - len(strangers))
            said.add(statement, number, speaker)
            days.append(statement.when.start.toordinal() if statement.when.start else UNKNOWN)
            spool.append(words)
        if not ids:
            return {}
        spool.seal()
        moments = np.array([press.moments[n] if n >= 0 else UNKNOWN for n in said.documents], dtype=np.int64)
        order = _ranked(ids, [moments, np.array(days, dtype=np.int64)])
        counts = stmts.frequencies(spool)
        judge = stmts.StatementJudge(spool, said, counts, order)
        near = stmts.pairs(spool, said, counts, order).candidates()
        found = originals(len(ids), near, judge)
    copy_of = _copies(ids, order, found)
    grouped = {*copy_of, *copy_of.values()}
    press.holders = {i: n for i, n in zip(ids, said.documents, strict=True) if i in grouped}
    return copy_of


def _ranked(ids: Sequence[str], keys: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """The records from the earliest on: by these keys, then by id."""
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    return by_id[np.lexsort([key[by_id] for key in reversed(keys)])] if len(ids) else by_id


def _copies(ids: Sequence[str], order: npt.NDArray[np.int64], found: npt.NDArray[np.int64]) -> dict[str, str]:
    """Id of each copy → id of its original, sorted."""
    copies = np.flatnonzero(found != np.arange(len(found)))
    return dict(sorted((ids[order[rank]], ids[order[found[rank]]]) for rank in copies.tolist()))
