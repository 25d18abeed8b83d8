"""What the cue tables must hold, row by row and in all."""

from __future__ import annotations

import re

import pytest

from kg.lexicon.acts import ACTS
from kg.lexicon.agreement import plural
from kg.lexicon.cues import (
    FRAMES,
    NOUN_FRAMES,
    CueVerb,
    cue_nouns,
    cue_verbs,
    forms_of,
    irregular_forms,
    verbs_by_form,
)
from kg.lexicon.load import load
from kg.lexicon.table import rows, tokenised
from kg.resources import lexicon_dir

FOLDER = lexicon_dir("fr")
VERBS = list(cue_verbs(FOLDER / "cues.tsv"))
NOUNS = list(cue_nouns(FOLDER / "nouns.tsv"))
BY_FORM = verbs_by_form(FOLDER)
IRREGULAR = irregular_forms(FOLDER)
REFLEXIVES = {"se", "s'", "me", "m'", "nous", "vous"}
EXPECTED = """
    faire valoir, faire part, tirer la sonnette d'alarme, monter au créneau, mettre en garde, hausser le ton,
    enfoncer le clou, battre en brèche, revenir à la charge, laisser entendre, se féliciter, s'indigner
""".replace("\n", " ").split(",")


def words(sentence: str) -> list[str]:
    """The words of an example, cut as the tokenizer cuts them at apostrophes."""
    return re.findall(r"\w+(?:-\w+)*'?", sentence.lower())


def shows(cue: CueVerb, sentence: list[str]) -> bool:
    """Does the sentence hold a form of the verb with what must follow, and its reflexive pronoun?"""
    variants = [c.rest for c in BY_FORM[cue.verb] if c.lemma == cue.lemma]
    for place, word in enumerate(sentence):
        if word in forms_of(cue.verb, IRREGULAR) and (
            not cue.reflexive or REFLEXIVES & set(sentence[max(0, place - 4) : place])
        ):
            for rest in variants:
                at, found = place, True
                for wanted in rest:
                    window = sentence[at + 1 : at + 5]
                    found = found and wanted in window
                    at += window.index(wanted) + 1 if wanted in window else 0
                if found:
                    return True
    return False


def test_the_tables_are_large_enough() -> None:
    assert len(VERBS) >= 600
    assert len(NOUNS) >= 120
    assert sum(bool(cue.rest) for cue in VERBS) >= 150


@pytest.mark.parametrize("lemma", [lemma.strip() for lemma in EXPECTED])
def test_the_idioms_of_newsrooms_are_there(lemma: str) -> None:
    assert lemma in {cue.lemma for cue in VERBS}


def test_every_frame_and_every_act_is_used() -> None:
    assert {frame for cue in VERBS for frame in cue.frames} == FRAMES
    assert {frame for noun in NOUNS for frame in noun.frames} == NOUN_FRAMES
    assert {cue.act for cue in VERBS} == set(ACTS)


def test_the_sign_goes_with_the_act() -> None:
    signs = [(c.lemma, c.act, c.polarity) for c in VERBS] + [(c.lemma, c.act, c.polarity) for c in NOUNS]
    assert not [lemma for lemma, act, polarity in signs if polarity not in ACTS[act]]


def test_every_verb_is_shown_by_its_example() -> None:
    examples = {row["lemma"]: row["example"] for row in rows(FOLDER / "cues.tsv")}
    assert not [cue.lemma for cue in VERBS if not shows(cue, words(examples[cue.lemma]))]


def test_every_noun_is_shown_by_its_example() -> None:
    examples = {row["noun"]: " ".join(words(row["example"])) for row in rows(FOLDER / "nouns.tsv")}
    missing = [
        noun.lemma
        for noun in NOUNS
        if not re.search(rf"\b(?:{noun.lemma}|{plural(noun.lemma)})\b", examples[noun.lemma])
    ]
    assert not missing


def test_the_examples_are_sentences() -> None:
    for name in ("cues.tsv", "nouns.tsv"):
        for row in rows(FOLDER / name):
            example = row["example"]
            assert example[0].isupper() or example[0] == "«", example
            assert example[-1] in ".»", example
            assert "’" not in example, example
            assert example.count("«") == example.count("»"), example


def test_no_example_stands_twice() -> None:
    examples = [row["example"] for name in ("cues.tsv", "nouns.tsv") for row in rows(FOLDER / name)]
    assert len(set(examples)) == len(examples)


def test_every_homograph_is_a_form_of_a_cue_verb() -> None:
    lexicon = load("fr")
    assert not {form for form in lexicon.homographs if form not in lexicon.verbs}


def test_no_verb_of_another_group_lacks_its_forms() -> None:
    poor = {
        cue.verb for cue in VERBS if not cue.verb.endswith("er") and len(IRREGULAR.get(cue.verb, ())) < 20
    }
    assert not poor


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("martèle", "marteler"),
        ("répète", "répéter"),
        ("rappellent", "rappeler"),
        ("annonçait", "annoncer"),
        ("exigeant", "exiger"),
        ("balaie", "balayer"),
        ("asséna", "asséner"),
        ("tweete", "tweeter"),
        ("promirent", "promettre"),
        ("contredit", "contredire"),
        ("surenchérissait", "surenchérir"),
        ("convainc", "se convaincre"),
        ("bat", "battre en brèche"),
    ],
)
def test_forms_lead_to_their_verb(form: str, lemma: str) -> None:
    assert lemma in {cue.lemma for cue in BY_FORM[form]}


def test_longer_cues_come_first() -> None:
    for cues in BY_FORM.values():
        assert [len(cue.rest) for cue in cues] == sorted((len(cue.rest) for cue in cues), reverse=True)


def test_possessives_and_agreements_are_spelled_out() -> None:
    rests = {cue.rest for cue in BY_FORM["donne"] if cue.lemma == "donner sa parole"}
    assert rests == {("sa", "parole"), ("leur", "parole"), ("ma", "parole"), ("notre", "parole")}
    rests = {cue.rest for cue in BY_FORM["sont"] if cue.lemma == "être convaincu"}
    assert rests == {("convaincu",), ("convaincue",), ("convaincus",), ("convaincues",)}


def test_verbs_with_etre() -> None:
    takes = {cue.lemma: cue.takes_etre for cue in VERBS}
    assert takes["revenir sur"]
    assert takes["se dire"]
    assert not takes["dire"]


def test_nouns_are_found_with_their_support_verbs() -> None:
    lexicon = load("fr")
    assert lexicon.nouns["craintes"] is lexicon.nouns["crainte"]
    assert lexicon.nouns["aveux"].lemma == "aveu"
    assert lexicon.nouns["mises en garde"].act == "warn"
    carried = lexicon.nouns["inquiétude"].support
    assert {"exprimer", "faire part de"} <= carried
    found = {verb.lemma: verb.rest for verb in lexicon.supports["faisaient"]}
    assert found["faire part de"] == ("part", "de")


def test_every_support_verb_can_be_found() -> None:
    supports = load("fr").supports
    for noun in NOUNS:
        for lemma in noun.support:
            assert lemma in {verb.lemma for verb in supports[tokenised(lemma)[0]]}, lemma
