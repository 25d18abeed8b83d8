"""Planted faults: each is seen by the shape that is there for it, in one piece and document by document."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg.check.pieces import Piece, pieces
from kg.check.shapes import Shapes
from kg.check.validator import Result, validate
from kg.graph.rdf import prefixes, to_rdf, triples
from kg.records import Corpus
from tests.check.planted import FAULTS, Fault, plant, rich, sound
from tests.graph.corpora import corpora, corpus

DISPLACED = ("another document", "two documents of a span")  # what they leave is in no document's place


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes((), prefixes())


def whole(made: Sequence[ox.Triple], shapes: Shapes) -> list[Result]:
    return validate(Piece(triples=tuple(made)), shapes)


def in_pieces(made: Sequence[ox.Triple], shapes: Shapes, size: int) -> list[Result]:
    found = [result for piece in pieces(lambda: iter(made), size) for result in validate(piece, shapes)]
    return sorted(found, key=Result.place)


def violations(found: Sequence[Result]) -> list[Result]:
    return [result for result in found if result.severity == "violation"]


def test_the_good_graph_has_no_fault(shapes: Shapes) -> None:
    made = list(triples(rich()))
    found = whole(made, shapes)
    assert {(result.severity, result.message) for result in found} == {("info", "statement without a date")}
    assert in_pieces(made, shapes, 1) == found
    assert len(list(pieces(lambda: iter(made), 1))) > 20


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_seen(fault: Fault, shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plant([fault.update], monkeypatch)
    found = violations(whole(made, shapes))
    told = {(shapes.short(r.shape).removeprefix("shape:"), f"{r.path} {r.message}") for r in found if r.shape}
    assert [text for shape, text in told if shape == fault.shape and fault.at in text], told


def test_document_by_document_the_same_is_found(shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plant([fault.update for fault in FAULTS if fault.name not in DISPLACED], monkeypatch)
    assert len(list(pieces(lambda: iter(made), 1))) > 20
    found = violations(whole(made, shapes))
    assert len(found) > 60
    assert violations(in_pieces(made, shapes, 1)) == found


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_graph_in_another_order_is_one_piece(seed: int | None, shapes: Shapes) -> None:
    made = list(triples(rich()))
    if seed is None:
        made.append(ox.Triple(made[1].subject, made[1].predicate, ox.Literal("too late")))
    else:
        random.Random(seed).shuffle(made)
    (piece,) = pieces(lambda: iter(made), 1)
    assert sorted(map(str, piece.triples)) == sorted(map(str, made))
    assert bool(violations(validate(piece, shapes))) is (seed is None)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora())
def test_any_sound_corpus_conforms(shapes: Shapes, given: Corpus) -> None:
    made = list(triples(sound(given)))
    assert violations(whole(made, shapes)) == []
    assert violations(in_pieces(made, shapes, 1)) == []


def test_language_tags_in_capitals_are_seen_by_a_reader_that_keeps_them(shapes: Shapes) -> None:
    graph = to_rdf(rich())
    actor = rdflib.URIRef(prefixes()["actor"] + "afp")
    graph.add((actor, rdflib.SKOS.altLabel, rdflib.Literal("A.F.P.", lang="FR")))
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes.graph, allow_infos=True)
    assert not conforms
    assert "a language tag that is not in lower case" in text


def test_the_corpus_of_the_graph_tests_conforms(shapes: Shapes) -> None:
    assert violations(whole(list(triples(corpus())), shapes)) == []
