"""The choice among candidates for a reference: the most probable one by the weights of their features."""

from __future__ import annotations

from collections.abc import Iterable

from kg.nlp.cast.entities import Entity
from kg.nlp.weights import load_weights

Candidate = tuple[Entity, tuple[str, ...]]  # whom a reference may mean, with the features of the choice
PRONOUN = 0.1  # a pronoun that stands for nobody in view stays a pronoun
THRESHOLD = 0.2  # a description that fits nobody better keeps its own words


def best(candidates: Iterable[Candidate], threshold: float) -> Entity | None:
    """The most probable of the candidates, the first of equals; None where none reaches the threshold."""
    weights = load_weights("reference")
    chosen: tuple[float, Entity] | None = None
    for entity, features in candidates:
        probability = weights.probability(features)
        if probability >= threshold and (chosen is None or probability > chosen[0]):
            chosen = probability, entity
    return chosen[1] if chosen else None
