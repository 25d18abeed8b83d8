"""What is known of an original: when it first appeared, and how many outlets carried it."""

from __future__ import annotations

from datetime import date

from pyoxigraph import NamedNode

from kg.graph import literals
from kg.graph.block import Block
from kg.records import Copies
from kg.vocab import KG


def add_copies(block: Block, node: NamedNode, copies: Copies | None) -> None:
    """Describe the original of some copies; nothing for any other document or statement."""
    if copies is None:
        return
    block.add(node, KG.outletCount, literals.count(len(copies.outlets)))
    if copies.first is not None:
        block.add(node, KG.firstAppearance, literals.day(date.fromisoformat(copies.first)))
