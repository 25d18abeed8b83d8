"""A .dna file as SQLite, opened as what it is: somebody else's file.

Read-only and immutable, no function of the schema is trusted, and nothing but plain tables is read: a view
or a virtual table of the right name could run anything. What SQLite reports becomes one line for the user.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from kg.dna.values import Value
from kg.errors import InputMissing

MAGIC = b"SQLite format 3\0"
# the columns that are read, by table; more may be there
COLUMNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "SETTINGS": ("Property", "Value"),
        "CODERS": ("ID", "Name"),
        "DOCUMENTS": ("ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"),
        "STATEMENTTYPES": ("ID", "Label"),
        "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
        "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
        "ENTITIES": ("ID", "VariableId", "Value", "ChildOf"),
        "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
        "DATAINTEGER": ("StatementId", "VariableId", "Value"),
        "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
        "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
        "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
        "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
    }
)
_PLAIN = re.compile(r"CREATE\s+TABLE\b", re.IGNORECASE)
_LONGEST = 256 << 20  # bytes of one value; SQLite would take a thousand million


class Source:
    """A .dna file that can be read; raises InputMissing where it cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                head = file.read(len(MAGIC))
        except OSError as error:
            raise InputMissing(f"{path}: cannot be read ({error.strerror})") from error
        if head != MAGIC:
            raise InputMissing(f"{path}: is no .dna file (no SQLite); name a file of DNA 3.0")
        with self.open() as rows:
            self._check(rows)

    @contextmanager
    def open(self) -> Iterator[Rows]:
        """A connection for the time of a ``with``."""
        with self._guard():
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, isolation_level=None)
            try:
                connection.text_factory = _decode
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
                for command in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                    connection.execute(f"PRAGMA {command}")
                yield Rows(connection)
            finally:
                connection.close()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, MemoryError, UnicodeDecodeError) as error:  # the last of its own messages
            reason = " ".join(str(error).split()) or "too large"
            raise InputMissing(
                f"{self.path}: cannot be read as a .dna file ({reason}); open and save it in DNA 3.0"
            ) from error

    def _check(self, rows: Rows) -> None:
        tables = {
            str(name).upper(): str(command or "")
            for name, command in rows.run("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        }
        if "ENTITIES" not in tables and {"STATEMENTS", "DATASHORTTEXT"} <= tables.keys():
            raise InputMissing(
                f"{self.path}: is a file of DNA 2, with other tables; import it into DNA 3.0 first"
            )
        for table, columns in COLUMNS.items():
            if not _PLAIN.match(tables.get(table, "")):
                raise InputMissing(f"{self.path}: has no table {table}; name a file of DNA 3.0")
            there = {str(row[1]).upper() for row in rows.run(f"PRAGMA table_info({table})")}
            if lacking := [column for column in columns if column.upper() not in there]:
                raise InputMissing(
                    f"{self.path}: table {table} has no column {lacking[0]}; name a file of DNA 3.0"
                )


class Rows:
    """Rows of an open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, query: str, *values: int | str) -> Iterator[tuple[Value, ...]]:
        """The rows of one query."""
        return self._connection.execute(query, values)

    def all(self, table: str) -> Iterator[tuple[Value, ...]]:
        """The columns of `COLUMNS` of every row of a table, by the first of them."""
        columns = COLUMNS[table]
        return self.run(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
