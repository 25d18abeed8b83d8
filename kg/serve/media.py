"""Which form an answer gets: by ``format=`` where it says so, else by Accept (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.serve.problem import Problem

PAGE = "html"
"""The name, beside those of `kg.query.FORMATS`, of an answer as a web page."""

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/html": PAGE,
    "text/plain": "table",
}
"""Media types of SELECT and ASK → forms, the preferred first."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/html": PAGE,
    "text/plain": "table",
}
"""Media types of CONSTRUCT and DESCRIBE → forms, the preferred first."""

# What people and libraries write for format=, beside media types: name → for rows, for graphs.
_NAMES: Mapping[str, tuple[str | None, str | None]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "sparql-results+json": ("application/sparql-results+json", None),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "sparql-results+xml": ("application/sparql-results+xml", None),
    "csv": ("text/csv", "text/csv"),
    "tsv": ("text/tab-separated-values", "text/tab-separated-values"),
    "html": ("text/html", "text/html"),
    "text": ("text/plain", "text/plain"),
    "table": ("text/plain", "text/plain"),
    **dict.fromkeys(("turtle", "ttl", "n3"), (None, "text/turtle")),
    **dict.fromkeys(("nt", "ntriples", "n-triples"), (None, "application/n-triples")),
    **dict.fromkeys(("rdf", "rdfxml", "rdf+xml", "rdf/xml", "rdf-xml"), (None, "application/rdf+xml")),
    **dict.fromkeys(("jsonld", "json-ld"), (None, "application/ld+json")),
}
_RANGE = re.compile(r"([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)")
_QUALITY = re.compile(r"q=([01](?:\.\d{0,3})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """The media types for either kind of answer; None where the client can read none of ours."""

    rows: str | None
    graph: str | None


def choose(accept: str, format_: str | None) -> Choice:
    """The media types of an answer; raises Problem (406) where there are none for either kind.

    ``format_`` decides for the kinds of answer that it has a form for, ``accept`` for the others.
    """
    by_accept = Choice(negotiate(accept, ROWS), negotiate(accept, GRAPHS))
    chosen = by_accept
    if format_ is not None:
        rows, graph = _named(format_.strip().lower().replace(" ", "+"))
        chosen = Choice(rows or by_accept.rows, graph or by_accept.graph)
    if chosen == Choice(None, None):
        raise Problem(406, f"none of these forms is asked for: {', '.join({**ROWS, **GRAPHS})}")
    return chosen


def _named(name: str) -> tuple[str | None, str | None]:
    if name in _NAMES:
        return _NAMES[name]
    if name in ROWS or name in GRAPHS:
        return name if name in ROWS else None, name if name in GRAPHS else None
    raise Problem(406, f"there is no format {name[:40]!r}; there are: {', '.join(_NAMES)}")


def negotiate(accept: str, offers: Iterable[str]) -> str | None:
    """The offer that Accept likes best, the first of equals; None where it likes none."""
    ranges = _ranges(accept) if accept.strip() else {"*/*": 1.0}
    best, best_quality = None, 0.0
    for offer in offers:
        kinds = (offer, f"{offer.partition('/')[0]}/*", "*/*")
        quality = next((ranges[kind] for kind in kinds if kind in ranges), 0.0)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        if _RANGE.fullmatch(kind):
            quality = next(filter(None, map(_QUALITY.fullmatch, parameters)), None)
            found[kind] = max(found.get(kind, 0.0), min(float(quality[1]), 1.0) if quality else 1.0)
    return found
