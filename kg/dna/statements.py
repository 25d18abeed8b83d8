"""Rows of STATEMENTS with their values → the statements of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.dna.amended import Stanced, amended, carried_statement
from kg.dna.carried import UNREADABLE
from kg.dna.carry import Unreadable
from kg.dna.columns import Coding, place
from kg.dna.database import Rows
from kg.dna.documents import Read
from kg.dna.entities import Named
from kg.dna.layout import CODER_RULE
from kg.dna.offsets import Offsets
from kg.dna.options import Account
from kg.dna.scheme import Scheme
from kg.dna.tables import INTEGER, Variable
from kg.dna.values import Value, text, whole
from kg.ids import statement_id, wording
from kg.records import Span, Stance, Statement

OUTSIDE = "statements outside the text of their document"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of STATEMENTS; ``start`` and ``stop`` in UTF-16 units."""

    number: int
    scheme: Scheme
    start: Value
    stop: Value
    coder: str


class Reading:
    """What it takes to read the statements of a file."""

    def __init__(self, rows: Rows, named: Named, carried: bool, account: Account) -> None:
        self._rows, self._named, self._carried, self._account = rows, named, carried, account

    def statements(self, read: Read, marked: Iterable[StatementRow]) -> list[Statement]:
        """The statements of one document, by id."""
        offsets = Offsets(read.document.text)
        by_hand: list[Statement] = []
        carried: list[Stanced] = []
        for row in marked:
            span = _span(row, read.document.text, offsets)
            found = self._carried_by(row, read, span, offsets) if self._carried else None
            if found is not None:
                carried.append(found)
            elif span is None:
                self._account.skipped[OUTSIDE] += 1
            else:
                by_hand.append(self._coded(row, read, span))
        ids = _Ids(read, self._named)
        found_again = ids.joined(carried)
        return sorted([*found_again, *map(ids.numbered, by_hand)], key=lambda statement: statement.id)

    def _carried_by(
        self, row: StatementRow, read: Read, span: Span | None, offsets: Offsets
    ) -> Stanced | None:
        """The statement that newskg wrote, with what was changed in DNA; None where there is none."""
        said = text(self._value("DATALONGTEXT", "Value", row, row.scheme.record))
        if not said or read.before is None:
            return None
        try:
            before = carried_statement(said, read, span)
        except Unreadable:
            self._account.notes[UNREADABLE] += 1
            return None
        as_written = whole(row.start), whole(row.stop)
        if not read.mended and place(before.statement, offsets) == as_written:
            span = None  # as it was
        elif span is None:
            return None
        after = amended(before, read, span, self._coding(row), self._named, row.coder)
        if after.changed:
            self._account.notes["statements changed in DNA"] += 1
        if after.lost:
            self._account.notes["changes of who speaks that have no place in a record"] += 1
        return after

    def _coded(self, row: StatementRow, read: Read, span: Span) -> Statement:
        """A statement made in DNA."""
        coding, rule = self._coding(row), CODER_RULE + row.coder
        concept = coding.concept
        return Statement(
            id="",
            document=read.document.id,
            content=(span,),
            mode="indirect",
            cue=None,
            cue_lemma=None,
            act="assert",
            negated=False,
            source=None,
            speaker=coding.person or coding.organization,
            on_behalf_of=coding.organization if coding.person else None,
            stances=(Stance(concept=concept, position=coding.position, rule=rule),) if concept else (),
            rule=rule,
            confidence=1.0,
        )

    def _coding(self, row: StatementRow) -> Coding:
        """The values of the variables of a statement."""
        scheme = row.scheme
        integer = scheme.agreement is not None and scheme.agreement.datatype == INTEGER
        agreed = self._value("DATAINTEGER" if integer else "DATABOOLEAN", "Value", row, scheme.agreement)
        value = whole(agreed)
        if value == 0 and not integer:
            value = -1
        return Coding(
            person=self._entity(row, scheme.person),
            organization=self._entity(row, scheme.organization),
            concept=self._entity(row, scheme.concept),
            position="neutral" if not value else "support" if value > 0 else "oppose",
        )

    def _entity(self, row: StatementRow, variable: Variable | None) -> str | None:
        found = whole(self._value("DATASHORTTEXT", "Entity", row, variable))
        return self._named.ids.get(found) if found is not None else None

    def _value(self, table: str, column: str, row: StatementRow, variable: Variable | None) -> Value:
        if variable is None:
            return None
        query = f"SELECT {column} FROM {table} WHERE StatementId = ? AND VariableId = ?"
        return next((value for (value,) in self._rows.run(query, row.number, variable.number)), None)


def _span(row: StatementRow, content: str, offsets: Offsets) -> Span | None:
    """The stretch of text that a statement marks; None where it is outside of the text or empty."""
    start, stop = whole(row.start), whole(row.stop)
    if start is None or stop is None or not 0 <= start < stop <= offsets.unit_length:
        return None
    first, last = offsets.points(start), offsets.points(stop)
    if offsets.units(last) < stop:  # in the middle of a pair: with all of it
        last += 1
    return Span(start=first, end=last, text=content[first:last])


class _Ids:
    """Ids of the statements of one document: the carried ones stay, the others are made of their words."""

    def __init__(self, read: Read, named: Named) -> None:
        self._document, self._actors = read.document.id, named.actors
        self._same = read.before is not None and read.before.id == read.document.id
        self._taken: set[str] = set()
        self._counts: dict[tuple[str, str], int] = {}

    def joined(self, carried: Iterable[Stanced]) -> list[Statement]:
        """One statement of those that were one when they were written and were not made different in DNA."""
        groups: dict[str, dict[Statement, list[Stanced]]] = {}
        for one in sorted(carried, key=lambda one: (one.nth, not one.changed)):
            alike = groups.setdefault(one.statement.id, {})
            alike.setdefault(replace(one.statement, stances=()), []).append(one)
        found: list[Statement] = []
        for alike in groups.values():
            # the id stays with what was not touched
            parts = sorted(alike.values(), key=lambda ones: all(one.changed for one in ones))
            for number, ones in enumerate(parts):
                stances = tuple(one.stance for one in ones if one.stance is not None)
                whole_one = replace(ones[0].statement, document=self._document, stances=stances)
                kept = number == 0 and self._same
                found.append(self._keep(whole_one) if kept else self.numbered(whole_one))
        return found

    def _keep(self, statement: Statement) -> Statement:
        self._taken.add(statement.id)
        return statement

    def numbered(self, statement: Statement) -> Statement:
        """With the id of its words: the n-th with the same words of the same source is the n-th."""
        speaker = self._actors.get(statement.speaker or "")
        source = statement.source.span.text if statement.source else speaker.name if speaker else ""
        key = wording(statement.content_text), source.lower()
        while True:
            number = self._counts.get(key, 0)
            self._counts[key] = number + 1
            found = statement_id(self._document, statement.content_text, source, number)
            if found not in self._taken:
                return self._keep(replace(statement, id=found))


def by_document(found: Iterable[tuple[int, StatementRow]]) -> Mapping[int, list[StatementRow]]:
    """The rows of each document."""
    marked: dict[int, list[StatementRow]] = {}
    for place_, row in found:
        marked.setdefault(place_, []).append(row)
    return marked
