"""Sentences to spaCy documents, and documents to the binary files that spaCy trains on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.training.rawtext import CURLY_SHARE
from kg.training.tree import Sentence

_ATTRIBUTES = (
    "ORTH",
    "SPACY",
    "POS",
    "TAG",
    "MORPH",
    "LEMMA",
    "HEAD",
    "DEP",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
)
_SENTENCES_A_DOCUMENT = 10


def to_doc(sentences: Sequence[Sentence], vocab: Vocab, *, curly: bool = False) -> Doc:
    """One document of annotated sentences, set apart by a space; ``curly``: ’ for every '."""
    nodes = [node for sentence in sentences for node in sentence]
    last = {id(sentence[-1]) for sentence in sentences}
    offsets = [start for start, sentence in _starts(sentences) for _ in sentence]
    return Doc(
        vocab,
        words=[node.form.replace("'", "’") if curly else node.form for node in nodes],
        spaces=[node.space or id(node) in last for node in nodes],
        pos=[node.pos for node in nodes],
        tags=[node.pos for node in nodes],
        morphs=[node.morph for node in nodes],
        lemmas=[node.lemma.replace("'", "’") if curly else node.lemma for node in nodes],
        heads=[node.head + offset for node, offset in zip(nodes, offsets, strict=True)],
        deps=[node.dep for node in nodes],
    )


def _starts(sentences: Sequence[Sentence]) -> Iterator[tuple[int, Sentence]]:
    start = 0
    for sentence in sentences:
        yield start, sentence
        start += len(sentence)


def training_docs(
    sentences: Sequence[Sentence],
    vocab: Vocab,
    *,
    seed: int,
    group: int = _SENTENCES_A_DOCUMENT,
    curly: float = CURLY_SHARE,
) -> Iterator[Doc]:
    """Documents of ``group`` consecutive sentences, a share of them with typographic apostrophes."""
    rng = random.Random(seed)
    for start in range(0, len(sentences), group):
        yield to_doc(sentences[start : start + group], vocab, curly=rng.random() < curly)


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write documents whole or not at all; returns the number of tokens."""
    stored = DocBin(attrs=_ATTRIBUTES)
    tokens = 0
    for doc in docs:
        stored.add(doc)
        tokens += len(doc)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(stored.to_bytes())
    beside.replace(path)
    return tokens


def read_docs(path: Path, vocab: Vocab) -> list[Doc]:
    """The documents of such a file."""
    return list(DocBin().from_bytes(path.read_bytes()).get_docs(vocab))
