"""Runs a query over the graph of an output folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryInvalid
from kg.query.guard import checked
from kg.query.named import NamedQuery, named_query
from kg.query.rows import Rows, Term
from kg.query.solve import solve
from kg.query.store import opened

_NAME = re.compile(r"[\w-]+")


def run_query(folder: Path, text_or_name: str, bindings: Mapping[str, str | Term] | None = None) -> Rows:
    """The rows of a query, given by its text or by the name of one that ships with newskg.

    ``bindings`` gives variables a value: a str becomes a plain literal. Bound variables are left
    out of the columns. Raises QueryInvalid and OutputUnusable.
    """
    name = text_or_name.strip()
    if not _NAME.fullmatch(name):
        with opened(folder) as store:
            return query_store(store, text_or_name, bindings)
    query = named_query(name)
    check_parameters(query, bindings or {})
    with opened(folder) as store:
        return query_store(store, query.text, bindings)


def query_store(store: ox.Store, text: str, bindings: Mapping[str, str | Term] | None = None) -> Rows:
    """The rows of a SPARQL text over a store; see `run_query` and `kg.query.guard`.

    Plain patterns see all graphs of the store together, ``GRAPH ?g {…}`` those of the documents.
    """
    return solve(store, checked(text), bindings)


def check_parameters(query: NamedQuery, bindings: Mapping[str, str | Term]) -> None:
    for name, meaning in query.parameters.items():
        if name not in bindings:
            raise QueryInvalid(f"query {query.name} needs a value for {name} ({meaning})")
    for name in bindings:
        if name not in query.parameters:
            raise QueryInvalid(f"query {query.name} has no parameter {name!r}")
