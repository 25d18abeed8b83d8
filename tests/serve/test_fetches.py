"""What would fetch or change something is refused, however it is written; nobody is called."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.serve.server import FORM, HOSTILE, QUERY, REFUSED, Server


class Listener:
    """A server that nobody should call. ``calls`` counts those who did."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            line.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


# ---- what would fetch or change something

FETCHES = {
    "SERVICE": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "small letters": "select * { service <URL> { ?s ?p ?o } }",
    "by a variable": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "by a bound variable": "SELECT * { BIND(IRI('URL') AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "by a prefix": "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "by the base": "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "escaped, long": "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "an escaped brace": "SELECT * \\u007B SERVICE <URL> { ?s ?p ?o } }",
    "comments between": "SELECT * { #x\nSERVICE#x\n<URL>#x\n{ ?s ?p ?o } }",
    "hidden by a name": "PREFIX x: <http://x/> SELECT * { ?s ?p x:a\\#b . SERVICE <URL> { ?s ?p ?o } }",
    "hidden by an IRI": "SELECT * { ?s <http://x/#> ?o . SERVICE <URL> { ?s ?p ?o } }",
    "hidden by less-than": "SELECT * { ?s ?p ?o FILTER(?s<'>'&&?o>'') SERVICE <URL> { ?s ?p ?o } #' \n}",
    "hidden by a string": "SELECT * { ?s ?p 'a\\'' . SERVICE <URL> { ?s ?p ?o } #'\n}",
    "hidden by a long string": "SELECT * { ?s ?p ''' ' ''' SERVICE <URL> { ?s ?p ?o } #'''\n}",
    "a line by CR": "SELECT * { #\rSERVICE <URL> { ?s ?p ?o } }",
    "in EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in NOT EXISTS": "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "in a subselect": "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "in OPTIONAL": "SELECT * { OPTIONAL { MINUS { SERVICE <URL> { ?s ?p ?o } } } }",
    "in HAVING": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE <URL> { } })",
    "in ORDER BY": "SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <URL> { } })",
    "in BIND": "SELECT * { BIND(EXISTS { SERVICE <URL> { } } AS ?x) }",
    "in the projection": "SELECT (EXISTS { SERVICE <URL> { } } AS ?x) { }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "FROM": "SELECT * FROM <URL> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "FROM the base": "BASE <URL> SELECT * FROM <a.ttl> { ?s ?p ?o }",
    "CONSTRUCT FROM": "CONSTRUCT { ?s ?p ?o } FROM <URL> WHERE { ?s ?p ?o }",
    "DESCRIBE FROM": "DESCRIBE <URL> FROM <URL>",
    "LOAD": "LOAD <URL>",
    "LOAD after a query": "SELECT * { } ; LOAD <URL>",
    "LATERAL": "SELECT * { ?s ?p ?o LATERAL { SERVICE <URL> { } } }",
    "INSERT": "INSERT { ?s ?p 1 } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "a full-width keyword": "SELECT * { ＳERVICE <URL> { ?s ?p ?o } }",
    "JSON-LD": '{"@context": "URL", "@id": "http://x/"}',
}
LOOKUPS = {
    "DESCRIBE of an address": "DESCRIBE <URL>",
    "GRAPH of an address": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "a name alone": "SELECT * { <URL> ?p ?o }",
    "a function by address": "SELECT (<URL>(1) AS ?x) { }",
}


def test_the_engine_itself_would_call() -> None:
    """What keeps it from that is what is tested here."""
    called = Listener()
    with pytest.raises(OSError, match=r"(?i)http|connection|read"):
        list(ox.Store().query(FETCHES["SERVICE"].replace("URL", called.url)))  # type: ignore[arg-type]
    assert called.calls
    called.socket.close()


@pytest.mark.parametrize("name", FETCHES)
def test_nothing_is_fetched(name: str, server: Server, listener: Listener) -> None:
    query = FETCHES[name].replace("URL", listener.url)
    for reply in (
        server.ask(query, address=HOSTILE),
        server.send("POST", "/sparql", query.encode(), QUERY, HOSTILE),
        server.send("POST", "/sparql", f"query={quote(query)}", FORM, HOSTILE),
    ):
        assert reply.status in REFUSED
    assert listener.calls == 0


@pytest.mark.parametrize("name", LOOKUPS)
def test_an_address_is_only_a_name(name: str, server: Server, listener: Listener) -> None:
    reply = server.ask(LOOKUPS[name].replace("URL", listener.url), address=HOSTILE)
    assert reply.status in {200, 400}
    assert listener.calls == 0


def test_addresses_beside_the_query_are_not_fetched(server: Server, listener: Listener) -> None:
    url = quote(listener.url)
    for field in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
        reply = server.send("GET", f"/sparql?query=ASK%7B%7D&{field}={url}", address=HOSTILE)
        assert reply.status == 403
    linked = {"Content-Type": f'application/ld+json;profile="{listener.url}"', "Link": f"<{listener.url}>"}
    assert server.send("POST", "/sparql", f'{{"@context": "{listener.url}"}}', linked, HOSTILE).status == 415
    assert server.send("POST", "/sparql", f"update=LOAD+%3C{url}%3E", FORM, HOSTILE).status == 403
    assert server.send("GET", listener.url, address=HOSTILE).status in {200, 400, 404, 421}  # as of a proxy
    assert server.send("GET", f"/queries/by-actor?actor={url}", address=HOSTILE).status == 200
    assert listener.calls == 0
