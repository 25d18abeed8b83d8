"""Places and colours: near to whom one belongs, the same each time, quick when there are many."""

from __future__ import annotations

import time
from math import dist, isfinite

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.netfiles import View, layout
from kg.netfiles.layout import LARGE
from kg.netfiles.look import PALETTE, TOO_MANY, categories, category_attribute, colours, sizes
from tests.netfiles.graphs import Graph, graphs, two_mode


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(graph=graphs())
def test_every_node_has_a_place_of_its_own(graph: Graph) -> None:
    places = layout(graph)
    assert list(places) == list(graph)
    assert len(set(places.values())) == len(places)
    assert all(isfinite(value) and value == round(value, 1) for place in places.values() for value in place)
    assert places == layout(graph)


@pytest.mark.parametrize("size", [30, LARGE // 2 + 50])
def test_groups_stand_apart(size: int) -> None:
    """Two groups, denser within, and the way over hubs where there are many nodes."""
    graph = nx.planted_partition_graph(2, size, 6 / size, 0.4 / size, seed=1)
    places = layout(graph)
    middles = [
        [sum(places[node][axis] for node in group) / size for axis in (0, 1)]
        for group in graph.graph["partition"]
    ]
    right = sum(
        dist(places[node], middles[number]) < dist(places[node], middles[1 - number])
        for number, group in enumerate(graph.graph["partition"])
        for node in group
    )
    assert right > 0.85 * 2 * size


def test_adversaries_do_not_attract() -> None:
    graph = nx.Graph()
    for one, other, sign in (("a", "b", 1), ("c", "d", 1), ("a", "c", -1), ("b", "d", -1)):
        graph.add_edge(one, other, weight=1.0, sign=sign)
    places = layout(graph)
    assert 1.5 * dist(places["a"], places["b"]) < dist(places["a"], places["c"])


@pytest.mark.slow
def test_many_nodes_take_little_time() -> None:
    graph = nx.barabasi_albert_graph(20_000, 2, seed=1)
    start = time.perf_counter()
    assert len(layout(graph)) == 20_000
    assert time.perf_counter() - start < 60  # a quadratic way takes ten times that


@given(st.sets(st.text(min_size=1), max_size=20))
def test_colours_are_told_apart_and_known_ones_stay(names: set[str]) -> None:
    found = colours({*names, "russia", "west", ""})
    assert (found["russia"], found["west"]) == ("#d55e00", "#0072b2")
    used = [colour for name, colour in found.items() if name and colour != TOO_MANY]
    assert len(set(used)) == len(used)
    assert len(used) >= min(len(found) - 1, len(PALETTE))


def test_known_names_do_not_share_a_colour_unless_they_mean_the_same() -> None:
    found = colours({"west", "actor", "organization", "document", "claim", "concept"})
    assert found["claim"] == found["concept"]
    assert len(set(found.values()) - {found[""]}) == 5


def test_an_actor_of_no_side_has_no_category() -> None:
    graph = nx.Graph()
    for name, side, kind in (("a", "west", "actor"), ("b", "russia", "actor"), ("c", "", "actor")):
        graph.add_node(name, side=side, kind=kind)
    graph.add_node("d", side="", kind="claim")
    assert categories(View(graph)) == {"a": "west", "b": "russia", "c": "", "d": "claim"}


def test_what_colours_a_network() -> None:
    assert category_attribute(View(two_mode())) == "side"
    assert categories(View(two_mode()))["concept:one"] == "claim"
    graph = nx.Graph()
    graph.add_node("a", side="", kind="actor")
    graph.add_node("b", side="west", kind="document")
    graph.add_node("c", side="", kind="document")
    assert category_attribute(View(graph)) == "kind"
    assert category_attribute(View(nx.path_graph(3))) is None


def test_sizes_are_those_of_statements_else_of_degree() -> None:
    assert sizes(View(nx.star_graph(3))) == {"0": 36.0, "1": 23.3, "2": 23.3, "3": 23.3}
    graph = nx.Graph()
    graph.add_node("a", statements=4)
    graph.add_node("b", statements=0)
    assert sizes(View(graph)) == {"a": 36.0, "b": 6.0}
