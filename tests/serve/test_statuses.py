"""Every way to be refused: the status, one line, nothing of the machine."""

from __future__ import annotations

import json

import pytest

from kg.serve.asked import MAX_BODY
from tests.serve.server import FORM, QUERY, Server

STATUSES = {
    "not SPARQL": (400, "GET", "/sparql?query=SELEC", None, {}),
    "empty query": (400, "GET", "/sparql?query=", None, {}),
    "query twice": (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}),
    "query in URL and body": (400, "POST", "/sparql?query=ASK%7B%7D", "ASK {}", QUERY),
    "no query": (400, "POST", "/sparql", "", FORM),
    "not UTF-8 in the URL": (400, "GET", "/sparql?query=%ff%fe", None, {}),
    "not UTF-8 in the body": (400, "POST", "/sparql", b"ASK { \xff }", QUERY),
    "too many fields": (400, "GET", "/sparql?" + "a=1&" * 300, None, {}),
    "an update by GET": (403, "GET", "/sparql?update=DROP%20ALL", None, {}),
    "an update by form": (403, "POST", "/sparql", "update=CLEAR+ALL", FORM),
    "an update as the body": (
        403,
        "POST",
        "/sparql",
        "DROP ALL",
        {"Content-Type": "application/sparql-update"},
    ),
    "an update as a query": (403, "POST", "/sparql", "INSERT DATA { <a:a> <a:b> 1 }", QUERY),
    "DROP as a query": (403, "POST", "/sparql", "PREFIX a: <http://a/> DROP ALL", QUERY),
    "SERVICE": (403, "POST", "/sparql", "SELECT * { SERVICE <http://a/> { } }", QUERY),
    "a graph from elsewhere": (403, "POST", "/sparql", "ASK FROM <http://a/> { }", QUERY),
    "a relative graph": (403, "POST", "/sparql", "BASE <http://a/> ASK FROM <b> { }", QUERY),
    "an empty graph name": (403, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=", None, {}),
    "a file as a graph": (403, "GET", "/sparql?query=ASK%7B%7D&named-graph-uri=file:///etc/passwd", None, {}),
    "too many rows": (403, "POST", "/sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f }", QUERY),
    "no such page": (404, "GET", "/etc/passwd", None, {}),
    "up and away": (404, "GET", "/queries/../../../etc/passwd", None, {}),
    "up and away, escaped": (404, "GET", "/queries/..%2f..%2fsecret", None, {}),
    "no such query": (404, "GET", "/queries/nope", None, {}),
    "PUT": (405, "PUT", "/sparql", "x", QUERY),
    "DELETE": (405, "DELETE", "/sparql", None, {}),
    "TRACE": (405, "TRACE", "/sparql", None, {}),
    "POST on the ontology": (405, "POST", "/ns", "x", QUERY),
    "no form for it": (406, "GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}),
    "no form for its kind": (406, "GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "text/turtle"}),
    "an unknown format": (406, "GET", "/sparql?query=ASK%7B%7D&format=docx", None, {}),
    "too long a query": (413, "POST", "/sparql", "#" * 100_001, QUERY),
    "too large a body": (413, "POST", "/sparql", b"#" * (MAX_BODY + 1), QUERY),
    "no type": (415, "POST", "/sparql", b"ASK {}", {}),
    "another type": (415, "POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}),
    "JSON-LD": (
        415,
        "POST",
        "/sparql",
        '{"@context": "http://a/"}',
        {"Content-Type": "application/ld+json"},
    ),
    "another charset": (
        415,
        "POST",
        "/sparql",
        "ASK {}",
        {"Content-Type": "application/sparql-query; charset=utf-16"},
    ),
    "compressed": (415, "POST", "/sparql", b"x", {**QUERY, "Content-Encoding": "gzip"}),
    "another host": (421, "GET", "/", None, {"Host": "evil.example"}),
    "a host with a port": (421, "GET", "/", None, {"Host": "evil.example:80"}),
    "no host": (400, "GET", "/", None, {"Host": "a b"}),
    "a page from elsewhere": (403, "GET", "/", None, {"Origin": "https://evil.example"}),
    "a page without origin": (403, "GET", "/", None, {"Origin": "null"}),
    "longer than the limit": (
        503,
        "POST",
        "/sparql",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        QUERY,
    ),
}


@pytest.mark.parametrize("name", STATUSES)
def test_a_status(name: str, server: Server) -> None:
    status, method, path, body, headers = STATUSES[name]
    reply = server.send(method, path, body, headers)
    assert (reply.status, reply.media) == (status, "text/plain")
    assert reply.body.count(b"\n") == 1
    assert reply.text.strip()
    assert "Traceback" not in reply.text
    assert "/home" not in reply.text
    assert "server" not in reply.headers
    assert not server.said


def test_an_error_says_where(server: Server) -> None:
    assert "(line 3, column 4)" in server.ask("SELECT *\nWHERE {\n   nonsense }").text
    assert "LIMIT" in server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }").text
    assert "DELETE" in server.send("POST", "/sparql", "DELETE WHERE { ?s ?p ?o }", QUERY).text


def test_an_error_as_json(server: Server) -> None:
    reply = server.ask("SELEC", "application/sparql-results+json, application/problem+json")
    assert reply.media == "application/problem+json"
    assert json.loads(reply.text)["status"] == 400
    assert "line 1" in json.loads(reply.text)["detail"]


def test_what_it_says_of_itself_to_a_browser_elsewhere(server: Server) -> None:
    near = server.send("GET", "/healthz", headers={"Origin": "http://localhost:8888"})
    assert near.headers["access-control-allow-origin"] == "http://localhost:8888"
    asked = {"Origin": "http://127.0.0.1:9", "Access-Control-Request-Method": "POST"}
    before = server.send("OPTIONS", "/sparql", headers=asked)
    assert before.status == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    assert server.send("OPTIONS", "/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
