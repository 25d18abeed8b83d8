"""graph.graphml: the base graph for igraph, Cytoscape, yEd and others.

Written as a stream: the writers of networkx build the whole document first, which takes three
times the time and eight times the memory. The id of an edge is its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.atomic import write_lines
from kg.graph.network import EDGE_DEFAULTS, NODE_DEFAULTS, Value, to_network
from kg.records import Corpus
from kg.write.xml import escape, quoteattr, type_of, value_text

_HEAD = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)


def write_graphml(corpus: Corpus, path: Path) -> None:
    """The network of a corpus as GraphML."""
    write_lines(path, _lines(corpus))


def _lines(corpus: Corpus) -> Iterator[str]:
    graph = to_network(corpus)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _HEAD
    yield from _keys("node", NODE_DEFAULTS)
    yield from _keys("edge", EDGE_DEFAULTS)
    yield '<graph edgedefault="directed">'
    for name, data in graph.nodes(data=True):
        yield f"<node id={quoteattr(name)}>{_values('n', data)}</node>"
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = f"id={quoteattr(key)} source={quoteattr(source)} target={quoteattr(target)}"
        yield f"<edge {ends}>{_values('e', data)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _keys(element: str, defaults: Mapping[str, Value]) -> Iterator[str]:
    for number, (name, default) in enumerate(defaults.items()):
        kind = type_of(default)
        yield f'<key id="{element[0]}{number}" for="{element}" attr.name="{name}" attr.type="{kind}"/>'


def _values(letter: str, data: Mapping[str, Value]) -> str:
    """All attributes, in the order in which `_keys` declares them."""
    return "".join(
        f'<data key="{letter}{number}">{escape(value_text(value))}</data>'
        for number, value in enumerate(data.values())
    )
