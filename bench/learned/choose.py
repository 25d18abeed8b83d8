"""Train on labelled candidates, and choose statements from the candidates of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from bench.learned.gold import Statement
from bench.learned.prepare import Prepared, Row
from kg.nlp.weights import Scorer
from kg.training.learned.label import RIGHT
from kg.training.learned.regression import Example, train


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Inverse penalties of the two regressions and the bounds of the choice.

    ``drop``: a rule's attribution below this goes; ``add``: a looser one above this comes in;
    ``margin``: another extent must be better by this. None leaves the step out.
    """

    accept_strength: float = 0.05
    extent_strength: float = 0.1
    drop: float | None = None
    add: float | None = 0.5
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Is it a statement at all; how much of the right extent does it have."""

    accept: Scorer
    extent: Scorer


def similarity(scorer: ModuleType, found: Statement, gold: Statement) -> float:
    """Content similarity where the cue agrees, else 0."""
    if gold.get("cue") and not scorer.cue_right(gold, found):
        return 0.0
    return float(scorer.f1_of_tokens(scorer.tokens(gold["content"]), scorer.tokens(found["content"])))


def labelled(scorer: ModuleType, gold: Sequence[Statement], row: Row) -> tuple[float, bool]:
    """The best similarity with a gold statement, and whether that one is optional."""
    best = max(
        ((similarity(scorer, row.statement, g), not g.get("optional")) for g in gold),
        default=(0.0, True),
    )
    return best[0], not best[1]


def fit(
    scorer: ModuleType, gold: Mapping[str, list[Statement]], docs: Sequence[Prepared], s: Settings
) -> Models:
    """Both regressions from annotated articles."""
    accept, extent = [], []
    for doc in docs:
        wanted = gold[scorer.name_of(doc.name)]
        labels = [labelled(scorer, wanted, row) for row in doc.rows]
        for row, (right, optional) in zip(doc.rows, labels, strict=True):
            if not row.change and not (optional and right >= RIGHT):
                accept.append(Example(features=row.features, right=float(right >= RIGHT)))
        for base in {row.base for row in doc.rows if row.base >= 0}:
            members = [
                (row, right) for row, (right, _) in zip(doc.rows, labels, strict=True) if row.base == base
            ]
            if max(right for _, right in members) >= RIGHT:
                extent += [Example(features=_all_features(row), right=right**2) for row, right in members]
    return Models(accept=train(accept, s.accept_strength), extent=train(extent, s.extent_strength))


def choose(models: Models, doc: Prepared, s: Settings) -> list[Row]:
    """The rules' attributions less those that are refused, in their best extent, then looser ones."""
    kept: list[Row] = []
    for row in doc.rows:
        if not row.own:
            continue
        if s.drop is not None and models.accept.probability(row.features) < s.drop:
            continue
        kept.append(row if s.margin is None else _best_extent(models, doc, row, s.margin))
    if s.add is not None:
        loose = [(models.accept.probability(row.features), k) for k, row in enumerate(doc.rows) if row.loose]
        for p, k in sorted(loose, key=lambda pair: (-pair[0], pair[1])):
            if p >= s.add and not any(clash(doc.rows[k], other) for other in kept):
                kept.append(doc.rows[k])
    return kept


def _all_features(row: Row) -> tuple[str, ...]:
    return (*row.features, *row.edges)


def _best_extent(models: Models, doc: Prepared, row: Row, margin: float) -> Row:
    """The extent of an attribution that the second regression prefers by a margin."""
    others = [
        (models.extent.probability(_all_features(r)), k)
        for k, r in enumerate(doc.rows)
        if r.base == row.base and r.change
    ]
    best = max(others, default=(0.0, -1))
    return doc.rows[best[1]] if best[0] > models.extent.probability(_all_features(row)) + margin else row


def clash(one: Row, other: Row) -> bool:
    """Do two share a cue or much of a content, or does the cue of one stand in the content of the other?"""
    if one.tokens and other.tokens and one.tokens[0] < other.tokens[1] and other.tokens[0] < one.tokens[1]:
        return True
    if any(s <= a.at < e for a, b in ((one, other), (other, one)) for s, e in b.content):
        return True
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in one.content for s2, e2 in other.content)
    return shared > 0.5 * min(sum(e - s for s, e in r.content) for r in (one, other))
