"""The SPARQL 1.1 Protocol: every way to ask, every form of an answer, every status, in real requests."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.query import named_queries
from tests.serve.server import FORM, QUERY, Server

COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement }"
CUES = "CONSTRUCT { ?s kg:cue ?c } WHERE { ?s kg:cue ?c }"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a kg:Statement } } ORDER BY ?g"
STATEMENTS = 6


def count(text: str) -> int:
    return int(json.loads(text)["results"]["bindings"][0]["n"]["value"])


def graphs(server: Server) -> list[str]:
    found: list[str] = server.ask(GRAPHS, format="csv").text.split()[1:]
    return found


# ---- ways to ask


def test_by_get_by_form_and_as_the_body(server: Server) -> None:
    assert count(server.ask(COUNT).text) == STATEMENTS
    assert count(server.send("POST", "/sparql", urlencode({"query": COUNT}), FORM).text) == STATEMENTS
    assert count(server.send("POST", "/sparql", COUNT, QUERY).text) == STATEMENTS
    utf8 = {"Content-Type": 'application/sparql-query; charset="UTF-8"'}
    accents = 'ASK { FILTER(STRLEN("été") = 3) }'
    assert json.loads(server.send("POST", "/sparql", accents.encode(), utf8).text)["boolean"] is True


def test_head_has_the_headers_alone(server: Server) -> None:
    path = f"/sparql?query={quote(COUNT)}"
    whole, head = server.send("GET", path), server.send("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.body))


def test_named_graphs_by_from_and_by_parameter(server: Server) -> None:
    known = graphs(server)
    assert len(known) == 2
    assert all(name.startswith("https://w3id.org/newskg/id/graph/") for name in known)
    parts = [count(server.ask(COUNT.replace("WHERE", f"FROM <{name}> WHERE")).text) for name in known]
    assert sum(parts) == STATEMENTS
    assert 0 not in parts
    for name, part in zip(known, parts, strict=True):
        asked = {"default-graph-uri": name}
        assert count(server.ask(COUNT, **asked).text) == part
        by_form = urlencode({"query": COUNT, **asked})
        assert count(server.send("POST", "/sparql", by_form, FORM).text) == part
        assert count(server.send("POST", f"/sparql?{urlencode(asked)}", COUNT, QUERY).text) == part
        only = GRAPHS.replace("WHERE", f"FROM NAMED <{name}> WHERE", 1)
        assert server.ask(only, format="csv").text.split()[1:] == [name]
        assert server.ask(GRAPHS, format="csv", **{"named-graph-uri": name}).text.split()[1:] == [name]
    both = urlencode([("query", COUNT), *(("default-graph-uri", name) for name in known)])
    assert count(server.send("GET", f"/sparql?{both}").text) == STATEMENTS


def test_the_protocol_wins_over_the_query(server: Server) -> None:
    one, other = graphs(server)
    query = COUNT.replace("WHERE", f"FROM <{one}> WHERE")
    assert count(server.ask(query, **{"default-graph-uri": other}).text) == count(
        server.ask(COUNT, **{"default-graph-uri": other}).text
    )


def test_the_ontology_is_a_graph(server: Server) -> None:
    names = server.ask("SELECT DISTINCT ?g { GRAPH ?g { kg:Statement ?p ?o } }", format="csv").text.split()[
        1:
    ]
    assert len(names) == 1
    asked = COUNT.replace("?s a kg:Statement", "kg:Statement ?p ?s").replace(
        "WHERE", f"FROM <{names[0]}> WHERE"
    )
    assert count(server.ask(asked).text) > 0


# ---- forms of the answer

SELECT_FORMS = [
    ("*/*", "", "application/sparql-results+json"),
    ("", "", "application/sparql-results+json"),
    ("application/sparql-results+json", "", "application/sparql-results+json"),
    ("application/json", "", "application/json"),
    ("application/sparql-results+xml", "", "application/sparql-results+xml"),
    ("text/xml", "", "text/xml"),
    ("text/csv", "", "text/csv"),
    ("text/tab-separated-values", "", "text/tab-separated-values"),
    ("text/plain", "", "text/plain"),
    ("text/html", "", "text/html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "text/html"),
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "", "application/sparql-results+xml"),
    ("application/*;q=0.4, text/csv;q=0.5", "", "text/csv"),
    ("*/*, application/sparql-results+json;q=0", "", "application/json"),
    ("image/png, text/*;q=0.1", "", "text/xml"),
    ("Text/CSV", "", "text/csv"),
    ("text/turtle", "csv", "text/csv"),
    ("text/csv", "json", "application/sparql-results+json"),
    ("text/csv", "turtle", "text/csv"),
    ("*/*", "xml", "application/sparql-results+xml"),
    ("*/*", "TSV", "text/tab-separated-values"),
    ("*/*", "text/csv", "text/csv"),
    ("*/*", "application/sparql-results+xml", "application/sparql-results+xml"),
]
GRAPH_FORMS = [
    ("*/*", "", "text/turtle"),
    ("text/turtle", "", "text/turtle"),
    ("application/n-triples", "", "application/n-triples"),
    ("application/rdf+xml", "", "application/rdf+xml"),
    ("application/ld+json", "", "application/ld+json"),
    ("text/html", "", "text/html"),
    ("text/turtle;q=0.2,application/rdf+xml;q=0.7", "", "application/rdf+xml"),
    ("*/*", "json", "application/ld+json"),
    ("*/*", "xml", "application/rdf+xml"),
    ("*/*", "ttl", "text/turtle"),
    ("*/*", "nt", "application/n-triples"),
    ("*/*", "rdf", "application/rdf+xml"),
    ("*/*", "json-ld", "application/ld+json"),
    ("application/n-triples", "sparql-results+json", "application/n-triples"),
]


@pytest.mark.parametrize(("accept", "wish", "media"), SELECT_FORMS)
def test_the_form_of_rows(accept: str, wish: str, media: str, server: Server) -> None:
    for query in (COUNT, "ASK { ?s a kg:Statement }"):
        reply = server.ask(query, accept, **({"format": wish} if wish else {}))
        assert (reply.status, reply.media) == (200, media)
        assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(("accept", "wish", "media"), GRAPH_FORMS)
def test_the_form_of_graphs(accept: str, wish: str, media: str, server: Server) -> None:
    for query in (CUES, "DESCRIBE actor:afp"):
        reply = server.ask(query, accept, **({"format": wish} if wish else {}))
        assert (reply.status, reply.media) == (200, media)


def test_every_form_says_the_same(server: Server) -> None:
    query = "SELECT ?s ?c { ?s kg:cue ?c } ORDER BY ?s"
    read = {
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
        "tsv": ox.QueryResultsFormat.TSV,
    }
    found = {}
    for wish, form in read.items():
        rows = ox.parse_query_results(server.ask(query, format=wish).body, format=form)
        assert isinstance(rows, ox.QuerySolutions)
        found[wish] = [tuple(row) for row in rows]
    assert len(found["json"]) == 5
    assert found["json"] == found["xml"] == found["tsv"]
    table = list(csv.reader(io.StringIO(server.ask(query, format="csv").text, newline="")))
    assert [row[1] for row in table[1:]] == [row[1].value for row in found["json"]]
    formats = {"turtle": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "xml": ox.RdfFormat.RDF_XML}
    graphs = [
        {quad.triple for quad in ox.parse(server.ask(CUES, format=wish).body, format=form)}
        for wish, form in formats.items()
    ]
    assert len(graphs[0]) == 5
    assert graphs[0] == graphs[1] == graphs[2]


# ---- the other addresses


def test_the_service_description(server: Server) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    forms = {"text/turtle": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML}
    for accept, form in forms.items():
        reply = server.send("GET", "/sparql", headers={"Accept": accept})
        assert (reply.status, reply.media) == (200, accept)
        store = ox.Store()
        store.load(reply.body, format=form)
        found = store.query(
            "SELECT ?g ?e { ?s a sd:Service ; sd:endpoint ?e ; sd:feature sd:UnionDefaultGraph ;"
            " sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;"
            " sd:defaultDataset/sd:namedGraph/sd:name ?g }",
            prefixes={"sd": sd},
        )
        assert isinstance(found, ox.QuerySolutions)
        rows = list(found)
        assert {row["g"].value for row in rows} >= set(graphs(server))
        assert {row["e"].value for row in rows} == {f"{server.url}/sparql"}
    assert (
        server.send("GET", "/sparql", headers={"Accept": "application/ld+json"}).media
        == "application/ld+json"
    )
    assert server.send("GET", "/sparql", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("tongue", ["fr", "en"])
def test_the_page(tongue: str, server: Server) -> None:
    for path in ("/", "/sparql", f"/?lang={tongue}"):
        headers = {"Accept": "text/html", "Accept-Language": f"{tongue}-CA, de;q=0.5"}
        page = server.send("GET", path, headers=headers)
        assert (page.status, page.media) == (200, "text/html")
        assert f'<html lang="{tongue}">' in page.text
        assert "<script" not in page.text
        assert "//" not in page.text.replace("<!DOCTYPE", "")  # nothing from elsewhere
        for name in named_queries():
            assert f"queries/{name}" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_an_answer_as_a_page_is_escaped(server: Server) -> None:
    reply = server.ask("SELECT ('<script>alert(1)</script>' AS ?x) { }", "text/html")
    assert "<script" not in reply.text
    assert "&lt;script&gt;" in reply.text


def test_the_ontology_and_the_pulse(server: Server) -> None:
    reply = server.send("GET", "/ns")
    assert reply.media == "text/turtle"
    triples = len(list(ox.parse(reply.body, format=ox.RdfFormat.TURTLE)))
    assert triples > 100
    other = server.send("GET", "/ns?format=nt")
    assert (other.media, other.body.count(b"\n")) == ("application/n-triples", triples)
    page = server.send("GET", "/ns", headers={"Accept": "text/html"})
    assert page.media == "text/html"
    assert 'id="speaker"' in page.text
    assert server.send("GET", "/healthz").text == "ok\n"


def test_named_queries(server: Server) -> None:
    reply = server.send("GET", "/queries/by-actor?actor=lavrov&format=csv")
    assert reply.status == 200
    assert "Sergueï Lavrov" in reply.text
    assert (
        server.send("POST", "/queries/by-actor", "actor=lavrov", {**FORM, "Accept": "text/csv"}).text
        == reply.text
    )
    hostile = quote('") } SERVICE <http://a/> { #')
    assert server.send("GET", f"/queries/by-actor?actor={hostile}&format=csv").text.count("\n") == 1
    assert server.send("GET", "/queries/by-actor?actor=lavrov&since=&until=&format=csv").text == reply.text
    for path in (
        "by-actor",
        "by-actor?actor=a&since=then",
        "by-actor?actor=a&nope=1",
        "by-actor?actor=a&actor=b",
        "most-quoted?actor=a",
    ):
        assert server.send("GET", f"/queries/{path}").status == 400
