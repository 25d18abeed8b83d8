"""N-Triples and N-Quads: a statement a line. N-Quads name the graph of the document, as TriG does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.names import Names
from kg.graph.units import quads


def write_ntriples(stream: Iterable[ox.Triple], file: BinaryIO, _: Names) -> None:
    """The triples in their order, in canonical form (https://www.w3.org/TR/n-triples/#canonical-ntriples)."""
    ox.serialize(stream, file, ox.RdfFormat.N_TRIPLES)


def write_nquads(stream: Iterable[ox.Triple], file: BinaryIO, names: Names) -> None:
    """The triples in their order, each with the name of its graph."""
    ox.serialize(quads(stream) if names.graphs else stream, file, ox.RdfFormat.N_QUADS)
