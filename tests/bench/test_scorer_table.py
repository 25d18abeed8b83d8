"""The weights that ship: readable, complete, and a judge of what they were trained on."""

from __future__ import annotations

from kg.nlp.scorer import THRESHOLD
from kg.nlp.weights import Scorer, load_weights


def test_the_table_has_a_constant_and_finite_weights() -> None:
    scorer = load_weights("scorer")
    assert len(scorer.weights) > 100
    assert all(abs(weight) < 10 for weight in scorer.weights.values())


def test_what_the_lexicon_lists_is_likelier_than_what_it_does_not() -> None:
    scorer = load_weights("scorer")
    shared = ("loose", "loose rule=que-clause", "act=assert", "finite=True", "source=PROPN")
    listed = scorer.probability((*shared, "loose listed=True"))
    assert listed > scorer.probability((*shared, "loose listed=False"))


def test_a_probability_stays_one_however_great_the_odds() -> None:
    scorer = Scorer(weights={"sure": 1e6}, intercept=0.0)
    assert scorer.probability(["sure"]) <= 1.0
    assert scorer.probability([]) == THRESHOLD
