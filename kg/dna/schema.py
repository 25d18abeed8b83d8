"""The tables of a .dna file as SQL, from ``schema.tsv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kg.lexicon.table import rows

_TABLES = Path(__file__).with_name("schema.tsv")
_EMPTY = "-"
_PAIRS: Mapping[str, str] = {
    "unique": "UNIQUE ({0}, {1})",
    "differ": "CHECK ({0} != {1})",
    "before": "CHECK ({0} < {1})",
}
_LONGEST = 191  # what DNA allows in MySQL, too


def commands() -> Iterator[str]:
    """One CREATE TABLE a table, in the order in which they refer to each other."""
    for table, columns in groupby(rows(_TABLES), key=lambda row: row["table"]):
        yield f"CREATE TABLE {table}({', '.join(_parts(list(columns)))})"


def _parts(columns: list[dict[str, str]]) -> Iterator[str]:
    for row in columns:
        if row["column"] in _PAIRS:
            yield _PAIRS[row["column"]].format(*row["check"].split())
        else:
            yield _column(row)
    for row in columns:
        if row["references"] != _EMPTY:
            yield f"FOREIGN KEY({row['column']}) REFERENCES {row['references']}(ID) ON DELETE CASCADE"


def _column(row: Mapping[str, str]) -> str:
    name, kind = row["column"], row["type"]
    parts = [name, kind.split()[0].rstrip("?")]
    if not kind.endswith("?"):
        parts.append("NOT NULL")
    if "key" in kind:
        parts.append("PRIMARY KEY")
    if row["default"] != _EMPTY:
        parts.append(f"DEFAULT {_literal(row['default'])}")
    if row["check"] != _EMPTY:
        parts.append(f"CHECK ({_check(name, row['check'])})")
    return " ".join(parts)


def _check(name: str, allowed: str) -> str:
    if allowed == "short":
        return f"LENGTH({name}) < {_LONGEST}"
    if ".." not in allowed:
        return " OR ".join(f"{name} = '{value}'" for value in allowed.split("|"))
    least, most = allowed.split("..")
    return f"{name} BETWEEN {least} AND {most}" if most else f"{name} >= {least}"


def _literal(value: str) -> str:
    if value == "empty":
        return "''"
    return value if value.isdigit() else f"'{value}'"
