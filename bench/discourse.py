"""How fast discourse networks are made, how much memory they take, and how plain networkx compares.

    python bench/discourse.py                          # 5,000 actors × 500 concepts × 200,000 statements
    python bench/discourse.py --actors 500 --statements 20000

The events are made up, from a fixed seed: actors and concepts are as unequal as in news (Zipf). Compared is
the congruence network of the actors on a smaller world that both can do, against a projection with networkx:
for each pair of actors that share a concept, support × support + opposition × opposition.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import networkx as nx

from kg.discourse import Event, Options, network_matrix

Made = TypeVar("Made")
AGREE = Options(qualifier="congruence")


def world(actors: int, concepts: int, statements: int) -> tuple[Event, ...]:
    """Made-up events."""
    chance = random.Random(2017)
    names = [f"actor {number:05}" for number in range(actors)]
    claims = [f"concept {number:03}" for number in range(concepts)]
    who = chance.choices(names, [1 / (10 + n) ** 0.7 for n in range(actors)], k=statements)
    what = chance.choices(claims, [1 / (10 + n) ** 0.7 for n in range(concepts)], k=statements)
    first = date(2021, 1, 1)
    return tuple(
        Event(
            statement=f"{number:07}",
            number=0,
            said=first + timedelta(days=chance.randrange(730)),
            published=None,
            position="support" if chance.random() < 0.6 else "oppose",
            confidence=1.0,
            actor=actor,
            concept=claim,
        )
        for number, (actor, claim) in enumerate(zip(who, what, strict=True))
    )


def plain(events: tuple[Event, ...]) -> nx.Graph[str]:
    """The congruence network by networkx alone."""
    bipartite: nx.Graph[str] = nx.Graph()
    for event in events:
        bipartite.add_edge(event.actor, event.concept, support=0, oppose=0)
    for event in events:
        bipartite.edges[event.actor, event.concept][event.position] += 1
    actors = {event.actor for event in events}

    def weight(graph: nx.Graph[str], one: str, other: str) -> int:
        mine, theirs = graph[one], graph[other]
        return sum(
            mine[claim]["support"] * theirs[claim]["support"]
            + mine[claim]["oppose"] * theirs[claim]["oppose"]
            for claim in mine.keys() & theirs.keys()
        )

    return nx.bipartite.generic_weighted_projected_graph(bipartite, actors, weight_function=weight)


def timed(what: str, make: Callable[[], Made]) -> tuple[float, Made]:
    """The best of two runs."""
    seconds, made = [], None
    for _ in range(2):
        made = None  # not held while the next one is made
        start = time.perf_counter()
        made = make()
        seconds.append(time.perf_counter() - start)
    print(f"{what:<58} {min(seconds):8.2f} s   peak so far {_peak():6.0f} MB")
    assert made is not None
    return min(seconds), made


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actors", type=int, default=5000)
    parser.add_argument("--concepts", type=int, default=500)
    parser.add_argument("--statements", type=int, default=200_000)
    asked = parser.parse_args()
    print("compared on 500 actors × 200 concepts × 20,000 statements:")
    small = world(500, 200, 20_000)
    slow, graph = timed("  networkx projection", lambda: plain(small))
    fast, matrix = timed("  this package", lambda: network_matrix(small, "one-mode", AGREE))
    same = {frozenset((a, b)): w for a, b, w in graph.edges(data="weight") if w}
    assert same == {frozenset((row, column)): cell for row, column, cell, _ in matrix.entries()}
    print(f"  the same {len(same):,} ties; {slow / fast:.0f} × as fast")
    print(f"{asked.actors:,} actors × {asked.concepts:,} concepts × {asked.statements:,} statements:")
    events = world(asked.actors, asked.concepts, asked.statements)
    print(f"  the events {_peak():>60.0f} MB")
    for options in (
        AGREE,
        Options(qualifier="subtract", normalization="average"),
        Options(qualifier="congruence", normalization="jaccard"),
    ):
        what = f"  one-mode {options.qualifier}, {options.normalization}"
        _, made = timed(what, lambda options=options: network_matrix(events, "one-mode", options))
        print(f"    {made.cells.nnz:,} cells of {len(made.rows):,}²; held: {_size(made.cells) / 1e6:.0f} MB")
    timed("  two-mode subtract", lambda: network_matrix(events, "two-mode", Options(qualifier="subtract")))


def _size(cells: object) -> float:
    return float(sum(getattr(cells, part).nbytes for part in ("data", "indices", "indptr")))


if __name__ == "__main__":
    main()
