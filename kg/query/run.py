"""Runs a query over the graph of an output folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.query.guard import checked
from kg.query.named import named_query
from kg.query.parameters import values
from kg.query.rows import Rows, Term
from kg.query.solve import solve
from kg.query.store import Warn, opened

_NAME = re.compile(r"[\w-]+")


def is_name(text: str) -> bool:
    """Is this the name of a query, and not a query itself?"""
    return bool(_NAME.fullmatch(text.strip()))


def run_query(
    folder: Path,
    text_or_name: str,
    bindings: Mapping[str, str | Term] | None = None,
    warn: Warn | None = None,
) -> Rows:
    """The rows of a query, given by its text or by the name of one that ships with newskg.

    ``bindings`` gives variables a value: a str becomes a plain literal, for a parameter of a named query a
    term of its type. Bound variables are left out of the columns. ``warn`` is that of
    `kg.query.store.opened`. Raises QueryInvalid and OutputUnusable.
    """
    name = text_or_name.strip()
    if not is_name(name):
        with opened(folder, warn) as store:
            return query_store(store, text_or_name, bindings)
    query = named_query(name)
    bound = values(query.name, query.parameters, bindings or {})
    with opened(folder, warn) as store:
        return query_store(store, query.text, bound)


def query_store(store: ox.Store, text: str, bindings: Mapping[str, str | Term] | None = None) -> Rows:
    """The rows of a SPARQL text over a store; see `run_query` and `kg.query.guard`.

    Plain patterns see all graphs of the store together, ``GRAPH ?g {…}`` those of the documents.
    """
    return solve(store, checked(text), bindings)
