"""Positions on a claim over time: how often each actor, or side, spoke for and against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal, get_args

from kg.query.ask import Question, matches
from kg.query.claims import find_claim
from kg.query.filters import Answer
from kg.query.periods import By, Period, period_of
from kg.records import Claim, Position
from kg.results import Result

Group = Literal["actor", "side"]
GROUPS: tuple[Group, ...] = get_args(Group)
UNKNOWN: Mapping[Group, str] = {"actor": "(source non identifiée)", "side": "(sans camp)"}
"""How the row of those is called who are nobody in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Numbers of statements by position."""

    support: int = 0
    oppose: int = 0
    neutral: int = 0

    @property
    def total(self) -> int:
        """All positions together."""
        return self.support + self.oppose + self.neutral


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One actor or side. ``counts`` go with the periods of the timeline.

    ``undated`` counts what has no date, ``wide`` what was said some time within several periods.
    ``id`` is None for those whom nobody identified.
    """

    id: str | None
    label: str
    counts: tuple[Count, ...]
    undated: Count
    wide: Count

    @property
    def total(self) -> int:
        """All statements of the row, dated or not."""
        return sum(count.total for count in (*self.counts, self.undated, self.wide))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Positions on a claim and its narrower ones, the rows with most statements first.

    ``periods`` are those in which a row has something, in order. ``left_out`` counts the rows
    beyond the wished number, ``copies`` the statements that were not counted as copies.
    """

    claim: Claim
    by: By
    group: Group
    periods: tuple[Period, ...]
    rows: tuple[TimelineRow, ...]
    left_out: int = 0
    copies: int = 0


_Slot = Period | Literal["undated", "wide"]


@dataclass(slots=True)
class _Tally:
    label: str
    counts: defaultdict[_Slot, Counter[Position]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, slot: _Slot) -> Count:
        found = self.counts.get(slot, Counter())
        return Count(support=found["support"], oppose=found["oppose"], neutral=found["neutral"])


def timeline(
    result: Result,
    concept: str,
    *,
    actors: tuple[str, ...] = (),
    by: By = "month",
    group: Group = "actor",
    top: int | None = None,
    copies: bool = False,
) -> Timeline:
    """Count who took which position on a claim when.

    ``concept`` and ``actors`` are as in `kg.query.ask.Question`. A statement counts once a holder and
    position, also where it takes it on several narrower claims; a copy only with ``copies``. What
    the statement does not date is counted apart, not put on the day of the article. Raises
    QueryInvalid and OutputUnusable as `kg.query.ask.answers` does.
    """
    claim = find_claim(result.claims, concept)
    tallies: dict[str | None, _Tally] = {}
    skipped = 0
    found = matches(result, Question(about=claim.id, actor=actors))
    for _, positions in groupby(found, key=lambda answer: answer.statement.id):
        once = {(_key(answer, group), answer.stances[0].position): answer for answer in positions}
        if not copies and any(answer.statement.copy_of for answer in once.values()):
            skipped += 1
            continue
        for (key, position), answer in once.items():
            tally = tallies.setdefault(key, _Tally(_label(answer, group)))
            tally.counts[_slot(answer, by)][position] += 1
    return _timeline(claim, by, group, tallies, top, skipped)


def _timeline(
    claim: Claim, by: By, group: Group, tallies: Mapping[str | None, _Tally], top: int | None, copies: int
) -> Timeline:
    totals = {key: sum(count.total() for count in tally.counts.values()) for key, tally in tallies.items()}
    ranked = sorted(tallies, key=lambda key: (-totals[key], key is None, tallies[key].label, key or ""))
    shown = ranked[:top]
    periods = sorted(
        {slot for key in shown for slot in tallies[key].counts if isinstance(slot, Period)},
    )
    rows = tuple(
        TimelineRow(
            id=key,
            label=tallies[key].label,
            counts=tuple(map(tallies[key].count, periods)),
            undated=tallies[key].count("undated"),
            wide=tallies[key].count("wide"),
        )
        for key in shown
    )
    left_out = len(ranked) - len(shown)
    return Timeline(
        claim=claim, by=by, group=group, periods=tuple(periods), rows=rows, left_out=left_out, copies=copies
    )


def _key(answer: Answer, group: Group) -> str | None:
    return answer.side if group == "side" else answer.who_id


def _label(answer: Answer, group: Group) -> str:
    name = answer.side if group == "side" else answer.who if answer.who_id else None
    return name or UNKNOWN[group]


def _slot(answer: Answer, by: By) -> _Slot:
    """The period of a statement, if it is one."""
    if answer.dated_by != "statement":
        return "undated"
    first = period_of(answer.start or date.min, by)
    return first if first == period_of(answer.end or date.max, by) else "wide"
