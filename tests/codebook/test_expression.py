"""The language of expressions: what it says, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook.expression import Expression, ExpressionInvalid, parse, word_class

CLASSES = {"arme": word_class("arme", ("missile", "char* d'assaut", '"arme de guerre"'))}


def stems(expression: Expression) -> list[list[tuple[str, ...]]]:
    return [[pattern.stems for pattern in term.patterns] for term in expression.terms]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("élargissement de l'Otan", [[("élarg",)], [("otan",)]]),
        ("élargir l’OTAN", [[("élarg",)], [("otan",)]]),
        ("livrer/fournir arme", [[("livr",), ("livrion",), ("livron",), ("fourn",)], [("arme",)]]),
        ('paix/"fin de la guerre"', [[("paix",), ("fin", "de", "la", "guerr")]]),
        ('"mai 1997"', [[("mai", "1997")]]),
        ('"de la paix"', [[("de", "la", "paix")]]),
        ("porte-parole", [[("port", "parol")]]),
        ("armement*", [[("armement",)]]),
        ("envoi @arme", [[("envoi",)], [("missil",), ("char", "assaut"), ("arme", "de", "guerr")]]),
    ],
)
def test_what_an_expression_says(text: str, found: list[list[tuple[str, ...]]]) -> None:
    assert stems(parse(text, CLASSES)) == found


def test_a_star_leaves_the_word_open() -> None:
    (term,) = parse("armement*", {}).terms
    assert term.patterns[0].open == (True,)
    (term,) = parse("armement", {}).terms
    assert term.patterns[0].open == (False,)


def test_a_bar_keeps_a_word_out() -> None:
    expression = parse('sanction !sport !"coupe du monde"', {})
    assert len(expression.terms) == 1
    assert [term.patterns[0].stems for term in expression.barred] == [("sport",), ("coup", "du", "mond")]


@pytest.mark.parametrize("text", ["", "   ", "de la", "!mot", '""', '"', 'mot "guerre', "@rien", "/", "*"])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ExpressionInvalid, match=r".+"):
        parse(text, CLASSES)


@given(st.text(max_size=60) | st.text("@arme/*!\" de motÉ-'’|\\", max_size=40))
def test_parsing_never_breaks(text: str) -> None:
    try:
        expression = parse(text, CLASSES)
    except ExpressionInvalid:
        return
    assert expression.terms
    assert all(term.patterns and all(p.stems for p in term.patterns) for term in expression.terms)
    assert all(len(p.stems) == len(p.open) for term in expression.terms for p in term.patterns)
