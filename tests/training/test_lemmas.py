"""The lemma tables: treebank first, dictionary next, endings last, and no verb that is none."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.training.lemmas import lemma_tables
from tests.training.trees import parsed


@pytest.fixture(scope="module")
def lemmatizer() -> Language:
    sentence = parsed("il PRON 2 nsubj lui\nbravitude VERB 0 root braver\nc' PRON 2 obj ce")
    nlp = spacy.blank("fr")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize(lookups=lemma_tables([sentence]))  # type: ignore[attr-defined]
    return nlp


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("bravitude", "VERB", "braver"),  # only the treebank has it
        ("permis", "VERB", "permettre"),
        ("viennent", "VERB", "venir"),
        ("conclut", "VERB", "conclure"),
        ("estime", "VERB", "estimer"),
        ("Annonçait", "VERB", "annoncer"),
        ("protégeait", "VERB", "protéger"),
        ("instruire", "VERB", "instruire"),
        ("tweetèrent", "VERB", "tweeter"),  # no dictionary has it
        ("chevaux", "NOUN", "cheval"),
        ("ministres", "NOUN", "ministre"),
        ("russes", "ADJ", "russe"),
        ("financières", "ADJ", "financier"),
        ("merveilleux", "ADJ", "merveilleux"),
        ("suis", "AUX", "être"),
        ("suis", "VERB", "suivre"),
        ("Il", "PRON", "lui"),
        ("c’", "PRON", "ce"),
        ("Moscou", "PROPN", "Moscou"),
    ],
)
def test_lemma_of(lemmatizer: Language, form: str, pos: str, lemma: str) -> None:
    doc = Doc(lemmatizer.vocab, words=[form], pos=[pos])
    assert lemmatizer.get_pipe("lemmatizer")(doc)[0].lemma_ == lemma
