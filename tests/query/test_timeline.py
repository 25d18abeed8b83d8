"""Positions are counted once, in their period, by holder; nothing is dropped without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryInvalid
from kg.query.periods import STEPS, By, adjoin, period_of
from kg.query.timeline import Count, timeline
from kg.results import Result, open_result
from tests.query.corpora import ENLARGEMENT, UKRAINE, corpus, stance, write


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return open_result(write(tmp_path_factory.mktemp("out")))


def test_rows_and_periods(result: Result) -> None:
    found = timeline(result, ENLARGEMENT)
    assert [period.label for period in found.periods] == ["2021-12"]
    assert [row.id for row in found.rows] == ["x-evil", "jens-stoltenberg", "russie", "serguei-lavrov"]
    undated, wide, russia, lavrov = found.rows
    assert (undated.counts, undated.undated) == ((Count(),), Count(support=1))
    assert (wide.counts, wide.wide) == ((Count(),), Count(support=1))
    assert russia.counts == (Count(oppose=1),)
    assert lavrov.counts == (Count(oppose=1),), "one statement, also where two claims below are opposed"
    assert (found.left_out, found.copies) == (0, 1)


def test_a_step_that_is_too_fine_for_a_date(result: Result) -> None:
    found = timeline(result, ENLARGEMENT, by="day")
    assert [period.label for period in found.periods] == ["2021-12-16"]
    assert {row.id: row.wide.total for row in found.rows}["russie"] == 1


def test_copies_count_on_demand(result: Result) -> None:
    found = timeline(result, ENLARGEMENT, actors=("Lavrov",), copies=True)
    assert [(row.id, row.counts) for row in found.rows] == [("serguei-lavrov", (Count(oppose=2),))]
    assert found.copies == 0


def test_by_side(result: Result) -> None:
    found = timeline(result, ENLARGEMENT, group="side")
    assert {row.label: row.total for row in found.rows} == {"russia": 2, "west": 1, "(sans camp)": 1}
    assert found.rows[0].label == "russia"


def test_the_most_first_and_the_rest_counted(result: Result) -> None:
    found = timeline(result, ENLARGEMENT, group="side", top=1)
    assert [row.label for row in found.rows] == ["russia"]
    assert found.left_out == 2


def test_nobody_and_nothing(result: Result) -> None:
    assert timeline(result, ENLARGEMENT, actors=("Personne",)).rows == ()
    with pytest.raises(QueryInvalid):
        timeline(result, "no such thing")


def test_who_is_not_known_has_a_row_and_every_year_its_column(tmp_path: Path) -> None:
    made = corpus()
    first, *rest = made.statements
    years = [
        replace(
            first,
            id=f"y{year}",
            speaker=None,
            when=replace(first.when, start=date(year, 1, 1), end=date(year, 12, 31)),
            stances=(stance(UKRAINE, "neutral"),),
        )
        for year in (1, 2020, 9999)
    ]
    statements = tuple(sorted((*rest, *years), key=lambda s: (s.document, s.id)))
    result = open_result(write(tmp_path, replace(made, statements=statements)))
    found = timeline(result, UKRAINE, by="year", actors=())
    assert [period.label for period in found.periods] == ["0001", "2020", "2021", "9999"]
    assert (found.rows[0].id, found.rows[0].label) == (None, "(source non identifiée)")
    assert [count.neutral for count in found.rows[0].counts] == [1, 1, 0, 1]


@given(st.dates(), st.sampled_from(STEPS))
def test_a_day_is_in_its_period_and_periods_are_without_gaps(day: date, by: By) -> None:
    period = period_of(day, by)
    assert period.first <= day <= period.last
    assert period_of(period.first, by) == period_of(period.last, by) == period
    if period.last < date.max:
        assert adjoin(period, period_of(period.last + timedelta(days=1), by))
        assert not adjoin(period, period)


@pytest.mark.parametrize(
    ("by", "label"), [("day", "2022-01-01"), ("week", "2021-S52"), ("month", "2022-01"), ("year", "2022")]
)
def test_labels(by: By, label: str) -> None:
    assert period_of(date(2022, 1, 1), by).label == label
