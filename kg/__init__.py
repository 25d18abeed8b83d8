"""newskg: who said what, about what, when.

read_corpus(folder)                      the records of a result
to_network(folder or corpus)             its base graph as a networkx.MultiDiGraph
write_network(graph, path)               any networkx graph for Gephi, Pajek, UCINET, … (docs/formats.md)
to_igraph(graph), to_pandas(graph)       any networkx graph as an object of these libraries

They are loaded when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import to_network
    from kg.errors import NewskgError
    from kg.netfiles import to_igraph, to_pandas, write_network
    from kg.results import read_corpus

__all__ = ["NewskgError", "read_corpus", "to_igraph", "to_network", "to_pandas", "write_network"]

_WHERE = {
    "NewskgError": "kg.errors",
    "read_corpus": "kg.results",
    "to_igraph": "kg.netfiles",
    "to_network": "kg.api",
    "to_pandas": "kg.netfiles",
    "write_network": "kg.netfiles",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
