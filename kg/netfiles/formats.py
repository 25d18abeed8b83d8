"""The table of network formats, and one way to write all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.atomic import atomic, zipped
from kg.errors import OutputUnusable
from kg.netfiles.dl import dl_list_lines, dl_matrix_lines
from kg.netfiles.gexf import dynamic_gexf_lines, gexf_lines
from kg.netfiles.graphml import graphml_lines
from kg.netfiles.handover import write_parquet
from kg.netfiles.jsons import cytoscape_lines, node_link_lines
from kg.netfiles.matrices import write_edge_list, write_matrix
from kg.netfiles.pajek import pajek_lines
from kg.netfiles.tables import write_csv_tables
from kg.netfiles.view import Graph, View


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFormat:
    """A format: the ending of its files, what it is for, and who writes it.

    ``parts`` are the files of one network: "net.csv" with the parts "nodes" and "edges" is
    "net-nodes.csv" and "net-edges.csv"; one empty part is the file itself. ``write`` is given a file
    for each. ``gzip``: a file that ends in .gz is compressed.
    """

    suffix: str
    description: str
    write: Callable[..., None]
    parts: tuple[str, ...] = ("",)
    gzip: bool = False


def _lines(make: Callable[[View], Iterable[str]]) -> Callable[[View, BinaryIO], None]:
    def write(view: View, file: BinaryIO) -> None:
        for line in make(view):
            file.write(line.encode("utf-8") + b"\n")

    return write


def _archive(write: Callable[..., None], suffix: str) -> Callable[[View, BinaryIO], None]:
    """The tables as nodes.csv and edges.csv of a zip archive, without the time."""

    def write_archive(view: View, file: BinaryIO) -> None:
        parts = {"nodes": BytesIO(), "edges": BytesIO()}
        write(view, *parts.values())
        made = BytesIO()  # an archive looks different in a file that cannot go back
        with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, part in parts.items():
                entry = ZipInfo(f"{name}.{suffix}", date_time=(1980, 1, 1, 0, 0, 0))
                entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
                archive.writestr(entry, part.getvalue(), ZIP_DEFLATED, 6)
        file.write(made.getvalue())

    return write_archive


def _format(suffix: str, description: str, make: Callable[[View], Iterable[str]]) -> NetworkFormat:
    """A text of lines, in one file."""
    return NetworkFormat(suffix=suffix, description=description, write=_lines(make), gzip=True)


NETWORK_FORMATS: Mapping[str, NetworkFormat] = MappingProxyType(
    {
        "gexf": _format(".gexf", "Gephi", gexf_lines),
        "gexf-dynamic": _format(".gexf", "Gephi, with a timeline", dynamic_gexf_lines),
        "graphml": _format(".graphml", "igraph, Cytoscape, yEd, visone, R", graphml_lines),
        "csv": NetworkFormat(
            suffix=".csv",
            description="a table of nodes and one of edges, for Gephi, pandas and spreadsheets",
            write=write_csv_tables,
            parts=("nodes", "edges"),
        ),
        "csv-zip": NetworkFormat(
            suffix=".zip", description="the same tables in one file", write=_archive(write_csv_tables, "csv")
        ),
        "matrix": NetworkFormat(
            suffix=".matrix.csv", description="a matrix as CSV, for spreadsheets and R", write=write_matrix
        ),
        "edges": NetworkFormat(
            suffix=".tsv", description="a list of edges between tabs", write=write_edge_list, gzip=True
        ),
        "pajek": NetworkFormat(suffix=".net", description="Pajek", write=_lines(pajek_lines)),
        "dl": NetworkFormat(
            suffix=".dl", description="UCINET, as a list of ties", write=_lines(dl_list_lines)
        ),
        "dl-matrix": NetworkFormat(
            suffix=".dl", description="UCINET, as a full matrix", write=_lines(dl_matrix_lines)
        ),
        "json": _format(".json", "node-link JSON, for D3 and networkx", node_link_lines),
        "cyjs": NetworkFormat(
            suffix=".cyjs", description="Cytoscape and Cytoscape.js", write=_lines(cytoscape_lines)
        ),
        "parquet": NetworkFormat(
            suffix=".parquet",
            description="the same tables with types, for pandas, polars and R; needs newskg[parquet]",
            write=write_parquet,
            parts=("nodes", "edges"),
        ),
    }
)
"""Name → format. Another format is a module and a row here; an ending means the first row that has it."""


def network_format(path: Path) -> str:
    """The name of the format that the ending of a path stands for; raises OutputUnusable for none."""
    name = path.name.lower().removesuffix(".gz")
    fitting = [
        found for found, how in NETWORK_FORMATS.items() if name.endswith(how.suffix) and name != how.suffix
    ]
    if fitting:
        return max(fitting, key=lambda found: len(NETWORK_FORMATS[found].suffix))
    endings = ", ".join(dict.fromkeys(how.suffix for how in NETWORK_FORMATS.values()))
    raise OutputUnusable(f"{path}: no network format for this ending; name a file that ends in {endings}")


def write_network(graph: Graph, path: Path | str, format: str | None = None) -> tuple[Path, ...]:
    """Write a networkx graph as a file of a format, by default that of the path's ending.

    Returns the files that were written: one, or one a part (`NetworkFormat`). The same graph gives the
    same bytes; nodes and edges keep their order. Raises OutputUnusable for an unknown format
    and for a file that cannot be written, DataInvalid for attributes that no format can hold
    (`kg.netfiles.view`); then no file has changed.
    """
    path = Path(path)
    name = format or network_format(path)
    how = NETWORK_FORMATS.get(name)
    if how is None:
        raise OutputUnusable(f"{name}: no such network format; there are {', '.join(NETWORK_FORMATS)}")
    packed = path.name.lower().endswith(".gz")
    if packed and not how.gzip:
        raise OutputUnusable(f"{path}: {name} is not compressed; leave out .gz")
    view = View(graph)
    paths = tuple(_part(path, part) for part in how.parts)
    with ExitStack() as stack:
        files: list[BinaryIO] = [stack.enter_context(atomic(one)) for one in paths]
        if packed:
            files = [stack.enter_context(zipped(file)) for file in files]
        how.write(view, *files)
    return paths


def write_stream(graph: Graph, file: BinaryIO, format: str) -> None:
    """Write a networkx graph to an open file in a format of one part; raises as `write_network`."""
    how = NETWORK_FORMATS.get(format)
    if how is None or how.parts != ("",):
        single = ", ".join(name for name, how in NETWORK_FORMATS.items() if how.parts == ("",))
        raise OutputUnusable(f"{format}: no such network format of one file; there are {single}")
    how.write(View(graph), file)


def _part(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}-{part}{path.suffix}") if part else path
