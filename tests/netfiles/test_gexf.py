"""GEXF for Gephi: valid, readable at first sight, and in time without edges that outlive their ends."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.graph.network import to_network
from kg.netfiles import View, write_network
from kg.netfiles.parallel import drawn_edges, one_a_kind
from kg.netfiles.spells import Spell, merged, node_spells
from kg.records import Corpus
from tests.graph.corpora import corpora, corpus
from tests.netfiles.graphs import Graph, graphs, two_mode

relaxed = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
NS = "{http://gexf.net/1.3}"
DAY = date(2022, 1, 1)


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(shared / "schemas" / "gexf-1.3" / "gexf.xsd")))


def _dynamic(graph: Graph, folder: Path) -> Any:
    write_network(graph, folder / "a.gexf", "gexf-dynamic")
    return etree.parse(str(folder / "a.gexf"))


@relaxed
@given(graph=graphs())
def test_any_network_is_valid(graph: Graph, schema: etree.XMLSchema, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("gexf") / "a.gexf"
    for name in ("gexf", "gexf-dynamic"):
        write_network(graph, path, name)
        assert schema.validate(etree.parse(str(path))), schema.error_log


@relaxed
@given(given=corpora())
def test_the_base_graph_in_time(given: Corpus, schema: etree.XMLSchema, tmp_path_factory: Any) -> None:
    folder, network = tmp_path_factory.mktemp("gexf"), to_network(given)
    tree = _dynamic(network, folder)
    assert schema.validate(tree), schema.error_log
    read = nx.read_gexf(folder / "a.gexf")
    assert set(read) == set(network)
    assert read.number_of_edges() == network.number_of_edges()  # it has no parallel edges of one kind


# ---- spells

_spells = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6)).map(
        lambda pair: Spell(DAY + timedelta(pair[0]), DAY + timedelta(pair[0] + pair[1]))
    ),
    max_size=8,
)


def _days(spells: Any) -> set[int]:
    return {day for spell in spells for day in range(spell.start.toordinal(), spell.end.toordinal() + 1)}


@given(_spells)
def test_merged_spells_are_the_same_days_with_gaps_between(spells: list[Spell]) -> None:
    found = merged(spells)
    assert _days(found) == _days(spells)
    for one, other in pairwise(found):
        assert (other.start - one.end).days > 1


@given(_spells)
def test_no_edge_outlives_its_ends(spells: list[Spell]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", date_start="2022-02-01", date_end="2022-02-02")
    for number, spell in enumerate(spells):
        days = {"date_start": str(spell.start), "date_end": str(spell.end)}
        graph.add_edge("a", f"b{number % 3}", kind="says", **days)
    view = View(graph)
    edges = list(one_a_kind(drawn_edges(view), directed=True))
    nodes = node_spells(view, edges)
    for edge, there in edges:
        assert _days(there) <= _days(nodes[edge.source]) & _days(nodes[edge.target])
    assert _days(nodes["a"]) == _days(spells) | _days([Spell(date(2022, 2, 1), date(2022, 2, 2))])


def test_one_edge_a_kind_with_merged_spells(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    days = ["2021-12-16", "2021-12-17", "2022-01-12", ""]
    for day in days:
        graph.add_edge(
            "a", "b", kind="supports", weight=2.0, note="x", text=day, date_start=day, date_end=day
        )
    graph.add_edge("a", "b", kind="opposes", weight=1.0)
    tree = _dynamic(graph, tmp_path)
    edges = tree.findall(f".//{NS}edge")
    assert [(edge.get("kind"), edge.get("weight")) for edge in edges] == [
        ("supports", "8.0"),
        ("opposes", "1.0"),
    ]
    spells = [[(s.get("start"), s.get("end")) for s in edge.iter(f"{NS}spell")] for edge in edges]
    assert spells == [[("2021-12-16", "2021-12-17"), ("2022-01-12", "2022-01-12")], []]
    graph_element = tree.find(f".//{NS}graph")
    assert dict(graph_element.attrib) == {
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
        "defaultedgetype": "directed",
        "idtype": "string",
    }
    read = nx.read_gexf(tmp_path / "a.gexf")
    found = {data["kind"]: data for *_, data in read.edges(data=True)}
    assert (found["supports"]["note"], found["supports"]["text"]) == ("x", "")
    assert (found["supports"]["date_start"], found["supports"]["date_end"]) == ("2021-12-16", "2022-01-12")
    assert (found["supports"]["dated"], found["opposes"]["dated"]) == (True, False)


@pytest.mark.parametrize(
    ("start", "end", "spell"),
    [
        ("2021-12-16", "", {"start": "2021-12-16"}),
        ("", "2021-12-16", {"end": "2021-12-16"}),
        ("2021-12-17", "2021-12-16", None),
        ("hier", "", None),
    ],
)
def test_bounds_that_are_not_known(start: str, end: str, spell: Any, tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", date_start=start, date_end=end)
    found = [dict(element.attrib) for element in _dynamic(graph, tmp_path).iter(f"{NS}spell")]
    assert found == ([spell] * 3 if spell else [])  # the edge and both its ends


def test_the_statements_of_the_base_graph_are_there_when_they_were_said(tmp_path: Path) -> None:
    tree = _dynamic(to_network(corpus()), tmp_path)
    nodes = {node.get("id"): node for node in tree.iter(f"{NS}node")}

    def there(name: str) -> list[tuple[str, str]]:
        return [(spell.get("start"), spell.get("end")) for spell in nodes[name].iter(f"{NS}spell")]

    assert there("actor:elysee") == [("2021-12-01", "2021-12-31")]
    assert there("actor:serguei-lavrov") == [("2021-12-16", "2021-12-16")]
    assert there("actor:temoins") == []


# ---- what Gephi shows


def test_weights_are_positive_with_the_sign_apart(tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=-2.5)
    graph.add_edge("b", "c", weight=0.0)
    graph.add_edge("a", "c", weight=1.0)
    for name in ("gexf", "gexf-dynamic"):
        write_network(graph, tmp_path / "a.gexf", name)
        read = nx.read_gexf(tmp_path / "a.gexf")
        assert {(s, t): (d["weight"], d["sign"]) for s, t, d in read.edges(data=True)} == {
            ("a", "b"): (2.5, -1),
            ("a", "c"): (1.0, 0),
        }


def test_nodes_have_a_place_a_size_and_the_colour_of_their_side(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.gexf")
    tree = etree.parse(str(tmp_path / "a.gexf"))
    colours = {
        node.get("id"): tuple(node.find(f"{NS}color").get(channel) for channel in "rgb")
        for node in tree.iter(f"{NS}node")
    }
    assert colours["actor:lavrov"] == ("213", "94", "0")
    assert colours["actor:otan"] == colours["actor:seul"] == ("0", "114", "178")
    assert colours["concept:one"] == colours["concept:two"] == ("0", "158", "115")
    places = {(p.get("x"), p.get("y")) for p in tree.iter(f"{NS}position")}
    assert len(places) == 5
    sizes = {node.get("id"): float(node.find(f"{NS}size").get("value")) for node in tree.iter(f"{NS}node")}
    assert sizes["actor:lavrov"] > sizes["actor:otan"] > sizes["actor:seul"]
    edges = {edge.get("kind"): edge for edge in tree.iter(f"{NS}edge")}
    assert edges["opposes"].find(f"{NS}shape").get("value") == "dashed"
    assert edges["supports"].find(f"{NS}shape") is None
    # readers look for the prefix, the schema for the namespace
    assert b"<viz:color" in (tmp_path / "a.gexf").read_bytes()
