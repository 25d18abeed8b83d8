"""JSON-LD: the context is the file's and fits the vocabulary; whatever a graph holds comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataInvalid
from kg.export.context import Context
from kg.export.jsonld import write_jsonld
from kg.export.names import graph_names, read_context
from kg.graph.iris import DATA_BASE
from kg.graph.rdf import triples
from kg.vocab import KG
from tests.export.results import read_ox
from tests.graph.corpora import corpus

XSD = "http://www.w3.org/2001/XMLSchema#"


def written(given: list[ox.Triple]) -> bytes:
    file = io.BytesIO()
    write_jsonld(given, file, graph_names())
    return file.getvalue()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(written(list(triples(corpus()))))


def node(document: dict[str, Any], kind: str, **values: object) -> dict[str, Any]:
    return next(
        n for n in document["@graph"] if kind in n["@type"] and all(n.get(k) == v for k, v in values.items())
    )


def test_the_context_in_the_export_is_the_file(document: dict[str, Any], root: Path) -> None:
    file = json.loads((root / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == file["@context"]
    assert list(document) == ["@context", "@graph"]


def test_every_term_of_the_vocabulary_is_in_the_context() -> None:
    known = read_context("context.jsonld")
    assert [name for name in KG if name not in known] == [], "add it to ontology/context.jsonld"
    context = Context(known)
    assert [name for name in KG if context.name(f"{KG.iri}{name}") != name] == []


def test_the_context_says_of_values_what_the_ontology_says(root: Path) -> None:
    ontology = rdflib.Graph().parse(root / "ontology" / "newskg.ttl")
    context = Context(read_context("context.jsonld"))
    for term in (term for term in KG if term[0].islower()):
        iri, kind = rdflib.URIRef(KG.iri + term), context(KG.iri + term).type
        if (iri, rdflib.RDF.type, rdflib.OWL.ObjectProperty) in ontology:
            closed = (iri, rdflib.RDFS.range, rdflib.SKOS.Concept) in ontology and term != "bloc"
            assert kind == ("@vocab" if closed else "@id"), term
        elif (iri, rdflib.RDF.type, rdflib.OWL.DatatypeProperty) in ontology:
            datatype = ontology.value(iri, rdflib.RDFS.range)
            plain = (None, rdflib.RDFS.Literal, rdflib.XSD.string)
            expected = None if datatype in plain else str(datatype)
            assert kind == expected or term == "dateEdtf", term


def test_no_key_has_a_prefix(document: dict[str, Any]) -> None:
    assert {key for n in document["@graph"] for key in n if ":" in key} == set()
    kinds = [n["@type"] for n in document["@graph"]]
    assert not [kind for kind in kinds if ":" in json.dumps(kind)]


def test_things_are_short(document: dict[str, Any]) -> None:
    said = node(document, "Statement", cue="déclarer")
    assert said["@type"] == ["Statement", "Quotation"] or said["@type"] == ["Quotation", "Statement"]
    assert said["text"] == {"fr": "« Nous voulons un dialogue » « et des garanties »"}
    assert (said["mode"], said["negated"], said["dateStart"]) == ("direct", False, "2021-12-16")
    assert (said["speaker"], said["via"]) == ("actor/serguei-lavrov", "actor/afp")
    assert len(said["contentSpan"]) == 2
    assert node(document, "OffsetBasedString", **{"@id": said["contentSpan"][0]})["beginIndex"] == 0
    lavrov = node(document, "Person", **{"@id": "actor/serguei-lavrov"})
    assert lavrov["prefLabel"] == {"fr": "Sergueï Lavrov", "en": "Sergey Lavrov"}
    assert node(document, "Generation", **{"@id": said["qualifiedGeneration"]})["confidence"] == "0.9"


def test_one_thing_is_one_line(document: dict[str, Any]) -> None:
    lines = written(list(triples(corpus()))).decode().splitlines()
    assert len(lines) == len(document["@graph"]) + 3
    ids = [n["@id"] for n in document["@graph"]]
    assert len(set(ids)) == len(ids)


def test_an_empty_graph_is_one_too() -> None:
    assert json.loads(written([]))["@graph"] == []


# ---- anything

_terms = sorted(set(Context(read_context("context.jsonld"))._terms))
_iris = st.sampled_from(
    [
        *(
            f"{DATA_BASE}{rest}"
            for rest in ("doc/a", "a/../b", "", "//e", "x:y", "./a", "a b"[0:1] + "%20b", "é")
        ),
        *(
            "https://e.org/",
            "urn:x:y",
            "https://schema.org/Claim",
            KG.direct.value,
            f"{KG.iri}a:b",
            f"{KG.iri}a/b",
        ),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    ]
)
_words = st.sampled_from(
    ["", "1", "01", "-0", "1.0", "true", "1e400", "9" * 30, "@id", "@none", "é\x00\n", "fr"]
)
_datatypes = st.sampled_from(
    ["integer", "nonNegativeInteger", "boolean", "date", "dateTime", "decimal", "double", "x"]
)
_objects = st.one_of(
    _iris.map(ox.NamedNode),
    _words.map(ox.Literal),
    st.builds(lambda w, tag: ox.Literal(w, language=tag), _words, st.sampled_from(["fr", "en", "fr-be"])),
    st.builds(lambda w, kind: ox.Literal(w, datatype=ox.NamedNode(XSD + kind)), _words, _datatypes),
)
_predicates = st.one_of(st.sampled_from(_terms), _iris)
_triples = st.builds(
    lambda s, p, o: ox.Triple(ox.NamedNode(s), ox.NamedNode(p), o), _iris, _predicates, _objects
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_triples, max_size=6))
def test_whatever_a_graph_holds_comes_back(given: list[ox.Triple]) -> None:
    expected = read_ox(ox.serialize(given, format=ox.RdfFormat.N_TRIPLES), ox.RdfFormat.N_TRIPLES)
    assert sorted(read_ox(written(given), ox.RdfFormat.JSON_LD)) == sorted(expected)


def test_a_context_that_says_more_is_refused() -> None:
    with pytest.raises(DataInvalid, match="a says more"):
        Context({"a": {"@id": "https://e/a", "@container": "@list"}})
