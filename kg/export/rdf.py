"""The RDF formats: what the whole graph and its views can be written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from pyoxigraph import Triple

from kg.export.jsonld import write_jsonld
from kg.export.lines import write_nquads, write_ntriples
from kg.export.names import Names, graph_names
from kg.export.options import Export, ExportOptions
from kg.export.rdfxml import write_rdfxml
from kg.export.source import read_triples
from kg.export.turtle import write_trig, write_turtle

Serialiser = Callable[[Iterable[Triple], BinaryIO, Names], None]

SYNTAXES: Mapping[str, Serialiser] = MappingProxyType(
    {
        "turtle": write_turtle,
        "trig": write_trig,
        "ntriples": write_ntriples,
        "nquads": write_nquads,
        "jsonld": write_jsonld,
        "rdfxml": write_rdfxml,
    }
)


def whole(name: str, suffix: str, media_type: str, description: str) -> Export:
    """The row of the whole graph in a format."""

    def write(folder: Path, file: BinaryIO, options: ExportOptions) -> None:
        SYNTAXES[name](read_triples(folder, options.with_text), file, graph_names())

    return Export(
        name=name,
        suffixes=(suffix,),
        media_type=media_type,
        description=description,
        write=write,
        takes=frozenset({"with_text"}),
    )
