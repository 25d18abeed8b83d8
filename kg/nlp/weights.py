"""Tables of weights of named features, and the odds that they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from kg.errors import DataInvalid
from kg.lexicon.table import numbered_rows
from kg.resources import lexicon_dir

INTERCEPT = "(intercept)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """The weights of features by name, and the constant term, all in log-odds."""

    weights: Mapping[str, float]
    intercept: float

    def odds(self, features: Iterable[str]) -> float:
        """The sum of the weights of these features and the constant, in log-odds."""
        return self.intercept + sum(self.weights.get(name, 0.0) for name in features)

    def probability(self, features: Iterable[str]) -> float:
        """That what has these features is right."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.odds(features)))))


@lru_cache(maxsize=8)
def load_weights(name: str, language: str = "fr") -> Scorer:
    """The table ``name``.tsv of a language ("scorer", "reference"); raises DataInvalid where it is wrong."""
    weights: dict[str, float] = {}
    for row in numbered_rows(lexicon_dir(language) / f"{name}.tsv"):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError:
            raise row.invalid(f"{row['weight']} is no number; train the table anew") from None
    if INTERCEPT not in weights:
        raise DataInvalid(f"{name}.tsv: has no row {INTERCEPT}; train the table anew")
    return Scorer(weights=weights, intercept=weights.pop(INTERCEPT))
