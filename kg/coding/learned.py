"""What the weights of a trained codebook say of a reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.coding.features import Features, position
from kg.coding.reading import Reading
from kg.coding.weights import POSITION, Weights

_NAMED = 0.05  # from which probability on a concept is taken that an expression of the codebook names


@dataclass(frozen=True, slots=True)
class Judgement:
    """A concept with its probability, whether an expression names it, and that of support if it is meant."""

    concept: str
    probability: float
    named: bool
    support: float

    def taken(self, threshold: float) -> bool:
        """Is the concept likely enough?"""
        return self.probability >= (min(_NAMED, threshold) if self.named else threshold)

    @property
    def position(self) -> str:
        """The likelier position."""
        return "support" if self.support >= 0.5 else "oppose"


def judgements(reading: Reading, about: Features, weights: Weights, least: float) -> Iterator[Judgement]:
    """The concepts of at least this probability, and all that an expression names, by concept.

    ``about`` are the `topic` features of the reading.
    """
    named = {concept for concept, _, _ in reading.hits}
    concepts = frozenset(weights.constants) - {POSITION}
    for concept, probability in sorted(weights.probabilities(about, concepts).items()):
        if probability >= least or concept in named:
            told = weights.probabilities(position(reading, concept), frozenset({POSITION}))[POSITION]
            yield Judgement(concept, probability, concept in named, told)
