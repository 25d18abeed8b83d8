"""Corpus → MultiDiGraph: attributes that every format can hold, edges that say what they are."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.network import EDGE_DEFAULTS, NODE_DEFAULTS, clean, shorten, to_network
from kg.records import Corpus
from tests.graph.corpora import corpora, corpus

relaxed = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph[str]:
    return to_network(corpus())


def _of_kind(network: nx.MultiDiGraph[str], kind: str) -> set[tuple[str, str]]:
    return {(s, t) for s, t, data in network.edges(data=True) if data["kind"] == kind}


def _labelled(network: nx.MultiDiGraph[str], start: str) -> str:
    return next(node for node, data in network.nodes(data=True) if data["text"].startswith(start))


@relaxed
@given(corpora())
def test_every_element_has_every_attribute_in_its_type(given: Corpus) -> None:
    network = to_network(given)
    elements = [
        *((NODE_DEFAULTS, data) for _, data in network.nodes(data=True)),
        *((EDGE_DEFAULTS, data) for _, _, data in network.edges(data=True)),
    ]
    for defaults, data in elements:
        assert list(data) == list(defaults)
        assert [type(value) for value in data.values()] == [type(value) for value in defaults.values()]


@relaxed
@given(corpora())
def test_keys_are_unique_and_say_what_the_edge_is(given: Corpus) -> None:
    network = to_network(given)
    keys = [key for _, _, key in network.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    for source, target, key, data in network.edges(keys=True, data=True):
        assert key == f"{data['kind']}:{source}>{target}"
        assert data["weight"] > 0


@relaxed
@given(corpora())
def test_the_order_is_fixed(given: Corpus) -> None:
    first, second = to_network(given), to_network(given)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_is_one_line_of_xml_characters(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned)
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 or ord(c) in (0x7F, 0xFFFE, 0xFFFF, 0x85, 0x2028) for c in cleaned)


def test_clean_text_keeps_what_people_read() -> None:
    assert clean("« L’été\u00a0!\r\n\tÇa 😀 »\x00\x1b[31m") == "« L’été ! Ça 😀 »[31m"


def test_labels_are_cut_at_a_word() -> None:
    assert shorten("court") == "court"
    assert shorten("un deux trois quatre", 12) == "un deux…"
    assert shorten("x" * 80) == "x" * 59 + "…"


def test_who_says_what_where(network: nx.MultiDiGraph[str]) -> None:
    said = _labelled(network, "« Nous voulons")
    assert ("actor:serguei-lavrov", said) in _of_kind(network, "says")
    assert ("actor:afp", said) in _of_kind(network, "relays")
    assert (said, "actor:afp") in _of_kind(network, "addressed to")
    assert (said, "concept:dialogue") in _of_kind(network, "supports")
    assert (said, "concept:legal-guarantees") in _of_kind(network, "opposes")
    assert ("actor:serguei-lavrov", "actor:russie") in _of_kind(network, "member of")
    assert (_labelled(network, "« Une chance"), said) in _of_kind(network, "copy of")
    assert len(_of_kind(network, "in")) == 6
    assert {target for _, target in _of_kind(network, "published by")} == {"outlet:le-media", "actor:afp"}


def test_a_document_is_a_copy_of_another() -> None:
    first, second = corpus().documents
    documents = [first, replace(second, copy_of=first.id)]
    network = to_network(Corpus(documents=documents, statements=(), actors=()))
    assert _of_kind(network, "copy of") == {(f"doc:{second.id}", f"doc:{first.id}")}


def test_the_sign_stands_beside_the_weight(network: nx.MultiDiGraph[str]) -> None:
    signs = {
        data["kind"]: (data["sign"], data["weight"], data["holder"]) for *_, data in network.edges(data=True)
    }
    assert signs["opposes"] == (-1, 1.0, "Russie")
    assert signs["supports"] == (1, 1.0, "Sergueï Lavrov")
    assert signs["is neutral on"][0] == 0


def test_nodes_carry_what_people_filter_by(network: nx.MultiDiGraph[str]) -> None:
    said = network.nodes[_labelled(network, "« Nous voulons")]
    assert (said["kind"], said["category"], said["date"]) == ("statement", "direct", "2021-12-16")
    assert (said["date_basis"], said["cue"], said["confidence"]) == ("deictic", "déclarer", 0.9)
    person = network.nodes["actor:serguei-lavrov"]
    assert (person["label"], person["category"], person["side"]) == ("Sergueï Lavrov", "person", "russia")
    assert person["statements"] == 1
    month = network.nodes[_labelled(network, "la réunion")]
    assert (month["date"], month["date_start"], month["date_end"]) == ("2021-12", "2021-12-01", "2021-12-31")


def test_undated_edges_say_so(network: nx.MultiDiGraph[str]) -> None:
    undated = _labelled(network, '"la paix"')
    (data,) = [data for source, _, data in network.edges(data=True) if source == undated]
    assert (data["dated"], data["date_start"]) == (False, "")


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2021-12-16T23:42+0100", ("2021-12-16", "2021-12-16")),
        ("2021-12-16", ("2021-12-16", "2021-12-16")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2021-13", ("", "")),
        ("0000", ("", "")),
        ("hier", ("", "")),
        (None, ("", "")),
    ],
)
def test_a_document_is_there_on_the_days_it_may_have_appeared(
    published: str | None, days: tuple[str, str]
) -> None:
    (first, *_) = corpus().documents
    documents = [replace(first, published=published, outlet="Le Média")]
    network = to_network(Corpus(documents=documents, statements=(), actors=()))
    node = network.nodes[f"doc:{first.id}"]
    (edge,) = (data for *_, data in network.edges(data=True))
    assert (node["date_start"], node["date_end"]) == days
    assert (edge["date_start"], edge["date_end"], edge["dated"]) == (*days, bool(days[0]))
