"""graph.gexf: the base graph for Gephi, valid against the published schema of GEXF 1.3.

Written here, because the GEXF 1.3 of networkx names a wrong schema namespace, dates itself and
leaves out the edge attribute ``kind``, by which Gephi tells edge types apart. `networkx.read_gexf`
reads the file back with the same nodes, edges and attributes. Dates are attributes, not spells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.atomic import write_lines
from kg.graph.network import EDGE_DEFAULTS, NODE_DEFAULTS, Value, to_network
from kg.records import Corpus
from kg.write.xml import quoteattr, type_of, value_text

_OWN_NODE = ("label",)
_OWN_EDGE = ("label", "weight")


def write_gexf(corpus: Corpus, path: Path) -> None:
    """The network of a corpus as GEXF 1.3."""
    write_lines(path, _lines(corpus))


def _lines(corpus: Corpus) -> Iterator[str]:
    graph = to_network(corpus)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield "<meta><creator>newskg</creator><description>Who said what, when</description></meta>"
    yield '<graph mode="static" defaultedgetype="directed" idtype="string">'
    nodes = [name for name in NODE_DEFAULTS if name not in _OWN_NODE]
    edges = [name for name in EDGE_DEFAULTS if name not in _OWN_EDGE]
    yield from _declarations("node", nodes, NODE_DEFAULTS)
    yield from _declarations("edge", edges, EDGE_DEFAULTS)
    yield f'<nodes count="{graph.number_of_nodes()}">'
    for name, data in graph.nodes(data=True):
        yield f"<node id={quoteattr(name)} label={quoteattr(data['label'])}>{_values(nodes, data)}</node>"
    yield "</nodes>"
    yield f'<edges count="{graph.number_of_edges()}">'
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = f"id={quoteattr(key)} source={quoteattr(source)} target={quoteattr(target)}"
        look = f'label={quoteattr(data["label"])} kind={quoteattr(data["kind"])} weight="{data["weight"]!r}"'
        yield f"<edge {ends} {look}>{_values(edges, data)}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declarations(element: str, names: list[str], defaults: Mapping[str, Value]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for number, name in enumerate(names):
        yield f'<attribute id="{number}" title="{name}" type="{type_of(defaults[name])}"/>'
    yield "</attributes>"


def _values(names: list[str], data: Mapping[str, Value]) -> str:
    values = (
        f'<attvalue for="{number}" value={quoteattr(value_text(data[name]))}/>'
        for number, name in enumerate(names)
    )
    return f"<attvalues>{''.join(values)}</attvalues>"
