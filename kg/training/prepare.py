"""Corpora to training files: what every later stage of ``kg train`` reads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language

from kg.training.align import align
from kg.training.corpora import Treebanks, load_treebanks
from kg.training.docs import training_docs, write_docs
from kg.training.entities import derived_entity_docs, entity_docs, load_entities
from kg.training.grammar import load_grammar
from kg.training.headlines import derive_headlines
from kg.training.lemmas import lemma_tables
from kg.training.rawtext import write_pretraining_text
from kg.training.rename import load_names, rename
from kg.training.speech import derive_speech
from kg.training.tree import Sentence

LEMMAS = "lemmas.bin"
RAW = "raw.jsonl"
_SPEECH_GROUP = 8
_SPEECH_WITH_NAMES = 600
_RENAMINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareOptions:
    """What decides the training files beside the corpora.

    ``derived``: reported-speech sentences; ``limit``: sentences of each use, 0 for all;
    ``hold_out``: whether the dev parts only steer, else they are learnt from as well.
    """

    derived: int = 1800
    seed: int = 0
    limit: int = 0
    hold_out: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many sentences of each kind the training files hold."""

    treebank: int
    swapped: int
    speech: int
    headlines: int
    dev: int
    entities: dict[str, int]
    raw: int


def prepare(corpora: Path, raw: Path | None, folder: Path, options: PrepareOptions) -> Prepared:
    """Write train, dev, test-*, ner-*.spacy, lemmas.bin and, with raw text, raw.jsonl into ``folder``.

    Raises InputMissing and DataInvalid as the readers do.
    """
    nlp = spacy.blank("fr")
    grammar = load_grammar()
    banks = _limited(load_treebanks(corpora, nlp, grammar.speech_verbs), options.limit)
    seed = options.seed
    speech = derive_speech(banks.train, grammar, options.derived, seed + 11)
    speech = [align(sentence, nlp) for sentence in speech]
    headlines = derive_headlines(banks.train, seed + 5)
    trees = banks.train if options.hold_out else banks.train + banks.dev
    docs = [
        *training_docs(trees, nlp.vocab, seed=seed + 7),
        *training_docs(speech, nlp.vocab, seed=seed + 8, group=_SPEECH_GROUP),
        *training_docs(headlines, nlp.vocab, seed=seed + 9, group=1),
    ]
    random.Random(seed).shuffle(docs)
    write_docs(docs, folder / "train.spacy")
    _write_held_out(nlp, banks, folder, seed)
    lemma_tables(trees).to_disk(folder, LEMMAS)
    return Prepared(
        treebank=len(trees),
        swapped=banks.swapped,
        speech=len(speech),
        headlines=len(headlines),
        dev=len(banks.dev),
        entities=_write_entities(nlp, corpora, speech, folder, options),
        raw=write_pretraining_text(raw, folder / RAW, seed) if raw else 0,
    )


def test_files(folder: Path) -> dict[str, Path]:
    """Treebank → its test documents, on the treebank's own tokens."""
    return {path.stem.removeprefix("test-"): path for path in sorted(folder.glob("test-*.spacy"))}


def _limited(banks: Treebanks, limit: int) -> Treebanks:
    if not limit:
        return banks
    tests = {name: sentences[:limit] for name, sentences in banks.test.items()}
    return Treebanks(train=banks.train[:limit], dev=banks.dev[:limit], test=tests, swapped=banks.swapped)


def _write_held_out(nlp: Language, banks: Treebanks, folder: Path, seed: int) -> None:
    parts = {"dev": banks.dev} | {f"test-{name}": sentences for name, sentences in banks.test.items()}
    for name, sentences in parts.items():
        write_docs(training_docs(sentences, nlp.vocab, seed=seed, curly=0), folder / f"{name}.spacy")


def _write_entities(
    nlp: Language, corpora: Path, speech: list[Sentence], folder: Path, options: PrepareOptions
) -> dict[str, int]:
    """Write ner-train, ner-dev and ner-test; returns the number of entities of each."""
    parts = load_entities(corpora)
    if options.limit:
        parts = {part: sentences[: options.limit] for part, sentences in parts.items()}
    learnt = parts["train"] if options.hold_out else parts["train"] + parts["dev"]
    seed, names = options.seed + 2, load_names()
    docs = list(entity_docs(learnt, nlp, seed=seed))
    for number in range(1, _RENAMINGS + 1):
        renamed = list(rename(learnt, names, seed + number))
        docs += entity_docs(renamed, nlp, seed=seed + number)
    docs += derived_entity_docs(speech[:_SPEECH_WITH_NAMES], nlp.vocab, seed=seed)
    write_docs(docs, folder / "ner-train.spacy")
    for part in ("dev", "test"):
        write_docs(entity_docs(parts[part], nlp, seed=seed, curly=0), folder / f"ner-{part}.spacy")
    return {part: sum(len(one.entities) for one in sentences) for part, sentences in parts.items()}
