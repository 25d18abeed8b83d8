"""The network as an object of another library, and as Parquet: what needs a library that is optional.

All of them keep ids, attributes and their types.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import NewskgError
from kg.netfiles.tables import columns_of
from kg.netfiles.view import Graph, View

if TYPE_CHECKING:
    import igraph
    import pandas as pd


def to_igraph(graph: Graph) -> igraph.Graph:
    """The network as an igraph.Graph: the vertex attribute ``name`` is the id, the edge attribute ``id`` too.

    A two-mode network has the vertex attribute ``type`` (False, True), as igraph's functions expect. Raises
    NewskgError where igraph is not installed.
    """
    library = _library("igraph", "igraph")
    view = View(graph)
    nodes, edges = columns_of(view)
    place = {name: number for number, name in enumerate(nodes["Id"])}
    made: igraph.Graph = library.Graph(n=len(place), directed=view.directed)
    made.vs["name"] = nodes.pop("Id")
    for name, values in nodes.items():
        made.vs["id" if name == "name" else name] = values
    if view.modes:
        second = set(view.modes[1])
        made.vs["type"] = [name in second for name in place]
    ends = zip(edges.pop("Source"), edges.pop("Target"), strict=True)
    made.add_edges([(place[source], place[target]) for source, target in ends])
    for name, values in edges.items():
        made.es["id" if name == "Id" else name] = values
    return made


def to_pandas(graph: Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and edges as tables of pandas, with the columns Id, Source, Target and the attributes' own names.

    Raises NewskgError where pandas is not installed.
    """
    library = _library("pandas", "pandas")
    nodes, edges = columns_of(View(graph))
    return library.DataFrame(nodes), library.DataFrame(edges)


def write_parquet(view: View, nodes: BinaryIO, edges: BinaryIO) -> None:
    """A table of nodes and one of edges, with the columns of `to_pandas`. Needs pyarrow."""
    arrow = _library("pyarrow", "newskg[parquet]")
    parquet = _library("pyarrow.parquet", "newskg[parquet]")
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    own = (view.node_types, view.edge_types)
    for columns, known, file in zip(columns_of(view), own, (nodes, edges), strict=True):
        schema = arrow.schema([(name, types[known.get(name, str)]) for name in columns])
        parquet.write_table(arrow.table(columns, schema=schema), file)


def _library(name: str, package: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError:
        raise NewskgError(f"{name.split('.')[0]} is not installed; pip install '{package}'") from None
