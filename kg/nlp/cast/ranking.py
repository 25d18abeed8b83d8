"""The choice among candidates for a reference: weights of features, the most probable one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.errors import DataInvalid
from kg.lexicon.table import numbered_rows
from kg.nlp.cast.entities import Entity
from kg.nlp.scorer import INTERCEPT, Scorer
from kg.resources import lexicon_dir

PRONOUN = 0.1  # a pronoun that stands for nobody in view stays a pronoun
THRESHOLD = 0.2  # a description that fits nobody better keeps its own words


@lru_cache(maxsize=4)
def load(language: str = "fr") -> Scorer:
    """The weights of a language; raises DataInvalid where the table is wrong."""
    weights: dict[str, float] = {}
    for row in numbered_rows(lexicon_dir(language) / "reference.tsv"):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError:
            raise row.invalid(f"{row['weight']} is no number; train the table anew") from None
    if INTERCEPT not in weights:
        raise DataInvalid(f"reference.tsv: has no row {INTERCEPT}; train the table anew")
    return Scorer(weights=weights, intercept=weights.pop(INTERCEPT))


def best(candidates: Iterable[tuple[Entity, tuple[str, ...]]], threshold: float) -> Entity | None:
    """The most probable of the candidates, the first of equals; None where none reaches the threshold."""
    weights = load("fr")
    chosen: tuple[float, Entity] | None = None
    for entity, features in candidates:
        probability = weights.probability(features)
        if probability >= threshold and (chosen is None or probability > chosen[0]):
            chosen = probability, entity
    return chosen[1] if chosen else None
