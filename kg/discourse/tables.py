"""Matrices, events and measures over time as lines of CSV.

``csv`` is for spreadsheets: commas, and no cell that would run as a formula. ``dna-csv`` is as the Discourse
Network Analyzer writes it, and R reads it: semicolons, quoted text, labels as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from kg.discourse.event import STATEMENT_VARIABLES, VALUES, Event, value
from kg.discourse.matrix import Matrix
from kg.discourse.options import Options
from kg.discourse.polarisation import Moment
from kg.discourse.windows import Slice
from kg.plain import no_formula

Dialect = Literal["csv", "dna-csv"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

Cell = str | int | float | None

EVENT_COLUMNS = (
    *("statement_id", "time", *STATEMENT_VARIABLES, "agreement", "confidence"),
    *("start_position", "stop_position", "text", "coder"),
    *("document_id", "title", "author", "source", "section", "type"),
)
"""Of the event list. ``agreement`` is the position as a number, as DNA has it."""


def matrix_lines(matrix: Matrix, dialect: Dialect = "csv") -> Iterator[str]:
    """The labels of the columns, then each row with its label; all cells, also those that are 0."""
    write = _Lines(dialect)
    yield write.line(["", *matrix.columns])
    for number, label in enumerate(matrix.rows):
        yield write.line([label, *matrix.cells[[number]].toarray()[0].tolist()])


def slice_lines(slices: Iterable[Slice], dialect: Dialect = "csv") -> Iterator[str]:
    """The cells of all windows that are not 0, one a line."""
    write = _Lines(dialect)
    yield write.line(["window", "first", "middle", "last", "events", "row", "column", "value"])
    for one in slices:
        days = (one.first.isoformat(), one.middle.isoformat(), one.last.isoformat())
        for row, column, cell, _ in one.matrix.entries():
            yield write.line([one.number, *days, len(one.events), row, column, cell])


def moment_lines(moments: Iterable[Moment], dialect: Dialect = "csv") -> Iterator[str]:
    """The polarisation of each window, one a line; empty where there is nothing to measure."""
    write = _Lines(dialect)
    yield write.line(["window", "first", "middle", "last", "events", "balance", "modularity", "ei"])
    for one in moments:
        days = (day.isoformat() if day else None for day in (one.first, one.middle, one.last))
        found = one.polarisation
        yield write.line([one.number, *days, one.events, found.balance, found.modularity, found.ei])


def event_lines(events: Sequence[Event], options: Options, dialect: Dialect = "csv") -> Iterator[str]:
    """One line a statement and position, in order."""
    write = _Lines(dialect)
    yield write.line(EVENT_COLUMNS)
    for event in events:
        day = event.day(options.dates)
        agreement = VALUES[event.position] if options.neutral else int(event.position == "support")
        yield write.line(
            [
                *(event.statement, day.isoformat() if day else None),
                *(value(event, variable) for variable in STATEMENT_VARIABLES),
                *(agreement, event.confidence, event.start, event.stop, event.text, event.coder),
                *(event.document, event.title, event.author, event.source, event.section, event.type),
            ]
        )


class _Lines:
    def __init__(self, dialect: Dialect) -> None:
        self._guard = dialect == "csv"
        self._buffer = io.StringIO()
        self._writer = csv.writer(
            self._buffer,
            delimiter="," if dialect == "csv" else ";",
            quoting=csv.QUOTE_MINIMAL if dialect == "csv" else csv.QUOTE_NONNUMERIC,
            lineterminator="",
        )

    def line(self, cells: Iterable[Cell]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow([self._cell(cell) for cell in cells])
        return self._buffer.getvalue()

    def _cell(self, cell: Cell) -> str | int | float:
        if isinstance(cell, float):
            return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
        if isinstance(cell, int):
            return cell
        return no_formula(cell or "") if self._guard else cell or ""
