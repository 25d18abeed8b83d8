"""A built result in the formats of others: the graph in every RDF syntax, views of it, a description.

Another format is a module with ``write_x(folder, file, options)`` and a row of `EXPORTS`. All of them
stream the graph from the result folder, so that memory does not grow with it.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

from kg.atomic import atomic
from kg.errors import OutputUnusable
from kg.export.files import is_part
from kg.export.options import Export, ExportOptions
from kg.export.rdf import whole
from kg.export.schema import write_schema
from kg.export.source import check
from kg.export.void import write_void

__all__ = ["EXPORTS", "Export", "ExportOptions", "export", "export_file", "named_by"]

_RDF = (
    whole("turtle", ".ttl", "text/turtle", "Turtle: the graph as graph.ttl holds it."),
    whole("trig", ".trig", "application/trig", "TriG: a named graph for each document."),
    whole("ntriples", ".nt", "application/n-triples", "N-Triples: a triple a line."),
    whole(
        "nquads", ".nq", "application/n-quads", "N-Quads: a triple a line, with the graph of its document."
    ),
    whole("jsonld", ".jsonld", "application/ld+json", "JSON-LD: compact and flat, its context inlined."),
    whole("rdfxml", ".rdf", "application/rdf+xml", "RDF/XML: for tools that read nothing newer."),
)
_ANY_RDF = tuple(suffix for row in _RDF for suffix in row.suffixes)

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        **{row.name: row for row in _RDF},
        "schema": Export(
            name="schema",
            suffixes=(".jsonld", *(suffix for suffix in _ANY_RDF if suffix != ".jsonld")),
            media_type="application/ld+json",
            description="Statements in the terms of schema.org alone; JSON-LD, or what the suffix says.",
            write=write_schema,
            by_suffix=False,
            takes=frozenset({"syntax"}),
        ),
        "void": Export(
            name="void",
            suffixes=_ANY_RDF,
            media_type="text/turtle",
            description="A description of the dataset (VoID, DCAT, PROV); Turtle, or what the suffix says.",
            write=write_void,
            by_suffix=False,
            takes=frozenset({"syntax", "license"}),
        ),
    }
)
"""Name → format. What a name is missing for is told by the suffix of the file, where ``by_suffix``."""


def suffix_of(path: Path) -> str:
    """The suffix that tells the format, in lower case: ".nt" of x.nt and of x.NT.gz."""
    name = path.name.lower()
    return Path(name.removesuffix(".gz")).suffix


def named_by(path: Path) -> str | None:
    """The name of the format that the suffix of a file means, if it means one."""
    suffix = suffix_of(path)
    return next((row.name for row in EXPORTS.values() if row.by_suffix and suffix in row.suffixes), None)


def export(folder: Path, name: str, file: BinaryIO, options: ExportOptions | None = None) -> None:
    """Write the result of a folder to an open file in the format of that name.

    Raises OutputUnusable for an unknown name, and where the folder holds no result that can be read.
    """
    if name not in EXPORTS:
        raise OutputUnusable(f"no format is called {name!r}; there are: {', '.join(EXPORTS)}")
    check(folder)
    EXPORTS[name].write(folder, file, options or ExportOptions())


def export_file(folder: Path, name: str, path: Path, options: ExportOptions | None = None) -> None:
    """Write it to a file, whole or not at all; compressed if its name ends in .gz.

    A view is written in the syntax that the suffix means. Raises OutputUnusable as `export` does, for a
    suffix that means another format, and where the file cannot be written or is one of the result's own.
    """
    options = options or ExportOptions()
    meant = named_by(path)
    if name in EXPORTS and meant is not None and meant != name:
        if "syntax" not in EXPORTS[name].takes:
            raise OutputUnusable(f"{path}: is named like {meant}, not {name}; choose another name with -o")
        options = ExportOptions(with_text=options.with_text, license=options.license, syntax=meant)
    if is_part(path, folder):
        raise OutputUnusable(f"{path}: belongs to the result; choose another name with -o")
    if path.exists() and not path.is_file():
        raise OutputUnusable(f"{path}: is no file to be replaced; choose another name with -o")
    check(folder)
    with atomic(path) as file, _compressed(file, path) as target:
        export(folder, name, target, options)


@contextmanager
def _compressed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """The file itself, or one that is compressed into it: the same bytes each time, no name, no time."""
    if not path.name.lower().endswith(".gz"):
        yield file
        return
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as packed,
        io.BufferedWriter(cast(io.RawIOBase, packed), 1 << 16) as target,
    ):
        yield cast(BinaryIO, target)
