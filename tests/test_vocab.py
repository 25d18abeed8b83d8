"""Code and ontology name the same terms, and every term explains itself."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from kg import records, vocab
from kg.graph.rdf import prefixes, to_rdf
from kg.vocab import KG, Vocabulary
from tests.check.planted import rich

HEAD = rdflib.URIRef(KG.iri)
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")


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
        defined = sorted(ontology.objects(node, SKOS.definition), key=lambda text: text.language)  # type: ignore[attr-defined]
        assert [text.language for text in defined] == ["en", "fr"], term  # type: ignore[attr-defined]
        assert all(str(text).endswith((".", "@nom.", "0.")) for text in defined), term
        assert set(ontology.objects(node, RDFS.isDefinedBy)) == {HEAD}, term


def test_every_property_has_one_domain_and_one_range(ontology: rdflib.Graph) -> None:
    properties = _properties(ontology)
    assert len(properties) >= 50
    for term in properties:
        assert len(list(ontology.objects(term, RDFS.domain))) == 1, term
        assert len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_the_head_says_what_it_is(ontology: rdflib.Graph) -> None:
    assert {text.language for text in ontology.objects(HEAD, DCTERMS.title)} == {"fr", "en"}  # type: ignore[attr-defined]
    assert {text.language for text in ontology.objects(HEAD, DCTERMS.description)} == {"fr", "en"}  # type: ignore[attr-defined]
    assert str(ontology.value(HEAD, VANN.preferredNamespacePrefix)) == "kg"
    assert str(ontology.value(HEAD, VANN.preferredNamespaceUri)) == KG.iri
    assert str(ontology.value(HEAD, OWL.versionInfo)) == version("newskg")
    assert "apache" in str(ontology.value(HEAD, DCTERMS.license)).lower()
    assert not [thing for thing in ontology.objects(HEAD) if re.search(r"20\d\d-\d\d", str(thing))]


# What follows from an alignment, as its vocabulary has it: domain and range of a property. Checked by hand.
ENTAILED = {
    "prov:wasAttributedTo": ("prov:Entity", "prov:Agent"),
    "prov:wasDerivedFrom": ("prov:Entity", "prov:Entity"),
    "prov:alternateOf": ("prov:Entity", "prov:Entity"),
    "dcterms:date": (None, "rdfs:Literal"),
    "dcterms:isPartOf": (None, None),
    "dcterms:subject": (None, None),
    "schema:isPartOf": ("schema:CreativeWork", "schema:CreativeWork"),
    "skos:altLabel": (None, "rdfs:Literal"),
    "skos:note": (None, None),
}
# Things of these classes are the others, too: by this vocabulary, or by what the public ones mean.
ARE = {
    ("kg:Statement", "prov:Entity"),
    ("kg:Statement", "schema:CreativeWork"),
    ("kg:Relay", "prov:Entity"),
    ("kg:Stance", "prov:Entity"),
    ("nif:Context", "prov:Entity"),
    ("nif:Context", "schema:CreativeWork"),
    ("foaf:Agent", "prov:Agent"),
}
CLASSES = {"prov:Entity", "schema:CreativeWork", "skos:Concept", "skos:Collection", "foaf:Agent"}


def test_nothing_false_follows_from_an_alignment(ontology: rdflib.Graph) -> None:
    def short(node: Node) -> str:
        return str(ontology.namespace_manager.curie(str(node)))

    def members(node: Node | None) -> list[str]:
        assert node is not None
        union = ontology.value(node, OWL.unionOf)
        return [short(member) for member in ontology.items(union)] if union else [short(node)]

    assert {short(above) for above in ontology.objects(None, RDFS.subClassOf)} <= CLASSES
    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        wanted = ENTAILED[short(above)]
        for place, asked in zip((RDFS.domain, RDFS.range), wanted, strict=True):
            for given in members(ontology.value(below, place)):
                fits = given == asked or (given, asked) in ARE or given.startswith("edtf:")
                assert asked is None or fits, f"{short(below)} makes a {given} a {asked}"


def test_the_alignments_reach_every_vocabulary_that_is_near(ontology: rdflib.Graph) -> None:
    relations = (
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        SKOS.closeMatch,
        SKOS.exactMatch,
        SKOS.broadMatch,
        SKOS.relatedMatch,
    )
    reached = {str(thing) for relation in relations for thing in ontology.objects(None, relation)}
    grasp = "http://groundedannotationframework.org/grasp#"
    for space in (vocab.PROV, vocab.SCHEMA, vocab.SKOS, vocab.NIF, vocab.ORG, vocab.FOAF, vocab.DCTERMS):
        assert any(iri.startswith(space.iri) for iri in reached), space.iri
    assert any(iri.startswith(grasp) for iri in reached)


def test_the_examples_are_turtle_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    examples = list(ontology.subject_objects(SKOS.example))
    assert len(examples) >= 8
    for term, example in examples:
        made = rdflib.Graph().parse(data=head + str(example), format="turtle")
        used = {str(node) for triple in made for node in triple}
        assert str(term) in used, term
        assert {iri.removeprefix(KG.iri) for iri in used if iri.startswith(KG.iri)} <= set(KG), term


PUBLIC = {
    vocabulary.iri: vocabulary for vocabulary in vars(vocab).values() if isinstance(vocabulary, Vocabulary)
}


def test_a_rich_graph_uses_declared_terms_and_keeps_domains_and_ranges(ontology: rdflib.Graph) -> None:
    graph = to_rdf(rich())
    used = {*graph.predicates(), *graph.objects(None, RDF.type)}
    for term in map(str, used):
        space = max((iri for iri in PUBLIC if term.startswith(iri)), default=None, key=len)
        assert space is not None, term
        assert term.removeprefix(space) in PUBLIC[space], term
    properties = {*_properties(ontology)} & {*graph.predicates()}
    assert len(properties) > 40
    for term in properties:
        for place, things in ((RDFS.domain, graph.subjects(term)), (RDFS.range, graph.objects(None, term))):
            allowed = _classes(ontology, ontology.value(term, place))
            for thing in things:
                assert _is_a(graph, ontology, thing, allowed), f"{term}: {thing} is no {allowed}"


# The lists of terms that rdflib ships; NIF 2.0 and EDTF, which it has not, by hand.
SPELLED = {
    "DCTERMS": rdflib.DCTERMS,
    "FOAF": rdflib.FOAF,
    "ORG": rdflib.ORG,
    "OWL": rdflib.OWL,
    "PROV": rdflib.PROV,
    "RDF": rdflib.RDF,
    "RDFS": rdflib.RDFS,
    "SCHEMA": rdflib.SDO,
    "SKOS": rdflib.SKOS,
    "XSD": rdflib.XSD,
}
BY_HAND = {
    "NIF": "Context OffsetBasedString beginIndex endIndex anchorOf referenceContext isString",
    "EDTF": "EDTF",
}


@pytest.mark.parametrize("name", sorted({*SPELLED, *BY_HAND}))
def test_public_terms_are_spelled_as_their_vocabulary_has_them(name: str) -> None:
    vocabulary = getattr(vocab, name)
    if name in BY_HAND:
        assert set(vocabulary) <= set(BY_HAND[name].split())
    else:
        assert vocabulary.iri == str(SPELLED[name])
        assert {term for term in vocabulary if vocabulary.iri + term not in SPELLED[name]} == set()


def test_every_public_vocabulary_is_compared() -> None:
    names = {name for name, value in vars(vocab).items() if isinstance(value, Vocabulary)}
    assert names == {*SPELLED, *BY_HAND, "KG"}


def _properties(ontology: rdflib.Graph) -> set[Node]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}


def _classes(ontology: rdflib.Graph, node: Node | None) -> set[Node]:
    assert node is not None
    union = ontology.value(node, OWL.unionOf)
    return set(ontology.items(union)) if union else {node}


def _is_a(graph: rdflib.Graph, ontology: rdflib.Graph, thing: Node, allowed: set[Node]) -> bool:
    if isinstance(thing, rdflib.Literal):
        return RDFS.Literal in allowed or (thing.datatype or rdflib.XSD.string) in allowed
    return bool({*graph.objects(thing, RDF.type), *ontology.objects(thing, RDF.type)} & allowed)


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


def test_the_shapes_cover_every_class_and_property_of_a_rich_graph(root: Path) -> None:
    shapes, graph = rdflib.Graph().parse(root / "ontology" / "shapes.ttl"), to_rdf(rich())
    closed = set(shapes.subjects(SH.closed))
    targets = {target for shape in closed for target in shapes.objects(shape, SH.targetClass)}
    for thing in set(graph.subjects()):
        assert targets & set(graph.objects(thing, RDF.type)), thing
    listed = {
        path
        for shape in closed
        for part in shapes.objects(shape, SH.property)
        for path in shapes.objects(part, SH.path)
    }
    assert set(graph.predicates()) - listed == {RDF.type}
