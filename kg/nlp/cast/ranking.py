"""The choice of whom a reference means: the most probable of the candidates, or nobody in view.

A conditional logit over named features; kg.training.learned.choice trains its weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.nlp.cast.entities import Entity
from kg.nlp.weights import load_weights

Candidate = tuple[Entity, tuple[str, ...]]  # whom a reference may mean, with the features of the choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidates for a reference of a sort ("il", "the person"), and what is said of the reference."""

    sort: str
    candidates: Sequence[Candidate]
    said: tuple[str, ...] = ()

    @property
    def nobody(self) -> tuple[str, ...]:
        """The features of the last alternative: that nobody in view is meant."""
        return "nobody", f"{self.sort} nobody", *(f"nobody, {name}" for name in self.said)


def best(choice: Choice) -> Entity | None:
    """The most probable candidate, the first of equals; None where nobody is at least as probable."""
    weights = load_weights("reference")
    chosen, most = None, weights.odds(choice.nobody)
    for entity, features in choice.candidates:
        odds = weights.odds(features)
        if odds > most:
            chosen, most = entity, odds
    return chosen


def likeliest(candidates: Sequence[Candidate]) -> Entity | None:
    """The most probable candidate where somebody must be meant, the first of equals."""
    weights = load_weights("reference")
    return max(candidates, key=lambda one: weights.odds(one[1]), default=(None,))[0]
