"""Answers as text: a table for people, the standard forms for programs (`kg.query.forms`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.errors import QueryInvalid
from kg.query.forms.graphs import jsonld_text, ntriples_text, rdfxml_text, turtle_text
from kg.query.forms.results import json_text, xml_text
from kg.query.forms.table import table
from kg.query.forms.tabular import csv_text, tsv_text
from kg.query.rows import Rows

GRAPH_FORMATS: Mapping[str, Callable[[Rows], str]] = MappingProxyType(
    {"turtle": turtle_text, "ntriples": ntriples_text, "jsonld": jsonld_text, "rdfxml": rdfxml_text}
)
"""Forms for the triples of a CONSTRUCT or DESCRIBE alone."""

FORMATS: Mapping[str, Callable[[Rows], str]] = MappingProxyType(
    {
        "table": table,
        "csv": csv_text,
        "tsv": tsv_text,
        "json": json_text,
        "xml": xml_text,
        **GRAPH_FORMATS,
    }
)
"""Name of a form → who writes it. Those not in `GRAPH_FORMATS` write any answer, triples in three columns."""


def format_rows(rows: Rows, form: str) -> str:
    """The rows in one of `FORMATS`, with a newline at the end.

    Raises ValueError for a form that there is not, QueryInvalid for one that cannot hold the rows.
    """
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    if form in GRAPH_FORMATS and rows.kind != "graph":
        others = ", ".join(name for name in FORMATS if name not in GRAPH_FORMATS)
        raise QueryInvalid(f"{form} is for CONSTRUCT and DESCRIBE; choose one of {others}")
    return FORMATS[form](rows)
