"""Files that a user writes (registers, codebooks): reading them, and saying where they are wrong."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

_LARGEST = 128 * 2**20  # bytes; such a file is read whole
_PIECE = re.compile(r"\\[|\\]|[^|\\]+|.", re.DOTALL)  # of a cell: escaped, plain, a bar or a lone backslash


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A 1-based line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}: line {self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why a file cannot be used, in one line that names the place and says what to do."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def summary(problems: tuple[Problem, ...]) -> str:
    """The first problem in full, and how many more there are."""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"


def read_text(path: Path, name: str) -> str | Problem:
    """The text of a UTF-8 file, called ``name`` in messages; a Problem where it cannot be had."""
    try:
        if path.stat().st_size > _LARGEST:
            return Problem(Place(name, 1), f"is larger than {_LARGEST >> 20} MiB; split it")
        data = path.read_bytes()
    except OSError as error:
        return Problem(Place(name, 1), f"cannot be read ({error.strerror}); mend the path")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(Place(name, line), "is not UTF-8; save it as UTF-8")


def content_digest(path: Path) -> str:
    """The SHA-256 of a file, "" for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def read_rows(
    file: str, text: str, columns: Sequence[str], required: Sequence[str]
) -> tuple[list[tuple[Place, dict[str, str]]], list[Problem]]:
    """The rows of a CSV text with a header, each with its place, by column; what is wrong with it.

    Blank rows and rows whose first cell begins with # are skipped; so is a row that is wrong.
    """
    found: list[tuple[Place, dict[str, str]]] = []
    problems: list[Problem] = []
    rows = _rows(text)
    try:
        header_line, header = next(rows, (1, []))
        names = [name.strip() for name in header]
        if problem := _header_problem(names, columns, required):
            return [], [Problem(Place(file, header_line), problem)]
        for line, cells in rows:
            place = Place(file, line)
            if len(cells) != len(names):
                problems.append(Problem(place, f"has {len(cells)} cells, the header {len(names)}; mend it"))
            else:
                found.append((place, {n: cell.strip() for n, cell in zip(names, cells, strict=True)}))
    except _Broken as error:
        line, reason = error.args
        problems.append(Problem(Place(file, line), f"is no CSV ({reason}); mend it"))
    return found, problems


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell, which "|" separates, each once; "\\|" is a bar in a value, "\\\\" a backslash."""
    pieces = [""]
    for found in _PIECE.findall(cell):
        if found == "|":
            pieces.append("")
        else:
            pieces[-1] += found[1] if found in (r"\|", r"\\") else found
    return tuple(dict.fromkeys(filter(None, (piece.strip() for piece in pieces))))


def cell_of(found: Iterable[str]) -> str:
    """Values as a cell; what `values` reads back."""
    return "|".join(re.sub(r"[\\|]", r"\\\g<0>", value) for value in found)


class _Broken(Exception):
    """What the CSV reader stumbles over, and the line on which that row begins."""


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


def _header_problem(names: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> str | None:
    if len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        return "its cells are not separated by commas; save it as CSV with commas"
    if missing := [name for name in required if name not in names]:
        return f"has no column {', '.join(missing)}; the columns are {', '.join(columns)}"
    if unknown := [name for name in names if name not in columns]:
        return f"unknown column {', '.join(map(repr, unknown))}; the columns are {', '.join(columns)}"
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"has the column {', '.join(twice)} twice; keep one"
    return None
