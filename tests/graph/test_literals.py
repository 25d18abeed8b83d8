"""Literals are canonical: a store and a parser leave them as they are."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import literals


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [
        ("2021-12-16T16:42+0100", "2021-12-16T16:42:00+01:00", "dateTime"),
        ("2021-12-16T16:42:30.500+01:00", "2021-12-16T16:42:30.5+01:00", "dateTime"),
        ("2021-12-16T15:42:00+00:00", "2021-12-16T15:42:00Z", "dateTime"),
        ("2021-12-16T15:42:00Z", "2021-12-16T15:42:00Z", "dateTime"),
        ("2022-01-12T21:32", "2022-01-12T21:32:00", "dateTime"),
        ("2021-12-16T16:42:00-03:30", "2021-12-16T16:42:00-03:30", "dateTime"),
        ("2021-12-16", "2021-12-16", "date"),
        ("20211216", "2021-12-16", "date"),
        ("2021-12", "2021-12", "gYearMonth"),
        ("2021", "2021", "gYear"),
    ],
)
def test_dates_keep_their_precision(value: str, lexical: str, datatype: str) -> None:
    found = literals.moment(value)
    assert found is not None
    assert (found.value, found.datatype.value.rpartition("#")[2]) == (lexical, datatype)


@pytest.mark.parametrize(
    "value", [None, "", "hier", "2021-13", "2021-02-30", "0000", "0000-01", "2021-12-16T16:42+23:00"]
)
def test_what_is_no_date_is_left_out(value: str | None) -> None:
    assert literals.moment(value) is None


@given(st.datetimes(timezones=st.none() | st.timezones()).map(str) | st.dates().map(str))
def test_a_store_keeps_every_date_as_written(value: str) -> None:
    found = literals.moment(value)
    if found is not None:
        assert _stored(found) == found


@given(st.floats(0, 1))
def test_a_store_keeps_every_confidence_as_written(value: float) -> None:
    found = literals.decimal(value)
    assert _stored(found) == found
    assert abs(float(found.value) - value) <= 0.00005


def test_decimals_have_no_idle_zeros() -> None:
    assert [literals.decimal(x).value for x in (0.9, 0.90001, 1.0, 0.0, 0.00001, 0.12345678)] == [
        *("0.9", "0.9", "1", "0", "0", "0.1235")
    ]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_a_literal_of_the_same_length(text: str) -> None:
    assert len(literals.words(text).value) == len(text)
    assert len(literals.plain(text).value) == len(text)


def test_languages() -> None:
    assert literals.words("a", "FR_be").language == "fr-be"
    assert literals.words("a", "").language is None
    assert literals.words("a", "pas une langue").language is None


def test_addresses() -> None:
    link = literals.link("https://exemple.fr/été/a b?x=[1]#é")
    assert link == ox.NamedNode("https://exemple.fr/%C3%A9t%C3%A9/a%20b?x=%5B1%5D#%C3%A9")
    for odd in ("javascript:alert(1)", "/a/b", "http://", "https://exemple.fr/100%"):
        assert literals.link(odd) == ox.Literal(odd)


@given(st.text())
def test_any_address_is_an_ascii_iri_or_a_literal(end: str) -> None:
    link = literals.link("https://" + end)
    assert isinstance(link, ox.Literal) or link.value.isascii()


def test_equal_things() -> None:
    entity = ox.NamedNode("http://www.wikidata.org/entity/Q7747")
    assert literals.same_as("Q7747") == literals.same_as(entity.value) == entity
    assert literals.same_as("Poutine") is None


def _stored(literal: ox.Literal) -> object:
    store = ox.Store()
    node = ox.NamedNode("http://example.org/x")
    store.add(ox.Quad(node, node, literal))
    return next(iter(store)).object
