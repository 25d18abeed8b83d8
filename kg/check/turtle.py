"""A report as a sh:ValidationReport (https://www.w3.org/TR/shacl/#validation-report) in Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib.term import BNode, Node

from kg.check.report import Report
from kg.check.shapes import Shapes
from kg.check.source import as_term
from kg.check.validator import Result
from kg.vocab import RDF, Vocabulary

SHACL = Vocabulary(
    "http://www.w3.org/ns/shacl#",
    "ValidationReport ValidationResult conforms result resultSeverity resultMessage resultPath "
    "focusNode value sourceShape sourceConstraintComponent Violation Warning Info",
)
_SEVERITIES: Mapping[str, ox.NamedNode] = {
    "violation": SHACL.Violation,
    "warning": SHACL.Warning,
    "info": SHACL.Info,
}


def as_turtle(report: Report) -> str:
    """A sh:ValidationReport with every result; sh:sourceShape names the shape around a nameless one.

    sh:conforms is true where there is no violation.
    """
    written = ox.serialize(
        _report_triples(report), None, ox.RdfFormat.TURTLE, prefixes=report.shapes.prefixes()
    )
    return (written or b"").decode("utf-8")


def _report_triples(report: Report) -> Iterator[ox.Triple]:
    a, top = RDF.type, ox.BlankNode("report")
    yield ox.Triple(top, a, SHACL.ValidationReport)
    yield ox.Triple(top, SHACL.conforms, ox.Literal(report.conforms))
    results = sorted(report.results, key=Result.place)
    names = [ox.BlankNode(f"r{number}") for number in range(1, len(results) + 1)]
    for node in names:
        yield ox.Triple(top, SHACL.result, node)
    for node, result in zip(names, results, strict=True):
        yield ox.Triple(node, a, SHACL.ValidationResult)
        yield ox.Triple(node, SHACL.resultSeverity, _SEVERITIES[result.severity])
        yield ox.Triple(node, SHACL.resultMessage, ox.Literal(result.message))
        for predicate, thing in (
            (SHACL.focusNode, result.focus),
            (SHACL.value, result.value),
            (SHACL.sourceShape, result.shape),
            (SHACL.sourceConstraintComponent, result.component),
        ):
            if thing is not None:
                yield ox.Triple(node, predicate, as_term(thing))
        if result.path_node is not None:
            copied: list[ox.Triple] = []
            yield ox.Triple(
                node, SHACL.resultPath, _copy(report.shapes, result.path_node, node.value, copied)
            )
            yield from copied


def _copy(
    shapes: Shapes, node: Node, name: str, into: list[ox.Triple]
) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """A path of the shapes graph once more, under blank nodes that are named by their place."""
    if not isinstance(node, BNode):
        return as_term(node)
    own = ox.BlankNode(name)
    described = sorted(shapes.graph.predicate_objects(node), key=lambda pair: str(pair[0]))
    for number, (predicate, thing) in enumerate(described):
        below = _copy(shapes, thing, f"{name}x{number}", into)
        into.append(ox.Triple(own, ox.NamedNode(str(predicate)), below))
    return own
