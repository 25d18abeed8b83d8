"""SPARQL over a built graph: named queries or free text in, rows out.

load_store(folder)                      the graph of an output folder, in memory, with the ontology
run_query(folder, text_or_name, …)      the rows of a query
named_queries()                         what ontology/queries/ offers
format_rows(rows, "table" | "csv" | "json")
"""

from __future__ import annotations

from kg.query.format import FORMATS, format_rows
from kg.query.guard import Checked, Dataset, checked
from kg.query.named import NamedQuery, named_queries
from kg.query.run import Rows, Term, load_store, query_store, run_query

__all__ = [
    "FORMATS",
    "Checked",
    "Dataset",
    "NamedQuery",
    "Rows",
    "Term",
    "checked",
    "format_rows",
    "load_store",
    "named_queries",
    "query_store",
    "run_query",
]
