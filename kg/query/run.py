"""Runs a query over the graph of an output folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryInvalid
from kg.graph.rdf import prefixes
from kg.query.guard import guarded
from kg.query.named import named_query
from kg.query.parameters import values
from kg.query.rows import Rows, Term
from kg.query.store import Warn, opened

_NAME = re.compile(r"[\w-]+")


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
    if not _NAME.fullmatch(name):
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
    safe = guarded(text)
    try:
        given: dict[ox.Variable, Term] = {
            ox.Variable(name): ox.Literal(value) if isinstance(value, str) else value
            for name, value in (bindings or {}).items()
        }
    except ValueError as error:
        names = ", ".join(bindings or {})
        raise QueryInvalid(f"{names}: no variable can be called so, or its value is no text") from error
    try:
        found = store.query(
            safe, prefixes=prefixes(), substitutions=given or None, use_default_graph_as_union=True
        )
        return _rows(found, set(bindings or {}))
    except SyntaxError as error:
        raise QueryInvalid(f"the query does not parse: {' '.join(str(error).split())}") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryInvalid(_why(error, given)) from error


def _why(error: Exception, given: Mapping[ox.Variable, Term]) -> str:
    message = " ".join(str(error).split())
    if given and "projection" in message:
        names = ", ".join(f"?{variable.value}" for variable in given)
        return f"values can be given only to variables of a SELECT clause; name {names} there"
    return f"the query cannot be run: {message}"


def _rows(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, bound: set[str]) -> Rows:
    if isinstance(found, ox.QueryBoolean):
        answer = bool(found)
        return Rows(columns=("answer",), rows=((ox.Literal(answer),),), boolean=answer, kind="ask")
    if isinstance(found, ox.QueryTriples):
        triples = sorted(
            {(t.subject, t.predicate, t.object) for t in found}, key=lambda t: tuple(map(str, t))
        )
        return Rows(columns=("subject", "predicate", "object"), rows=tuple(triples), kind="graph")
    shown = [variable for variable in found.variables if variable.value not in bound]
    rows = tuple(tuple(solution[variable] for variable in shown) for solution in found)
    return Rows(columns=tuple(variable.value for variable in shown), rows=rows)
