"""Corpus → triples: complete, ordered, each once, readable by two engines."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from itertools import groupby

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib import RDF, SKOS

from kg.graph.iris import FAMILIES
from kg.graph.rdf import prefixes, to_rdf, triples
from kg.records import Copies, Corpus
from kg.vocab import FOAF, KG, NIF, SCHEMA
from tests.graph.corpora import ARTICLE, BLOG, corpora, corpus

BASE = "https://w3id.org/newskg/id/"
relaxed = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def _turtle(given: Corpus) -> bytes:
    return ox.serialize(triples(given), None, ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""


def _node(curie: str) -> rdflib.URIRef:
    family, _, rest = curie.partition(":")
    return rdflib.URIRef(prefixes()[family] + rest)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return to_rdf(corpus())


def _objects(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: str) -> set[str]:
    return {str(thing) for thing in graph.objects(subject, _node(predicate))}


def _statement(graph: rdflib.Graph, words: str) -> rdflib.term.Node:
    return next(s for s, _, text in graph.triples((None, _node("schema:text"), None)) if words in text)


@relaxed
@given(corpora())
def test_any_corpus_makes_a_graph_that_both_engines_read_alike(given: Corpus) -> None:
    made = list(triples(given))
    turtle = _turtle(given)
    assert len(set(made)) == len(made) == len(list(ox.parse(io.BytesIO(turtle), ox.RdfFormat.TURTLE)))
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(made)
    assert len(to_rdf(given)) == len(made)


@relaxed
@given(corpora())
def test_every_iri_is_ascii_and_none_is_blank(given: Corpus) -> None:
    for triple in triples(given):
        for term in (triple.subject, triple.predicate, triple.object):
            assert isinstance(term, ox.NamedNode | ox.Literal)
            assert not isinstance(term, ox.NamedNode) or term.value.isascii()


@relaxed
@given(corpora())
def test_every_thing_that_is_pointed_to_is_described(given: Corpus) -> None:
    made = list(triples(given))
    subjects = {triple.subject for triple in made}
    loose = {
        t.object.value
        for t in made
        if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(BASE) and t.object not in subjects
    }
    # only the original of a copy may be out of the corpus
    assert loose <= {t.object.value for t in made if t.predicate == KG.copyOf}  # type: ignore[union-attr]


@relaxed
@given(corpora())
def test_a_store_changes_no_literal(given: Corpus) -> None:
    made = set(triples(given))
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in made)
    # the store widens xsd:nonNegativeInteger, which NIF asks for, to xsd:integer; the digits stay
    assert {_widened(quad.triple) for quad in store} == {_widened(triple) for triple in made}


def _widened(triple: ox.Triple) -> tuple[object, ...]:
    term = triple.object
    if isinstance(term, ox.Literal) and term.datatype.value.lower().endswith("integer"):
        return (triple.subject, triple.predicate, term.value)
    return (triple.subject, triple.predicate, term)


def test_the_same_corpus_gives_the_same_bytes() -> None:
    assert _turtle(corpus()) == _turtle(corpus())
    assert to_rdf(corpus()).isomorphic(rdflib.Graph().parse(data=_turtle(corpus()), format="turtle"))


def test_documents_statements_and_actors_come_in_order() -> None:
    subjects = [str(key) for key, _ in groupby(triples(corpus()), key=lambda t: t.subject.value)]  # type: ignore[union-attr]
    families = [iri.removeprefix(BASE).partition("/")[0] for iri in subjects]
    assert set(families) <= set(FAMILIES)
    documents = [iri for iri, name in zip(subjects, families, strict=True) if name == "doc"]
    assert documents == sorted(documents)
    assert len(documents) == 2
    second = families.index("doc", families.index("doc") + 1)
    own = [[iri for iri in part if "/stmt/" in iri] for part in (subjects[:second], subjects[second:])]
    assert [len(said) for said in own] == [2, 4]
    assert own == [sorted(said) for said in own]
    assert max(i for i, f in enumerate(families) if f == "stmt") < families.index("actor")


def test_records_in_another_order_of_their_fields_give_the_same_bytes() -> None:
    given = corpus()
    shuffler = random.Random(3)

    def mixed(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(shuffler.sample(values, len(values)))

    actors = tuple(replace(a, aliases=mixed(a.aliases), same_as=mixed(a.same_as)) for a in given.actors)
    assert _turtle(replace(given, actors=actors)) == _turtle(given)


def test_records_with_one_id_are_described_once() -> None:
    given = corpus()
    documents, statements = list(given.documents), list(given.statements)
    twice = Corpus(
        documents=[d for d in documents for _ in range(2)],
        statements=[s for s in statements for _ in range(2)],
        actors=given.actors,
        copies=given.copies,
    )
    assert _turtle(twice) == _turtle(given)


def test_an_article(graph: rdflib.Graph) -> None:
    article = next(graph.subjects(RDF.type, _node("schema:NewsArticle")))
    assert (article, RDF.type, rdflib.URIRef(NIF.Context.value)) in graph
    assert _objects(graph, article, "schema:headline") == {'Un "titre"\nsur deux lignes'}
    assert _objects(graph, article, "schema:datePublished") == {"2021-12-16T16:42:00+01:00"}
    assert _objects(graph, article, "schema:inLanguage") == {"fr"}
    assert _objects(graph, article, "kg:outlet") == {str(_node("outlet:le-media"))}
    assert _objects(graph, article, "schema:publisher") == {str(_node("outlet:groupe-media"))}
    assert _objects(graph, article, "schema:author") == {str(_node("author:le-media-zoe-danjou"))}
    assert _objects(graph, article, "dcterms:identifier") == {"000_article.txt"}


def test_no_more_of_the_text_than_is_quoted(graph: rdflib.Graph) -> None:
    longest = max(len(str(thing)) for thing in graph.objects() if isinstance(thing, rdflib.Literal))
    assert longest <= 64  # the SHA-256; the article has 209 characters


def test_a_live_blog_has_dated_posts(graph: rdflib.Graph) -> None:
    blog = next(graph.subjects(RDF.type, _node("schema:LiveBlogPosting")))
    posts = sorted(graph.objects(blog, _node("schema:liveBlogUpdate")))
    assert len(posts) == 2
    assert {h for post in posts for h in _objects(graph, post, "schema:headline")} == {
        *("Réunion à Bruxelles", "Fin")
    }
    # the older post keeps its name when a newer one of the same minute comes before it
    assert _objects(graph, posts[0], "schema:headline") == {"Fin"}
    assert _objects(graph, _statement(graph, "C'est non"), "schema:isPartOf") == {str(posts[1])}
    assert _objects(graph, _statement(graph, "la paix"), "schema:isPartOf") == {str(posts[0])}
    # an outlet that speaks, too, is one node
    assert _objects(graph, blog, "kg:outlet") == {str(_node("actor:afp"))}


def test_a_statement(graph: rdflib.Graph) -> None:
    said = _statement(graph, "dialogue")
    assert (said, RDF.type, rdflib.URIRef(SCHEMA.Quotation.value)) in graph
    single = {
        "kg:speaker": _node("actor:serguei-lavrov"),
        "kg:via": _node("actor:afp"),
        "kg:addressee": _node("actor:afp"),
        "kg:cue": "déclarer",
        "kg:act": "assert",
        "kg:mode": _node("kg:direct"),
        "kg:mentionKind": _node("kg:byName"),
        "kg:negated": "false",
        "kg:dateStart": "2021-12-16",
        "kg:dateEnd": "2021-12-16",
        "kg:dateEdtf": "2021-12-16",
        "kg:dateText": "ce jeudi",
        "kg:dateBasis": _node("kg:dateDeictic"),
        "schema:text": "« Nous voulons un dialogue » « et des garanties »",
    }
    for predicate, value in single.items():
        assert _objects(graph, said, predicate) == {str(value)}, predicate
    generation = graph.value(said, _node("prov:qualifiedGeneration"))
    assert generation is not None
    assert _objects(graph, generation, "kg:confidence") == {"0.9"}
    assert _objects(graph, generation, "kg:rule") == {str(_node("rule:quote.incise"))}


def test_relays_are_a_chain_from_the_reader_to_the_statement() -> None:
    given = corpus()
    relayed = [
        replace(s, via=("afp", "elysee")) if "dialogue" in s.content_text else s for s in given.statements
    ]
    graph = to_rdf(replace(given, statements=relayed))
    said = _statement(graph, "dialogue")
    inner = graph.value(None, _node("kg:reports"), said)
    outer = graph.value(None, _node("kg:reports"), inner)
    assert [_objects(graph, link, "kg:relayer") for link in (outer, inner)] == [
        {str(_node("actor:afp"))},
        {str(_node("actor:elysee"))},
    ]
    assert [_objects(graph, link, "kg:depth") for link in (outer, inner)] == [{"0"}, {"1"}]
    assert _objects(graph, said, "kg:via") == {str(_node("actor:afp")), str(_node("actor:elysee"))}


def test_a_role_of_the_register_is_found_again(graph: rdflib.Graph) -> None:
    held = graph.value(_statement(graph, "dialogue"), _node("kg:inRole"))
    assert held is not None
    assert _objects(graph, held, "org:organization") == {str(_node("actor:russie"))}
    shown = graph.value(_statement(graph, "la réunion"), _node("kg:inRole"))
    assert shown is not None
    assert _objects(graph, shown, "org:member") == {str(_node("actor:elysee"))}


def test_stances_name_their_holder(graph: rdflib.Graph) -> None:
    said = _statement(graph, "dialogue")
    found = {
        tuple(next(iter(_objects(graph, s, p))) for p in ("kg:concept", "kg:position", "kg:holder"))
        for s in graph.objects(said, _node("kg:stance"))
    }
    assert found == {
        tuple(map(str, map(_node, ("concept:dialogue", "kg:support", "actor:serguei-lavrov")))),
        tuple(map(str, map(_node, ("concept:legal-guarantees", "kg:oppose", "actor:russie")))),
    }


def test_every_span_holds_the_text_at_its_offsets(graph: rdflib.Graph) -> None:
    texts = {"000_article.txt": ARTICLE, "003_direct.txt": BLOG}
    spans = list(graph.subjects(RDF.type, rdflib.URIRef(NIF.OffsetBasedString.value)))
    # 7 of content, 5 cues, 5 sources, and one date that two statements share
    assert len(spans) == 18
    for node in spans:
        context = graph.value(node, _node("nif:referenceContext"))
        text = texts[str(graph.value(context, _node("dcterms:identifier")))]
        start, end = (int(str(graph.value(node, _node(p)))) for p in ("nif:beginIndex", "nif:endIndex"))
        assert text[start:end] == str(graph.value(node, _node("nif:anchorOf")))


def test_actors_have_labels_kinds_and_types(graph: rdflib.Graph) -> None:
    person = _node("actor:serguei-lavrov")
    assert (person, RDF.type, rdflib.URIRef(FOAF.Person.value)) in graph
    names = set(graph.objects(person, SKOS.prefLabel))
    assert names == {
        rdflib.Literal("Sergueï Lavrov", lang="fr"),
        rdflib.Literal("Sergey Lavrov", lang="en"),
    }
    assert _objects(graph, person, "owl:sameAs") == {"http://www.wikidata.org/entity/Q58217"}
    assert _objects(graph, person, "kg:bloc") == {str(_node("bloc:russia"))}
    assert "Sergueï Lavrov" not in _objects(graph, person, "skos:altLabel")
    assert (_node("actor:source-1"), RDF.type, rdflib.URIRef(KG.UnnamedSource.value)) in graph
    unknown = graph.value(_statement(graph, "s'il viendrait"), _node("kg:speaker"))
    assert unknown is not None
    assert _objects(graph, unknown, "skos:prefLabel") == {"inconnu du registre"}


def test_prefixes_are_bound_and_no_others(graph: rdflib.Graph) -> None:
    bound = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    assert bound == prefixes()


def test_another_base() -> None:
    made = list(triples(corpus(), "https://kg.example.org/"))
    assert not any(BASE in str(triple) for triple in made)
    assert len(made) == len(list(triples(corpus())))
    with pytest.raises(ValueError, match="base"):
        next(triples(corpus(), "nulle part"))


def test_a_statement_without_its_document_is_an_error() -> None:
    given = corpus()
    with pytest.raises(ValueError, match="document"):
        list(triples(replace(given, documents=[])))


def test_a_copy_points_to_its_original_and_that_tells_who_carried_it() -> None:
    first, second = corpus().documents
    group = Copies(
        kind="document", original=first.id, members=(second.id,), outlets=("A", "B"), first="2022-01-12"
    )
    documents = [first, replace(second, copy_of=first.id)]
    graph = to_rdf(Corpus(documents=documents, statements=(), actors=(), copies=(group,)))
    original, copy = _node(f"doc:{first.id}"), _node(f"doc:{second.id}")
    assert _objects(graph, copy, "kg:copyOf") == {str(original)}
    assert _objects(graph, original, "kg:outletCount") == {"2"}
    assert _objects(graph, original, "kg:firstAppearance") == {"2022-01-12"}
    assert not _objects(graph, original, "kg:copyOf") | _objects(graph, copy, "kg:outletCount")
