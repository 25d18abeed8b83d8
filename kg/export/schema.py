"""The view in the terms of schema.org alone: what ontology/queries/schema-claims.rq constructs.

The query joins nothing across documents, so it is asked of some documents at a time, then of the shared
things: the answers together are the answer for the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.names import Names, read_context
from kg.export.options import ExportOptions
from kg.export.rdf import SYNTAXES
from kg.export.source import read_triples
from kg.graph.rdf import prefixes
from kg.graph.units import units
from kg.resources import ontology_dir
from kg.vocab import RDF

_TOGETHER = 5_000  # triples in one store; more only take memory
_FAMILIES = ("actor", "author", "concept", "doc", "outlet", "post", "stmt")


def write_schema(folder: Path, file: BinaryIO, options: ExportOptions) -> None:
    """The view, as JSON-LD if no other syntax is asked for."""
    known = prefixes()
    names = Names(
        prefixes={name: known[name] for name in (*_FAMILIES, "schema", "xsd")},
        context=read_context("context-schema.jsonld"),
    )
    SYNTAXES[options.syntax or "jsonld"](schema_view(read_triples(folder)), file, names)


def schema_view(stream: Iterable[ox.Triple], together: int = _TOGETHER) -> Iterator[ox.Triple]:
    """A graph in the order of `kg.graph.rdf` as one of schema.org, subject by subject in each piece.

    A piece is of at least ``together`` triples and ends with a document.
    """
    query = (ontology_dir() / "queries" / "schema-claims.rq").read_text(encoding="utf-8")
    store, held = ox.Store(), 0
    for unit in units(stream):
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in unit.triples)
        held += len(unit.triples)
        if held >= together:
            yield from _answer(store, query)
            store, held = ox.Store(), 0
    yield from _answer(store, query)


def _answer(store: ox.Store, query: str) -> Iterator[ox.Triple]:
    found = store.query(query)
    assert isinstance(found, ox.QueryTriples)
    yield from sorted(set(found), key=_place)


def _place(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """Things in order, the class of each first."""
    return (
        str(triple.subject),
        triple.predicate != RDF.type,
        triple.predicate.value,
        str(triple.object),
    )
