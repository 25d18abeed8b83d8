"""Derived networks as files, or as CSV on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from kg.atomic import atomic, write_lines
from kg.cli.terminal import printable
from kg.discourse import DIALECTS
from kg.discourse.windows import Slice
from kg.errors import OutputUnusable
from kg.netfiles import NETWORK_FORMATS, network_format, write_network

TABLES = "tables"
_OTHER_NAME: Mapping[str, str] = MappingProxyType({TABLES: "csv"})  # of netfiles; csv is a matrix here
DYNAMIC = "gexf-dynamic"
FORMATS = (
    *DIALECTS,
    TABLES,
    *(name for name in NETWORK_FORMATS if name not in ("csv", "matrix")),
)
"""csv and dna-csv are matrices (or lists), tables is a table of nodes and one of edges; the others:
`kg.netfiles`."""


def form_of(form: str | None, path: Path | None) -> str:
    """The format that is asked for, else that of the ending, else csv; raises OutputUnusable for what cannot
    be."""
    if form is None:
        if path is None or path.name.lower().endswith(".csv"):
            return "csv"
        return network_format(path)
    if path is None and form not in DIALECTS:
        raise OutputUnusable(f"{form}: is a file; say where with -o FILE")
    return form


def put_lines(lines: Iterable[str], path: Path | None, form: str) -> tuple[Path, ...]:
    """The lines in a file, with the mark without which Excel misreads accents in csv, or on stdout."""
    if path is None:
        safe = printable if sys.stdout.isatty() else str
        for line in lines:
            click.echo(safe(line))
        return ()
    if form == "csv":
        with atomic(path) as file:
            file.write(b"\xef\xbb\xbf")
            for line in lines:
                file.write(line.encode("utf-8") + b"\n")
    else:
        write_lines(path, lines)
    return (path,)


def put_graph(graph: Any, path: Path, form: str) -> tuple[Path, ...]:
    """A graph in a format of `kg.netfiles`."""
    return write_network(graph, path, _OTHER_NAME.get(form, form))


def numbered(path: Path, slice_: Slice, of: int) -> Path:
    """The file of a window: net.gexf → net-07-2022-01-12.gexf, the day being that of its middle."""
    stem, ending = path.name, ""
    for suffix in sorted({how.suffix for how in NETWORK_FORMATS.values()}, key=len, reverse=True):
        for whole in (f"{suffix}.gz", suffix):
            if not ending and stem.lower().endswith(whole) and len(stem) > len(whole):
                stem, ending = stem[: -len(whole)], stem[-len(whole) :]
    if not ending:
        stem, ending = path.stem, path.suffix
    number = str(slice_.number).zfill(len(str(of)))
    return path.with_name(f"{stem}-{number}-{slice_.middle.isoformat()}{ending}")
