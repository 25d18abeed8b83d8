"""How well what was learned does on examples that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.coding.learned import Judgement, judgements
from kg.ids import digest
from kg.training.positions.examples import Coded
from kg.training.positions.fit import Material, fit

_ABOUT = 0.04  # of the sum of two F1
THRESHOLDS = tuple(k / 20 for k in range(4, 15))


@dataclass(frozen=True, slots=True)
class Figures:
    """Right, wrong and missed codes; what `concepts_alt` allows is neither."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the codes given that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the codes wanted that are given."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Figures for concepts with and without their position, all together and by concept."""

    threshold: float
    positions: Figures
    concepts: Figures
    by_concept: Mapping[str, tuple[Figures, Figures]]  # with position, without


Scored = tuple[Material, list[Judgement]]


def cross_validate(examples: Sequence[Material], folds: int = 5) -> Validation:
    """Figures of models that never saw the group of the example they judge.

    The threshold is the highest of those that do about best: articles hold fewer positions than
    passages that were chosen because they hold some.
    """
    scored: list[Scored] = []
    for fold in range(folds):
        held = [e for e in examples if _fold(e.group, folds) == fold]
        rest = [e for e in examples if _fold(e.group, folds) != fold]
        if held and rest:
            weights = fit(rest, 0.0)
            scored += [
                (example, list(judgements(example.reading, example.topic, weights, THRESHOLDS[0])))
                for example in held
            ]
    found = [figures_at(scored, threshold) for threshold in THRESHOLDS]
    best = max(one.concepts.f1 + one.positions.f1 for one in found)
    return next(one for one in reversed(found) if one.concepts.f1 + one.positions.f1 >= best - _ABOUT)


def _fold(group: str, folds: int) -> int:
    return int(digest(group), 16) % folds


def figures_at(scored: Iterable[Scored], threshold: float) -> Validation:
    """The figures of judgements at a threshold."""
    with_position: Counter[tuple[str, str]] = Counter()
    without: Counter[tuple[str, str]] = Counter()
    for example, found in scored:
        given = frozenset((one.concept, one.position) for one in found if one.taken(threshold))
        _count(with_position, given, example.coded, example.allowed)
        bare = [{(c, "") for c, _ in codes} for codes in (given, example.coded, example.allowed)]
        _count(without, bare[0], bare[1], bare[2])
    concepts = sorted({concept for concept, _ in (*with_position, *without)})
    return Validation(
        threshold=threshold,
        positions=_sum(with_position, concepts),
        concepts=_sum(without, concepts),
        by_concept={c: (_sum(with_position, [c]), _sum(without, [c])) for c in concepts},
    )


def _count(
    counts: Counter[tuple[str, str]],
    given: Iterable[Coded],
    wanted: Iterable[Coded],
    allowed: Iterable[Coded],
) -> None:
    given, wanted, allowed = frozenset(given), frozenset(wanted), frozenset(allowed)
    for what, codes in (
        ("right", given & wanted),
        ("wrong", given - wanted - allowed),
        ("missed", wanted - given),
    ):
        counts.update((concept, what) for concept, _ in codes)


def _sum(counts: Counter[tuple[str, str]], concepts: Iterable[str]) -> Figures:
    chosen = list(concepts)
    right, wrong, missed = (sum(counts[c, what] for c in chosen) for what in ("right", "wrong", "missed"))
    return Figures(right, wrong, missed)
