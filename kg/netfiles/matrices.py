"""The plain ones: a matrix with names as CSV, and a list of edges."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from kg.netfiles.ties import axes, matrix, number, ties
from kg.netfiles.view import View
from kg.plain import no_formula


def write_matrix(view: View, file: BinaryIO) -> None:
    """Names of nodes above and beside signed values; the rows of a two-mode network are its first mode."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer, names = csv.writer(text), view.names()
    _, columns = axes(view)
    writer.writerow(["", *(no_formula(names[name]) for name in columns)])
    for name, row in matrix(view):
        writer.writerow([no_formula(names[name]), *map(number, row)])
    text.detach()


def write_edge_list(view: View, file: BinaryIO) -> None:
    """Source id, target id and signed value, between tabs; no header, nodes without edges are not there."""
    for (source, target), value in ties(view).items():
        file.write(f"{source}\t{target}\t{number(value)}\n".encode())
