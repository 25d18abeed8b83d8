"""Code and ontology name the same terms, and every term explains itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from kg import records, vocab
from kg.vocab import KG, Vocabulary


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(root / "ontology" / "newskg.ttl")


def _own(graph: rdflib.Graph) -> set[str]:
    found = {str(s) for s in graph.subjects() if isinstance(s, rdflib.URIRef)}
    return {iri.removeprefix(KG.iri) for iri in found if iri.startswith(KG.iri)} - {""}


def test_code_and_ontology_agree(ontology: rdflib.Graph) -> None:
    assert _own(ontology) == set(KG)


def test_nothing_in_the_ontology_points_to_a_term_that_is_not_defined(ontology: rdflib.Graph) -> None:
    used = {str(t) for triple in ontology for t in triple if isinstance(t, rdflib.URIRef)}
    own = {iri.removeprefix(KG.iri) for iri in used if iri.startswith(KG.iri)} - {""}
    assert own == set(KG)


def test_every_term_has_labels_in_two_languages_and_a_definition(ontology: rdflib.Graph) -> None:
    for term in KG:
        node = rdflib.URIRef(KG.iri + term)
        names = [*ontology.objects(node, RDFS.label), *ontology.objects(node, SKOS.prefLabel)]
        assert sorted(name.language for name in names) == ["en", "fr"], term  # type: ignore[attr-defined]
        assert len(list(ontology.objects(node, SKOS.definition))) == 1, term


def test_every_property_has_a_domain_but_annotations(ontology: rdflib.Graph) -> None:
    properties = {*ontology.subjects(RDF.type, OWL.ObjectProperty)}
    properties |= {*ontology.subjects(RDF.type, OWL.DatatypeProperty)}
    assert properties
    assert [p for p in properties if not list(ontology.objects(p, RDFS.domain))] == []


def test_unknown_terms_are_rejected() -> None:
    assert KG.speaker.value == "https://w3id.org/newskg/ns#speaker"
    assert "speaker" in KG
    with pytest.raises(AttributeError, match="speker"):
        _ = KG.speker
    with pytest.raises(AttributeError):
        _ = Vocabulary("http://example.org/", "a").__wrapped__


@pytest.mark.parametrize(
    ("mapping", "literal", "scheme"),
    [
        (vocab.POSITIONS, records.Position, "positions"),
        (vocab.MODES, records.Mode, "modes"),
        (vocab.DATE_BASES, records.DateBasis, "dateBases"),
        (vocab.MENTION_KINDS, records.MentionForm, "mentionKinds"),
        (vocab.ACTOR_KINDS, records.ActorKind, "actorKinds"),
    ],
)
def test_closed_lists_are_those_of_the_records(
    ontology: rdflib.Graph, mapping: dict[str, object], literal: object, scheme: str
) -> None:
    assert set(mapping) == set(get_args(literal))
    members = ontology.subjects(SKOS.inScheme, rdflib.URIRef(KG.iri + scheme))
    assert {str(member) for member in members} == {node.value for node in mapping.values()}  # type: ignore[attr-defined]


def test_shapes_register_and_queries_use_terms_that_exist(root: Path) -> None:
    files = [root / "ontology" / name for name in ("shapes.ttl", "actors.ttl", "codebook.ttl")]
    files += sorted((root / "ontology" / "queries").glob("*.rq"))
    used = {
        (term, file.name)
        for file in files
        if file.is_file()
        for term in re.findall(r"(?<![\w/#])kg:(\w+)", file.read_text(encoding="utf-8"))
    }
    assert len(used) > 30
    assert {(term, name) for term, name in used if term not in KG} == set()


def test_the_shapes_are_turtle_and_cover_the_core(root: Path) -> None:
    shapes = rdflib.Graph().parse(root / "ontology" / "shapes.ttl")
    targets = set(shapes.objects(None, SH.targetClass))
    assert {rdflib.URIRef(KG.iri + name) for name in ("Statement", "Stance", "ClaimConcept")} <= targets
    paths = {str(path).removeprefix(KG.iri) for path in shapes.objects(None, SH.path)}
    assert {"speaker", "contentSpan", "dateStart", "dateEnd", "confidence", "rule", "contentHash"} <= paths
