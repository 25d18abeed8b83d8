"""Turtle and TriG, prefixes bound. In TriG a document has its graph; the default graph has what is shared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.names import Names
from kg.graph.units import quads


def write_turtle(stream: Iterable[ox.Triple], file: BinaryIO, names: Names) -> None:
    """The triples in their order."""
    ox.serialize(stream, file, ox.RdfFormat.TURTLE, prefixes=dict(names.prefixes))


def write_trig(stream: Iterable[ox.Triple], file: BinaryIO, names: Names) -> None:
    """The triples in their order, each in its graph."""
    if names.graphs:
        ox.serialize(quads(stream), file, ox.RdfFormat.TRIG, prefixes=dict(names.prefixes))
    else:
        ox.serialize(stream, file, ox.RdfFormat.TRIG, prefixes=dict(names.prefixes))
