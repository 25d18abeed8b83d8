"""Entity documents from FrSemCor, split as Sequoia splits its sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from kg.errors import InputMissing
from kg.training.conllu import read_conllu
from kg.training.docs import to_doc
from kg.training.frsemcor import Entity, EntitySentence, read_frsemcor
from kg.training.rawtext import CURLY_SHARE
from kg.training.tree import Sentence

_GROUP = 5
_PARTS = ("train", "dev", "test")


def load_entities(folder: Path) -> dict[str, list[EntitySentence]]:
    """The sentences of sequoia.frsemcor under ``folder`` by part: train, dev, test.

    A sentence belongs where UD French-Sequoia puts the sentence of the same identifier. Raises
    InputMissing where the corpus or one of Sequoia's files is absent.
    """
    corpus = next(iter(sorted(folder.rglob("sequoia.frsemcor"))), None)
    if corpus is None:
        raise InputMissing(
            f"{folder}: no sequoia.frsemcor to learn entities from; add it or name another folder"
        )
    part_of = {sentence: part for part in _PARTS for sentence in _sequoia_ids(folder, part)}
    parts: dict[str, list[EntitySentence]] = {part: [] for part in _PARTS}
    for sentence in read_frsemcor(corpus):
        if sentence.id in part_of:
            parts[part_of[sentence.id]].append(sentence)
    return parts


def _sequoia_ids(folder: Path, part: str) -> Iterator[str]:
    path = next(iter(sorted(folder.rglob(f"fr_sequoia-ud-{part}.conllu"))), None)
    if path is None:
        raise InputMissing(
            f"{folder}: no fr_sequoia-ud-{part}.conllu, which says what FrSemCor holds out; add it"
        )
    return (sentence.id for sentence in read_conllu(path))


def entity_docs(
    sentences: Sequence[EntitySentence], nlp: Language, *, seed: int, curly: float = CURLY_SHARE
) -> Iterator[Doc]:
    """Documents of a few consecutive sentences, a share of them with typographic apostrophes."""
    rng = random.Random(seed)
    for start in range(0, len(sentences), _GROUP):
        text, entities = _joined(sentences[start : start + _GROUP])
        if rng.random() < curly:
            text = text.replace("'", "’")
        yield set_entities(nlp.make_doc(text), entities)


def _joined(sentences: Sequence[EntitySentence]) -> tuple[str, list[Entity]]:
    text, entities = "", []
    for sentence in sentences:
        text += " " * bool(text)
        entities += [
            replace(entity, start=entity.start + len(text), end=entity.end + len(text))
            for entity in sentence.entities
        ]
        text += sentence.text
    return text, entities


def derived_entity_docs(sentences: Sequence[Sentence], vocab: Vocab, *, seed: int) -> Iterator[Doc]:
    """Documents of derived sentences whose grammar tells some names; the other capitals stay open."""
    rng = random.Random(seed)
    for start in range(0, len(sentences), _GROUP):
        group = sentences[start : start + _GROUP]
        plain = to_doc(group, vocab, curly=rng.random() < CURLY_SHARE)
        doc = Doc(vocab, words=[token.text for token in plain], spaces=[bool(t.whitespace_) for t in plain])
        labels = [node.entity for sentence in group for node in sentence]
        unknown = [doc[i : i + 1] for i, label in enumerate(labels) if label == "?"]
        doc.set_ents(list(_runs(doc, labels)), missing=unknown, default="outside")
        yield doc


def _runs(doc: Doc, labels: Sequence[str]) -> Iterator[Span]:
    """A span for each stretch of one label."""
    start = 0
    for label, run in groupby(labels):
        end = start + len(list(run))
        if label not in ("", "?"):
            yield Span(doc, start, end, label=label)
        start = end


def set_entities(doc: Doc, entities: Sequence[Entity]) -> Doc:
    """Mark the entities on ``doc``; a span that cuts a token grows to hold it whole."""
    spans = [
        doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        for entity in entities
    ]
    doc.set_ents(filter_spans([span for span in spans if span is not None]), default="outside")
    return doc


def counts(parts: Mapping[str, Sequence[EntitySentence]]) -> dict[str, int]:
    """Number of entities of each part."""
    return {part: sum(len(one.entities) for one in sentences) for part, sentences in parts.items()}
