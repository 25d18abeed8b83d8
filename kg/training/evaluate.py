"""Figures of a pipeline, measured from raw text on what training never saw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training import Example

from kg.training.docs import read_docs

Figures = dict[str, float]

_TREE_SCORES = {
    "tokens": "token_f",
    "pos": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentences": "sents_f",
}
_ENTITY_SCORES = {"precision": "ents_p", "recall": "ents_r", "f": "ents_f"}


def tree_figures(nlp: Language, path: Path) -> Figures:
    """Per cent right on a file of annotated documents: F for tokens and sentences, else accuracy."""
    return _figures(nlp, path, _TREE_SCORES)


def entity_figures(nlp: Language, path: Path) -> Figures:
    """Precision, recall and F of entities, and F by label, in per cent."""
    scores = _scores(nlp, path)
    figures = {name: _percent(scores[key]) for name, key in _ENTITY_SCORES.items()}
    by_label = scores["ents_per_type"] or {}
    return figures | {label: _percent(by_label[label]["f"]) for label in sorted(by_label)}


def all_figures(nlp: Language, trees: Mapping[str, Path], entities: Path) -> dict[str, Figures]:
    """Treebank → its figures, and "entities"."""
    return {name: tree_figures(nlp, path) for name, path in sorted(trees.items())} | {
        "entities": entity_figures(nlp, entities)
    }


def _figures(nlp: Language, path: Path, wanted: Mapping[str, str]) -> Figures:
    scores = _scores(nlp, path)
    return {name: _percent(scores.get(key)) for name, key in wanted.items()}


def _scores(nlp: Language, path: Path) -> dict[str, Any]:
    golds = read_docs(path, nlp.vocab)
    return nlp.evaluate([Example(nlp.make_doc(gold.text), gold) for gold in golds])


def _percent(score: object) -> float:
    return round(100 * float(score), 2) if isinstance(score, int | float) else 0.0
