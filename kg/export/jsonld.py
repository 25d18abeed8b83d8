"""JSON-LD: compact, flat, one thing a line, streamed.

The context stands in the file, so that nobody has to fetch it. Every consecutive run of triples with one
subject becomes a node object, so that only one thing is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, Triple

from kg.export.context import Context, Term
from kg.export.names import Names
from kg.plain import json_line
from kg.vocab import RDF

_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING, _BOOLEAN, _INTEGER = f"{_XSD}string", f"{_XSD}boolean", f"{_XSD}integer"
_WHOLE_NUMBERS = frozenset({_INTEGER, f"{_XSD}nonNegativeInteger"})
_DIGITS = re.compile(r"0|[1-9][0-9]{0,14}")  # what every reader of JSON keeps exactly


def write_jsonld(stream: Iterable[Triple], file: BinaryIO, names: Names) -> None:
    """The triples as one JSON-LD document."""
    context = Context(names.context)
    file.write(f'{{"@context": {json_line(context.plain)},\n"@graph": ['.encode())
    between = "\n"
    for node in _nodes(stream, context):
        file.write(f"{between}{json_line(node)}".encode())
        between = ",\n"
    file.write(b"\n]}\n")


def _nodes(stream: Iterable[Triple], context: Context) -> Iterator[dict[str, Any]]:
    for subject, triples in groupby(stream, key=lambda triple: triple.subject):
        assert isinstance(subject, NamedNode)
        node: dict[str, Any] = {"@id": context.reference(subject.value)}
        for triple in triples:
            _add(node, triple, context)
        yield node


def _add(node: dict[str, Any], triple: Triple, context: Context) -> None:
    """One value more. What a term with a map of languages cannot hold goes under the whole IRI."""
    thing = triple.object
    if triple.predicate == RDF.type and isinstance(thing, NamedNode):
        _put(node, "@type", context.name(thing.value))
        return
    term = context(triple.predicate.value)
    if not term.by_language:
        _put(node, term.name, _value(term, triple, context))
    elif isinstance(thing, Literal) and (thing.language or thing.datatype.value == _STRING):
        _put(node.setdefault(term.name, {}), thing.language or "@none", thing.value)
    else:
        _put(node, term.iri, _value(Term(name=term.iri, iri=term.iri), triple, context))


def _put(holder: dict[str, Any], key: str, value: Any) -> None:
    """One value stands alone, several in a list."""
    if key not in holder:
        holder[key] = value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]


def _value(term: Term, triple: Triple, context: Context) -> Any:
    """An object as short as the term allows."""
    thing = triple.object
    if isinstance(thing, NamedNode):
        if term.type == "@vocab":
            return context.name(thing.value)
        whole = context.reference(thing.value)
        return whole if term.type == "@id" else {"@id": whole}
    assert isinstance(thing, Literal)
    if thing.language:
        short = term.type is None and term.language == thing.language
        return thing.value if short else {"@value": thing.value, "@language": thing.language}
    datatype = thing.datatype.value
    if datatype == _STRING:
        return thing.value if term.type is None and term.language is None else {"@value": thing.value}
    if datatype == term.type or (term.type is None and datatype in (_BOOLEAN, _INTEGER)):
        return _native(thing.value, datatype, typed=term.type is not None)
    return {"@value": thing.value, "@type": context.name(datatype)}


def _native(value: str, datatype: str, typed: bool) -> Any:
    """A number or a truth value where it is written in the one way that comes back."""
    if datatype == _BOOLEAN and value in ("true", "false"):
        return value == "true"
    if datatype in _WHOLE_NUMBERS and _DIGITS.fullmatch(value):
        return int(value)
    return value if typed else {"@value": value, "@type": datatype}
