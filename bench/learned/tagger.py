"""A linear-chain tagger of cue, source and content tokens: an averaged perceptron with Viterbi search.

Collins (2002), "Discriminative training methods for hidden Markov models". Features are hashed into
a table of fixed size, so that a model is one array whatever the text holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bench.learned.sequence import TAGS

_BITS = 18
_COUNT = len(TAGS)
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The hashed features of a paragraph's tokens (tokens × features) and its tags."""

    features: NDArray[np.int64]
    tags: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights of features (2^18 × tags) and of tag pairs."""

    emission: Array
    transition: Array

    def scores(self, features: NDArray[np.int64]) -> Array:
        """Scores of every tag for every token, without the pairs."""
        total: Array = self.emission[features].sum(axis=1)
        return total

    def tag(self, features: NDArray[np.int64]) -> NDArray[np.int64]:
        """The best sequence of tags."""
        return viterbi(self.scores(features), self.transition)


def hashed(rows: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Feature names to rows of the table, the same in every process."""
    mask = (1 << _BITS) - 1
    return np.array([[crc32(name.encode()) & mask for name in row] for row in rows], dtype=np.int64)


def _allowed() -> Array:
    """-inf where an inside tag follows neither its beginning nor itself."""
    pairs = np.zeros((_COUNT, _COUNT), dtype=np.float32)
    for after, name in enumerate(TAGS):
        if name.startswith("I-"):
            for before, other in enumerate(TAGS):
                if other[2:] != name[2:] or other == "O":
                    pairs[before, after] = -1e9
    return pairs


ALLOWED = _allowed()


def viterbi(scores: Array, transition: Array) -> NDArray[np.int64]:
    """The sequence with the greatest sum of token and pair scores."""
    size = len(scores)
    pairs = transition + ALLOWED
    back = np.zeros((size, _COUNT), dtype=np.int64)
    best = scores[0] + ALLOWED[0]
    for k in range(1, size):
        all_ways = best[:, None] + pairs
        back[k] = all_ways.argmax(axis=0)
        best = all_ways.max(axis=0) + scores[k]
    path = np.zeros(size, dtype=np.int64)
    path[-1] = int(best.argmax())
    for k in range(size - 1, 0, -1):
        path[k - 1] = back[k, path[k]]
    return path


def train(examples: Sequence[Paragraph], epochs: int = 8, seed: int = 0) -> Tagger:
    """Fit by the perceptron rule, with the average of all weights that it went through."""
    emission = np.zeros((1 << _BITS, _COUNT), dtype=np.float32)
    transition = np.zeros((_COUNT, _COUNT), dtype=np.float32)
    sums, pair_sums = np.zeros_like(emission), np.zeros_like(transition)
    order, count = list(range(len(examples))), 1
    for epoch in range(epochs):
        Random(seed + epoch).shuffle(order)
        for number in order:
            one = examples[number]
            found = viterbi(emission[one.features].sum(axis=1), transition)
            wrong = np.flatnonzero(found != one.tags)
            if len(wrong):
                for tags, sign in ((one.tags, 1.0), (found, -1.0)):
                    where = (one.features[wrong], tags[wrong][:, None])
                    np.add.at(emission, where, sign)
                    np.add.at(sums, where, sign * count)
                    np.add.at(transition, (tags[:-1], tags[1:]), sign)
                    np.add.at(pair_sums, (tags[:-1], tags[1:]), sign * count)
            count += 1
    scale = np.float32(1 / count)
    return Tagger(emission - sums * scale, transition - pair_sums * scale)
