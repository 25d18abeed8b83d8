"""Headlines: treebank sentences without their full stop, each a text of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from kg.training.tree import Sentence, root

_SHARE = 0.07
_SHORTEST = 6


def derive_headlines(sentences: Sequence[Sentence], seed: int) -> list[Sentence]:
    """A drawn share of the sentences that end with a full stop, without it."""
    rng = random.Random(seed)
    return [
        [replace(node) for node in sentence[:-1]]
        for sentence in sentences
        if len(sentence) >= _SHORTEST and _ends_with_stop(sentence) and rng.random() < _SHARE
    ]


def _ends_with_stop(sentence: Sentence) -> bool:
    last = len(sentence) - 1
    governs = any(node.head == last for node in sentence[:-1])
    return sentence[last].form == "." and root(sentence) != last and not governs
