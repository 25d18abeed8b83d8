"""UCINET's DL: ties as a list with the names in it, or as a full matrix.

Names are those of the nodes without spaces, commas and quotes, which not every reader of DL takes in names.
Values are signed; parallel edges are added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.netfiles.ties import axes, matrix, number, ties
from kg.netfiles.view import View

_BAD = re.compile(r"""[\s,;:"'=]+""")


def dl_list_lines(view: View) -> Iterator[str]:
    """format = edgelist1, or edgelist2 of a two-mode network. All nodes are named, those without ties too."""
    rows, columns = axes(view)
    names = _names(view)
    if rows is columns:
        place = {name: str(position + 1) for position, name in enumerate(rows)}
        yield f"dl n = {len(rows)}"
        yield "format = edgelist1"
        yield "labels:"
        yield ",\n".join(names[name] for name in rows)
        yield "data:"
        for (source, target), value in ties(view).items():
            yield f"{place[source]} {place[target]} {number(value)}"
            if not view.directed and source != target:
                yield f"{place[target]} {place[source]} {number(value)}"
    else:
        first = {name: str(position + 1) for position, name in enumerate(rows)}
        second = {name: str(position + 1) for position, name in enumerate(columns)}
        yield f"dl nr = {len(rows)}, nc = {len(columns)}"
        yield "format = edgelist2"
        yield from _two_mode_labels(rows, columns, names)
        yield "data:"
        for (source, target), value in ties(view).items():
            yield f"{first[source]} {second[target]} {number(value)}"


def dl_matrix_lines(view: View) -> Iterator[str]:
    """format = fullmatrix; the rows of a two-mode network are its first mode."""
    rows, columns = axes(view)
    names = _names(view)
    if rows is columns:
        yield f"dl n = {len(rows)}"
        yield "format = fullmatrix"
        yield "labels:"
        yield ",\n".join(names[name] for name in rows)
    else:
        yield f"dl nr = {len(rows)}, nc = {len(columns)}"
        yield "format = fullmatrix"
        yield from _two_mode_labels(rows, columns, names)
    yield "data:"
    for _, row in matrix(view):
        yield " ".join(map(number, row))


def _two_mode_labels(rows: list[str], columns: list[str], names: dict[str, str]) -> Iterator[str]:
    yield "row labels:"
    yield ",\n".join(names[name] for name in rows)
    yield "column labels:"
    yield ",\n".join(names[name] for name in columns)


def _names(view: View) -> dict[str, str]:
    """Id → a word that no other node has, also where case does not count."""
    taken: set[str] = set()
    words: dict[str, str] = {}
    for name, label in view.names().items():
        word = base = _BAD.sub("_", label).strip("_") or "_"
        turn = 1
        while word.casefold() in taken:
            turn += 1
            word = f"{base}_{turn}"
        taken.add(word.casefold())
        words[name] = word
    return words
