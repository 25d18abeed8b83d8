"""A table of nodes and one of edges, as CSV.

The columns are those that Gephi's import of spreadsheets knows (Id, Label; Source, Target, Type, Id, Label,
Weight), the other attributes under their own names. UTF-8 with a byte-order mark, without which Excel
reads accents wrong; what a spreadsheet would run as a formula gets an apostrophe in front, in both
tables alike, so that ids still meet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from kg.netfiles.view import Value, View
from kg.netfiles.xml import value_text
from kg.plain import no_formula


def write_csv_tables(view: View, nodes: BinaryIO, edges: BinaryIO) -> None:
    """Both tables of a network."""
    _write(node_rows(view), nodes)
    _write(edge_rows(view), edges)


def node_rows(view: View) -> Iterator[list[Value]]:
    """The header and the nodes."""
    rest = [name for name in view.node_types if name != "label"]
    yield ["Id", "Label", *rest]
    for name, data in view.nodes():
        yield [name, view.label(name, data), *(data[key] for key in rest)]


def edge_rows(view: View) -> Iterator[list[Value]]:
    """The header and the edges."""
    rest = [name for name in view.edge_types if name not in {"label", "weight"}]
    kind = "Directed" if view.directed else "Undirected"
    yield ["Source", "Target", "Type", "Id", "Label", "Weight", *rest]
    for edge in view.edges():
        look = [edge.data.get("label", ""), edge.data.get("weight", 1.0)]
        yield [edge.source, edge.target, kind, edge.id, *look, *(edge.data[key] for key in rest)]


def columns_of(view: View) -> tuple[dict[str, list[Value]], dict[str, list[Value]]]:
    """Nodes and edges as columns: Id; Source, Target, Id; and every attribute under its own name."""
    nodes: dict[str, list[Value]] = {name: [] for name in ("Id", *view.node_types)}
    for name, data in view.nodes():
        nodes["Id"].append(name)
        for key, value in data.items():
            nodes[key].append(value)
    edges: dict[str, list[Value]] = {name: [] for name in ("Source", "Target", "Id", *view.edge_types)}
    for edge in view.edges():
        for key, value in (("Source", edge.source), ("Target", edge.target), ("Id", edge.id)):
            edges[key].append(value)
        for key, value in edge.data.items():
            edges[key].append(value)
    return nodes, edges


def _write(rows: Iterator[list[Value]], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([no_formula(v) if isinstance(v, str) else value_text(v) for v in row])
    text.detach()
