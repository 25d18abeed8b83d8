"""Any networkx graph as a file that other programs open.

write_network(graph, path, format=None)    one file a format, by the ending of the path
write_stream(graph, file, format)          the same to an open file
NETWORK_FORMATS                            name → ending, description and writer
network_format(path)                       the format of a path's ending
to_igraph(graph), to_pandas(graph)         the same as objects of other libraries, where they are installed
layout(graph)                              places for the nodes

Attributes are str, int, float and bool. Ids are those of the nodes; ``label`` is what people read, ``weight``
and ``sign`` are those of an edge, ``kind`` its type, ``bipartite`` (0 or 1) the mode of a node.
"""

from __future__ import annotations

from kg.netfiles.formats import NETWORK_FORMATS, NetworkFormat, network_format, write_network, write_stream
from kg.netfiles.handover import to_igraph, to_pandas
from kg.netfiles.layout import layout
from kg.netfiles.view import Graph, View

__all__ = [
    "NETWORK_FORMATS",
    "Graph",
    "NetworkFormat",
    "View",
    "layout",
    "network_format",
    "to_igraph",
    "to_pandas",
    "write_network",
    "write_stream",
]
