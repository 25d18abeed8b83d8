"""Reading a register as a table: CSV with a header, several values in a cell separated by "|"."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.register.entries import Entry, Place, Problem, Tenure

COLUMNS = (
    "id", "kind", "name", "name_en", "alias", "metonym", "adjective", "gender", "side", "part_of", "role",
    "same_as",
)  # fmt: skip
_REQUIRED = COLUMNS[:3]


def read_table(file: str, text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a CSV text in its order, and what is wrong with it.

    Blank rows and rows whose id begins with # are skipped. A row that is wrong yields no entry.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    rows = _rows(text)
    try:
        header_line, header = next(rows, (1, []))
        if problem := _header_problem(header):
            return [], [Problem(Place(file, header_line), problem)]
        names = [name.strip() for name in header]
        for line, cells in rows:
            place = Place(file, line)
            if len(cells) != len(names):
                problems.append(Problem(place, f"has {len(cells)} cells, the header {len(names)}; mend it"))
                continue
            row = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
            if row["id"].startswith("#"):
                continue
            tenures, wrong = _tenures(row.get("role", ""), place)
            problems += wrong
            entries.append(_entry(row, tenures, place))
    except _Broken as error:
        line, reason = error.args
        problems.append(Problem(Place(file, line), f"is no CSV ({reason}); mend it"))
    return entries, problems


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line it begins on; raises _Broken."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _Broken(line, str(error)) from error


class _Broken(Exception):
    """What the CSV reader stumbles over, and the line on which that row begins."""


def _header_problem(header: list[str]) -> str | None:
    names = [name.strip() for name in header]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        return "its cells are not separated by commas; save it as CSV with commas"
    if missing := [name for name in _REQUIRED if name not in names]:
        return f"has no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}"
    if unknown := [name for name in names if name not in COLUMNS]:
        return f"unknown column {', '.join(map(repr, unknown))}; the columns are {', '.join(COLUMNS)}"
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"has the column {', '.join(twice)} twice; keep one"
    return None


def _entry(row: dict[str, str], tenures: tuple[Tenure, ...], place: Place) -> Entry:
    return Entry(
        id=row["id"],
        kind=row["kind"] or None,
        name=row["name"] or None,
        name_en=row.get("name_en") or None,
        aliases=_values(row.get("alias", "")),
        metonyms=_values(row.get("metonym", "")),
        adjectives=_values(row.get("adjective", "")),
        gender=row.get("gender") or None,
        side=row.get("side") or None,
        part_of=_values(row.get("part_of", "")),
        tenures=tenures,
        same_as=_values(row.get("same_as", "")),
        place=place,
    )


def _values(cell: str) -> tuple[str, ...]:
    """The values of a cell, each once."""
    return tuple(dict.fromkeys(value for part in cell.split("|") if (value := part.strip())))


def _tenures(cell: str, place: Place) -> tuple[tuple[Tenure, ...], list[Problem]]:
    """ "premier-ministre-fr 2017-05-15/2020-07-03|maire-havre 2020-07/"."""
    found: list[Tenure] = []
    wrong: list[Problem] = []
    for value in _values(cell):
        role, _, period = value.partition(" ")
        start, slash, end = (part.strip() for part in period.partition("/"))
        if (period.strip() and not slash) or " " in start + end:
            wrong.append(Problem(place, f"role {value!r} is not 'role-id start/end'; mend it"))
        else:
            found.append(Tenure(role=role, start=start, end=end, place=place))
    return tuple(found), wrong
