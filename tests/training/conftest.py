"""Treebank sentences small enough to read, and the real ones where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.training.conllu import read_conllu
from kg.training.tree import Sentence


@pytest.fixture(scope="session")
def nlp() -> Language:
    """spaCy's French tokenizer."""
    return spacy.blank("fr")


@pytest.fixture(scope="session")
def treebanks(shared: Path) -> Path:
    """The folder of the corpora."""
    return shared / "treebanks"


@pytest.fixture(scope="session")
def sequoia(treebanks: Path) -> list[Sentence]:
    """The dev part of Sequoia, on its own tokens."""
    path = treebanks / "conllu" / "fr_sequoia-ud-dev.conllu"
    return [sentence.nodes for sentence in read_conllu(path)]
