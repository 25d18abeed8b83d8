"""A description of the dataset: what is in it, in which files, how it came about, what may be done with it.

VoID (https://www.w3.org/TR/void/) here, DCAT, SPDX and PROV in `kg.export.dataset`. The dataset is named
after the hash of its graph. There is no time, path or blank node in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Triple

from kg.export.counts import Counts, count
from kg.export.dataset import add_files, add_origin, add_rights, license_node
from kg.export.files import Run, check_sizes, read_run
from kg.export.names import Names
from kg.export.options import ExportOptions
from kg.export.rdf import SYNTAXES
from kg.export.source import GRAPH, read_triples
from kg.export.terms import DATASET_PREFIXES, DCAT, DCT, TYPES, VOID
from kg.graph import literals
from kg.graph.block import Block
from kg.graph.iris import DATA_BASE, local
from kg.results import result_file
from kg.vocab import KG, PREFIXES

_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


def write_void(folder: Path, file: BinaryIO, options: ExportOptions) -> None:
    """The description of a result folder, as Turtle if no other syntax is asked for.

    Raises OutputUnusable where run.json is not there or lists other files than those of the folder, and
    DataInvalid for a license that is no absolute IRI.
    """
    result_file(folder, GRAPH)
    license_of_rest = license_node(options.license) if options.license is not None else None
    run = read_run(folder)
    check_sizes(folder, run)
    triples = description(count(read_triples(folder)), run, license_of_rest)
    known = {**DATASET_PREFIXES, "dataset": f"{DATA_BASE}dataset/", "part": f"{dataset(run).value}#"}
    names = Names(prefixes=known, context={"@version": 1.1, **known})
    SYNTAXES[options.syntax or "turtle"](triples, file, names)


def dataset(run: Run) -> NamedNode:
    """The IRI of the dataset of a build: another graph is another dataset."""
    return NamedNode(f"{DATA_BASE}dataset/{run.files[GRAPH].sha256[:13]}")


def description(counts: Counts, run: Run, license_of_rest: NamedNode | None = None) -> Iterator[Triple]:
    """The triples that describe a dataset; the dataset itself comes first."""
    block, node = Block(), dataset(run)
    block.type(node, VOID.Dataset, DCAT.Dataset)
    _titles(block, node, counts)
    _statistics(block, node, counts)
    _partitions(block, node, counts)
    _coverage(block, node, counts)
    add_files(block, node, run.files)
    add_origin(block, node, run, counts.texts)
    add_rights(block, node, license_of_rest)
    return block.in_order(node)


def _titles(block: Block, node: NamedNode, counts: Counts) -> None:
    said, read = counts.classes.get(KG.Statement, 0), counts.properties.get(KG.contentHash, 0)
    french = f"Qui a dit quoi, à quel sujet, quand : {said} propos dans {read} documents."
    english = f"Who said what, about what, when: {said} statements in {read} documents."
    block.add(node, DCT.identifier, literals.plain(node.value))
    block.add(node, DCT.title, literals.words("Propos rapportés par la presse"))
    block.add(node, DCT.title, literals.words("Statements as reported by the press", "en"))
    block.add(node, DCT.description, literals.words(french), literals.words(english, "en"))


def _statistics(block: Block, node: NamedNode, counts: Counts) -> None:
    block.add(node, VOID.triples, _number(counts.triples))
    block.add(node, VOID.entities, _number(counts.entities))
    block.add(node, VOID.distinctSubjects, _number(counts.subjects))
    block.add(node, VOID.distinctObjects, _number(counts.objects))
    block.add(node, VOID.properties, _number(len(counts.properties)))
    block.add(node, VOID.classes, _number(len(counts.classes)))
    block.add(node, VOID.uriSpace, literals.plain(DATA_BASE))
    block.add(node, VOID.exampleResource, *counts.examples)
    used = [term.value for term in (*counts.classes, *counts.properties)]
    for namespace in PREFIXES.values():
        if any(term.startswith(namespace) for term in used):
            block.add(node, VOID.vocabulary, NamedNode(namespace))


def _partitions(block: Block, node: NamedNode, counts: Counts) -> None:
    for kind, number in counts.classes.items():
        part = NamedNode(f"{node.value}#class-{_short(kind)}")
        block.add(node, VOID.classPartition, part)
        block.add(part, getattr(VOID, "class"), kind)
        block.add(part, VOID.entities, _number(number))
    for term, number in counts.properties.items():
        part = NamedNode(f"{node.value}#property-{_short(term)}")
        block.add(node, VOID.propertyPartition, part)
        block.add(part, VOID.property, term)
        block.add(part, VOID.triples, _number(number))


def _short(term: NamedNode) -> str:
    """A term as the end of an IRI: kg-Statement."""
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}-{local(term.value.removeprefix(namespace))}"
    return local(term.value)


def _coverage(block: Block, node: NamedNode, counts: Counts) -> None:
    for tag in counts.languages:
        code = tag.lower().partition("-")[0]
        if len(code) == 2 and code.isalpha() and code.isascii():
            block.add(node, DCT.language, NamedNode(_LANGUAGES + code))
    if counts.first is not None or counts.last is not None:
        period = NamedNode(f"{node.value}#period")
        block.add(node, DCT.temporal, period)
        block.type(period, DCT.PeriodOfTime)
        block.add(period, DCAT.startDate, literals.moment(counts.first))
        block.add(period, DCAT.endDate, literals.moment(counts.last))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=TYPES.integer)
