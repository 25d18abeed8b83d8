"""Matrices as NetworkX graphs: what nodes and edges tell, in time too, and that all of it can be written."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.discourse import (
    Event,
    Options,
    Window,
    in_time,
    mark_camps,
    mark_centralities,
    mark_communities,
    network_matrix,
    one_mode,
    polarisation,
    slice_graph,
    two_mode,
    windows,
)
from kg.netfiles import View, write_network
from tests.discourse.worlds import event, world, worlds

D = date.fromisoformat
SAID = (
    event("a x+", 0, said=D("2022-01-01"), kind="person", side="west", actor_id="a-1", concept_id="x-1"),
    event("a x-", 1, said=D("2022-01-05"), kind="person", side="west", actor_id="a-1", concept_id="x-1"),
    event("a y-", 2, kind="person", side="west", actor_id="a-1", concept_id="y-1"),
    event("b y-", 3, said=D("2022-01-03"), kind="state", side="east", actor_id="b-1", concept_id="y-1"),
)


def test_what_a_two_mode_network_tells() -> None:
    graph = two_mode(SAID)
    assert list(graph) == ["a", "b", "x", "y"]
    assert nx.is_bipartite(graph)
    assert graph.nodes["a"] == {
        "label": "a",
        "kind": "actor",
        "category": "person",
        "side": "west",
        "identifier": "a-1",
        "statements": 3,
        "support": 1,
        "oppose": 2,
        "neutral": 0,
        "dated": True,
        "date_start": "2022-01-01",
        "date_end": "2022-01-05",
        "bipartite": 0,
    }
    assert (graph.nodes["x"]["identifier"], graph.nodes["x"]["bipartite"]) == ("x-1", 1)
    edge = graph.edges["a", "x"]
    assert (edge["weight"], edge["sign"], edge["kind"], edge["support"], edge["oppose"]) == (
        2,
        0,
        "statements",
        1,
        1,
    )
    assert (edge["date_start"], edge["date_end"], edge["dated"]) == ("2022-01-01", "2022-01-05", True)
    assert (graph.edges["a", "y"]["dated"], graph.edges["a", "y"]["date_start"]) == (False, "")
    assert graph.graph["kind"] == "two-mode"


def test_signs_are_apart_and_what_cancels_is_no_edge() -> None:
    graph = two_mode(SAID, Options(qualifier="subtract"))
    assert not graph.has_edge("a", "x"), "+1 -1"
    assert (graph.edges["b", "y"]["weight"], graph.edges["b", "y"]["sign"]) == (1, -1)
    rivals = one_mode(world("a x+, b x-, c x+"), Options(qualifier="subtract"))
    assert {(a, b): d["sign"] for a, b, d in rivals.edges(data=True)} == {
        ("a", "b"): -1,
        ("a", "c"): 1,
        ("b", "c"): -1,
    }


def test_a_label_in_both_modes_is_two_nodes() -> None:
    said = tuple(replace(one, organization=one.actor) for one in world("a x+, b x+"))
    graph = two_mode(said, Options(columns="organization"))
    assert list(graph) == ["a", "b", "a (organization)", "b (organization)"]
    assert graph.nodes["a (organization)"]["label"] == "a"
    assert nx.is_bipartite(graph)


def test_isolates_are_described() -> None:
    graph = one_mode(SAID, Options(only=(("actor", "a"),), isolates=True))
    assert list(graph) == ["a", "b"]
    assert (graph.nodes["b"]["side"], graph.nodes["b"]["statements"]) == ("east", 0)


def test_an_organisation_has_its_own_side() -> None:
    said = (
        event("a x+", organization="o", side="west", organization_side="east", organization_kind="state"),
    )
    node = two_mode(said, Options(rows="organization")).nodes["o"]
    assert (node["side"], node["category"]) == ("east", "state")


def test_a_window_as_a_graph() -> None:
    options = Options()
    (one, *_) = windows(SAID, "two-mode", options, Window(size=3, unit="days"))
    graph = slice_graph(one, options)
    assert (graph.graph["window"], graph.graph["date_start"], graph.graph["date_end"]) == (
        1,
        "2022-01-01",
        "2022-01-03",
    )
    assert graph.nodes["a"]["statements"] == 1, "only what is within the window"


def test_windows_as_one_graph_in_time() -> None:
    options = Options()
    cut = list(windows(SAID, "two-mode", options, Window(size=3, unit="days")))
    assert [(one.middle.day, sorted(one.matrix.rows)) for one in cut] == [
        (2, ["a", "b"]),
        (3, ["b"]),
        (4, ["a", "b"]),
    ]
    whole = in_time(cut, options)
    spells = {key: (d["date_start"], d["date_end"]) for *_, key, d in whole.edges(keys=True, data=True)}
    assert spells == {
        "a>x@1": ("2022-01-02", "2022-01-02"),
        "b>y@1": ("2022-01-02", "2022-01-02"),
        "b>y@2": ("2022-01-03", "2022-01-03"),
        "b>y@3": ("2022-01-04", "2022-01-04"),
        "a>x@3": ("2022-01-04", "2022-01-04"),
    }
    assert sum(d["weight"] for d in whole["b"]["y"].values()) == pytest.approx(1), "the mean of its windows"
    assert (whole.nodes["b"]["date_start"], whole.nodes["b"]["date_end"]) == ("2022-01-02", "2022-01-04")


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_a_graph_has_the_cells_of_its_matrix_and_can_be_written(events: tuple[Event, ...]) -> None:
    for kind, options, make in (
        ("two-mode", Options(qualifier="subtract", isolates=True), two_mode),
        ("one-mode", Options(qualifier="subtract", normalization="average"), one_mode),
    ):
        matrix, graph = network_matrix(events, kind, options), make(events, options)  # type: ignore[arg-type, operator]
        cells = {(row, column): cell for row, column, cell, _ in matrix.entries()}
        assert {(a, b): d["weight"] * d["sign"] for a, b, d in graph.edges(data=True)} == cells
        mark_communities(graph)
        mark_centralities(graph)
        mark_camps(graph, polarisation(events, options))
        View(graph)


_SCRIPT = """
import sys
from pathlib import Path
from kg.discourse import *
from kg.netfiles import write_network
from kg.records import *
from tests.graph.corpora import corpus
said = events(corpus())
options = Options(qualifier="congruence", neutral=True)
for name, graph in (("two", two_mode(said, Options(neutral=True))), ("one", one_mode(said, options))):
    mark_communities(graph); mark_centralities(graph); mark_camps(graph, polarisation(said, options))
    write_network(graph, Path(sys.argv[1]) / f"{name}.gexf")
"""


def test_the_same_bytes_in_another_process(tmp_path: Path, root: Path) -> None:
    made = []
    for seed in ("1", "77"):
        (tmp_path / seed).mkdir()
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(tmp_path / seed)],
            check=True,
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        )
        made.append([path.read_bytes() for path in sorted((tmp_path / seed).iterdir())])
    assert len(made[0]) == 2
    assert made[0] == made[1]


def test_a_written_network_is_read_back(tmp_path: Path) -> None:
    graph = two_mode(SAID)
    write_network(graph, tmp_path / "net.graphml")
    back = nx.read_graphml(tmp_path / "net.graphml")
    assert {n: dict(d) for n, d in back.nodes(data=True)} == {n: dict(d) for n, d in graph.nodes(data=True)}
