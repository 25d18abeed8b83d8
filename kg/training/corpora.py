"""Which treebank sentence trains, steers or tests.

Files are recognised by the names under which Universal Dependencies distributes them, so that a
folder with more treebanks (the train part of GSD, say) trains on more without a change here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from kg.errors import DataInvalid, InputMissing
from kg.training.align import align
from kg.training.conllu import TreebankSentence, read_conllu
from kg.training.harmonise import ClosedClassLemmas, adopt_labels, swap_reporting_clause
from kg.training.tree import Sentence, is_tree

_SPOKEN = ("rhapsodie", "parisstories")  # transcripts without punctuation or case: no use for news
_TEST_ONLY = ("pud", "fqb")  # treebanks that have no train part
_OTHER_LEMMAS = ("pud", "fqb")
_GSD_TRAINING_SHARE = 0.9


@dataclass(slots=True)
class Treebanks:
    """Sentences by use. ``train`` and ``dev`` stand on spaCy's tokens, ``test`` (by treebank) on its own."""

    train: list[Sentence] = field(default_factory=list)
    dev: list[Sentence] = field(default_factory=list)
    test: dict[str, list[Sentence]] = field(default_factory=dict)
    swapped: int = 0


def treebank_files(folder: Path) -> list[Path]:
    """The written-French CoNLL-U files anywhere under a folder, sorted by name.

    Raises InputMissing where there is none.
    """
    files = sorted(folder.rglob("*.conllu"), key=lambda path: path.name)
    written = [path for path in files if not any(name in path.name for name in _SPOKEN)]
    if not written:
        raise InputMissing(f"{folder}: no .conllu file of a written French treebank; name another folder")
    return written


def load_treebanks(folder: Path, nlp: Language, speech_verbs: frozenset[str]) -> Treebanks:
    """Read, mend and align all treebanks under ``folder`` on the tokenizer of ``nlp``.

    Raises DataInvalid for an invalid file, InputMissing where nothing is left to train on.
    """
    files = treebank_files(folder)
    banks = Treebanks()
    own: list[Sentence] = []
    foreign: list[Sentence] = []
    for path in files:
        sentences = list(read_conllu(path))
        for sentence in sentences:
            if not is_tree(sentence.nodes):
                raise DataInvalid(f"{path}: sentence {sentence.id} is no tree")
        if "-test" in path.name and not _is(path, _TEST_ONLY):
            banks.test[path.name.partition("-")[0]] = [sentence.nodes for sentence in sentences]
            continue
        aligned = [_prepared(sentence, path, nlp, speech_verbs, banks) for sentence in sentences]
        (foreign if _is(path, _OTHER_LEMMAS) else own).extend(aligned)
        _distribute(path, files, aligned, banks)
    lemmas = ClosedClassLemmas(own)
    for nodes in foreign:
        lemmas.apply(nodes)
    if not banks.train:
        raise InputMissing(f"{folder}: no train part among {len(files)} treebank files; name another folder")
    return banks


def _prepared(
    sentence: TreebankSentence, path: Path, nlp: Language, speech_verbs: frozenset[str], banks: Treebanks
) -> Sentence:
    if "pud" in path.name:
        banks.swapped += swap_reporting_clause(sentence.nodes, speech_verbs)
        adopt_labels(sentence.nodes)
    return align(sentence.nodes, nlp)


def _distribute(path: Path, files: Iterable[Path], sentences: list[Sentence], banks: Treebanks) -> None:
    name = path.name
    if "-train" in name or _is(path, _TEST_ONLY):
        banks.train += sentences
    elif "gsd" in name and not any("gsd-ud-train" in other.name for other in files):
        cut = round(len(sentences) * _GSD_TRAINING_SHARE)
        banks.train += sentences[:cut]
        banks.dev += sentences[cut:]
    else:
        banks.dev += sentences


def _is(path: Path, names: tuple[str, ...]) -> bool:
    return any(name in path.name for name in names)
