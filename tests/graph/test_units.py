"""Units: every triple in one of them, documents in one piece, what they share apart."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from pyoxigraph import DefaultGraph, Quad

from kg.graph.iris import DATA_BASE
from kg.graph.rdf import triples
from kg.graph.units import OWN_FAMILIES, quads, units
from kg.records import Corpus
from tests.graph.corpora import corpora, corpus

relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(given=corpora())
def test_units_hold_every_triple_once_and_every_document_in_one_piece(given: Corpus) -> None:
    found = list(units(triples(given)))
    assert [t for unit in found for t in unit.triples] == list(triples(given))
    assert [
        Quad(t.subject, t.predicate, t.object, unit.graph or DefaultGraph())
        for unit in found
        for t in unit.triples
    ] == list(quads(triples(given)))
    named = [unit.graph.value for unit in found if unit.graph is not None]
    assert named == [
        t.subject.value.replace("/id/doc/", "/id/graph/")
        for t in triples(given)
        if t.object.value.endswith("#Context")
    ]


def test_what_documents_share_is_in_no_named_graph() -> None:
    own = tuple(DATA_BASE + family for family in OWN_FAMILIES)
    for unit in units(triples(corpus())):
        for triple in unit.triples:
            assert triple.subject.value.startswith(own) == (unit.graph is not None)


def test_a_statement_is_in_the_graph_of_its_document() -> None:
    for quad in quads(triples(corpus())):
        if quad.predicate.value.endswith("#document"):
            assert quad.object.value.rpartition("/")[2] == quad.graph_name.value.rpartition("/")[2]
