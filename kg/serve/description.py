"""What the service says of itself: SPARQL 1.1 Service Description, and the ontology, as triples."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from kg.ontology_page import ontology_page
from kg.query import Rows, format_rows
from kg.resources import ontology_dir
from kg.vocab import RDF, RDFS

LISTED = 250
"""Named graphs that a description lists; of more it tells the number, and the query that lists them."""

LIST_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { } }"
_ONTOLOGY = ontology_dir() / "newskg.ttl"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def described(endpoint: str, graphs: tuple[str, ...]) -> Rows:
    """The service at an address whose store has these named graphs."""
    service, dataset = ox.NamedNode(f"{endpoint}#service"), ox.NamedNode(f"{endpoint}#dataset")
    default = ox.NamedNode(f"{endpoint}#default")
    found = [
        (service, RDF.type, _sd("Service")),
        (service, _sd("endpoint"), ox.NamedNode(endpoint)),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        *((service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in _RESULTS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, RDF.type, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), default),
        (default, RDF.type, _sd("Graph")),
        (default, RDFS.comment, ox.Literal("All graphs of the store together.", language="en")),
    ]
    if len(graphs) > LISTED:
        more = f"There are {len(graphs)} named graphs, one a document; {LIST_GRAPHS} lists them."
        found.append((dataset, RDFS.comment, ox.Literal(more, language="en")))
        graphs = ()
    for number, name in enumerate(sorted(graphs)):
        graph = ox.NamedNode(f"{endpoint}#graph-{number}")
        found += [
            (dataset, _sd("namedGraph"), graph),
            (graph, RDF.type, _sd("NamedGraph")),
            (graph, _sd("name"), ox.NamedNode(name)),
        ]
    return _rows(found)


@cache
def terms(form: str) -> str:
    """The terms of newskg in one of the forms of graphs."""
    if form == "turtle":
        return _ONTOLOGY.read_text(encoding="utf-8")
    found = ox.Dataset(ox.parse(path=_ONTOLOGY, format=ox.RdfFormat.TURTLE))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)  # else blank nodes have other names every time
    return format_rows(_rows((quad.subject, quad.predicate, quad.object) for quad in found), form)


@cache
def terms_page() -> str:
    """The documentation of the terms as a web page."""
    return "".join(f"{line}\n" for line in ontology_page(_ONTOLOGY.read_text(encoding="utf-8")))


def _rows(triples: Iterable[tuple[ox.NamedNode | ox.BlankNode | ox.Triple, ox.NamedNode, object]]) -> Rows:
    rows = sorted(set(triples), key=lambda triple: tuple(map(str, triple)))
    return Rows(columns=("subject", "predicate", "object"), rows=tuple(rows), kind="graph")  # type: ignore[arg-type]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
