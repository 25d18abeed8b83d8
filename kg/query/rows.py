"""What a query answers: rows of terms, whatever its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Kind = Literal["select", "ask", "graph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to a query; None where a variable has no value.

    ``kind`` "graph" is that of a CONSTRUCT or DESCRIBE: the columns are subject, predicate, object, the
    rows its triples, sorted, each once. An ASK gives one column, ``answer``, with one row, and
    ``boolean`` says the same.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    boolean: bool | None = None
    kind: Kind = "select"
