"""A built result in the formats of others: the graph in every RDF syntax, views, a description, networks.

Another format is a module with ``write_x(folder, file, options)`` and a row of `EXPORTS`. All but the
networks stream the graph from the result folder, so that memory does not grow with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from kg.atomic import atomic, zipped
from kg.errors import OutputUnusable
from kg.export.dna import write_dna
from kg.export.files import is_part
from kg.export.network import network
from kg.export.options import Export, ExportOptions
from kg.export.rdf import whole
from kg.export.schema import write_schema
from kg.export.source import GRAPH
from kg.export.void import write_void
from kg.results import result_file

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
_NETWORKS = (
    network("gexf", "application/gexf+xml", "The network for Gephi.", dynamic="gexf-dynamic"),
    network("graphml", "application/graphml+xml", "The network for igraph, yEd, visone and R."),
    network(
        "csv-network", "application/zip", "The network as tables of nodes and edges, zipped.", form="csv-zip"
    ),
    network("edges", "text/tab-separated-values", "The network as a list of edges: source, target, value."),
    network("pajek", "text/plain", "The network for Pajek."),
    network("dl", "text/plain", "The network for UCINET."),
    network("cyjs", "application/json", "The network for Cytoscape."),
    network(
        "node-link", "application/json", "The network for D3 and networkx.", form="json", by_suffix=False
    ),
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
        **{row.name: row for row in _NETWORKS},
        "dna": Export(
            name="dna",
            suffixes=(".dna",),
            media_type="application/vnd.sqlite3",
            description="A file of the Discourse Network Analyzer (DNA 3), with the whole texts.",
            write=write_dna,
            whole_texts=True,
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
    result_file(folder, GRAPH)
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
        options = replace(options, syntax=meant)
    if is_part(path, folder):
        raise OutputUnusable(f"{path}: belongs to the result; choose another name with -o")
    if path.exists() and not path.is_file():
        raise OutputUnusable(f"{path}: is no file to be replaced; choose another name with -o")
    result_file(folder, GRAPH)
    packed = path.name.lower().endswith(".gz")
    with atomic(path) as file, zipped(file) if packed else nullcontext(file) as target:
        export(folder, name, target, options)
