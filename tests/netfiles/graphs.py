"""Networks made by hand and by hypothesis, for the tests of the formats."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import strategies as st

from kg.plain import clean

Graph = Any  # of networkx, whose types exist for the type checker alone


def two_mode() -> Graph:
    """Three actors and two claims, one of the actors without an edge; names that are awkward."""
    graph: Graph = nx.Graph()
    for node, label, mode, side in (
        ("actor:lavrov", "Sergueï Lavrov", 0, "russia"),
        ("actor:otan", '=Otan & "fils", <b>', 0, "west"),
        ("concept:one", "Élargissement", 1, ""),
        ("actor:seul", "Élargissement", 0, "west"),
        ("concept:two", "Garanties\\légales", 1, ""),
    ):
        graph.add_node(node, label=label, kind="actor" if mode == 0 else "claim", side=side, bipartite=mode)
    edges = (
        ("actor:lavrov", "concept:one", "opposes", -1, 2.0, "2021-12-01", "2021-12-03"),
        ("concept:two", "actor:lavrov", "supports", 1, 0.5, "", ""),
        ("actor:otan", "concept:one", "supports", 1, 3.0, "2022-01-12", "2022-01-12"),
    )
    for source, target, kind, sign, weight, start, end in edges:
        graph.add_edge(source, target, kind=kind, sign=sign, weight=weight, date_start=start, date_end=end)
    return graph


def one_mode() -> Graph:
    """Directed and signed, with a loop, an edge either way and a node alone."""
    graph: Graph = nx.DiGraph()
    for node in ("Moscou", "Bruxelles", "Été", "D C"):
        graph.add_node(node, label=node.upper(), kind="state")
    graph.add_edge("Moscou", "Bruxelles", weight=3.0, sign=-1)
    graph.add_edge("Bruxelles", "Moscou", weight=1.25, sign=1)
    graph.add_edge("Été", "Été", weight=1.0, sign=1)
    return graph


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_names = _texts.map(clean).filter(bool)
_VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-(2**63) + 1, 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
}
_KINDS = ("says", "supports", "opposes")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any network: (un)directed, with parallel edges or not, with any attributes of one type a name."""
    graph: Graph = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]))()
    nodes = draw(st.lists(_names, min_size=1, max_size=6, unique=True))
    reserved = {"id", "source", "target", "key", "type", "value", "name", "label", "weight", "sign", "kind"}
    attribute = _names.filter(lambda name: name.lower() not in reserved and name[0] not in "=+-@＝＋－＠")
    types = st.dictionaries(attribute, st.sampled_from(list(_VALUES)), max_size=3)
    node_types, edge_types = draw(types), draw(types)
    for node in nodes:
        values = {name: draw(_VALUES[kind]) for name, kind in node_types.items()}
        graph.add_node(node, label=draw(_texts.map(clean)), **values)
    pairs = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    for number, (source, target) in enumerate(draw(st.lists(pairs, max_size=6))):
        values = {name: draw(_VALUES[kind]) for name, kind in edge_types.items()}
        values |= {
            "kind": draw(st.sampled_from(_KINDS)),
            "weight": draw(st.integers(1, 40)) / 8,
            "sign": draw(st.sampled_from([-1, 0, 1])),
        }
        if graph.is_multigraph():
            graph.add_edge(source, target, f"{values['kind']}:{source}>{target}#{number}", **values)
        else:
            graph.add_edge(source, target, **values)
    return graph
