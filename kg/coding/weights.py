"""What was trained on a codebook: weights of named features, as a table that people can read.

A row a feature: its name, then ``concept=weight`` pairs; the row ``(intercept)`` holds the constants. The
model of positions, shared by the concepts, is called ``±``. Weights are log-odds per unit of a feature
vector of length one. ``(threshold)`` says from which probability on a concept is taken.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.coding.features import Features
from kg.errors import DataInvalid
from kg.lexicon.table import numbered_rows
from kg.userfile import content_digest

INTERCEPT, THRESHOLD, POSITION = "(intercept)", "(threshold)", "±"
HEADER = ("feature", "weights")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature and model, constants by model, and the threshold."""

    rows: Mapping[str, tuple[tuple[str, float], ...]]
    constants: Mapping[str, float]
    threshold: float

    def probabilities(self, features: Features, models: frozenset[str]) -> dict[str, float]:
        """The probability that each of these models gives for some features."""
        known = [(value, self.rows[name]) for name, value in features.items() if name in self.rows]
        length = math.sqrt(sum(value * value for value in features.values())) or 1.0  # the unknown ones too
        odds = {model: self.constants[model] for model in models if model in self.constants}
        for value, row in known:
            for model, weight in row:
                if model in odds:
                    odds[model] += weight * value / length
        return {model: 1 / (1 + math.exp(-max(-30.0, min(30.0, x)))) for model, x in odds.items()}

    def strongest(self, features: Features, model: str) -> list[tuple[str, float]]:
        """The features that speak most for a model, the strongest first."""
        found = [
            (name, weight * value)
            for name, value in features.items()
            for other, weight in self.rows.get(name, ())
            if other == model
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def load_weights(path: Path) -> Weights | None:
    """The weights of a file; None where there is none. Raises DataInvalid for a wrong one."""
    return _load(path, content_digest(path)) if path.is_file() else None


@lru_cache(maxsize=4)
def _load(path: Path, _content: str) -> Weights:
    rows: dict[str, tuple[tuple[str, float], ...]] = {}
    for row in numbered_rows(path):
        pairs = [pair.rpartition("=") for pair in row["weights"].split(" ")]
        try:
            rows[row["feature"]] = tuple((model, float(weight)) for model, _, weight in pairs)
        except ValueError:
            raise row.invalid("holds what is no weight; train the codebook anew") from None
    if INTERCEPT not in rows or THRESHOLD not in rows:
        raise DataInvalid(f"{path.name}: has no row {INTERCEPT} or {THRESHOLD}; train the codebook anew")
    constants = dict(rows.pop(INTERCEPT))
    if POSITION not in constants:
        raise DataInvalid(f"{path.name}: has no model {POSITION} of positions; train the codebook anew")
    return Weights(rows, constants, rows.pop(THRESHOLD)[0][1])
