"""The clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.server import Server

KG = "https://w3id.org/newskg/ns#"
CUES = f"SELECT ?s ?c WHERE {{ ?s <{KG}cue> ?c }} ORDER BY ?s"


def wrapper(server: Server, query: str, form: str) -> SPARQLWrapper:
    found = SPARQLWrapper(f"{server.url}/sparql")
    found.setQuery(query)
    found.setReturnFormat(form)
    return found


@pytest.mark.parametrize("post", [None, POSTDIRECTLY, "urlencoded"])
def test_sparqlwrapper_rows(post: str | None, server: Server) -> None:
    asked = wrapper(server, CUES, JSON)
    if post:
        asked.setMethod(POST)
        asked.setRequestMethod(post)
    assert len(asked.queryAndConvert()["results"]["bindings"]) == 5


def test_sparqlwrapper_other_forms(server: Server) -> None:
    assert len(wrapper(server, CUES, XML).queryAndConvert().getElementsByTagName("result")) == 5
    assert wrapper(server, CUES, CSV).queryAndConvert().count(b"\r\n") == 6
    assert wrapper(server, CUES, TSV).queryAndConvert().startswith(b"?s\t?c\n")
    assert wrapper(server, "ASK { }", JSON).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", [TURTLE, XML, JSONLD])
def test_sparqlwrapper_graphs(form: str, server: Server) -> None:
    made = wrapper(server, f"CONSTRUCT WHERE {{ ?s <{KG}cue> ?c }}", form).queryAndConvert()
    graph = made if isinstance(made, rdflib.Graph) else rdflib.Graph().parse(data=made, format="turtle")
    assert len(graph) == 5


def test_sparqlwrapper_hears_of_errors(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 1"):
        wrapper(server, "SELEC", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(method: str, server: Server) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method)
    graph = rdflib.Graph(store)
    assert len(list(graph.query(CUES))) == 5
    assert len(list(graph.triples((None, rdflib.URIRef(f"{KG}cue"), None)))) == 5
    assert bool(graph.query("ASK { ?s ?p ?o }").askAnswer)
    made = graph.query(f"CONSTRUCT WHERE {{ ?s <{KG}cue> ?c }}").graph
    assert made is not None
    assert len(made) == 5


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl(server: Server) -> None:
    def curl(*words: str) -> str:
        call = ["curl", "--silent", "--show-error", "--fail-with-body", *words]
        return subprocess.run(call, capture_output=True, text=True, check=True).stdout

    address = f"{server.url}/sparql"
    assert len(json.loads(curl("--data-urlencode", f"query={CUES}", address))["results"]["bindings"]) == 5
    assert curl("-G", "--data-urlencode", f"query={CUES}", "-d", "format=csv", address).count("\n") == 6
    body = ("-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv", "--data-binary", CUES)
    assert curl(*body, address).count("\n") == 6
    assert "Sergueï Lavrov" in curl(f"{server.url}/queries/by-actor?actor=Lavrov&format=csv")
    assert curl("--head", address).startswith("HTTP/1.1 200")
