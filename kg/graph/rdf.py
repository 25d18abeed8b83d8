"""Corpus → RDF: a stream of triples for writers, an rdflib graph for users.

Order: documents, statements, actors (each sorted by id, a block a record, sorted inside), then
what they share (outlets, authors, roles, rules, concepts). The same corpus gives the same triples
in the same order, each of them once.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from kg.records import Corpus
from kg.vocab import PREFIXES


def triples(corpus: Corpus, base: str = DATA_BASE) -> Iterator[ox.Triple]:
    """Everything the corpus says, as triples with IRIs under ``base``.

    ``corpus.documents`` is read twice, the rest once. Raises ValueError for a base that is no
    absolute ASCII IRI ending in / # or :, and for a statement whose document is not there.
    """
    index = Index(corpus)
    shared = Shared(Iris(base))
    documents = DocumentWriter(index, shared)
    actors = ActorWriter(index.actors, shared)
    statements = StatementWriter(index, actors)
    for document in once(corpus.documents):
        yield from documents.triples(document)
    for statement in once(corpus.statements):
        yield from statements.triples(statement)
    for actor in once(corpus.actors):
        yield from actors.triples(actor)
    for claim in corpus.claims:
        add_claim(shared, claim)
    yield from shared.in_order()


def prefixes(base: str = DATA_BASE) -> dict[str, str]:
    """Prefix → namespace: the vocabularies, and the families of data IRIs under ``base``."""
    return {**PREFIXES, **Iris(base).prefixes}


def to_rdf(corpus: Corpus, base: str = DATA_BASE) -> rdflib.Graph:
    """The same triples as an rdflib graph, prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace)
    for triple in triples(corpus, base):
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A pyoxigraph term as the same rdflib term, its lexical form untouched."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        plain = datatype == rdflib.XSD.string
        return rdflib.Literal(term.value, datatype=None if plain else datatype, normalize=False)
    raise TypeError(f"the graph holds IRIs and literals only, not {term!r}")
