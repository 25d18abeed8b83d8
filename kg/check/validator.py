"""pySHACL over one piece of a graph: its results as plain data.

pySHACL (https://github.com/RDFLib/pySHACL) parses the query of a SPARQL constraint anew for every node, which
takes nine tenths of the time; the graph that it is given here keeps what is parsed. It also sees to it that
no query of a user's shape leaves this machine.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as QueryResult
from rdflib.term import Node

from kg.check.pieces import Piece
from kg.check.shapes import Shapes
from kg.check.source import as_node
from kg.errors import DataInvalid, NewskgError

_SEVERITIES: Mapping[Node, str] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One thing that a shape finds of one node. ``severity`` is violation, warning or info.

    ``shape`` is the shape with a name; ``path`` and ``message`` are for reading; ``path_node`` and
    ``component`` are the terms of the shapes graph.
    """

    severity: str
    shape: Node | None
    path: str | None
    message: str
    focus: Node
    value: Node | None
    path_node: Node | None
    component: Node | None

    def place(self) -> tuple[str, ...]:
        """What results are sorted by."""
        parts = (self.shape, self.path, self.message, self.component, self.focus, self.value)
        return tuple("" if part is None else str(part) for part in parts)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    """A query, parsed; raises DataInvalid for one that would reach beyond the graph."""
    query = prepareQuery(text)
    found: list[str] = []

    def look(part: object) -> None:
        name = getattr(part, "name", None)
        if name == "ServiceGraphPattern":
            found.append("SERVICE")
        if getattr(part, "datasetClause", None):
            found.append("FROM")

    traverse(query.algebra, visitPre=look)
    if found:
        raise DataInvalid(f"a shape asks for {found[0]}, which would leave the graph; take it out")
    return query


class _Graph(rdflib.Graph):
    """A graph that parses each query once."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> QueryResult:
        given = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(given, *args, **options)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what rdflib and pySHACL log: texts of the graph, and what becomes a result anyway."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def validate(piece: Piece, shapes: Shapes) -> list[Result]:
    """What the shapes find in a piece, sorted; raises DataInvalid where a shape cannot be applied."""
    with _quiet():
        graph = _Graph(bind_namespaces="none")
        for triple in (*piece.triples, *piece.context):
            graph.add(_nodes(triple))
        try:
            _, report, text = pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True)
        except NewskgError:
            raise
        except (
            Exception
        ) as error:  # what can be wrong with a shape ends in any exception of pySHACL or rdflib
            reason = " ".join(str(error).split()) or type(error).__name__
            raise DataInvalid(f"a shape cannot be applied ({reason}); mend it") from error
    if not isinstance(report, rdflib.Graph):
        raise DataInvalid(f"a shape cannot be applied ({' '.join(str(text).split())}); mend it")
    return sorted(_results(report, piece, shapes), key=Result.place)


def _nodes(triple: ox.Triple) -> tuple[Node, Node, Node]:
    return as_node(triple.subject), as_node(triple.predicate), as_node(triple.object)


def _results(report: rdflib.Graph, piece: Piece, shapes: Shapes) -> Iterable[Result]:
    details = set(report.objects(None, SH.detail))  # pySHACL lists them once more beside what they explain
    for node in set(report.objects(None, SH.result)) - details:
        said = dict(report.predicate_objects(node))
        focus = said[SH.focusNode]
        if piece.subjects is not None and str(focus) not in piece.subjects:
            continue
        shape, component, path = (
            said.get(term) for term in (SH.sourceShape, SH.sourceConstraintComponent, SH.resultPath)
        )
        own = said.get(SH.sourceConstraint) or shape
        messages = sorted(map(str, shapes.graph.objects(own, SH.message)))
        yield Result(
            severity=_SEVERITIES.get(said[SH.resultSeverity], "violation"),
            shape=shapes.owner(shape),
            path=shapes.path(path),
            message=" · ".join(messages) or shapes.phrase(component, shape),
            focus=focus,
            value=said.get(SH.value),
            path_node=path,
            component=component,
        )
