"""Filters and duplicates: by hand and as the definitions say; nothing depends on the order of the events."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.discourse import DUPLICATES, Event, Options, network_matrix, select, two_mode, unmatched
from tests.discourse import naive
from tests.discourse.worlds import event, world, worlds

D = date.fromisoformat


def at(words: str, number: int, day: str, document: str = "d1") -> Event:
    return event(words, number, said=D(day), document=document)


# the same twice in a document, in the next week (of another ISO year), month, year
AGAIN = (
    at("a x+", 0, "2020-12-30"),
    at("a x+", 1, "2020-12-30"),
    at("a x+", 2, "2021-01-02", "d2"),  # ISO week 53 of 2020, like the first
    at("a x+", 3, "2021-01-05", "d3"),
    at("a x-", 4, "2021-01-05", "d3"),
    at("a x+", 5, "2022-01-05", "d4"),  # the month and the week of the year before
    event("a x+", 6, document="d5"),
    event("a x+", 7, document="d5"),
)


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [
        ("include", "01234567"),
        ("document", "023456"),
        ("week", "034567"),
        ("month", "024567"),
        ("year", "024567"),
        ("acrossrange", "04"),
    ],
)
def test_duplicates(duplicates: str, kept: str) -> None:
    found = select(AGAIN, Options(duplicates=duplicates, qualifier="congruence"))  # type: ignore[arg-type]
    assert "".join(event.statement[-1] for event in found.events) == kept
    assert found.duplicates == len(AGAIN) - len(kept)


def test_without_a_qualifier_its_value_makes_no_difference() -> None:
    found = select(AGAIN, Options(duplicates="acrossrange"))
    assert [event.statement for event in found.events] == ["s000"]


def test_filters_by_hand() -> None:
    said = (
        event("a x+", 0, said=D("2022-01-01"), published=D("2022-01-02"), source="TASS", concept_id="c-x"),
        event("a x+", 1, published=D("2022-01-03"), source="AFP"),
        event("b x+", 2, source="AFP", copy=True, confidence=0.4),
        event("b y0", 3, said=D("2022-01-05")),
    )

    def kept(**given: object) -> str:
        return "".join(e.statement[-1] for e in select(said, Options(**given)).events)  # type: ignore[arg-type]

    assert kept() == "012"
    assert kept(neutral=True) == "0132", "undated last"
    assert kept(since=D("2022-01-02")) == "1", "a date asked for leaves the undated out"
    assert kept(since=D("2022-01-02"), dates="published") == "01"
    assert kept(until=D("2022-01-01")) == "0"
    assert kept(exclude=(("source", "AFP"),)) == "0"
    assert kept(only=(("source", "AFP"), ("source", "TASS"), ("actor", "a"))) == "01"
    assert kept(only=(("concept", "c-x"),)) == "0", "ids are as good as labels"
    assert kept(copies=False) == kept(confidence=0.5) == kept(exclude=(("copy", "true"),)) == "01"
    assert kept(rows="organization") == ""
    assert select(said, Options()).undated == 1
    assert unmatched(said, Options(exclude=(("actor", "z"),), only=(("actor", "a"),))) == (("actor", "z"),)


OPTIONS = st.builds(
    Options,
    rows=st.sampled_from(["actor", "organization"]),
    qualifier=st.sampled_from(["ignore", "subtract"]),
    duplicates=st.sampled_from(DUPLICATES),
    since=st.none() | st.just(D("2021-12-01")),
    until=st.none() | st.just(D("2022-02-10")),
    exclude=st.sampled_from([(), (("actor", "a"),), (("actor", "a"), ("source", "TASS"))]),
    only=st.sampled_from([(), (("source", "TASS"), ("source", "")), (("mode", "direct"), ("concept", "x"))]),
    neutral=st.booleans(),
    copies=st.booleans(),
    confidence=st.sampled_from([0.0, 0.5]),
    dates=st.sampled_from(["said", "published"]),
)


@settings(max_examples=200, deadline=None)
@given(worlds(), OPTIONS)
def test_what_is_kept_is_as_the_definitions_say(events: tuple[Event, ...], options: Options) -> None:
    found = select(events, options)
    assert list(found.events) == naive.kept(events, options)
    assert found.undated == sum(event.day(options.dates) is None for event in found.events)


@settings(max_examples=50, deadline=None)
@given(worlds(), OPTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_show(
    events: tuple[Event, ...], options: Options, chance: random.Random
) -> None:
    shuffled = tuple(chance.sample(events, len(events)))
    assert select(shuffled, options) == select(events, options)
    one, other = two_mode(events, options), two_mode(shuffled, options)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_isolates_are_the_values_that_filters_took_away() -> None:
    said = world("a x+, b y-, c z0")
    given = Options(only=(("actor", "a"),))
    assert network_matrix(said, "two-mode", given).rows == ("a",)
    kept = network_matrix(said, "two-mode", Options(only=(("actor", "a"),), isolates=True))
    assert (kept.rows, kept.columns) == (("a", "b", "c"), ("x", "y", "z"))
    assert kept.dense().tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
