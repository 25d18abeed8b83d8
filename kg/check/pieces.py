"""A graph in pieces that can be checked one after the other, in memory that does not grow with it.

A piece is some whole documents with all that belongs to them, or some things that documents share
(`kg.graph.units`), each with a context: the description of whatever the piece points to. So a shape sees the
document that its node belongs to, and one step beyond. Only what is found of the piece's own subjects counts.

The context is looked up in a store on disk. Pieces need a graph in the order of `kg.graph.rdf`; any other is
one piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.graph.iris import Iris
from kg.graph.units import OWN_FAMILIES, Unit, units
from kg.vocab import KG, NIF

SIZE = 10_000
"""Triples in a piece, at least, without its context; a document is never cut."""

_AT_ONCE = 20_000
_DOCUMENT = re.compile(r"([a-z][a-z0-9+.-]*:[!-~]*/)doc/[^/]*")
_TO_DOCUMENT = (KG.document, NIF.referenceContext)

Stream = Callable[[], Iterator[ox.Triple]]
"""Gives the triples of the same graph, in the same order, each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Triples to check, and what they point to; ``subjects`` are the ones to report on, None for all."""

    triples: tuple[ox.Triple, ...]
    context: tuple[ox.Triple, ...] = ()
    subjects: frozenset[str] | None = None


def pieces(stream: Stream, size: int = SIZE) -> Iterator[Piece]:
    """The pieces of a graph in their order: one, where it is small or its order is not that of a result."""
    first = tuple(islice(stream(), size + 1))
    if len(first) <= size:
        yield Piece(triples=first)
        return
    base = _base(first[0])
    with _Context() as context:
        if base is None or not context.fill(_watched(stream(), Iris(base))):
            yield Piece(triples=tuple(stream()))
            return
        for batch in _batches(units(stream(), base), size):
            own = frozenset(_name(triple.subject) for triple in batch)
            yield Piece(triples=batch, context=tuple(context.around(batch, own)), subjects=own)


def _base(triple: ox.Triple) -> str | None:
    """The base of a graph that begins with a document."""
    found = _DOCUMENT.fullmatch(_name(triple.subject))
    return found[1] if found else None


def _name(term: object) -> str:
    """What tells a subject from others."""
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)


class _OutOfOrder(Exception):
    """A graph whose documents do not stand in one piece each."""


def _watched(stream: Iterable[ox.Triple], iris: Iris) -> Iterator[ox.Triple]:
    """The stream; raises _OutOfOrder where a piece would lack something of its own.

    Every subject must stand in one document, or in one run of triples if documents share it, and everything
    that names its document must stand with it. Subjects are remembered by their hash: a wrong match only
    means that the graph is checked in one piece.
    """
    documents = iris.prefixes["doc"]
    own = tuple(iris.prefixes[family] for family in OWN_FAMILIES)
    document = last = ""
    seen: set[int] = set()  # of former documents, and of what documents share
    here: set[int] = set()  # of the document at hand
    for triple in stream:
        name = _name(triple.subject)
        if name != last:
            last, key = name, hash(name)
            if name.startswith(documents) and name != document:
                seen |= here
                document, here = name, set()
            if key in seen:
                raise _OutOfOrder
            (here if name.startswith(own) else seen).add(key)
        if triple.predicate in _TO_DOCUMENT and _name(triple.object) != document:
            raise _OutOfOrder
        yield triple


def _batches(cut: Iterable[Unit], size: int) -> Iterator[tuple[ox.Triple, ...]]:
    """Units together, until there are enough triples; no document and no subject is divided."""
    held: list[ox.Triple] = []
    for unit in cut:
        blocks = [unit.triples] if unit.graph else _blocks(unit.triples)
        for block in blocks:
            if len(held) >= size and held[-1].subject != block[0].subject:
                yield tuple(held)
                held = []
            held += block
    if held:
        yield tuple(held)


def _blocks(shared: Iterable[ox.Triple]) -> Iterator[tuple[ox.Triple, ...]]:
    for _, block in groupby(shared, key=lambda triple: triple.subject):
        yield tuple(block)


class _Context:
    """The whole graph on disk, for looking up what a piece points to."""

    def __enter__(self) -> _Context:
        self._folder = TemporaryDirectory(prefix="kg-check-")
        self._store: ox.Store | None = ox.Store(self._folder.name)
        return self

    def __exit__(self, *_: object) -> None:
        self._store = None  # closes it: its files go with the folder
        self._folder.cleanup()

    def fill(self, stream: Iterable[ox.Triple]) -> bool:
        """Store the graph; False where it is out of order."""
        assert self._store is not None
        default = ox.DefaultGraph()
        quads = (ox.Quad(t.subject, t.predicate, t.object, default) for t in stream)
        try:
            while some := list(islice(quads, _AT_ONCE)):  # the store holds what it is given at once in memory
                self._store.bulk_extend(some)
        except _OutOfOrder:
            return False
        return True

    def around(self, triples: Iterable[ox.Triple], own: frozenset[str]) -> Iterator[ox.Triple]:
        """The descriptions of what some triples point to, but of their own subjects."""
        assert self._store is not None
        looked = set(own)
        for triple in triples:
            thing = triple.object
            if isinstance(thing, ox.NamedNode) and thing.value not in looked:
                looked.add(thing.value)
                for quad in self._store.quads_for_pattern(thing, None, None, None):
                    yield quad.triple
