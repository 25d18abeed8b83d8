"""Reading the linguist's tables: tab-separated, a header, comments with #."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataInvalid


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, which knows where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column; raises DataInvalid where the table has no such column."""
        try:
            return self.cells[column]
        except KeyError:
            raise DataInvalid(f"{self.file}: there is no column {column!r}; add it to the header") from None

    def invalid(self, reason: str) -> DataInvalid:
        """What is wrong with this row, as an error that names file and line."""
        return DataInvalid(f"{self.file}: line {self.line}: {reason}")


def numbered_rows(path: Path) -> Iterator[Row]:
    """The rows of a tab-separated table with a header; lines that begin with # are comments.

    Raises DataInvalid for a file that cannot be read and, with file and line, for a row that has
    not as many cells as the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataInvalid(f"{path.name}: cannot be read ({reason}); reinstall newskg") from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    header: list[str] = []
    for number, line in numbered:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise DataInvalid(f"{path.name}: line {number} has {len(cells)} cells, not {len(header)}")
        else:
            yield Row(path.name, number, dict(zip(header, cells, strict=True)))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as plain dictionaries; errors as for ``numbered_rows``."""
    return (row.cells for row in numbered_rows(path))


def tokenised(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the French tokenizer cuts them: "d'après" → ("d'", "après")."""
    return tuple(phrase.replace("'", "' ").split())
