"""Runs a query over the graph of an output folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryInvalid
from kg.graph.rdf import prefixes
from kg.query.guard import guarded
from kg.query.named import NamedQuery, named_query
from kg.query.rows import Rows, Term
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
    _check_parameters(query, bindings or {})
    with opened(folder) as store:
        return query_store(store, query.text, bindings)


def query_store(store: ox.Store, text: str, bindings: Mapping[str, str | Term] | None = None) -> Rows:
    """The rows of a SPARQL text over a store; see `run_query` and `kg.query.guard`.

    Plain patterns see all graphs of the store together, ``GRAPH ?g {…}`` those of the documents.
    """
    safe = guarded(text)
    values: dict[ox.Variable, Term] = {
        ox.Variable(name): ox.Literal(value) if isinstance(value, str) else value
        for name, value in (bindings or {}).items()
    }
    try:
        found = store.query(
            safe, prefixes=prefixes(), substitutions=values or None, use_default_graph_as_union=True
        )
        return _rows(found, set(bindings or {}))
    except SyntaxError as error:
        raise QueryInvalid(f"the query does not parse: {' '.join(str(error).split())}") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryInvalid(_why(error, values)) from error


def _why(error: Exception, values: Mapping[ox.Variable, Term]) -> str:
    message = " ".join(str(error).split())
    if values and "projection" in message:
        names = ", ".join(f"?{variable.value}" for variable in values)
        return f"values can be given only to variables of a SELECT clause; name {names} there"
    return f"the query cannot be run: {message}"


def _check_parameters(query: NamedQuery, bindings: Mapping[str, str | Term]) -> None:
    for name, meaning in query.parameters.items():
        if name not in bindings:
            raise QueryInvalid(f"query {query.name} needs a value for {name} ({meaning})")
    for name in bindings:
        if name not in query.parameters:
            raise QueryInvalid(f"query {query.name} has no parameter {name!r}")


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
