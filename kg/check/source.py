"""RDF files as streams of triples: any format that pyoxigraph reads, told by the suffix, gzip or not.

Nothing is fetched: owl:imports is a triple like any other, and a remote JSON-LD context is an error.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.errors import DataInvalid, InputMissing
from kg.graph.rdf import rdflib_term

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def file_format(path: Path) -> ox.RdfFormat:
    """The format that the name of a file tells; raises DataInvalid where it tells none."""
    name = path.name.removesuffix(".gz")
    found = ox.RdfFormat.from_extension(name.rpartition(".")[2].lower()) if "." in name else None
    if found is None:
        raise DataInvalid(
            f"{path}: no RDF format has this suffix; use .ttl, .nt, .trig, .nq, .jsonld or .rdf"
        )
    return found


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def read_triples(path: Path, prefixes: dict[str, str] | None = None) -> Iterator[ox.Triple]:
    """The triples of a file in their order, whichever graph they stand in; lexical forms stay as written.

    The prefixes of the file are added to ``prefixes``, where that is given. Raises InputMissing, DataInvalid.
    """
    form = file_format(path)
    if not path.is_file():
        raise InputMissing(f"{path}: is not there; name an RDF file, or a result with -g")
    try:
        with _opened(path) as file:
            parser = ox.parse(file, form)
            for quad in parser:
                yield ox.Triple(quad.subject, quad.predicate, quad.object)
            if prefixes is not None:
                prefixes.update({name: iri for name, iri in parser.prefixes.items() if name})
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        reason = " ".join(str(error.msg).split())
        raise DataInvalid(f"{path}: {where}is no {form.name} ({reason}); mend it") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise InputMissing(f"{path}: cannot be read ({reason}); write it again") from error


def as_node(term: Term) -> Node:
    """A pyoxigraph term as the same rdflib term, its lexical form untouched.

    Raises DataInvalid for the triple terms of RDF 1.2.
    """
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple):
        raise DataInvalid(f"{term}: triples inside triples cannot be checked; take them out")
    return rdflib_term(term)


def as_term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """An rdflib term as the same pyoxigraph term."""
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or rdflib.XSD.string)))
    return ox.BlankNode(str(node)) if isinstance(node, rdflib.BNode) else ox.NamedNode(str(node))
