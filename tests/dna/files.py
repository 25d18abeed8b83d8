"""What the tests of .dna files share: writing, reading, changing with plain SQL, what DNA shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.dna import read_dna, write_dna
from kg.records import Corpus


def same(one: Corpus, other: Corpus) -> bool:
    """Whether two corpora hold the same records; says which do not."""
    assert list(one.documents) == list(other.documents)
    assert list(one.statements) == list(other.statements)
    for name in ("actors", "claims", "merges", "copies"):
        assert getattr(one, name) == getattr(other, name), name
    return True


def there_and_back(corpus: Corpus, path: Path) -> Corpus:
    write_dna(corpus, path)
    return read_dna(path)


def change(path: Path, *commands: str | tuple[str, Sequence[Any]]) -> Path:
    """Run commands on a file, as DNA would: with foreign keys and all constraints."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for command in commands:
            query, values = (command, ()) if isinstance(command, str) else command
            connection.execute(query, values)
    return path


def rows(path: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


VISIBLE = """
    SELECT d.Title, d.Text, d.Author, d.Source, d.Section, d.Date, s.Start, s.Stop, c.Name,
        (SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity JOIN VARIABLES v
            ON v.ID = t.VariableId WHERE t.StatementId = s.ID AND v.Variable = 'person'),
        (SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity JOIN VARIABLES v
            ON v.ID = t.VariableId WHERE t.StatementId = s.ID AND v.Variable = 'organization'),
        (SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity JOIN VARIABLES v
            ON v.ID = t.VariableId WHERE t.StatementId = s.ID AND v.Variable = 'concept'),
        (SELECT b.Value FROM DATABOOLEAN b WHERE b.StatementId = s.ID)
    FROM STATEMENTS s JOIN STATEMENTTYPES y ON y.ID = s.StatementTypeId JOIN DOCUMENTS d
        ON d.ID = s.DocumentId JOIN CODERS c ON c.ID = s.Coder
    WHERE y.Label = 'DNA Statement'
    ORDER BY d.Title, s.Start, s.Stop, 10, 12
"""
"""All that DNA shows of its statements."""
