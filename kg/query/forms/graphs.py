"""The triples of a CONSTRUCT or DESCRIBE as RDF: Turtle, N-Triples, JSON-LD, RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import QueryInvalid
from kg.graph.literals import in_xml
from kg.graph.rdf import prefixes
from kg.query.rows import Rows

_ELEMENT = re.compile(r"[^\W\d][\w.-]*$")  # what RDF/XML can cut off an IRI as the name of an element


def turtle_text(rows: Rows) -> str:
    """Turtle, with the prefixes of graph.ttl."""
    return _written(_triples(rows), ox.RdfFormat.TURTLE)


def ntriples_text(rows: Rows) -> str:
    """N-Triples, sorted."""
    return _written(_triples(rows), ox.RdfFormat.N_TRIPLES)


def jsonld_text(rows: Rows) -> str:
    """JSON-LD in expanded form."""
    return _written(_triples(rows), ox.RdfFormat.JSON_LD) + "\n"


def rdfxml_text(rows: Rows) -> str:
    """RDF/XML; characters that XML cannot hold become U+FFFD.

    Raises QueryInvalid for a property that RDF/XML has no name for.
    """
    text = _written((_for_xml(triple) for triple in _triples(rows)), ox.RdfFormat.RDF_XML)
    return text.replace("\r", "&#13;") + "\n"


def _triples(rows: Rows) -> Iterator[ox.Triple]:
    for subject, predicate, thing in rows.rows:
        assert isinstance(subject, ox.NamedNode | ox.BlankNode), "the triples of a graph query"
        assert isinstance(predicate, ox.NamedNode), "the triples of a graph query"
        assert thing is not None, "the triples of a graph query"
        yield ox.Triple(subject, predicate, thing)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    if not _ELEMENT.search(triple.predicate.value):
        raise QueryInvalid(
            f"<{triple.predicate.value}> cannot be written as RDF/XML; choose turtle, ntriples or jsonld"
        )
    return in_xml(triple)


def _written(triples: Iterator[ox.Triple], form: ox.RdfFormat) -> str:
    return (ox.serialize(triples, format=form, prefixes=prefixes()) or b"").decode("utf-8")
