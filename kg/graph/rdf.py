"""Corpus → RDF: a stream of triples for writers, an rdflib graph for users.

Order: every document, sorted by id, with its statements; the actors; then what records share (outlets,
authors, roles, rules, concepts). A record is a block, sorted inside. The same corpus gives the same
triples in the same order, each of them once. `kg.graph.units` cuts such a stream into documents again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.graph.actors import ActorWriter
from kg.graph.block import Shared
from kg.graph.claims import add_claim
from kg.graph.documents import DocumentWriter
from kg.graph.index import Index, once
from kg.graph.iris import DATA_BASE, Iris
from kg.graph.statements import StatementWriter
from kg.records import Corpus, Document, Statement
from kg.vocab import PREFIXES


def triples(corpus: Corpus, base: str = DATA_BASE) -> Iterator[ox.Triple]:
    """Everything the corpus says, as triples with IRIs under ``base``.

    ``corpus.documents`` is read twice, the rest once. Raises ValueError for a base that is no absolute
    ASCII IRI ending in / # or :, and for a statement whose document is not there, or not in its place.
    """
    index = Index(corpus)
    shared = Shared(Iris(base))
    documents = DocumentWriter(index, shared)
    actors = ActorWriter(index.actors, shared)
    statements = StatementWriter(index, actors)
    for document, said in _side_by_side(corpus):
        yield from documents.triples(document)
        for statement in said:
            yield from statements.triples(statement)
    for actor in once(corpus.actors):
        yield from actors.triples(actor)
    for claim in corpus.claims:
        add_claim(shared, claim)
    yield from shared.in_order()


def _side_by_side(corpus: Corpus) -> Iterator[tuple[Document, list[Statement]]]:
    """Each document with its statements."""
    grouped = groupby(once(corpus.statements), key=lambda statement: statement.document)
    name, said = next(grouped, (None, iter(())))
    for document in once(corpus.documents):
        if document.id == name:
            yield document, list(said)
            name, said = next(grouped, (None, iter(())))
        else:
            yield document, []
    if name is not None:
        raise ValueError(f"statement {next(said).id}: its document {name} is not there, or not in its place")


def prefixes(base: str = DATA_BASE) -> dict[str, str]:
    """Prefix → namespace: the vocabularies, and the families of data IRIs under ``base``."""
    return {**PREFIXES, **Iris(base).prefixes}


def to_rdf(corpus: Corpus, base: str = DATA_BASE) -> rdflib.Graph:
    """The same triples as an rdflib graph, prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace)
    for triple in triples(corpus, base):
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))
    return graph


def rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A pyoxigraph IRI or literal as the same rdflib term, its lexical form untouched; else TypeError."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        plain = datatype == rdflib.XSD.string
        return rdflib.Literal(term.value, datatype=None if plain else datatype, normalize=False)
    raise TypeError(f"the graph holds IRIs and literals only, not {term!r}")
