"""Where to publish to and how, checked before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal, get_args

import httpx
from pyoxigraph import NamedNode

from kg.errors import PublishFailed
from kg.graph.iris import Iris

Protocol = Literal["gsp", "update"]
Layout = Literal["one", "documents", "default"]
PROTOCOLS: tuple[Protocol, ...] = get_args(Protocol)
LAYOUTS: tuple[Layout, ...] = get_args(Layout)

CHUNK_BYTES = 900_000  # below the 1 MiB that nginx takes unless told otherwise
TIMEOUT, TRIES = 120.0, 5
_CHUNK: dict[Protocol, int] = {"gsp": 10_000, "update": 2_000}
"""Triples in a request. Virtuoso 7.2 compiles no INSERT DATA of 5,000 ("memory exhausted")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """What `kg.publish.publish` is asked to do.

    ``protocol``: "gsp" is the SPARQL 1.1 Graph Store HTTP Protocol, "update" is SPARQL 1.1 Update.
    ``layout``: "one" named graph, one a document ("documents"), or the "default" graph.
    ``graph``: the IRI of the one graph, or of what documents share; None is the usual one.
    ``query``: an address that answers SPARQL queries.
    ``append`` adds, instead of replacing what the graphs hold; ``force`` sends what is there already;
    ``insecure`` lets credentials travel over plain HTTP.
    ``chunk_triples`` (None: what suits the protocol) and ``chunk_bytes``: the size of one request.
    ``timeout``: seconds of silence. ``tries`` for each request, with ``pause`` seconds after the first, then
    twice as long each time.
    """

    url: str
    protocol: Protocol = "gsp"
    layout: Layout = "one"
    graph: str | None = None
    query: str | None = None
    append: bool = False
    force: bool = False
    insecure: bool = False
    chunk_triples: int | None = None
    chunk_bytes: int = CHUNK_BYTES
    timeout: float = TIMEOUT
    tries: int = TRIES
    pause: float = 1.0

    @property
    def triples_a_chunk(self) -> int:
        """Triples in one request at most."""
        return self.chunk_triples or _CHUNK[self.protocol]

    @property
    def graph_iri(self) -> str | None:
        """The named graph of everything, or of what documents share; None for the default graph."""
        if self.layout == "default":
            return None
        return self.graph or Iris()("graph", "shared" if self.layout == "documents" else "all").value


def checked(options: PublishOptions, credentials: bool) -> None:
    """Raises PublishFailed where these options cannot be followed, or not without giving a secret away."""
    for address in (options.url, *([] if options.query is None else [options.query])):
        url = parsed(address)
        if credentials and url.scheme == "http" and not is_loopback(url) and not options.insecure:
            raise PublishFailed(
                f"{shown(url)}: a password would travel unprotected; use https, or --insecure if you must"
            )
    if options.graph is not None:
        if options.layout == "default":
            raise PublishFailed("the default graph has no name; leave out --named-graph or --default-graph")
        _check_iri(options.graph)


def parsed(address: str) -> httpx.URL:
    """The address as a URL; raises PublishFailed for anything but HTTP, and where it holds a password."""
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise PublishFailed(f"the address cannot be read: {error}") from None
    if url.userinfo:
        raise PublishFailed(
            f"{shown(url)}: a password in an address shows in logs and lists of processes;"
            " leave it out and set KG_PUBLISH_USER and KG_PUBLISH_PASSWORD"
        )
    whole = url.scheme in ("http", "https") and url.host and (url.port or 0) < 1 << 16
    if not whole or url.fragment:
        raise PublishFailed(f"{shown(url)}: is no address of a store; give one with http:// or https://")
    return url


def shown(url: httpx.URL) -> str:
    """The address as it may be printed and kept: without user, password, query and fragment."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    port = f":{url.port}" if url.port is not None else ""
    return f"{url.scheme}://{host}{port}{url.path}" if url.host else url.path or "the address"


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port: whom credentials are for (RFC 6454)."""
    usual = {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host, url.port or usual


def is_loopback(url: httpx.URL) -> bool:
    """Whether the address is this machine's own."""
    if url.host == "localhost":
        return True
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return False


def _check_iri(iri: str) -> None:
    try:
        NamedNode(iri)
    except ValueError as error:
        raise PublishFailed(f"{iri}: is no IRI for a graph ({error}); give an absolute one") from None
