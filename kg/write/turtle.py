"""graph.ttl: everything the corpus says, as Turtle in a fixed order."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.atomic import atomic
from kg.graph.rdf import prefixes, triples
from kg.records import Corpus


def write_turtle(corpus: Corpus, path: Path) -> None:
    """Stream the triples of a corpus to a Turtle file."""
    with atomic(path) as file:
        ox.serialize(triples(corpus), file, ox.RdfFormat.TURTLE, prefixes=prefixes())
