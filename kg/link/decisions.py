"""What the user has decided: which names or ids are one actor, and which are not.

A CSV file (UTF-8) with the columns ``decision`` (same or different), ``one`` and ``other``; further
columns are for notes. Rows that are blank or whose first cell begins with # are skipped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from kg.errors import DataInvalid
from kg.register.names import key

_LARGEST = 16 * 2**20  # bytes
_COLUMNS = ("decision", "one", "other")
Resolve = Callable[[str], tuple[str, ...]]
"""The units that an id or name stands for; () for none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: are ``one`` and ``other`` (ids or names) the same actor?"""

    line: int
    same: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The rows of a file, in its order; ``file`` is how messages call it."""

    file: str
    rows: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision about two units."""

    row: Decision
    one: str
    other: str


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file.

    Raises DataInvalid, with file and line, where it cannot be read, lacks a column or a cell, or says
    of two names both that they are the same and that they are different.
    """
    file = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise DataInvalid(f"{file}: is larger than {_LARGEST >> 20} MiB; split it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataInvalid(f"{file}: cannot be read ({error.strerror}); mend the path") from error
    except UnicodeDecodeError as error:
        raise DataInvalid(f"{file}: is not UTF-8; save it as UTF-8") from error
    decisions = Decisions(file, tuple(_rows(file, text)))
    verdicts(decisions, lambda name: ("-".join(key(name)) or name,), lambda _: None)
    return decisions


def _rows(file: str, text: str) -> Iterator[Decision]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values) or values[0].startswith("#"):
                continue
            if header is None:
                header = [value.lower() for value in values]
                if missing := [name for name in _COLUMNS if name not in header]:
                    raise DataInvalid(f"{file}:{reader.line_num}: has no column {missing[0]}; add it")
                continue
            yield _decision(file, reader.line_num, dict(zip(header, values, strict=False)))
    except csv.Error as error:
        raise DataInvalid(f"{file}:{reader.line_num}: is no CSV ({error}); mend the quotes") from error


def _decision(file: str, line: int, cells: dict[str, str]) -> Decision:
    said, one, other = (cells.get(name, "") for name in _COLUMNS)
    if said.lower() not in {"same", "different"}:
        raise DataInvalid(f"{file}:{line}: decision {said!r}; write same or different")
    if not one or not other:
        raise DataInvalid(f"{file}:{line}: names one actor only; fill in one and other")
    return Decision(line, said.lower() == "same", one, other)


def verdicts(decisions: Decisions, resolve: Resolve, warn: Callable[[str], None]) -> list[Verdict]:
    """The decisions about units, those that say same first.

    A row of which a name is unknown gives a warning and no verdict. Raises DataInvalid where a row
    tells apart what it, or the rows that say same together, make one.
    """
    known: list[tuple[Decision, tuple[str, ...], tuple[str, ...]]] = []
    for row in decisions.rows:
        found = [resolve(name) for name in (row.one, row.other)]
        unknown = [name for name, units in zip((row.one, row.other), found, strict=True) if not units]
        if unknown:
            warn(f"{decisions.file}:{row.line}: no actor {unknown[0]!r}; the decision is left out")
        else:
            known.append((row, found[0], found[1]))
    same = _Joined()
    ordered = sorted(known, key=lambda entry: (not entry[0].same, entry[0].line))
    result = []
    for row, ones, others in ordered:
        for one, other in _unit_pairs(row, ones, others):
            if row.same:
                same.join(one, other, row.line)
            elif same.find(one) == same.find(other):
                lines = sorted(same.lines[same.find(one)])
                also = f" what line {lines[0]} makes the same" if lines else " an actor from himself"
                raise DataInvalid(f"{decisions.file}:{row.line}: tells apart{also}; strike one of them")
            result.append(Verdict(row, one, other))
    return result


def _unit_pairs(row: Decision, ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """All units of a "same" in a chain, each of a "different" with each."""
    if not row.same:
        yield from product(sorted(ones), sorted(others))
        return
    units = sorted({*ones, *others})
    yield from ((units[0], unit) for unit in units[1:])


class _Joined:
    """Sets of units that are the same, and the lines that say so."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}
        self.lines: dict[str, set[int]] = {}

    def find(self, unit: str) -> str:
        root = unit
        while self._up.get(root, root) != root:
            root = self._up[root]
        self._up[unit] = root
        self.lines.setdefault(root, set())
        return root

    def join(self, one: str, other: str, line: int) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        self._up[b] = a
        self.lines[a] |= {line} | (self.lines[b] if a != b else set())
