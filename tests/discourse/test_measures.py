"""Backbone, communities, centralities and polarisation: by hand, and against networkx and brute force."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from kg.discourse import (
    Event,
    Options,
    Window,
    backbone,
    backbone_matrix,
    communities,
    mark_centralities,
    network_matrix,
    one_mode,
    polarisation,
    polarisation_over_time,
    two_mode,
)
from kg.discourse.centrality import eigenvector
from kg.discourse.polarisation import _moved, measure
from kg.errors import QueryInvalid
from tests.discourse.worlds import event, world, worlds

AGREE, DIFFER = Options(qualifier="congruence"), Options(qualifier="conflict")


# ---- backbone


def star() -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("hub", "a", weight=8.0)
    graph.add_edge("hub", "b", weight=1.0)
    graph.add_edge("hub", "c", weight=1.0)
    graph.add_edge("a", "b", weight=2.0)
    return graph


def test_alphas_by_hand() -> None:
    found = {frozenset(ends): alpha for *ends, alpha in backbone(star()).edges(data="alpha")}
    assert found[frozenset({"hub", "a"})] == pytest.approx(min((1 - 8 / 10) ** 2, (1 - 8 / 10) ** 1))
    assert found[frozenset({"hub", "b"})] == pytest.approx(min((1 - 1 / 10) ** 2, (1 - 1 / 3) ** 1))
    assert found[frozenset({"hub", "c"})] == pytest.approx((1 - 1 / 10) ** 2), "c has one edge: 1"
    assert found[frozenset({"a", "b"})] == pytest.approx(min(1 - 2 / 10, 1 - 2 / 3))


def test_a_limit_cuts_edges_and_keeps_nodes() -> None:
    cut = backbone(star(), 0.1)
    assert [set(edge) for edge in cut.edges()] == [{"hub", "a"}]
    assert set(cut) == set(star())
    assert len(star().edges) == 4, "a copy"


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([0.2, 0.5, 1.0]))
def test_matrix_and_graph_have_the_same_backbone(events: tuple[Event, ...], alpha: float) -> None:
    for kind, graph in (("one-mode", one_mode(events, AGREE)), ("two-mode", two_mode(events))):
        options = AGREE if kind == "one-mode" else Options()
        matrix = backbone_matrix(network_matrix(events, kind, options), alpha)  # type: ignore[arg-type]
        cells = {frozenset((r, c)): found["alpha"] for r, c, _, found in matrix.entries()}
        cut = {frozenset((a, b)): value for a, b, value in backbone(graph, alpha).edges(data="alpha")}
        assert cells == pytest.approx(cut)
        assert all(value < alpha for value in cells.values())


@pytest.mark.parametrize("alpha", [0.0, -0.1, 1.1])
def test_no_such_limit(alpha: float) -> None:
    with pytest.raises(QueryInvalid, match="backbone"):
        backbone(star(), alpha)


# ---- communities


def test_two_cliques_are_two_communities_in_any_order() -> None:
    edges = [*itertools.combinations("abcd", 2), *itertools.combinations("wxyz", 2), ("d", "w")]
    for seed in range(5):
        shuffled = random.Random(seed).sample(edges, len(edges))
        graph: nx.Graph[str] = nx.Graph(shuffled)
        assert communities(graph) == (frozenset("abcd"), frozenset("wxyz"))


def test_enemies_are_no_community() -> None:
    graph = one_mode(world("a x+, b x-, c x+, d x-"), Options(qualifier="subtract"))
    assert communities(graph) == (frozenset("ac"), frozenset("bd"))


def test_nobody_has_no_community() -> None:
    assert communities(nx.Graph()) == ()


# ---- centralities


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_centralities_as_networkx_has_them(events: tuple[Event, ...]) -> None:
    graph = two_mode(events)
    mark_centralities(graph)
    rows = [node for node, mode in graph.nodes(data="bipartite") if mode == 0]
    if rows:
        degrees = nx.bipartite.degree_centrality(graph, rows)
        assert {n: graph.nodes[n]["degree_centrality"] for n in graph} == pytest.approx(degrees, abs=1e-8)
    lone = one_mode(events, AGREE)
    mark_centralities(lone)
    for _, _, data in lone.edges(data=True):
        data["length"] = 1 / data["weight"]
    between = nx.betweenness_centrality(lone, weight="length")
    assert {n: lone.nodes[n]["betweenness"] for n in lone} == pytest.approx(between, abs=1e-8)


def test_two_mode_betweenness_as_networkx_has_it() -> None:
    graph = two_mode(world("a x+, a y+, b y+, b z+, c z+, c w+, c x+, d w+"))
    mark_centralities(graph)
    rows = [node for node, mode in graph.nodes(data="bipartite") if mode == 0]
    between = nx.bipartite.betweenness_centrality(graph, rows)  # all weights are 1: steps are as long
    assert {n: graph.nodes[n]["betweenness"] for n in graph} == pytest.approx(between, abs=1e-8)
    assert max(between.values()) > 0.1


@pytest.mark.parametrize("size", [12, 120])  # solved whole, and by ARPACK
def test_eigenvector_as_networkx_has_it(size: int) -> None:
    graph: nx.Graph[str] = nx.relabel_nodes(nx.barabasi_albert_graph(size, 3, seed=1), str)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["weight"] = 1 + number % 4
    expected = nx.eigenvector_centrality_numpy(graph, weight="weight")
    greatest = max(expected.values())
    assert eigenvector(graph) == pytest.approx({n: x / greatest for n, x in expected.items()}, abs=1e-7)


def test_no_edges_no_eigenvector() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from("ab")
    assert eigenvector(graph) == {"a": 0.0, "b": 0.0}


# ---- polarisation

CAMPS = "a x+, b x+, c x-, d x-"


def test_two_camps_and_no_exception() -> None:
    found = polarisation(world(CAMPS))
    assert (found.balance, found.ei) == (1.0, -1.0)
    assert found.groups in (
        {"a": "1", "b": "1", "c": "2", "d": "2"},
        {"a": "2", "b": "2", "c": "1", "d": "1"},
    )
    # P: 2 ties, all within: 4 - (4 + 4) / 4 = 2; N: 4 ties, none within: 0 - (16 + 16) / 8 = -4
    assert found.modularity == pytest.approx((2 - -4) / (4 + 8))


def test_measures_by_hand_in_given_groups() -> None:
    # a and b agree, c and d agree; every other pair is in conflict
    found = polarisation(world(CAMPS), groups={"a": "north", "c": "north", "b": "south", "d": "south"})
    assert found.ei == 1.0, "both agreements are across"
    assert found.balance == pytest.approx(2 / 6), "two of four conflicts are across"
    # P: 0 - (4 + 4) / 4 = -2; N: 4 - (16 + 16) / 8 = 0
    assert found.modularity == pytest.approx((-2 - 0) / 12)
    alone = polarisation(world(CAMPS), groups={"a": "north"})
    assert (alone.groups, alone.ei, alone.balance) == ({"a": "north"}, 1.0, pytest.approx(4 / 6))


@pytest.mark.parametrize("seed", range(5))
def test_rows_are_moved_until_none_gains(seed: int) -> None:
    chance = np.random.default_rng(seed)
    half = np.triu(chance.integers(-3, 4, (12, 12)), 1).astype(float)
    signed = half + half.T
    side = _moved(csr_array(signed), np.ones(12))
    assert set(side) == {1.0, -1.0}
    assert (side * (signed @ side) >= 0).all(), "each agrees with its own camp at least as much as it differs"


def test_one_camp_is_not_cut() -> None:
    found = polarisation(world("a x+, b x+, c x+"))
    assert (found.balance, found.ei, set(found.groups.values())) == (1.0, -1.0, {"1"})


def test_nothing_in_common_is_nothing_to_measure() -> None:
    found = polarisation(world("a x+, b y-"))
    assert (found.balance, found.modularity, found.ei, dict(found.groups)) == (None, None, None, {})


@settings(max_examples=60, deadline=None)
@given(worlds(most=12))
def test_no_two_groups_fit_much_better_than_the_camps(events: tuple[Event, ...]) -> None:
    agree, differ = network_matrix(events, "one-mode", AGREE), network_matrix(events, "one-mode", DIFFER)
    found = measure(agree, differ)
    if found.balance is None:
        return
    best = 0.0
    for signs in itertools.product("12", repeat=len(agree.rows)):
        other = measure(agree, differ, dict(zip(agree.rows, signs, strict=True)))
        best = max(best, other.balance or 0.0)
    # of at most four rows: no single move helps, and the spectral start avoids the rest
    assert found.balance == pytest.approx(best)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_modularity_as_networkx_has_it_where_nobody_disagrees(events: tuple[Event, ...]) -> None:
    agree = network_matrix(events, "one-mode", AGREE)
    graph = nx.from_numpy_array(agree.dense())
    if not graph.edges:
        return
    groups = {label: str(number % 2) for number, label in enumerate(agree.rows)}
    parts = [{n for n, label in enumerate(agree.rows) if groups[label] == one} for one in "01"]
    peace = replace(agree, cells=agree.cells - agree.cells)
    assert measure(agree, peace, groups).modularity == pytest.approx(nx.community.modularity(graph, parts))


def test_polarisation_over_time() -> None:
    said = [
        event(words, number, said=date(2022, 1, day))
        for number, (words, day) in enumerate(
            [("a x+", 1), ("b x+", 1), ("c x-", 2), ("a y+", 8), ("b y-", 9), ("c y-", 9)]
        )
    ]
    found = list(polarisation_over_time(said, Options(), Window(size=2, unit="days")))
    assert [(moment.middle.day, moment.events) for moment in found if moment.middle] == [
        (2, 3),
        (3, 1),
        (4, 0),
        (5, 0),
        (6, 0),
        (7, 1),
        (8, 3),
    ]
    assert found[2].polarisation.balance is None
    assert found[0].polarisation.groups == {"a": "1", "b": "1", "c": "2"}
    assert found[-1].polarisation.groups == {"a": "2", "b": "1", "c": "1"}
    (whole,) = polarisation_over_time(said, Options(), None)
    assert (whole.first, whole.last, whole.events) == (said[0].said, said[-1].said, 6)
