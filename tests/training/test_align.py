"""Alignment keeps the text, stands on spaCy's tokens and leaves a tree."""

from __future__ import annotations

from hypothesis import given
from spacy.language import Language

from kg.training.align import align
from kg.training.tree import Sentence, is_tree, text_of
from tests.training.trees import parsed, trees


@given(sentence=trees())
def test_any_tree_stays_a_tree_on_the_tokens_of_its_text(nlp: Language, sentence: Sentence) -> None:
    aligned = align(sentence, nlp)
    assert text_of(aligned) == text_of(sentence)
    assert [node.form for node in aligned] == [
        t.text for t in nlp.make_doc(text_of(sentence)) if not t.is_space
    ]
    assert is_tree(aligned)


def test_the_first_part_of_a_split_name_keeps_its_place(nlp: Language) -> None:
    sentence = parsed("Le DET 2 det\nconseil NOUN 3 nsubj\nparle VERB 0 root\nOtan-Russie PROPN 2 nmod")
    aligned = align(sentence, nlp)
    assert [(node.form, node.dep) for node in aligned[3:]] == [
        ("Otan", "nmod"),
        ("-", "punct"),
        ("Russie", "flat:name"),
    ]
    assert {node.head for node in aligned[4:]} == {3}


def test_the_pronoun_of_an_inversion_keeps_its_annotation(nlp: Language) -> None:
    sentence = parsed("a AUX 3 aux:tense avoir\n_-t-il PRON 3 nsubj lui\ndit VERB 0 root dire")
    aligned = align(sentence, nlp)
    assert [(node.form, node.dep, node.lemma) for node in aligned] == [
        ("a", "aux:tense", "avoir"),
        ("-t", "dep", "t"),
        ("-il", "nsubj", "lui"),
        ("dit", "ROOT", "dire"),
    ]


def test_real_sentences_stay_trees(nlp: Language, sequoia: list[Sentence]) -> None:
    for sentence in sequoia:
        aligned = align(sentence, nlp)
        assert is_tree(aligned)
        assert text_of(aligned) == text_of(sentence)
