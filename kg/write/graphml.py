"""graph.graphml: the base graph for igraph, Cytoscape, yEd and others."""

from __future__ import annotations

from pathlib import Path

from kg.graph.network import to_network
from kg.netfiles import write_network
from kg.records import Corpus


def write_graphml(corpus: Corpus, path: Path) -> None:
    """The network of a corpus as GraphML."""
    write_network(to_network(corpus), path, "graphml")
