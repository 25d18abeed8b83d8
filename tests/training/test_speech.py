"""Derived sentences are trees, read like French and carry the relations that they are derived for."""

from __future__ import annotations

import copy

import pytest
from spacy.language import Language

from kg.training.align import align
from kg.training.grammar import load_grammar
from kg.training.harvest import first_constituent, harvest, is_clause
from kg.training.headlines import derive_headlines
from kg.training.speech import derive_speech
from kg.training.tree import Sentence, is_tree, root, text_of
from tests.training.trees import parsed


@pytest.fixture(scope="module")
def derived(sequoia: list[Sentence]) -> list[Sentence]:
    return derive_speech(sequoia, load_grammar(), 300, seed=1)


def test_each_is_a_tree_of_its_own(derived: list[Sentence]) -> None:
    assert len(derived) == 300
    assert all(is_tree(sentence) for sentence in derived)


def test_each_reads_like_a_sentence(derived: list[Sentence]) -> None:
    for sentence in derived:
        text = text_of(sentence)
        assert text.endswith((".", '"', "»"))
        assert not any("(" in node.form for node in sentence)
        assert " ," not in text
        assert " ." not in text
        assert "  " not in text
        assert text[0] in '«"' or not text[0].islower()


def test_nearly_all_stand_on_the_tokens_of_their_text(nlp: Language, derived: list[Sentence]) -> None:
    moved = sum([node.form for node in align(one, nlp)] != [node.form for node in one] for one in derived)
    assert moved <= 15


def test_speech_has_its_relations(derived: list[Sentence]) -> None:
    inserted = [
        (sentence, node) for sentence in derived for node in sentence if node.dep == "parataxis:insert"
    ]
    assert len(inserted) > 120
    for sentence, verb in inserted:
        place = sentence.index(verb)
        subjects = [node for node in sentence if node.head == place and node.dep == "nsubj"]
        assert len(subjects) == 1
    assert sum(node.dep == "ccomp" for sentence in derived for node in sentence) > 60


def test_some_incises_break_into_their_clause(derived: list[Sentence]) -> None:
    assert any(
        node.dep == "parataxis:insert" and i < root(sentence)
        for sentence in derived
        for i, node in enumerate(sentence)
    )


def test_the_grammar_knows_some_names_and_leaves_the_others_open(derived: list[Sentence]) -> None:
    labels = {node.entity for sentence in derived for node in sentence}
    assert labels == {"", "?", "PER", "LOC", "ORG"}


def test_the_same_seed_derives_the_same(sequoia: list[Sentence]) -> None:
    grammar = load_grammar()
    before = copy.deepcopy(sequoia)
    first = derive_speech(sequoia, grammar, 40, seed=3)
    assert first == derive_speech(sequoia, grammar, 40, seed=3)
    assert first != derive_speech(sequoia, grammar, 40, seed=4)
    assert sequoia == before


def test_a_treebank_too_small_derives_nothing() -> None:
    assert (
        derive_speech([parsed("Il PRON 2 nsubj\ndort VERB 0 root\n. PUNCT 2 punct")], load_grammar(), 5, 0)
        == []
    )


def test_a_clause_is_finite_and_has_a_subject(sequoia: list[Sentence]) -> None:
    found = harvest(sequoia, load_grammar().speakers)
    assert found.suffices
    assert not any(is_clause(clause) for clause in found.clauses), "the full stop is gone"
    for clause, place in found.breakable:
        assert first_constituent(clause) == place
        assert 0 < place < len(clause)


def test_headlines_end_without_a_stop(sequoia: list[Sentence]) -> None:
    headlines = derive_headlines(sequoia, seed=1)
    assert 5 < len(headlines) < 100
    assert all(is_tree(headline) and headline[-1].form != "." for headline in headlines)
