"""Training of a logistic regression over named features; kg.nlp.weights applies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.atomic import write_lines
from kg.nlp.weights import INTERCEPT, Scorer

_FEWEST = 3  # rows in which a feature must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Features, how right the candidate is (0 to 1), and how much it counts."""

    features: Sequence[str]
    right: float
    weight: float = 1.0


def train(examples: Sequence[Example], strength: float) -> Scorer:
    """Fit by maximum likelihood with an L2 penalty (``strength``: its inverse).

    A degree of rightness between 0 and 1 counts as so much of a right and so much of a wrong row.
    """
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    counts = Counter(name for e in examples for name in set(e.features))
    names = sorted(name for name, count in counts.items() if count >= _FEWEST)
    index = {name: k for k, name in enumerate(names)}
    rows, labels, weights = [], [], []
    for example in examples:
        own = sorted({index[name] for name in example.features if name in index})
        for label, weight in ((1, example.right), (0, 1 - example.right)):
            if weight > 0:
                rows.append(own)
                labels.append(label)
                weights.append(weight * example.weight)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([k for row in rows for k in row], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0, tol=1e-5)
    model.fit(matrix, np.array(labels), sample_weight=np.array(weights))
    values = {name: round(float(v), 3) for name, v in zip(names, model.coef_[0], strict=True)}
    values = {name: v for name, v in values.items() if v}
    return Scorer(weights=values, intercept=round(float(model.intercept_[0]), 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What weights were trained on: candidates, how many of them are right, the features that weigh."""

    candidates: int
    right: int
    features: int


def train_table(examples: Sequence[Example], strength: float, path: Path, comment: str) -> Counts | None:
    """Train and write the table of weights; None where nothing is right, or nothing is wrong.

    The same examples give the same bytes.

    Raises OutputUnusable.
    """
    right = int(sum(example.right for example in examples))
    if not 0 < right < len(examples):
        return None
    scorer = train(examples, strength)
    write_weights(scorer, path, comment)
    return Counts(candidates=len(examples), right=right, features=len(scorer.weights))


def write_weights(scorer: Scorer, path: Path, comment: str) -> None:
    """The weights as a table under a comment, whole or not at all; raises OutputUnusable."""
    entries = sorted([(INTERCEPT, scorer.intercept), *scorer.weights.items()])
    lines = (f"{name}\t{weight:g}" for name, weight in entries)
    write_lines(path, [comment, "feature\tweight", *lines])
