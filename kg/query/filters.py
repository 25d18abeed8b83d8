"""What can answer a question, and the checks that a question puts to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.query.actors import named
from kg.query.claims import find_claim, narrower
from kg.query.words import all_there, folded, in_a_row
from kg.records import Position, Stance
from kg.register.periods import first_day, last_day, overlap
from kg.results import Result, StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement, and those of its stances that answer (all where no stance was asked for).

    ``who`` holds the stance or speaks: a name, else the words for the source; ``who_id`` None where the
    actor is unknown. ``start`` and ``end`` are inclusive; ``dated_by`` tells whether the statement
    tells the day or only the article (or post) that has it; None: neither does.
    """

    statement: StatementRow
    stances: tuple[Stance, ...]
    who: str | None
    who_id: str | None
    side: str | None
    start: date | None
    end: date | None
    dated_by: Literal["statement", "article"] | None


Check = Callable[[Answer], bool]


def candidates(statement: StatementRow, result: Result, *, by_stance: bool) -> Iterator[Answer]:
    """One answer a stance of the statement, or the statement as one."""
    if not by_stance:
        yield _candidate(statement, result, statement.stances, statement.actor_id)
        return
    for stance in statement.stances:
        yield _candidate(statement, result, (stance,), stance.holder or statement.actor_id)


def checks_of(
    result: Result,
    *,
    about: str | None,
    words: str | None,
    actor: tuple[str, ...],
    position: Position | None,
    since: date | None,
    until: date | None,
    via: str | None,
    outlet: str | None,
    side: str | None,
    once: bool,
    dated_only: bool,
) -> tuple[Check, ...]:
    """A check for each filter of a `kg.query.ask.Question` that is given, the cheapest first.

    Raises QueryInvalid for a claim that is unknown or not one alone.
    """
    checks: list[Check] = []
    if once:
        checks.append(lambda answer: answer.statement.copy_of is None)
    if dated_only:
        checks.append(lambda answer: answer.dated_by == "statement")
    if position:
        checks.append(lambda answer: any(stance.position == position for stance in answer.stances))
    if about is not None:
        ids = narrower(result.claims, find_claim(result.claims, about).id)
        checks.append(lambda answer: any(stance.concept in ids for stance in answer.stances))
    if since or until:
        first, last = since or date.min, until or date.max
        checks.append(lambda answer: answer.dated_by is not None and _overlaps(answer, first, last))
    if actor:
        people = named(result.actors, actor)
        checks.append(lambda answer: people.means(answer.who_id))
    if via:
        relays = named(result.actors, (via,))
        checks.append(lambda answer: any(map(relays.means, answer.statement.via_ids)))
    if side:
        checks.append(_is_part_of(side, lambda answer: answer.side))
    if outlet:
        checks.append(_is_part_of(outlet, lambda answer: answer.statement.outlet))
    if words:
        wanted = folded(words)
        checks.append(lambda answer: all_there(wanted, folded(answer.statement.content)))
    return tuple(checks)


def _candidate(
    statement: StatementRow, result: Result, stances: tuple[Stance, ...], holder: str | None
) -> Answer:
    speaks = holder == statement.actor_id
    known = result.actors.get(holder) if holder else None
    start, end, dated_by = _days(statement)
    return Answer(
        statement=statement,
        stances=stances,
        who=result.name(holder) or (statement.source if speaks else None),
        who_id=holder,
        side=known.side if known else statement.side if speaks else None,
        start=start,
        end=end,
        dated_by=dated_by,
    )


def _days(
    statement: StatementRow,
) -> tuple[date | None, date | None, Literal["statement", "article"] | None]:
    """When it was said, else when the post or the article appeared."""
    if statement.date_start or statement.date_end:
        return statement.date_start, statement.date_end, "statement"
    for stamp in (statement.posted, statement.published):
        try:
            start, end = first_day((stamp or "")[:10]), last_day((stamp or "")[:10])
        except ValueError:  # not a date: a page says what it likes
            continue
        if start:
            return start, end, "article"
    return None, None, None


def _overlaps(answer: Answer, first: date, last: date) -> bool:
    return overlap(answer.start, answer.end, first, last)


def _is_part_of(text: str, field: Callable[[Answer], str | None]) -> Check:
    wanted = folded(text)
    return lambda answer: in_a_row(wanted, folded(field(answer) or ""))
