"""One check: files, shapes, a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.check.pieces import SIZE, Piece, pieces
from kg.check.report import Report
from kg.check.shapes import Shapes
from kg.check.source import file_format, read_triples
from kg.check.validator import validate
from kg.graph.rdf import prefixes as usual_prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """``shapes`` are a user's own, beside the shipped ones; ``examples`` are kept of each kind of result.

    ``whole`` checks the graph in one piece, False in pieces of ``size`` triples; None means in pieces where
    only the shipped shapes are asked, which are made for it. ``everything`` keeps all results.
    """

    shapes: tuple[Path, ...] = ()
    examples: int = 3
    whole: bool | None = None
    size: int = SIZE
    everything: bool = False


def check(files: Sequence[Path], options: CheckOptions = CheckOptions()) -> Report:
    """Check some RDF files as one graph. Raises InputMissing and DataInvalid."""
    prefixes: dict[str, str] = {}
    for file in files:
        file_format(file)  # a wrong name is told before any work
    shapes = Shapes(options.shapes, prefixes)
    whole = bool(options.shapes) if options.whole is None else options.whole
    name = ", ".join(map(str, files))
    report = Report(name, shapes, examples=options.examples, everything=options.everything)

    def stream() -> Iterator[ox.Triple]:
        return chain.from_iterable(read_triples(file, prefixes) for file in files)

    cut = [Piece(triples=tuple(stream()))] if whole else pieces(stream, options.size)
    for name, iri in usual_prefixes().items():
        prefixes.setdefault(name, iri)
    for piece in cut:
        report.triples += len(piece.triples)
        for result in validate(piece, shapes):
            report.add(result)
    return report
