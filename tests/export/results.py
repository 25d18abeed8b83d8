"""Result folders for the tests, and terms of both libraries made comparable."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.build.options import BuildOptions, BuildReport
from kg.build.record import run_record
from kg.export import ExportOptions, export
from kg.read.published import survey
from kg.records import Corpus
from kg.write import WRITERS

Term = tuple[str, ...]
Quad = tuple[Term, ...]
DEFAULT: Term = ("default graph",)


def write_result(corpus: Corpus, folder: Path, names: tuple[str, ...] = tuple(WRITERS)) -> Path:
    """What a build leaves in a folder."""
    for name in names:
        WRITERS[name](corpus, folder / name)
    if set(names) == set(WRITERS):
        report = BuildReport(
            documents=2,
            statements=6,
            actors=8,
            copies=1,
            reused=0,
            skipped=(),
            duplicates=(),
            seconds={"write": 0.1},
        )
        marks = {"fingerprint": "abc", "coding": "def"}
        where = [str(folder / "inputs")]
        run = run_record(where, BuildOptions(), marks, report, survey(corpus.documents), folder)
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder


def exported(folder: Path, name: str, **options: object) -> bytes:
    file = io.BytesIO()
    export(folder, name, file, ExportOptions(**options))  # type: ignore[arg-type]
    return file.getvalue()


def _ox(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.Literal):
        return ("literal", term.value, term.language or "", term.datatype.value)
    assert isinstance(term, ox.DefaultGraph), "a blank node"
    return DEFAULT


def read_ox(data: bytes, form: ox.RdfFormat) -> list[Quad]:
    """What pyoxigraph reads, in order; IRIs of the prefixes that are declared must be absolute."""
    return [
        (_ox(q.subject), _ox(q.predicate), _ox(q.object), _ox(q.graph_name))
        for q in ox.parse(data, format=form)
    ]


def _rdflib(term: Node) -> Term:
    if isinstance(term, rdflib.URIRef):
        return ("iri", str(term))
    assert isinstance(term, rdflib.Literal), "a blank node"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" if term.language else rdflib.XSD.string
    return ("literal", str(term), term.language or "", str(term.datatype or kind))


def read_rdflib(data: bytes, form: str) -> set[Quad]:
    """What rdflib reads."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    default = dataset.default_graph.identifier
    return {
        (_rdflib(s), _rdflib(p), _rdflib(o), DEFAULT if g in (None, default) else _rdflib(g))
        for s, p, o, g in dataset.quads()
    }
