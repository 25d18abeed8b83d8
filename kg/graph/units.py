"""A stream of triples in the order of `kg.graph.rdf`, cut into documents: what named graphs and stores hold.

A unit is all that is said of one document and its statements; its graph is named after the document. The
last unit, of the default graph, holds what documents share: actors, roles, outlets, rules, concepts. Every
triple belongs to one unit, told by its subject and its place in the stream, so that nothing but the unit at
hand is kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.graph.iris import DATA_BASE, Iris

OWN_FAMILIES = ("doc", "gen", "post", "relay", "span", "stance", "stmt")
"""Families of IRIs that belong to one document."""

_PIECE = 10_000  # triples of the default graph in one unit, or a few more: no thing is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The triples of one named graph, in order; ``graph`` is None for the default graph."""

    graph: NamedNode | None
    triples: tuple[Triple, ...]


def units(stream: Iterable[Triple], base: str = DATA_BASE) -> Iterator[Unit]:
    """The units of a stream: documents as they come, each held while it is read, what they share in pieces.

    A stream in another order gives the same quads where every document still comes before its statements
    and each in one piece; what stands before the first document counts as shared.
    """
    place = _Places(base)
    graph: NamedNode | None = None
    held: list[Triple] = []
    for triple in stream:
        there = place(triple)
        full = there is None and len(held) >= _PIECE and triple.subject != held[-1].subject
        if held and (there != graph or full):
            yield Unit(graph=graph, triples=tuple(held))
            held = []
        graph = there
        held.append(triple)
    if held:
        yield Unit(graph=graph, triples=tuple(held))


def quads(stream: Iterable[Triple], base: str = DATA_BASE) -> Iterator[Quad]:
    """The stream with each triple in its graph."""
    place = _Places(base)
    for triple in stream:
        yield Quad(triple.subject, triple.predicate, triple.object, place(triple) or DefaultGraph())


class _Places:
    """Tells the graph of one triple after the other."""

    def __init__(self, base: str) -> None:
        iris = Iris(base)
        self._documents = iris.prefixes["doc"]
        self._own = tuple(iris.prefixes[family] for family in OWN_FAMILIES)
        self._graphs = iris.prefixes["graph"]
        self._document: str | None = None
        self._graph: NamedNode | None = None

    def __call__(self, triple: Triple) -> NamedNode | None:
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
        if not subject.startswith(self._own):
            return None
        if subject.startswith(self._documents) and subject != self._document:
            self._document = subject
            self._graph = NamedNode(self._graphs + subject.removeprefix(self._documents))
        return self._graph
