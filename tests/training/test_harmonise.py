"""PUD's reporting clauses turned round, its labels and lemmas brought to those of the others."""

from __future__ import annotations

import copy
from pathlib import Path

from kg.training.conllu import read_conllu
from kg.training.grammar import load_grammar
from kg.training.harmonise import ClosedClassLemmas, adopt_labels, swap_reporting_clause
from kg.training.tree import is_tree, root
from tests.training.trees import parsed

REPORT = """
« PUNCT 3 punct
Il PRON 3 nsubj lui
ment VERB 7 parataxis mentir
» PUNCT 3 punct
, PUNCT 7 punct
a AUX 7 aux:tense avoir
déclaré VERB 0 root déclarer
Marie PROPN 7 nsubj
. PUNCT 7 punct
"""


def test_the_quotation_becomes_the_root() -> None:
    sentence = parsed(REPORT)
    assert swap_reporting_clause(sentence, frozenset({"déclarer"}))
    assert sentence[root(sentence)].form == "ment"
    verb = sentence[6]
    assert (verb.dep, sentence[verb.head].form) == ("parataxis:insert", "ment")
    hung = {node.form: sentence[node.head].form for node in sentence}
    assert hung["Marie"] == hung["a"] == "déclaré"
    assert hung[","] == hung["."] == "ment"
    assert is_tree(sentence)


def test_other_verbs_and_other_orders_stay() -> None:
    for rows, verbs in ((REPORT, {"manger"}), (REPORT.replace("7 parataxis", "7 ccomp"), {"déclarer"})):
        sentence = parsed(rows)
        before = copy.deepcopy(sentence)
        assert not swap_reporting_clause(sentence, frozenset(verbs))
        assert sentence == before


def test_plain_obliques_get_their_label_and_numerals_lose_theirs() -> None:
    sentence = parsed("vient VERB 0 root\nlundi NOUN 1 obl\n3 NUM 2 nummod")
    adopt_labels(sentence)
    assert sentence[1].dep == "obl:mod"
    assert (sentence[2].pos, sentence[2].morph) == ("", "")


def test_closed_class_lemmas_follow_the_majority() -> None:
    lemmas = ClosedClassLemmas([parsed("Il PRON 2 nsubj lui\ndort VERB 0 root dormir")])
    sentence = parsed("il PRON 2 nsubj il\ndort VERB 0 root autre")
    lemmas.apply(sentence)
    assert [node.lemma for node in sentence] == ["lui", "autre"]


def test_all_of_pud_stays_trees(treebanks: Path) -> None:
    verbs = load_grammar().speech_verbs
    swapped = 0
    for sentence in read_conllu(treebanks / "conllu" / "fr_pud-ud-test.conllu"):
        swapped += swap_reporting_clause(sentence.nodes, verbs)
        assert is_tree(sentence.nodes), sentence.id
    assert swapped >= 30
