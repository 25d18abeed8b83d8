"""Expressions of time: what each stands for, and that no text leads astray."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.when.anchor import anchor_of
from kg.nlp.when.expression import Anchor, Expression, month_end
from kg.nlp.when.grammar import find_expressions

THURSDAY = date(2021, 12, 16)
TODAY = Anchor(day=THURSDAY, near=THURSDAY, latest=THURSDAY)


def _rows() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("expressions.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


ROWS = _rows()
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}


def find(text: str, anchor: Anchor = TODAY) -> list[Expression]:
    return list(find_expressions(text, 0, len(text), anchor))


def bounds(edtf: str) -> tuple[date, date]:
    """The first and last day of an EDTF literal, worked out apart from the code under test."""
    if "/" in edtf:
        first, last = edtf.split("/")
        return bounds(first)[0], bounds(last)[1]
    parts = edtf.split("-")
    if len(parts) == 3:
        return date.fromisoformat(edtf), date.fromisoformat(edtf)
    year = int(parts[0])
    if len(parts) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    begins, ends = SEASONS.get(parts[1], (int(parts[1]), int(parts[1])))
    after = date(year + (ends < begins), ends, 28) + timedelta(days=4)
    return date(year, begins, 1), after.replace(day=1) - timedelta(days=1)


def test_there_are_cases_enough() -> None:
    assert len(ROWS) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['expression']}|{row['published']}")
def test_resolution(row: dict[str, str]) -> None:
    expression, edtf = row["expression"].rstrip(","), row["edtf"] or None
    sentence = f"Il l'a dit {row['expression']} à Paris."
    found = find(sentence, anchor_of(sentence, row["published"] or None))
    assert [sentence[e.start : e.end] for e in found] == [expression]
    assert found[0].edtf == edtf
    assert (found[0].basis == "unresolved") == (edtf is None)
    assert found[0].conflict == ("conflict" in (row["flags"] or ""))
    if edtf is not None:
        assert (found[0].first, found[0].last) == bounds(edtf)


@pytest.mark.parametrize(
    "text",
    [
        "un samedibus", "les mardis gras", "le 45 mars de l'an", "mai-68", "trois marchands", "le 20 heures",
        "le 93 brûle", "Bloody Sunday", "l'étéé", "le 6 rue de Mai", "vendredis", "un lundi-là",
    ],
)  # fmt: skip
def test_look_alikes(text: str) -> None:
    assert not [e for e in find(text) if e.first]


def test_the_eve_is_that_of_the_day_last_named() -> None:
    text = "Le 10 décembre, il signe. La veille, il hésite. Deux jours plus tard, il dit. Un mois plus tôt,"
    assert [e.edtf for e in find(text)] == ["2021-12-10", "2021-12-09", "2021-12-11", "2021-11"]


def test_a_weekday_is_the_one_near_the_day_that_the_text_names_in_full() -> None:
    text = "Il l'a dit mardi 25 février. Jeudi, elle a répondu, lundi il s'est tu."
    found = find(text, anchor_of(text, "2020-02"))
    assert [e.edtf for e in found] == ["2020-02-25", "2020-02-27", "2020-02-24"]


def test_a_weekday_never_lies_after_the_month_of_writing() -> None:
    text = "Il l'a dit mercredi 29 juillet. Samedi, elle a répondu."
    found = find(text, anchor_of(text, "2020-07"))
    assert found[1].first == date(2020, 7, 25)


def test_a_year_that_the_text_confirms_is_an_anchor() -> None:
    text = "En 2020, tout a changé. Mardi 7 juillet, il l'a dit. Mercredi, il s'est tu."
    assert [e.edtf for e in find(text, anchor_of(text, None))] == ["2020", "2020-07-07", "2020-07-08"]


@given(
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["lundi", "dimanche", "hier", "début mai", "il y a dix ans", "l'hiver dernier"]),
)
def test_nothing_said_begins_after_the_day_of_writing(day: date, text: str) -> None:
    (found,) = find(text, Anchor(day=day, near=day, latest=day))
    assert found.first is not None
    assert found.first <= day


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from([row["expression"] for row in ROWS]))
def test_bounds_and_edtf_agree(day: date, text: str) -> None:
    for found in find(f"{text}.", Anchor(day=day, near=day, latest=day)):
        if found.first is None or found.last is None:
            assert found.edtf is None
        else:
            assert found.first <= found.last
            assert bounds(str(found.edtf)) == (found.first, found.last)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_end(year: int, month: int) -> None:
    end = month_end(year, month)
    assert (end.year, end.month) == (year, month)
    assert end.day >= 28


@given(
    st.text(max_size=80), st.sampled_from([None, "2021-12-16", "2021-12", "2021", "9999-12-31", "1000-01-01"])
)
def test_any_text_is_searched_without_an_error(text: str, published: str | None) -> None:
    for found in find(text, anchor_of(text, published)):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "published", ["2999-12-31", "9999-12-31", "1000-01-01", "1000", "9999-12", "0001", "soon"]
)
def test_the_ends_of_the_calendar(published: str) -> None:
    for row in ROWS:
        text = f"{row['expression']}, un mois plus tôt, il y a 999 ans, 900 jours plus tard"
        for found in find(text, anchor_of(text, published)):
            assert (found.first is None) == (found.last is None)


def test_a_page_of_numbers_is_searched_in_linear_time() -> None:
    text = "le 1 " * 20_000 + "du 1 au 2 " * 10_000 + "il y a " * 10_000
    assert len(find(text)) < 60_000
