"""What `import kg` offers to whoever works in Python: a result as other libraries take it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph import network
from kg.records import Corpus
from kg.results import read_corpus

if TYPE_CHECKING:
    import networkx as nx


def to_network(source: Corpus | Path | str) -> nx.MultiDiGraph[str]:
    """The base graph of a result folder or a corpus as a networkx.MultiDiGraph.

    Nodes are actors, statements, documents, claims and outlets, edges what joins them (`kg.graph.network`);
    the same source gives the same graph in the same order. Raises OutputUnusable for a folder that holds
    no result.
    """
    corpus = source if isinstance(source, Corpus) else read_corpus(Path(source))
    return network.to_network(corpus)
