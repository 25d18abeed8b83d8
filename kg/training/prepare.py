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


def prepare(
    corpora: Path, raw: Path | None, folder: Path, *, derived: int, seed: int, limit: int = 0
) -> Prepared:
    """Write train, dev, test-*, ner-*.spacy, lemmas.bin and, with raw text, raw.jsonl into ``folder``.

    ``derived``: number of reported-speech sentences; ``limit``: sentences of each use, 0 for all.
    Raises InputMissing and DataInvalid as the readers do.
    """
    nlp = spacy.blank("fr")
    grammar = load_grammar()
    banks = _limited(load_treebanks(corpora, nlp, grammar.speech_verbs), limit)
    speech = [align(sentence, nlp) for sentence in derive_speech(banks.train, grammar, derived, seed + 11)]
    headlines = derive_headlines(banks.train, seed + 5)
    _write_trees(nlp, banks, speech, headlines, folder, seed)
    lemma_tables(banks.train).to_disk(folder, LEMMAS)
    return Prepared(
        treebank=len(banks.train),
        swapped=banks.swapped,
        speech=len(speech),
        headlines=len(headlines),
        dev=len(banks.dev),
        entities=_write_entities(nlp, corpora, speech, folder, seed, limit),
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


def _write_trees(
    nlp: Language,
    banks: Treebanks,
    speech: list[Sentence],
    headlines: list[Sentence],
    folder: Path,
    seed: int,
) -> None:
    docs = [
        *training_docs(banks.train, nlp.vocab, seed=seed + 7),
        *training_docs(speech, nlp.vocab, seed=seed + 8, group=_SPEECH_GROUP),
        *training_docs(headlines, nlp.vocab, seed=seed + 9, group=1),
    ]
    random.Random(seed).shuffle(docs)
    write_docs(docs, folder / "train.spacy")
    write_docs(training_docs(banks.dev, nlp.vocab, seed=seed, curly=0), folder / "dev.spacy")
    for name, sentences in banks.test.items():
        write_docs(training_docs(sentences, nlp.vocab, seed=seed, curly=0), folder / f"test-{name}.spacy")


def _write_entities(
    nlp: Language, corpora: Path, speech: list[Sentence], folder: Path, seed: int, limit: int
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part, sentences in load_entities(corpora).items():
        chosen = sentences[:limit] if limit else sentences
        if part == "train":
            renamed = list(rename(chosen, load_names(), seed + 4))
            docs = [*entity_docs(chosen, nlp, seed=seed + 2), *entity_docs(renamed, nlp, seed=seed + 6)]
            docs += derived_entity_docs(speech, nlp.vocab, seed=seed + 3)
        else:
            docs = [*entity_docs(chosen, nlp, seed=seed, curly=0)]
        write_docs(docs, folder / f"ner-{part}.spacy")
        counts[part] = sum(len(sentence.entities) for sentence in chosen)
    return counts
