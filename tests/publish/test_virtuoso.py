"""Publishing to a real Virtuoso: what it holds and answers, what it does to literals, how it is cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import PublishFailed
from kg.graph.rdf import prefixes, triples
from kg.publish import LAYOUTS, PROTOCOLS, Credentials, PublishOptions, Report, publish
from kg.publish.options import Layout, Protocol
from kg.query import named_queries
from kg.resources import ontology_dir
from tests.graph.corpora import corpus
from tests.publish.folders import DATA, Told, result, result_of
from tests.virtuoso import Virtuoso

pytestmark = pytest.mark.slow  # the server takes seconds to start

HERE = "https://newskg.test/publish"
TERMS = "https://newskg.test/terms"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result(tmp_path_factory.mktemp("publish") / "out")


def options(server: Virtuoso, protocol: Protocol = "gsp", layout: Layout = "one") -> PublishOptions:
    return PublishOptions(
        url=server.gsp_auth_url if protocol == "gsp" else server.query_auth_url,
        query=server.query_url,
        protocol=protocol,
        layout=layout,
        graph=None if layout == "default" else HERE,
        force=True,
        tries=2,
        pause=0.01,
    )


def run(server: Virtuoso, out: Path, asked: PublishOptions, told: Told | None = None) -> Report:
    who = Credentials.of({"KG_PUBLISH_USER": server.user, "KG_PUBLISH_PASSWORD": server.password})
    return publish(out, asked, who, told or Told())


def size(server: Virtuoso, graph: str) -> int:
    ((number,),) = server.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(number, ox.Literal)
    return int(number.value)


# ---- the same graph, the same answers


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "default"])
def test_the_server_holds_what_the_graph_says(
    protocol: Protocol, layout: Layout, virtuoso: Virtuoso, out: Path
) -> None:
    asked = replace(options(virtuoso, protocol, layout), chunk_triples=100)
    said = set(triples(corpus()))
    report = run(virtuoso, out, asked)
    assert (report.wrong, report.held) == ({}, len(said))
    graphs = [f"{DATA}graph/{d.id}" for d in corpus().documents] if layout == "documents" else []
    held = {triple for graph in (HERE, *graphs) for triple in virtuoso.triples(graph)}
    assert held == said
    assert report.graphs == 1 + len(graphs)
    assert run(virtuoso, out, replace(asked, force=False)).up_to_date
    for graph in graphs:
        virtuoso.drop(graph)


QUERIES = {
    "all": "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isIRI(?o)) }",
    "everything": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a kg:Statement }",
    "classes": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c",
    "properties": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "types": """SELECT ?k (COUNT(?o) AS ?n) {
        ?s ?p ?o FILTER(isLiteral(?o) && LANG(?o) = "") BIND(DATATYPE(?o) AS ?k)
        FILTER(?k != xsd:integer && ?k != xsd:nonNegativeInteger) } GROUP BY ?k""",
    "languages": 'SELECT ?l (COUNT(?o) AS ?n) { ?s ?p ?o BIND(LANG(?o) AS ?l) FILTER(?l != "") } GROUP BY ?l',
    "negated": "SELECT ?s { ?s kg:negated false }",
    "sure": "SELECT ?g ?c { ?g kg:confidence ?c FILTER(?c > 0.5) }",
    "dated": """SELECT ?s ?d { ?s kg:dateStart ?d
        FILTER(?d >= '2021-12-01'^^xsd:date && ?d < '2022-02-01'^^xsd:date) }""",
    "offsets": "SELECT ?s ?b ?e { ?s nif:beginIndex ?b ; nif:endIndex ?e FILTER(?e - ?b > 5) }",
    "words": "SELECT ?s ?w { ?s nif:anchorOf ?w FILTER(CONTAINS(STR(?w), 'é')) }",
    "labels": 'SELECT ?a ?l { ?a skos:prefLabel ?l FILTER(LANG(?l) = "fr") }',
    "speakers": "SELECT ?n (COUNT(?s) AS ?k) { ?s kg:speaker ?a . ?a skos:prefLabel ?n } GROUP BY ?n",
    "without a date": "SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?s kg:dateStart ?d } }",
    "stances": "SELECT ?s ?c ?p { ?s kg:stance ?x . ?x kg:concept ?c ; kg:position ?p }",
}
NAMED = {name: query.text for name, query in named_queries().items() if not query.parameters}


@pytest.fixture(scope="module")
def published(virtuoso: Virtuoso, out: Path) -> Iterator[Virtuoso]:
    """The graph, and the ontology beside it, as `kg query` has them."""
    run(virtuoso, out, options(virtuoso))
    virtuoso.load((ontology_dir() / "newskg.ttl").read_bytes(), TERMS)
    yield virtuoso
    virtuoso.drop(HERE)
    virtuoso.drop(TERMS)


@pytest.fixture(scope="module")
def ours(out: Path) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in triples(corpus()))
    store.load(path=ontology_dir() / "newskg.ttl", format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("name", [*QUERIES, *NAMED])
def test_it_answers_as_our_own_store_does(name: str, published: Virtuoso, ours: ox.Store) -> None:
    text = (QUERIES | NAMED)[name]
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes().items())
    found = ours.query(text, prefixes=prefixes())
    there = published.construct if isinstance(found, ox.QueryTriples) else published.rows
    assert not isinstance(found, ox.QueryBoolean)
    expected = bag(found)
    assert expected
    assert bag(there(head + text, [HERE, TERMS])) == expected


def bag(rows: Iterable[Iterable[object]]) -> Counter[tuple[str, ...]]:
    """Rows without order, told apart by what both sides keep.

    Oxigraph makes every integer an xsd:integer; blank nodes have other names on every side.
    """
    return Counter(tuple(map(shown, row)) for row in rows)


def shown(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return "_:"
    return str(term).replace("#nonNegativeInteger>", "#integer>")


# ---- what it does to literals

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
KEPT = [
    ox.Literal("plain"),
    ox.Literal(""),
    ox.Literal("é œ 😀 𝔘 中", language="fr"),
    ox.Literal("x", language="fr-be"),
    ox.Literal("quote \" back \\ ' end"),
    ox.Literal("line\nfeed\r\ntab\tend"),
    ox.Literal("nul \x00 end"),
    ox.Literal("bell\x07 escape\x1b[31m \x7f \x85 \u202e end"),
    ox.Literal("<html><head><title>a page</title></head></html>"),
    ox.Literal("<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"),
    ox.Literal("%27 %s $x @@ ?? ` {} <b>&amp;</b> @prefix \\u00e9 } ; DROP ALL #"),
    *(ox.Literal(size * "x") for size in (1_900, 2_100, 70_000)),
    ox.Literal(100_000 * "é", language="fr"),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean")),
    *(ox.Literal(v, datatype=ox.NamedNode(XSD + "decimal")) for v in ("0", "1", "0.9", "0.1234", "0.3113")),
    *(ox.Literal(v, datatype=ox.NamedNode(XSD + "nonNegativeInteger")) for v in ("0", "5", "123456")),
    *(ox.Literal(v, datatype=ox.NamedNode(XSD + "date")) for v in ("2021-12-16", "0001-01-01", "9999-12-31")),
    ox.Literal("2021", datatype=ox.NamedNode(XSD + "gYear")),
    ox.Literal("2021-12", datatype=ox.NamedNode(XSD + "gYearMonth")),
    *(
        ox.Literal(f"2021-12-16T16:42:00{zone}", datatype=ox.NamedNode(XSD + "dateTime"))
        for zone in ("", "Z", "+01:00", "-05:00")
    ),
    *(
        ox.Literal(v, datatype=ox.NamedNode(EDTF))
        for v in ("2021-12~", "[2021..2022]", "../2022-01", "2021-W50")
    ),
]
CHANGED = {
    ox.Literal("2021-12-16T16:42:00.5", datatype=ox.NamedNode(XSD + "dateTime")): ox.Literal(
        "2021-12-16T16:42:00.500", datatype=ox.NamedNode(XSD + "dateTime")
    ),
}
LONG = "http://h/" + 2500 * "a"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_literals_come_back_as_they_were(protocol: Protocol, virtuoso: Virtuoso, tmp_path: Path) -> None:
    """docs/publish.md tells what Virtuoso changes: a version that changes more, or less, is noticed here."""
    p, sent = ox.NamedNode("urn:p"), [*KEPT, *CHANGED]
    given = [ox.Triple(ox.NamedNode(f"urn:s{n}"), p, term) for n, term in enumerate(sent)]
    given.append(ox.Triple(ox.NamedNode("urn:long"), p, ox.NamedNode(LONG)))
    report = run(virtuoso, result_of(tmp_path, given), options(virtuoso, protocol))
    assert report.wrong == {}
    found = {triple.subject.value: triple.object for triple in virtuoso.triples(HERE)}
    for n, term in enumerate(sent):
        assert found[f"urn:s{n}"] == CHANGED.get(term, term), str(term)[:100]
    (long,) = [term for term in found.values() if term.value.startswith("http://h/aaa")]
    assert 1_800 < len(long.value) < 2_000, "cut, with a hash at its end"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_full_chunk_is_not_too_much_for_it(protocol: Protocol, virtuoso: Virtuoso, tmp_path: Path) -> None:
    asked, p = options(virtuoso, protocol), ox.NamedNode("urn:p")
    size = 2 * asked.triples_a_chunk + 1
    many = [ox.Triple(ox.NamedNode(f"urn:s{n}"), p, ox.Literal(str(n), language="fr")) for n in range(size)]
    report = run(virtuoso, result_of(tmp_path, many), asked)
    assert (report.wrong, report.held, report.chunks) == ({}, size, 3)
    virtuoso.drop(HERE)


# ---- who writes


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_wrong_password_or_none(protocol: Protocol, virtuoso: Virtuoso, out: Path) -> None:
    virtuoso.drop(HERE)
    asked = options(virtuoso, protocol)
    wrong = Credentials.of({"KG_PUBLISH_USER": "dba", "KG_PUBLISH_PASSWORD": "dba"})
    with pytest.raises(
        PublishFailed, match=r"does not accept KG_PUBLISH_USER and KG_PUBLISH_PASSWORD \(401\)"
    ):
        publish(out, asked, wrong, Told())
    with pytest.raises(PublishFailed, match=r"asks who writes \(401\); set KG_PUBLISH_USER"):
        publish(out, asked, None, Told())
    open_url = virtuoso.gsp_url if protocol == "gsp" else virtuoso.query_url
    with pytest.raises(PublishFailed, match=r"\(403\)|No permission"):
        publish(out, replace(asked, url=open_url, chunk_triples=100), None, Told())
    assert size(virtuoso, HERE) == 0


def test_its_default_graph_cannot_be_written(virtuoso: Virtuoso, out: Path) -> None:
    for protocol in PROTOCOLS:
        with pytest.raises(PublishFailed, match="default graph"):
            run(virtuoso, out, options(virtuoso, protocol, "default"))


# ---- replaced, added, cut off


def test_replace_and_append(virtuoso: Virtuoso, out: Path) -> None:
    number = len(set(triples(corpus())))
    virtuoso.load("<urn:x> <urn:y> <urn:z> .", HERE)
    asked = options(virtuoso)
    assert run(virtuoso, out, replace(asked, append=True)).held == number + 1
    assert run(virtuoso, out, asked).held == size(virtuoso, HERE) == number


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_server_that_was_killed_is_given_the_rest(
    protocol: Protocol, virtuoso: Virtuoso, out: Path
) -> None:
    asked = replace(options(virtuoso, protocol), chunk_triples=60)

    def kill(done: int) -> None:
        if done == 3:
            virtuoso.kill()

    try:
        with pytest.raises(PublishFailed, match=r"cannot be reached.*\(3 of \d+ requests are through"):
            run(virtuoso, out, asked, Told(act=kill))
    finally:
        virtuoso.start()
    told = Told()
    report = run(virtuoso, out, replace(asked, force=False), told)
    assert (told.sent[0], report.sent) == (3, report.chunks - 3)
    assert (report.wrong, report.held) == ({}, len(set(triples(corpus()))))
