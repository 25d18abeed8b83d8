"""graph.gexf: the base graph for Gephi. Dates are attributes, not spells."""

from __future__ import annotations

from pathlib import Path

from kg.graph.network import to_network
from kg.netfiles import write_network
from kg.records import Corpus


def write_gexf(corpus: Corpus, path: Path) -> None:
    """The network of a corpus as GEXF 1.3."""
    write_network(to_network(corpus), path, "gexf")
