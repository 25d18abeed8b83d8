"""Rules alone, learned parts alone and both, cross-validated by article and on sets not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from bench.learned import choose, tagging
from bench.learned.choose import Models, Settings
from bench.learned.gold import TRAINING, Statement, figures
from bench.learned.prepare import Prepared, Row
from bench.learned.tagger import Paragraph
from bench.learned.tagging import Tags

FOLDS = 5
EPOCHS = 6
Gold = Mapping[str, list[Statement]]
RULES = Settings(add=None)
SCORERS: Mapping[str, Settings] = {
    "rules": RULES,
    "rules, scorer refuses (p < 0.3)": Settings(add=None, drop=0.3),
    "rules, other extents (by 0.05)": Settings(add=None, margin=0.05),
    "rules + scorer admits (p ≥ 0.4)": Settings(add=0.4),
    "rules + scorer admits (p ≥ 0.5)": Settings(add=0.5),
    "rules + scorer admits (p ≥ 0.6)": Settings(add=0.6),
    "rules + scorer: all three steps": Settings(add=0.5, drop=0.2, margin=0.05),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Prepared articles by set, gold by set and article, and the scorer of the annotated sets."""

    docs: Mapping[str, Sequence[Prepared]]
    gold: Mapping[str, Gold]
    scorer: ModuleType

    def wanted(self, name: str, doc: Prepared) -> list[Statement]:
        """The gold statements of an article."""
        return self.gold[name].get(self.scorer.name_of(doc.name), [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is trained on, and the articles measured, of which set."""

    name: str
    train: Sequence[int]  # numbers of training articles
    test: Sequence[Prepared]
    test_tags: Mapping[bool, Mapping[str, Tags]]  # by whether the tagger saw the rules' tags


def rows(corpus: Corpus) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Set, system and figures, set by set."""
    words = {
        with_rules: [
            tagging.paragraphs(doc, corpus.wanted(TRAINING, doc), with_rules=with_rules)
            for doc in corpus.docs[TRAINING]
        ]
        for with_rules in (False, True)
    }
    own_tags = {with_rules: _held_out(corpus, words[with_rules]) for with_rules in words}
    yield from _figures(corpus, TRAINING, list(_folds(corpus, own_tags)), own_tags)
    for name in corpus.docs:
        if name != TRAINING:
            split = _whole(corpus, name, words)
            yield from _figures(corpus, name, [split], own_tags)


def _held_out(corpus: Corpus, words: Sequence[list[Paragraph]]) -> dict[str, Tags]:
    """The tags of each training article by a tagger that has not seen it."""
    docs, result = corpus.docs[TRAINING], {}
    for fold in range(FOLDS):
        tagger = tagging.fit([own for k, own in enumerate(words) if k % FOLDS != fold], EPOCHS)
        for k in range(fold, len(docs), FOLDS):
            result[docs[k].name] = tagging.tag(tagger, words[k])
    return result


def _folds(corpus: Corpus, tags: Mapping[bool, Mapping[str, Tags]]) -> Iterator[Split]:
    docs = corpus.docs[TRAINING]
    for fold in range(FOLDS):
        yield Split(
            name=TRAINING,
            train=[k for k in range(len(docs)) if k % FOLDS != fold],
            test=[docs[k] for k in range(fold, len(docs), FOLDS)],
            test_tags=tags,
        )


def _whole(corpus: Corpus, name: str, words: Mapping[bool, Sequence[list[Paragraph]]]) -> Split:
    """Train on all training articles, measure on another set."""
    tags: dict[bool, dict[str, Tags]] = {}
    for with_rules, own in words.items():
        tagger = tagging.fit(own, EPOCHS)
        tags[with_rules] = {
            doc.name: tagging.tag(tagger, tagging.paragraphs(doc, [], with_rules=with_rules))
            for doc in corpus.docs[name]
        }
    docs = corpus.docs[name]
    return Split(name=name, train=range(len(corpus.docs[TRAINING])), test=docs, test_tags=tags)


def _figures(
    corpus: Corpus, name: str, splits: Sequence[Split], own_tags: Mapping[bool, Mapping[str, Tags]]
) -> Iterator[tuple[str, str, dict[str, float]]]:
    """Every system over all articles of a set, whichever split they are measured in."""
    found: dict[str, dict[str, list[Statement]]] = {}
    for split in splits:
        for system, chosen in _systems(corpus, split, own_tags):
            predicted = found.setdefault(system, {})
            for doc in split.test:
                predicted[corpus.scorer.name_of(doc.name)] = [row.statement for row in chosen(doc)]
    for system, predicted in found.items():
        yield name, system, figures(corpus.scorer, corpus.gold[name], predicted)


System = tuple[str, Callable[[Prepared], list[Row]]]


def _systems(corpus: Corpus, split: Split, own_tags: Mapping[bool, Mapping[str, Tags]]) -> Iterator[System]:
    docs = [corpus.docs[TRAINING][k] for k in split.train]
    models = choose.fit(corpus.scorer, corpus.gold[TRAINING], docs, RULES)
    for system, settings in SCORERS.items():
        yield system, _chooser(models, settings)
    alone, seeing = split.test_tags[False], split.test_tags[True]
    yield "tagger alone", lambda doc: tagging.joined(doc, alone[doc.name])
    yield "tagger that sees the rules' tags, alone", lambda doc: tagging.joined(doc, seeing[doc.name])
    rules, scored = _chooser(models, RULES), _chooser(models, Settings(add=0.5))
    yield "rules + tagger", lambda doc: tagging.added(doc, seeing[doc.name], rules(doc))
    yield "rules + scorer, then tagger", lambda doc: tagging.added(doc, seeing[doc.name], scored(doc))
    told = tagging.with_tags(docs, own_tags[True])
    opinion = choose.fit(corpus.scorer, corpus.gold[TRAINING], told, RULES)
    choose_told = _chooser(opinion, Settings(add=0.5))
    yield (
        "rules + scorer that hears the tagger (p ≥ 0.5)",
        lambda doc: choose_told(tagging.with_tags([doc], seeing)[0]),
    )


def _chooser(models: Models, settings: Settings) -> Callable[[Prepared], list[Row]]:
    return lambda doc: choose.choose(models, doc, settings)
