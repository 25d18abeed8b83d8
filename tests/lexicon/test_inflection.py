"""Verb forms, plurals, agreement."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.agreement import agreeing, plural, possessives
from kg.lexicon.conjugate import first_group
from kg.lexicon.cues import cue_verbs
from kg.resources import lexicon_dir

REGULAR = sorted({c.verb for c in cue_verbs(lexicon_dir("fr") / "cues.tsv") if c.verb.endswith("er")})
STEMS = st.text("abcdéfgijlmnoprstuv", min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("annoncer", "annonce annonçait annoncions annonça annoncé annonçant annoncera"),
        ("exiger", "exige exigea exigeons exigions exigeait exigerait exigées"),
        ("répéter", "répète répètent répétait répétera répètera répété répétant"),
        ("célébrer", "célèbre célébrons célèbrerait"),
        ("alléguer", "allègue alléguait"),
        ("rappeler", "rappelle rappelait rappellerait rappelons"),
        ("marteler", "martèle martelait martèlera"),
        ("lever", "lève levait lèvera"),
        ("employer", "emploie employait emploiera"),
        ("balayer", "balaie balaye balayait"),
        ("créer", "crée créa créée"),
        ("tweeter", "tweete tweeta tweetera"),
        ("confesser", "confesse confessait"),
        ("protester", "proteste protestera"),
    ],
)
def test_first_group(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= first_group(lemma)


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [
        ("annoncer", "annoncait"),
        ("exiger", "exigons"),
        ("répéter", "répéte"),
        ("rappeler", "rappele"),
        ("employer", "employe"),
        ("tweeter", "tweette"),
        ("confesser", "confèsse"),
    ],
)
def test_first_group_does_not_make(lemma: str, wrong: str) -> None:
    assert wrong not in first_group(lemma)


@given(STEMS)
def test_any_regular_verb(stem: str) -> None:
    forms = first_group(stem + "er")
    assert {stem + "er", stem + "ez", stem + "é"} <= forms
    assert not {form for form in forms if stem.endswith("c") and form.startswith((stem + "a", stem + "o"))}
    if stem.endswith("g"):
        assert stem + "eait" in forms
        assert stem + "ait" not in forms


@given(STEMS.filter(lambda word: not word.endswith("er")))
def test_other_verbs_are_left_alone(word: str) -> None:
    assert first_group(word) == {word}


@given(st.sampled_from(REGULAR))
def test_every_form_keeps_its_first_letter(lemma: str) -> None:
    assert all(form[0] == lemma[0] and len(form) < len(lemma) + 7 for form in first_group(lemma))


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("crainte", "craintes"),
        ("aveu", "aveux"),
        ("vœu", "vœux"),
        ("propos", "propos"),
        ("signal", "signaux"),
        ("mise en garde", "mises en garde"),
    ],
)
def test_plurals(singular: str, expected: str) -> None:
    assert plural(singular) == expected


@given(STEMS)
def test_plurals_end_like_plurals(noun: str) -> None:
    assert plural(noun)[-1] in "sxz"
    assert plural(plural(noun)) == plural(noun)


def test_agreement() -> None:
    assert agreeing("certain") == {"certain", "certaine", "certains", "certaines"}
    assert agreeing("formel") == {"formel", "formelle", "formels", "formelles"}
    assert agreeing("ferme") == {"ferme", "fermes"}


def test_possessives() -> None:
    assert possessives("son") == {"son", "leur", "mon", "notre"}
    assert possessives("le") == {"le"}


def test_the_table_of_forms_is_current(root: Path) -> None:
    script = root / "bench" / "verb_forms.py"
    environment = {**os.environ, "PYTHONPATH": str(root)}
    check = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, env=environment, check=False
    )
    assert check.returncode == 0, check.stderr or "run bench/verb_forms.py"
