"""Logistic regressions over the features of labelled passages: one a concept, one for all positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from kg.coding.features import Features, position, topic
from kg.coding.reading import Reader, Reading
from kg.coding.weights import POSITION, Weights
from kg.training.positions.examples import Coded, Example

_FEWEST = 2  # examples in which a feature must occur
_TOPIC_STRENGTH, _POSITION_STRENGTH = 60.0, 60.0  # inverse of the penalty on the weights
_WEIGHT_OF_CODED = 2.0  # of an example of a concept against one of none: few are, and they matter
_SMALLEST = 0.3  # weights below are left out: they add little, and make two thirds of the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An example as it was read, with its features; made once for all folds."""

    reading: Reading
    topic: Features
    positions: Mapping[str, Features]  # by concept
    coded: frozenset[Coded]
    allowed: frozenset[Coded]
    group: str


def material(examples: Sequence[Example], reader: Reader) -> list[Material]:
    """The examples with their features."""
    found = []
    for example in examples:
        reading = reader.read(example.passage)
        concepts = {concept for concept, _ in example.coded}
        found.append(
            Material(
                reading=reading,
                topic=topic(reading),
                positions={concept: position(reading, concept) for concept in sorted(concepts)},
                coded=example.coded,
                allowed=example.allowed,
                group=example.group,
            )
        )
    return found


def fit(examples: Sequence[Material], threshold: float) -> Weights:
    """The weights that these examples teach; the same examples give the same weights.

    A concept is left out where no example, or every one, has it.
    """
    rows: dict[str, dict[str, float]] = {}
    constants: dict[str, float] = {}
    matrix, names = _matrix([example.topic for example in examples])
    for concept in sorted({concept for example in examples for concept, _ in example.coded}):
        has = np.array([any(c == concept for c, _ in e.coded) for e in examples])
        open_ = np.array([any(c == concept for c, _ in e.allowed) for e in examples]) & ~has
        if has[~open_].all():
            continue
        model = _regression(matrix[~open_], has[~open_], _TOPIC_STRENGTH, _WEIGHT_OF_CODED)
        constants[concept] = _collect(rows, names, concept, model)
    told = [(features, p) for e in examples for c, p in sorted(e.coded) for features in [e.positions[c]]]
    positions = np.array([p == "support" for _, p in told])
    if len(told) and not positions.all() and positions.any():
        matrix, names = _matrix([features for features, _ in told])
        constants[POSITION] = _collect(
            rows, names, POSITION, _regression(matrix, positions, _POSITION_STRENGTH, 1.0)
        )
    else:
        constants[POSITION] = 1.0 if len(told) and positions.all() else -1.0
    kept = {name: tuple(sorted(row.items())) for name, row in sorted(rows.items())}
    return Weights(kept, constants, threshold)


def _matrix(found: Sequence[Features]) -> tuple[csr_matrix, list[str]]:
    """The features that occur often enough, a row of length one an example."""
    counts = Counter(name for features in found for name in features)
    names = sorted(name for name, count in counts.items() if count >= _FEWEST)
    index = {name: k for k, name in enumerate(names)}
    starts, columns, values = [0], [], []
    for features in found:
        own = sorted((index[name], value) for name, value in features.items() if name in index)
        length = sum(value * value for value in features.values()) ** 0.5 or 1.0
        columns += [k for k, _ in own]
        values += [value / length for _, value in own]
        starts.append(len(columns))
    shape = (len(found), len(names))
    return csr_matrix((values, np.array(columns, np.int32), np.array(starts, np.int32)), shape), names


def _regression(matrix: csr_matrix, labels: np.ndarray, strength: float, positive: float) -> Any:
    """The fitted model; scikit-learn takes a second to import, and few verbs train."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    model = LogisticRegression(
        C=strength, class_weight={False: 1.0, True: positive}, solver="liblinear", random_state=0
    )
    return model.fit(matrix, labels)


def _collect(rows: dict[str, dict[str, float]], names: Sequence[str], model: str, fitted: Any) -> float:
    """Put the weights of a model into the rows of their features; its constant."""
    for name, weight in zip(names, fitted.coef_[0], strict=True):
        rounded = round(float(weight), 1)
        if abs(rounded) >= _SMALLEST:
            rows.setdefault(name, {})[model] = rounded
    return round(float(fitted.intercept_[0]), 4)
