"""SPARQL over a built graph: named queries or free text in, rows out.

open_store(folder)                      the store of an output folder, on disk, up to date, with the ontology
load_store(folder)                      the same in memory
run_query(folder, text_or_name, …)      the rows of a query
named_queries()                         what ontology/queries/ offers
format_rows(rows, form)                 a table, csv, tsv, json, xml; triples as RDF
"""

from __future__ import annotations

from kg.query.format import FORMATS, GRAPH_FORMATS, format_rows
from kg.query.guard import Checked, Dataset, checked
from kg.query.named import NamedQuery, named_queries
from kg.query.rows import Rows, Term
from kg.query.run import query_store, run_query
from kg.query.store import StoreReport, load_store, open_store, opened, update_store

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "Checked",
    "Dataset",
    "NamedQuery",
    "Rows",
    "StoreReport",
    "Term",
    "checked",
    "format_rows",
    "load_store",
    "named_queries",
    "open_store",
    "opened",
    "query_store",
    "run_query",
    "update_store",
]
