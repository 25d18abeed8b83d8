"""A networkx graph as the writers see it: ids that are text, attributes with one type a name.

Taken are str, int, float and bool (numpy's too). Integers and floats under one name become floats; where
an element has no value it gets "", 0, 0.0 or False. Characters that XML cannot hold are dropped
from texts. Whatever else an attribute holds is refused with its name, because formats would write
it and readers then choke on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import networkx as nx

from kg.errors import DataInvalid
from kg.plain import clean, holdable, shorten

Value: TypeAlias = str | int | float | bool
Graph: TypeAlias = "nx.Graph[Any]"
Attributes: TypeAlias = dict[str, Value]

# columns and fields that the formats have for themselves; Gephi does not tell case apart
_NODE_RESERVED = frozenset({"id"})
_EDGE_RESERVED = frozenset({"id", "source", "target", "type", "key"})
_LARGEST = 2**63 - 1  # of "long" in XML Schema and of an integer in Parquet
_NAMED = 40


class Edge(NamedTuple):
    """An edge; ``id`` is unique in the network, ``key`` that of networkx ("" where it has none)."""

    id: str
    source: str
    target: str
    data: Attributes


class View:
    """Nodes and edges in the order of the graph, every element with every attribute.

    Raises DataInvalid for what the module says, and for two nodes that are the same as text.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph = _in_order(graph)
        self.directed: bool = graph.is_directed()
        self.node_types = _types("node", graph.nodes(data=True), _NODE_RESERVED)
        self.edge_types = _types("edge", _edges(graph), _EDGE_RESERVED)
        self._ids = {node: _identifier(node) for node in graph}
        if len(set(self._ids.values())) < len(self._ids):
            raise DataInvalid("two nodes of the network have the same id as text; rename one")
        self._keyed = graph.is_multigraph() and _unique_text(ends[2] for ends, _ in _edges(graph))

    def nodes(self) -> Iterator[tuple[str, Attributes]]:
        """Id and attributes of each node."""
        for node, data in self.graph.nodes(data=True):
            yield self._ids[node], _filled(data, self.node_types)

    def edges(self) -> Iterator[Edge]:
        """Each edge; its id is the key of networkx where that is unique text, else its number."""
        for number, (ends, data) in enumerate(_edges(self.graph)):
            identifier = holdable(ends[2]) if self._keyed else str(number)
            yield Edge(identifier, self._ids[ends[0]], self._ids[ends[1]], _filled(data, self.edge_types))

    def label(self, identifier: str, data: Mapping[str, Value]) -> str:
        """What people call a node: its label, its id where the network has no labels."""
        return str(data.get("label", identifier))

    @property
    def modes(self) -> tuple[list[str], list[str]] | None:
        """The nodes of either mode where the graph is two-mode, else None.

        It is, where every node has an attribute ``bipartite`` of 0 or 1 (networkx's convention), both
        occur and every edge joins the two.
        """
        if self.node_types.get("bipartite") not in {int, bool}:
            return None
        mode = {node: data.get("bipartite") for node, data in self.graph.nodes(data=True)}
        if {*mode.values()} != {0, 1} or any(mode[s] == mode[t] for s, t in self.graph.edges()):
            return None
        rows = [self._ids[node] for node in self.graph if mode[node] == 0]
        return rows, [self._ids[node] for node in self.graph if mode[node] == 1]

    def names(self) -> dict[str, str]:
        """Id → a name on one line that no other node has: the label, with the id where others share it."""
        labels = {name: clean(self.label(name, data)) for name, data in self.nodes()}
        seen: dict[str, int] = {}
        for label in labels.values():
            seen[label] = seen.get(label, 0) + 1
        return {
            name: label if seen[label] == 1 and label else f"{label} [{name}]".strip()
            for name, label in labels.items()
        }


def _in_order(graph: Graph) -> Graph:
    """The graph; of a view of another, which networkx may iterate as a set, a copy in the order of that."""
    whole = getattr(graph, "_graph", None)
    if whole is None:
        return graph
    made = graph.__class__()
    made.add_nodes_from((node, graph.nodes[node]) for node in _in_order(whole) if node in graph)
    for ends, data in _edges(_in_order(whole)):
        if graph.has_edge(*ends):
            made.add_edge(*ends, **data)
    return made


def _edges(graph: Graph) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    if isinstance(graph, nx.MultiGraph):
        for source, target, key, data in graph.edges(keys=True, data=True):
            yield (source, target, key), data
    else:
        for source, target, data in graph.edges(data=True):
            yield (source, target), data


def _identifier(node: object) -> str:
    name = str(node)
    if not isinstance(node, str | int) or not name or name != clean(name):
        shown = shorten(clean(repr(node)), _NAMED)
        raise DataInvalid(f"node {shown}: an id is one line of clean text or a whole number; rename it")
    return name


def _unique_text(keys: Iterable[object]) -> bool:
    seen: set[str] = set()
    for key in keys:
        if not isinstance(key, str) or not key or key != clean(key) or key in seen:
            return False
        seen.add(key)
    return True


def _types(
    element: str, elements: Iterable[tuple[Any, Mapping[str, Any]]], reserved: frozenset[str]
) -> dict[str, type]:
    """Name → type, in the order of their first appearance."""
    types: dict[str, type] = {}
    for name, data in elements:
        for attribute, given in data.items():
            found = _type(_plain(given))
            known = types.get(attribute, found)
            if found is not known and {found, known} == {int, float}:
                found = known = float
            if found is None or found is not known:
                raise DataInvalid(_complaint(element, name, attribute, given, known))
            types[attribute] = found
    for attribute in types:
        if (
            not isinstance(attribute, str)
            or attribute != clean(attribute)
            or attribute.lower() in {"", *reserved}
        ):
            raise DataInvalid(
                f"attribute {attribute!r} of a network's {element}s: rename it, formats cannot hold it"
            )
    return types


def _complaint(element: str, name: object, attribute: object, given: object, known: type | None) -> str:
    shown = shorten(clean(str(name)), _NAMED)
    what = f"a {known.__name__} elsewhere" if known else "text, a finite number or true/false elsewhere"
    value = shorten(clean(repr(given)), _NAMED)
    return f"{element} {shown}: {attribute} is {value}, {what}; networks hold one type a name"


def _plain(value: Any) -> Any:
    """A scalar of numpy as that of Python."""
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value


def _type(value: object) -> type | None:
    if isinstance(value, bool):
        return bool
    if isinstance(value, int):
        return int if abs(value) <= _LARGEST else None
    if isinstance(value, float):
        return float if math.isfinite(value) else None
    return str if isinstance(value, str) else None


def _filled(data: Mapping[str, Any], types: Mapping[str, type]) -> Attributes:
    return {name: _value(data.get(name), kind) for name, kind in types.items()}


def _value(given: Any, kind: type) -> Value:
    if kind is str:
        return holdable(str(given)) if given is not None else ""
    value: Value = kind() if given is None else kind(_plain(given))
    return value
