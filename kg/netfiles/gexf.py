"""GEXF 1.3 for Gephi, valid against the published schema, static or with spells.

Written here, because the GEXF 1.3 of networkx names a wrong schema namespace, dates itself and
leaves out the edge attribute ``kind``, by which Gephi tells edge types apart. `networkx.read_gexf`
reads the file back with the same nodes, edges and attributes.

Gephi deletes edges of weight 0 and warns of negative ones: the former are left out, the latter get their
absolute weight and sign -1. The prefix viz stands for GEXF's own namespace: that is what the schema
asks for, while readers look for the prefix or the local name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.netfiles.layout import layout
from kg.netfiles.look import SIGNED, categories, colours, sizes
from kg.netfiles.parallel import Drawn, drawn_edges, one_a_kind
from kg.netfiles.spells import Spell, node_spells
from kg.netfiles.view import Attributes, View
from kg.netfiles.xml import TYPES, quoteattr, value_text

_HEAD = '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" version="1.3">'
_META = "<meta><creator>newskg</creator><description>Who said what, when</description></meta>"
_TIME = ' timeformat="date" timerepresentation="interval"'


def gexf_lines(view: View) -> Iterator[str]:
    """A static network: dates are attributes."""
    types = dict(view.edge_types)
    if "weight" in types and any(edge.data["weight"] < 0 for edge in view.edges()):  # type: ignore[operator]
        types.setdefault("sign", int)
    return _lines(view, types, drawn_edges(view), {}, "static", "")


def dynamic_gexf_lines(view: View) -> Iterator[str]:
    """A network in time: spells of inclusive days from the attributes date_start and date_end.

    One edge a source, target and kind, with the merged spells of all of them; weights add up, what they do
    not agree on is left empty. A node is there on its own days and on those of its edges. What has no
    date has no spell, which Gephi takes for always; the attribute ``dated`` tells such edges.
    """
    edges = list(one_a_kind(drawn_edges(view), directed=view.directed))
    spells = node_spells(view, ((edge.edge, edge.spells) for edge in edges))
    types = {**view.edge_types, "dated": bool}
    if any("sign" in edge.edge.data for edge in edges):
        types["sign"] = int
    return _lines(view, types, edges, spells, "dynamic", _TIME)


def _lines(
    view: View,
    edge_types: Mapping[str, type],
    edges: Iterable[Drawn],
    spells: Mapping[str, Sequence[Spell]],
    mode: str,
    time: str,
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield _HEAD
    yield _META
    kind = "directed" if view.directed else "undirected"
    yield f'<graph mode="{mode}"{time} defaultedgetype="{kind}" idtype="string">'
    names = [name for name in view.node_types if name != "label"]
    edge_names = [name for name in edge_types if name not in {"label", "weight"}]
    yield from _declarations("node", names, view.node_types)
    yield from _declarations("edge", edge_names, edge_types)
    yield "<nodes>"
    looks = _looks(view)
    for name, data in view.nodes():
        label = quoteattr(view.label(name, data))
        yield (
            f"<node id={quoteattr(name)} label={label}>{_values(names, data)}"
            f"{_spells(spells.get(name, ()))}{looks[name]}</node>"
        )
    yield "</nodes>"
    yield "<edges>"
    for edge in edges:
        yield _edge(edge, edge_names, edge_types)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _edge(drawn: Drawn, names: Sequence[str], types: Mapping[str, type]) -> str:
    edge = drawn.edge
    data = {name: edge.data.get(name, kind()) for name, kind in types.items()}
    ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    shown = (
        f" {name}={quoteattr(value_text(data[name]))}" for name in ("label", "kind", "weight") if name in data
    )
    sign = data.get("sign")
    colour = SIGNED.get(sign) if isinstance(sign, int) else None
    look = _colour(colour) if colour else ""
    dashed = '<viz:shape value="dashed"/>' if sign == -1 else ""
    return f"<edge {ends}{''.join(shown)}>{_values(names, data)}{_spells(drawn.spells)}{look}{dashed}</edge>"


def _looks(view: View) -> dict[str, str]:
    """Id → colour, size and place of the node."""
    groups, diameters = categories(view), sizes(view)
    shades = colours(groups.values())
    places = zip(view.nodes(), layout(view.graph).values(), strict=True)
    return {
        name: f'{_colour(shades[groups[name]])}<viz:size value="{diameters[name]!r}"/>'
        f'<viz:position x="{x!r}" y="{y!r}" z="0.0"/>'
        for (name, _), (x, y) in places
    }


def _colour(shade: str) -> str:
    red, green, blue = (int(shade[place : place + 2], 16) for place in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _spells(spells: Sequence[Spell]) -> str:
    days = "".join(
        f"<spell{_bound('start', spell.start_text)}{_bound('end', spell.end_text)}/>" for spell in spells
    )
    return f"<spells>{days}</spells>" if days else ""


def _bound(name: str, day: str) -> str:
    return f' {name}="{day}"' if day else ""


def _declarations(element: str, names: Sequence[str], types: Mapping[str, type]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for number, name in enumerate(names):
        yield f'<attribute id="{number}" title={quoteattr(name)} type="{TYPES[types[name]]}"/>'
    yield "</attributes>"


def _values(names: Sequence[str], data: Attributes) -> str:
    values = (
        f'<attvalue for="{number}" value={quoteattr(value_text(data[name]))}/>'
        for number, name in enumerate(names)
    )
    return f"<attvalues>{''.join(values)}</attvalues>"
