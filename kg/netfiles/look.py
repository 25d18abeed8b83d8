"""How a network looks at first: a colour a category, sizes by what nodes count for.

The palette is that of Okabe and Ito (2008), then muted colours after Tol (2021), told apart by the
colour-blind. Names in colours.tsv have their colour always; another name has the same one in every
network, unless one that comes before it in the alphabet took it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from kg.netfiles.view import Attributes, View

PALETTE = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442"),
    *("#332288", "#882255", "#44aa99", "#999933", "#aa4499", "#117733", "#ddcc77"),
)
NOTHING, TOO_MANY = "#bbbbbb", "#777777"
"""The colour of a node without category, and of categories beyond the palette."""

SIGNED: Mapping[int, str] = MappingProxyType({1: "#0072b2", -1: "#d55e00"})
"""Sign of an edge → its colour."""

SMALLEST, LARGEST = 6.0, 36.0
_TABLE = Path(__file__).with_name("colours.tsv")
_CATEGORIES = ("side", "community", "kind", "category", "bipartite")


@cache
def known_colours() -> Mapping[str, str]:
    """The names of colours.tsv."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["colour"] for row in csv.DictReader(file, delimiter="\t") if row["colour"]}


@cache
def french_names() -> Mapping[str, str]:
    """What the categories of colours.tsv are called in a legend."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["label_fr"] for row in csv.DictReader(file, delimiter="\t")}


def colours(names: Iterable[str]) -> dict[str, str]:
    """Name → colour as #rrggbb; no two names share one before the palette is used up."""
    wanted = sorted(set(names) - {""})
    labels, found = french_names(), dict[str, str]()
    taken: dict[str, str] = {}  # colour → whose it is: the first of the table, and who is called the same
    for name, colour in known_colours().items():
        if name in wanted and taken.setdefault(colour, labels[name]) == labels[name]:
            found[name] = colour
    free = [colour for colour in PALETTE if colour not in found.values()]
    for name in wanted:
        if name in found:
            continue
        first = crc32(name.encode("utf-8", "replace")) % len(PALETTE)
        turns = (*PALETTE[first:], *PALETTE[:first])
        found[name] = next((colour for colour in turns if colour in free), TOO_MANY)
        if found[name] in free:
            free.remove(found[name])
    return {"": NOTHING, **found}


def category_attribute(view: View) -> str | None:
    """The attribute that colours the nodes: side, else community, kind, category or mode.

    The first that tells at least two groups apart and that half of the nodes have (of a two-mode
    network half of its first mode); None where there is none.
    """
    modes = view.modes
    asked = set(modes[0]) if modes else None
    for name in _CATEGORIES:
        if name not in view.node_types:
            continue
        values = [
            str(d[name]) for node, d in view.nodes() if asked is None or node in asked or name != "side"
        ]
        if len(set(values) - {""}) > 1 and 2 * sum(map(bool, values)) >= len(values):
            return name
    return None


def categories(view: View, attribute: str | None = None) -> dict[str, str]:
    """Id → category: the value of the attribute (`category_attribute`), else the node's kind.

    A node without value has no category where others of its kind have one: an actor of no side.
    """
    name = attribute or category_attribute(view)
    kinds = {_kind(data) for _, data in view.nodes() if name and str(data.get(name, ""))}
    return {node: _category(data, name, kinds) for node, data in view.nodes()}


def _category(data: Attributes, attribute: str | None, kinds: set[str]) -> str:
    value = str(data.get(attribute, "")) if attribute else ""
    return value or ("" if _kind(data) in kinds else _kind(data))


def _kind(data: Attributes) -> str:
    return str(data.get("kind", ""))


def sizes(view: View) -> dict[str, float]:
    """Id → diameter, its area in proportion to the number of statements, else to the degree."""
    if view.node_types.get("statements") is int:
        counts = {node: float(data["statements"]) for node, data in view.nodes()}
        if max(counts.values(), default=0.0) > 0:
            return _scaled(counts)
    return _scaled(dict(_degrees(view)))


def _degrees(view: View) -> Iterator[tuple[str, float]]:
    for (name, _), (_, degree) in zip(view.nodes(), view.graph.degree(), strict=True):
        yield name, float(degree)


def _scaled(counts: Mapping[str, float]) -> dict[str, float]:
    most = max(counts.values(), default=0.0) or 1.0
    return {
        name: round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(0.0, count) / most), 1)
        for name, count in counts.items()
    }
