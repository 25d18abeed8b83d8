"""Rows of STATEMENTS with their values → statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.dna.database import Rows
from kg.dna.entities import Named
from kg.dna.offsets import Offsets
from kg.dna.options import Account
from kg.dna.scheme import Scheme
from kg.dna.tables import INTEGER, Variable
from kg.dna.values import Value, whole
from kg.ids import statement_id, wording
from kg.records import Document, Position, Span, Stance, Statement

CODER_RULE = "dna-coder:"  # then the name of who coded it


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of STATEMENTS; ``start`` and ``stop`` in UTF-16 units."""

    number: int
    start: Value
    stop: Value
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the variables of a statement say, as ids; None where there is no value or an empty one."""

    person: str | None
    organization: str | None
    concept: str | None
    position: Position


def read_coding(rows: Rows, statement: int, scheme: Scheme, named: Named) -> Coding:
    """The values of a statement."""

    def entity(variable: Variable | None) -> str | None:
        query = "SELECT Entity FROM DATASHORTTEXT WHERE StatementId = ? AND VariableId = ?"
        found = whole(_one(rows, query, statement, variable))
        return named.ids.get(found) if found is not None else None

    table = "DATAINTEGER" if scheme.agreement and scheme.agreement.datatype == INTEGER else "DATABOOLEAN"
    query = f"SELECT Value FROM {table} WHERE StatementId = ? AND VariableId = ?"
    value = whole(_one(rows, query, statement, scheme.agreement))
    if value == 0 and table == "DATABOOLEAN":
        value = -1
    return Coding(
        person=entity(scheme.person),
        organization=entity(scheme.organization),
        concept=entity(scheme.concept),
        position="neutral" if not value else "support" if value > 0 else "oppose",
    )


def _one(rows: Rows, query: str, statement: int, variable: Variable | None) -> Value:
    return next((row[0] for row in rows.run(query, statement, variable.number)), None) if variable else None


def read_span(row: StatementRow, text: str, offsets: Offsets) -> Span | None:
    """The stretch of text that a statement marks; None where it is outside of the text or empty."""
    start, stop = whole(row.start), whole(row.stop)
    if start is None or stop is None or not 0 <= start < stop <= offsets.unit_length:
        return None
    first = offsets.points(start)
    last = offsets.points(stop)
    if offsets.units(last) < stop:  # in the middle of a pair: with all of it
        last += 1
    return Span(start=first, end=last, text=text[first:last])


class StatementMaker:
    """Statements coded by hand in one document."""

    def __init__(self, document: Document, named: Named) -> None:
        self._document, self._named = document, named
        self._seen: dict[tuple[str, str], int] = {}

    def make(self, row: StatementRow, span: Span, coding: Coding) -> Statement:
        """The statement of a row."""
        speaker = coding.person or coding.organization
        concept, rule = coding.concept, CODER_RULE + row.coder
        return Statement(
            id=self._id(span.text, self._named.actors[speaker].name if speaker else ""),
            document=self._document.id,
            content=(span,),
            mode="indirect",
            cue=None,
            cue_lemma=None,
            act="assert",
            negated=False,
            source=None,
            speaker=speaker,
            on_behalf_of=coding.organization if coding.person else None,
            stances=(Stance(concept=concept, position=coding.position, rule=rule),) if concept else (),
            rule=rule,
            confidence=1.0,
        )

    def _id(self, content: str, source: str) -> str:
        key = wording(content), source.lower()
        number = self._seen.get(key, 0)
        self._seen[key] = number + 1
        return statement_id(self._document.id, content, source, number)


def statements_of(
    rows: Rows,
    document: Document,
    marked: Iterable[StatementRow],
    scheme: Scheme,
    named: Named,
    account: Account,
) -> Iterator[Statement]:
    """The statements of one document, in the order of their IDs."""
    offsets, maker = Offsets(document.text), StatementMaker(document, named)
    for row in marked:
        span = read_span(row, document.text, offsets)
        if span is None:
            account.skipped["statements outside the text of their document"] += 1
            continue
        yield maker.make(row, span, read_coding(rows, row.number, scheme, named))
