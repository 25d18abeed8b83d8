"""Rows as a table for people, as CSV and JSON for programs (W3C SPARQL 1.1 results)."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.graph.rdf import prefixes
from kg.query.run import Rows, Term

CELL_WIDTH = 72
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def format_rows(rows: Rows, form: str) -> str:
    """The rows in one of `FORMATS`, with a newline at the end; raises ValueError for another form."""
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[form](rows)


def _table(rows: Rows) -> str:
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
    text = _short(term.value, spaces) if isinstance(term, ox.NamedNode) else _lexical(term)
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


def _lexical(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _csv(rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV: lexical forms and bare IRIs, nothing for no value."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows.columns)
    writer.writerows(["" if term is None else _lexical(term) for term in row] for row in rows.rows)
    return text.getvalue()


def _json(rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if rows.boolean is not None:
        return json.dumps({"head": {}, "boolean": rows.boolean}) + "\n"
    bindings = [
        {name: _binding(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        return {**literal, "xml:lang": term.language}
    return literal if term.datatype.value == _XSD_STRING else {**literal, "datatype": term.datatype.value}


FORMATS: Mapping[str, Callable[[Rows], str]] = MappingProxyType({"table": _table, "csv": _csv, "json": _json})
"""Name of a form → who writes it."""
