"""RDF/XML, prefixes bound.

XML 1.0 cannot hold most control characters, not even as references: they become U+FFFD. A build writes
none (`kg.graph.literals`). A carriage return stays one only as a reference, which pyoxigraph does not write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.export.names import Names
from kg.graph.literals import NOT_XML


def write_rdfxml(stream: Iterable[ox.Triple], file: BinaryIO, names: Names) -> None:
    """The triples in their order; one element a thing."""
    target = cast(BinaryIO, _Returns(file))
    ox.serialize(_legal(stream), target, ox.RdfFormat.RDF_XML, prefixes=dict(names.prefixes))


def _legal(stream: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in stream:
        thing = triple.object
        if isinstance(thing, ox.Literal) and NOT_XML.search(thing.value):
            text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", thing.value)
            if thing.language:
                thing = ox.Literal(text, language=thing.language)
            else:
                thing = ox.Literal(text, datatype=thing.datatype)
            yield ox.Triple(triple.subject, triple.predicate, thing)
        else:
            yield triple


class _Returns:
    """A file that writes each carriage return as a reference; the serialiser uses none for itself."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()
