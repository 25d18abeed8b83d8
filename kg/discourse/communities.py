"""Communities of a network: groups that hold together more than chance would have it.

The method of Louvain (Blondel et al. 2008, Fast unfolding of communities in large networks) as networkx has
it, with a fixed seed, on nodes in the order of their names: the same network gives the same communities.
"""

from __future__ import annotations

import networkx as nx

SEED = 2008


def communities(graph: nx.Graph[str], resolution: float = 1.0) -> tuple[frozenset[str], ...]:
    """The communities, the largest first, then by their first name.

    Edges with a negative sign do not hold anybody together and are left out.
    """
    names = sorted(graph)
    place = {name: number for number, name in enumerate(names)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    ends = (
        (*sorted((place[one], place[other])), data.get("weight", 1.0))
        for one, other, data in graph.edges(data=True)
        if data.get("sign", 1) >= 0
    )
    plain.add_weighted_edges_from(sorted(ends))
    found = nx.community.louvain_communities(plain, weight="weight", resolution=resolution, seed=SEED)
    named = (frozenset(names[number] for number in group) for group in found)
    return tuple(sorted(named, key=lambda group: (-len(group), min(group))))


def mark_communities(graph: nx.Graph[str], resolution: float = 1.0) -> None:
    """Give each node the number of its community, from 1, as ``community``."""
    for number, group in enumerate(communities(graph, resolution), 1):
        for name in sorted(group):
            graph.nodes[name]["community"] = number
