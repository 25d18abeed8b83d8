"""Linking on a made-up world: no worse than what was measured (bench/linking.py)."""

from __future__ import annotations

from random import Random

from bench.actors_world import World, make
from bench.linking import linked, score


def test_precision_and_recall_hold() -> None:
    world = make(2000, 500)
    found = score(world, linked(world))
    assert found.precision >= 0.98
    assert found.recall >= 0.90


def test_the_order_of_documents_does_not_show() -> None:
    world = make(300, 120)
    random = Random(1)
    mixed = World(
        random.sample(world.documents, len(world.documents)), random.sample(world.shown, len(world.shown))
    )
    one, other = linked(world), linked(mixed)
    assert one.actors == other.actors
    assert one.merges == other.merges
