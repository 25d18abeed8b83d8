"""RDF/XML, prefixes bound.

XML 1.0 cannot hold most control characters, not even as references: they become U+FFFD. A build writes
none (`kg.graph.literals`). A carriage return stays one only as a reference, which pyoxigraph does not write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.export.names import Names
from kg.graph.literals import in_xml


def write_rdfxml(stream: Iterable[ox.Triple], file: BinaryIO, names: Names) -> None:
    """The triples in their order; one element a thing."""
    target = cast(BinaryIO, _Returns(file))
    ox.serialize(map(in_xml, stream), target, ox.RdfFormat.RDF_XML, prefixes=dict(names.prefixes))


class _Returns:
    """A file that writes each carriage return as a reference; the serialiser uses none for itself."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()
