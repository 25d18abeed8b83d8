"""The words of a draft."""

from __future__ import annotations

import pytest

from kg.discover.wording import count_note, expression, label, plain, slug


@pytest.mark.parametrize(
    ("combination", "texts", "wanted"),
    [
        (("otan", "élarg"), ["stopper l’élargissement de l’Otan"], "élargissement de l'Otan"),
        (("jaun", "gilet"), ["les 'gilets jaunes' du rond-point", "un gilet, jaune"], "gilet jaune"),
        (("breb", "loup"), ["le loup a tué dix mille brebis"], "loup brebis"),
        (("etat",), ["L'Etat c'est moi"], "Etat"),
        (("parol", "port"), ["le porte-parole"], "porte parole"),
        (("loup",), ["rien de tel"], None),
    ],
)
def test_an_expression_says_its_stems(
    combination: tuple[str, ...], texts: list[str], wanted: str | None
) -> None:
    assert expression(combination, texts) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["il viendra", "venir demain", "la paix est proche."], "La paix est proche"),
        (["il viendra", "venir demain"], "Venir demain"),
        (['« La paix » est "proche"'], "La paix est proche"),
        (["mot " * 30, "je pars"], "Je pars"),
        (["mot " * 30], "Mot" + " mot" * 18 + "…"),
        (["x" * 90], "X" + "x" * 78 + "…"),
        (["\x1b[1m=1+1", "«»"], "[1m=1+1"),
        ([" "], "Sans titre"),
    ],
)
def test_a_label(texts: list[str], wanted: str) -> None:
    assert label(texts) == wanted
    assert len(wanted) <= 80


def test_plain_text_is_no_formula() -> None:
    assert plain("  =+-@cmd|x\n\x07y") == "cmd|x y"


@pytest.mark.parametrize(
    ("wording", "wanted"),
    [
        ("élargissement de l'Otan", "elargissement-otan"),
        ("Œuvres d'Été", "oeuvres-ete"),
        ("и Ω", ""),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_slug(wording: str, wanted: str) -> None:
    assert slug(wording) == wanted


def test_a_note_counts_in_french() -> None:
    assert count_note(12, 5, 7) == "12 déclarations de 5 acteurs dans 7 articles"
    assert count_note(2, 1, 1) == "2 déclarations de 1 acteur dans 1 article"
    assert count_note(3, 0, 2) == "3 déclarations dans 2 articles"
