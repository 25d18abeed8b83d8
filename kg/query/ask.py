"""Who said what about it, and when: the statements of a result that answer a question.

question = Question(about="nato-enlargement", actor=("Lavrov",), position="oppose")
for answer in answers(open_result(Path("out")), question): ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from heapq import nsmallest

from kg.errors import QueryInvalid
from kg.query.filters import Answer, Check, candidates, checks_of
from kg.records import Position
from kg.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; an empty field asks for nothing.

    ``about`` is the id of a claim or words of its label; its narrower claims count too. ``words`` must
    all stand in the content. ``actor``, ``via``, ``outlet`` and ``side`` are part of a name (or, the
    first two, an id); any of several actors will do. With ``about`` or ``position`` the actor and
    side are those of who holds the position, else of the speaker. ``since`` and ``until`` are inclusive; a
    statement without a date counts by the day its article appeared, unless ``dated_only``. ``once``
    leaves out copies. ``limit`` is the number of answers, the earliest first.
    """

    about: str | None = None
    words: str | None = None
    actor: tuple[str, ...] = ()
    position: Position | None = None
    since: date | None = None
    until: date | None = None
    via: str | None = None
    outlet: str | None = None
    side: str | None = None
    once: bool = False
    dated_only: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Why nothing answers: answers by filter, without that filter alone and with that filter alone."""

    without: Mapping[str, int]
    alone: Mapping[str, int]


FILTERS = tuple(field.name for field in fields(Question) if field.name != "limit")
"""The fields of a question that leave statements out, in their order."""


@dataclass(frozen=True, slots=True)
class _Sieve:
    """A question made ready to be put to every statement."""

    by_stance: bool
    checks: tuple[Check, ...]

    def passes(self, answer: Answer) -> bool:
        return all(check(answer) for check in self.checks)


def matches(result: Result, question: Question) -> Iterator[Answer]:
    """The answers in the order of the file, all of them, one at a time; raises as `answers` does."""
    sieve = _sieve(result, question)
    return filter(
        sieve.passes,
        (
            answer
            for row in result.statements()
            for answer in candidates(row, result, by_stance=sieve.by_stance)
        ),
    )


def answers(result: Result, question: Question) -> Iterator[Answer]:
    """The answers by day, document and place, the undated last.

    One a position where ``about`` or ``position`` is asked, else one a statement. Raises QueryInvalid
    for a claim that is unknown or not one alone and for bounds that leave no day, OutputUnusable for
    a broken file. To sort them, all are held in memory (5 KB each), with a limit so many.
    """
    found = matches(result, question)
    if question.limit is not None:
        return iter(nsmallest(question.limit, found, key=_order))
    return iter(sorted(found, key=_order))


def shortfall(result: Result, question: Question) -> Shortfall:
    """Which filters leave nothing over, found by dropping them one at a time; reads the file once."""
    given = [name for name in FILTERS if getattr(question, name)]
    empty = Question()
    without = {name: _sieve(result, replace(question, **{name: getattr(empty, name)})) for name in given}
    alone = {name: _sieve(result, replace(empty, **{name: getattr(question, name)})) for name in given}
    sieves = (*without.values(), *alone.values())
    counts = [0] * len(sieves)
    for row in result.statements():
        made = [tuple(candidates(row, result, by_stance=by_stance)) for by_stance in (False, True)]
        for number, sieve in enumerate(sieves):
            counts[number] += sum(map(sieve.passes, made[sieve.by_stance]))
    return Shortfall(
        without=dict(zip(without, counts, strict=False)),
        alone=dict(zip(alone, counts[len(without) :], strict=True)),
    )


def _sieve(result: Result, question: Question) -> _Sieve:
    if question.since and question.until and question.since > question.until:
        raise QueryInvalid(f"since {question.since} is after until {question.until}; swap them")
    by_stance = question.about is not None or question.position is not None
    given = {name: getattr(question, name) for name in FILTERS}
    return _Sieve(by_stance, checks_of(result, **given))


def _order(answer: Answer) -> tuple[date, date, str, int, str]:
    statement = answer.statement
    place = min((span.start for span in statement.parts), default=0)
    first, last = answer.start or answer.end or date.max, answer.end or date.max
    return first, last, statement.doc, place, statement.id
