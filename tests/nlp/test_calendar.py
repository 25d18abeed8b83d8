"""Expressions of time and the days they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.calendar import find_expressions, month_end

THURSDAY = date(2021, 12, 16)


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("ce jeudi 16 décembre", THURSDAY, "2021-12-16"),
        ("le 10 décembre", THURSDAY, "2021-12-10"),
        ("le 20 décembre", THURSDAY, "2020-12-20"),
        ("le 1er janvier 2019", THURSDAY, "2019-01-01"),
        ("le 29 février", date(2021, 3, 1), "2020-02-29"),
        ("le 29 février", date(2024, 3, 1), "2024-02-29"),
        ("le 31 avril 2021", THURSDAY, None),
        ("12.01.2022", None, "2022-01-12"),
        ("12/01/2022", None, "2022-01-12"),
        ("jeudi", THURSDAY, "2021-12-16"),
        ("jeudi dernier", THURSDAY, "2021-12-09"),
        ("vendredi soir", THURSDAY, "2021-12-10"),
        ("dimanche", None, None),
        ("hier", date(2022, 1, 1), "2021-12-31"),
        ("avant-hier", THURSDAY, "2021-12-14"),
        ("aujourd’hui", THURSDAY, "2021-12-16"),
        ("ce matin", THURSDAY, "2021-12-16"),
        ("la veille", THURSDAY, "2021-12-15"),
        ("fin janvier", date(2022, 2, 14), "2022-01"),
        ("en décembre", date(2022, 1, 5), "2021-12"),
        ("en octobre 2017", None, "2017-10"),
        ("mi-avril", THURSDAY, "2021-04"),
        ("plus tôt cette semaine", THURSDAY, "2021-12-13/2021-12-16"),
        ("la semaine dernière", THURSDAY, "2021-12-06/2021-12-12"),
        ("il y a trois jours", THURSDAY, "2021-12-13"),
        ("il y a 2 semaines", THURSDAY, "2021-12-02"),
    ],
)
def test_resolution(text: str, anchor: date | None, edtf: str | None) -> None:
    sentence = f"Il l'a dit {text} à Paris."
    found = list(find_expressions(sentence, 0, len(sentence), anchor))
    assert [sentence[e.start : e.end] for e in found] == [text]
    assert found[0].edtf == edtf
    assert (found[0].basis == "unresolved") == (edtf is None)


@pytest.mark.parametrize(
    "text", ["un samedibus", "les mardis gras", "le 45 mars de l'an", "mai-68", "trois marchands"]
)
def test_look_alikes(text: str) -> None:
    assert not [e for e in find_expressions(text, 0, len(text), THURSDAY) if e.first]


def test_the_eve_is_that_of_the_day_last_named() -> None:
    text = "Le 10 décembre, il a signé. La veille, il hésitait."
    assert [e.edtf for e in find_expressions(text, 0, len(text), THURSDAY)] == ["2021-12-10", "2021-12-09"]


@given(
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["lundi", "dimanche", "hier", "fin mai", "le 12 juin"]),
)
def test_nothing_said_lies_after_the_day_of_writing(anchor: date, text: str) -> None:
    (found,) = find_expressions(text, 0, len(text), anchor)
    assert found.first is not None
    assert found.first <= anchor


@given(st.integers(1, 9998), st.integers(1, 12))
def test_month_end(year: int, month: int) -> None:
    end = month_end(year, month)
    assert (end.year, end.month) == (year, month)
    assert end.day >= 28


@given(st.text(max_size=80))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in find_expressions(text, 0, len(text), THURSDAY):
        assert 0 <= found.start < found.end <= len(text)
