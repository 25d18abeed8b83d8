"""The servers that tests talk to are there, and hold what was put into them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.oxigraph_server import OxigraphServer, oxigraph_in
from tests.virtuoso import Virtuoso

GRAPH = "urn:newskg:test:servers"
DATA = '<urn:a> <urn:b> "été"@fr , <urn:c> .'
ALL = f"SELECT ?s ?p ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
EXPECTED = {
    (ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("été", language="fr")),
    (ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")),
}


@pytest.mark.slow
def test_virtuoso_holds_what_it_is_given_and_asks_who_writes(virtuoso: Virtuoso) -> None:
    virtuoso.load(DATA, GRAPH)
    assert set(virtuoso.rows(ALL)) == EXPECTED
    virtuoso.update(f"DELETE DATA {{ GRAPH <{GRAPH}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    assert len(virtuoso.rows(ALL)) == 1
    for auth in (None, httpx.DigestAuth("dba", "dba")):
        answer = httpx.put(virtuoso.gsp_auth_url, params={"graph-uri": GRAPH}, content=DATA, auth=auth)
        assert answer.status_code == 401
    virtuoso.drop(GRAPH)
    assert not virtuoso.rows(ALL)


def test_oxigraph_holds_what_it_is_given_and_comes_back(tmp_path: Path) -> None:
    with oxigraph_in(tmp_path) as server:
        assert isinstance(server, OxigraphServer)
        server.load(DATA, GRAPH)
        server.kill()
        server.start()
        assert set(server.rows(ALL)) == EXPECTED
        server.update(f"DROP GRAPH <{GRAPH}>")
        assert not server.rows(ALL)
