"""SPARQL 1.1 Query Results JSON and XML.

https://www.w3.org/TR/sparql11-results-json/ and https://www.w3.org/TR/rdf-sparql-XMLres/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.graph.literals import xml_able
from kg.query.rows import Rows, Term

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def json_text(rows: Rows) -> str:
    """One JSON document."""
    if rows.boolean is not None:
        return json.dumps({"head": {}, "boolean": rows.boolean}) + "\n"
    bindings = [
        {name: _binding(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        return {**literal, "xml:lang": term.language}
    return literal if term.datatype.value == _XSD_STRING else {**literal, "datatype": term.datatype.value}


def xml_text(rows: Rows) -> str:
    """One XML document. Characters that XML 1.0 cannot hold become U+FFFD."""
    return "".join(f"{line}\n" for line in _xml_lines(rows))


def _xml_lines(rows: Rows) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    if rows.boolean is not None:
        yield f"<head/>\n<boolean>{str(rows.boolean).lower()}</boolean>\n</sparql>"
        return
    yield f"<head>{''.join(f'<variable name={quoteattr(name)}/>' for name in rows.columns)}</head>"
    yield "<results>"
    for row in rows.rows:
        cells = zip(rows.columns, row, strict=True)
        bound = (f"<binding name={quoteattr(n)}>{_element(t)}</binding>" for n, t in cells if t is not None)
        yield f"<result>{''.join(bound)}</result>"
    yield "</results>\n</sparql>"


def _element(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{xml_escaped(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{xml_escaped(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{name}>{_element(part)}</{name}>' for name, part in parts)}</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _XSD_STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{xml_escaped(term.value)}</literal>"


def xml_escaped(text: str) -> str:
    """Text for an element: a carriage return as a reference, since a parser makes a newline of a bare one."""
    return escape(xml_able(text), {"\r": "&#13;"})
