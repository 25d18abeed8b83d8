"""A graph cut into requests: each holds triples of one named graph, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import OutputUnusable
from kg.graph.units import units
from kg.publish.options import PublishOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Triples for one ``graph`` (None: the default graph), as N-Triples.

    ``first``: none of that graph came before.
    """

    graph: str | None
    first: bool
    lines: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What some chunks hold: how many there are, the triples and bytes of each graph."""

    chunks: int = 0
    triples: dict[str | None, int] = field(default_factory=dict)
    bytes: dict[str | None, int] = field(default_factory=dict)

    def add(self, chunk: Chunk) -> None:
        self.chunks += 1
        self.triples[chunk.graph] = self.triples.get(chunk.graph, 0) + len(chunk.lines)
        self.bytes[chunk.graph] = self.bytes.get(chunk.graph, 0) + sum(map(_size, chunk.lines))


def tally(chunks: Iterable[Chunk]) -> Tally:
    """The sum of the chunks."""
    total = Tally()
    for chunk in chunks:
        total.add(chunk)
    return total


def chunks(file: BinaryIO, path: Path, options: PublishOptions) -> Iterator[Chunk]:
    """The chunks of a Turtle file, read from its beginning; the same file and sizes give the same chunks.

    Raises OutputUnusable, naming ``path``, for what is no Turtle and for blank nodes: a chunk that is sent
    again would make them anew.
    """
    seen: set[str | None] = set()
    for graph, triples in _graphs(_triples(file, path), options):
        for lines in _cut(map(line, triples), options):
            yield Chunk(graph=graph, first=graph not in seen, lines=lines)
            seen.add(graph)


def line(triple: ox.Triple) -> str:
    """The triple as a line of N-Triples that is a line of Turtle and of SPARQL as well.

    "<" in a literal is escaped: Virtuoso takes a body that holds "<html>" anywhere for a web page.
    """
    text = str(triple.object)
    if isinstance(triple.object, ox.Literal) and "<" in triple.object.value:
        value, quote, kind = text.rpartition('"')
        text = value.replace("<", "\\u003C") + quote + kind
    return f"{triple.subject} {triple.predicate} {text} .\n"


def _triples(file: BinaryIO, path: Path) -> Iterator[ox.Triple]:
    file.seek(0)
    try:
        for quad in ox.parse(file, format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.subject, ox.NamedNode) or isinstance(
                quad.object, ox.BlankNode | ox.Triple
            ):
                raise OutputUnusable(f"{path}: holds a blank node; publish a graph that kg build wrote")
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise OutputUnusable(
            f"{path}: cannot be read ({' '.join(str(error).split())}); build it again"
        ) from None


def _graphs(
    triples: Iterator[ox.Triple], options: PublishOptions
) -> Iterator[tuple[str | None, Iterable[ox.Triple]]]:
    """Stretches of triples with the graph they go to."""
    if options.layout != "documents":
        yield options.graph_iri, triples
        return
    for unit in units(triples):
        yield (unit.graph.value if unit.graph else options.graph_iri), unit.triples


def _cut(lines: Iterable[str], options: PublishOptions) -> Iterator[tuple[str, ...]]:
    """The lines in pieces of at most so many triples and bytes; a line that is longer goes alone."""
    held: list[str] = []
    size = 0
    for text in chain(lines, [""]):
        full = len(held) >= options.triples_a_chunk or size + _size(text) > options.chunk_bytes
        if held and (full or not text):
            yield tuple(held)
            held, size = [], 0
        held.append(text)
        size += _size(text)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8"))
