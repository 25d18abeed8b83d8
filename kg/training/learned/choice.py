"""Training of a choice among named alternatives; kg.nlp.cast.ranking applies it.

The conditional logit of McFadden, "Conditional logit analysis of qualitative choice behavior" (1974):
the probability of an alternative is its share of the exponentials of all alternatives' sums of weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from kg.nlp.weights import Scorer

_FEWEST = 3  # alternatives in which a feature must hold
_EXACT = 1e-9  # of the gradient: finer than the digits that are written


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What might be chosen: its features, and whether it is right to choose it."""

    features: Sequence[str]
    right: bool


def train_choice(choices: Sequence[Sequence[Alternative]], strength: float) -> Scorer:
    """Fit by maximum likelihood with an L2 penalty (``strength``: its inverse).

    In every choice at least one alternative must be right; of several any will do.
    """
    rows = list(chain.from_iterable(choices))
    names = _frequent(rows)
    index = {name: k for k, name in enumerate(names)}
    held = [sorted({index[name] for name in row.features if name in index}) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    columns = np.fromiter(chain.from_iterable(held), dtype=np.int32)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(names)))
    sizes = [len(choice) for choice in choices]
    starts, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    right = np.array([row.right for row in rows], dtype=float)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        sums = matrix @ weights
        share = np.exp(sums - np.maximum.reduceat(sums, starts)[group])
        all_of, right_of = np.add.reduceat(share, starts), np.add.reduceat(share * right, starts)
        slope = share / all_of[group] - share * right / right_of[group]
        penalty = weights @ weights / (2 * strength)
        return float(np.log(all_of / right_of).sum() + penalty), matrix.T @ slope + weights / strength

    options = {"gtol": _EXACT, "ftol": 0.0, "maxiter": 10_000, "maxfun": 100_000}
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options=options)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}
    return Scorer(weights={name: weight for name, weight in weights.items() if weight}, intercept=0.0)


def _frequent(rows: Sequence[Alternative]) -> list[str]:
    counts = Counter(name for row in rows for name in set(row.features))
    return sorted(name for name, count in counts.items() if count >= _FEWEST)
