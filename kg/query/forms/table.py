"""Rows as a table for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph.rdf import prefixes
from kg.query.forms.tabular import lexical
from kg.query.rows import Rows, Term

CELL_WIDTH = 72


def table(rows: Rows) -> str:
    """Aligned columns; IRIs by prefix, long values cut, numbers to the right."""
    if rows.boolean is not None:
        return "yes\n" if rows.boolean else "no\n"
    spaces = prefixes()
    cells = [[_cell(term, spaces) for term in row] for row in rows.rows]
    widths = [max(map(_width, column)) for column in zip(rows.columns, *cells, strict=True)]
    right = [bool(cells) and all(_is_number(row[i]) for row in rows.rows) for i in range(len(widths))]
    lines = [list(rows.columns), ["─" * width for width in widths], *cells]
    text = "".join(
        "  ".join(map(_pad, line, widths, right)).rstrip() + "\n" for line in lines if rows.columns
    )
    return f"{text}{len(cells)} row{'' if len(cells) == 1 else 's'}\n"


def _cell(term: Term | None, spaces: Mapping[str, str]) -> str:
    """One line without control characters: what a page says must not steer the terminal."""
    if term is None:
        return ""
    text = _short(term.value, spaces) if isinstance(term, ox.NamedNode) else lexical(term)
    printable = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join("".join(printable).split())
    return line if len(line) <= CELL_WIDTH else line[: CELL_WIDTH - 1].rstrip() + "…"


def _short(iri: str, spaces: Mapping[str, str]) -> str:
    for prefix, namespace in spaces.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _width(text: str) -> int:
    """Columns on a terminal: two for East Asian wide letters, none for combining marks."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _pad(text: str, width: int, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank


def _is_number(term: Term | None) -> bool:
    numeric = ("integer", "decimal", "double", "float", "nonNegativeInteger")
    return isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in numeric
