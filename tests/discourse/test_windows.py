"""Windows and kernels: by hand, and against loops over days and statements."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.discourse import KERNELS, Event, Kernel, Matrix, Options, Window, windows
from kg.discourse.calendar import UNITS, Unit, between, shift
from kg.errors import QueryInvalid
from tests.discourse import naive
from tests.discourse.worlds import event, worlds

D = date.fromisoformat
AGREE = Options(qualifier="congruence")


def on(words: str, number: int, day: str) -> Event:
    return event(words, number, said=D(day))


WEEK = (
    on("a x+", 0, "2022-01-01"),
    on("b x+", 1, "2022-01-02"),
    on("c x-", 2, "2022-01-04"),
    on("b x-", 3, "2022-01-05"),
    event("a x+", 4),
)


def cells(matrix: Matrix) -> naive.Cells:
    row, column, values = matrix.places()
    return {
        (matrix.rows[r], matrix.columns[c]): float(x) for r, c, x in zip(row, column, values, strict=True)
    }


def test_days_by_hand() -> None:
    found = list(windows(WEEK, "one-mode", AGREE, Window(size=3, unit="days")))
    assert [(s.number, s.first.day, s.middle.day, s.last.day) for s in found] == [
        (1, 1, 2, 3),
        (2, 2, 3, 4),
        (3, 3, 4, 5),
    ], "wholly inside the range"
    assert [len(s.events) for s in found] == [2, 2, 2]
    assert [cells(s.matrix).get(("a", "b")) for s in found] == [1, None, None]
    assert found[2].matrix.rows == ("b", "c"), "who says nothing within a window is not in it"
    assert cells(found[2].matrix) == {("b", "c"): 1, ("c", "b"): 1}


def test_a_range_that_is_asked_for_is_the_range() -> None:
    given = replace(AGREE, since=D("2021-12-31"), until=D("2022-01-04"), isolates=True)
    found = list(windows(WEEK, "one-mode", given, Window(size=2, unit="days")))
    assert (found[0].first, found[0].last) == (D("2021-12-31"), D("2022-01-02"))
    assert found[-1].last == D("2022-01-04")
    assert {s.matrix.rows for s in found} == {("a", "b", "c")}


def test_events_by_hand() -> None:
    found = list(windows(WEEK, "two-mode", Options(), Window(size=3, unit="events")))
    assert [(s.first.day, s.middle.day, s.last.day) for s in found] == [(1, 2, 4), (2, 4, 5)]
    assert [[e.statement for e in s.events] for s in found] == [
        ["s000", "s001", "s002"],
        ["s001", "s002", "s003"],
    ]
    assert not list(windows(WEEK, "two-mode", Options(), Window(size=5, unit="events"))), "four are dated"


def test_a_kernel_by_hand() -> None:
    said = (on("a x+", 0, "2022-01-01"), on("b x+", 1, "2022-01-03"))
    found = list(windows(said, "one-mode", AGREE, Window(size=4, unit="days", kernel="triangular")))
    assert [s.middle.day for s in found] == [1, 2, 3]
    # the middle of the second is half a half-window from both
    assert cells(found[1].matrix) == pytest.approx({("a", "b"): 0.5, ("b", "a"): 0.5})
    assert cells(found[0].matrix) == {}, "b is at the edge, where the weight is 0"
    two = list(
        windows(
            said,
            "two-mode",
            Options(qualifier="subtract"),
            Window(size=4, unit="days", kernel="epanechnikov"),
        )
    )
    assert cells(two[1].matrix) == {("a", "x"): 0.5625, ("b", "x"): 0.5625}


def test_an_average_under_a_kernel_is_by_the_sum_of_weights() -> None:
    said = (on("a x+", 0, "2022-01-01"), on("b x+", 1, "2022-01-01"))
    given = replace(AGREE, normalization="average")
    (found,) = windows(said, "one-mode", given, Window(size=2, unit="days", kernel="uniform"))
    assert cells(found.matrix)["a", "b"] == pytest.approx(1), "½ over (½ + ½) / 2"


def test_indented_kernels_lie_within_the_range() -> None:
    given = Window(size=2, unit="days", kernel="uniform", indent=True)
    found = list(windows(WEEK, "one-mode", AGREE, given))
    assert [s.middle.day for s in found] == [2, 3, 4]
    assert (found[0].first.day, found[-1].last.day) == (1, 5)


@pytest.mark.parametrize(
    ("unit", "first", "last", "whole"),
    [
        ("days", "2022-01-01", "2022-01-31", 30),
        ("weeks", "2022-01-14", "2022-01-01", -1),
        ("months", "2022-01-31", "2022-02-28", 0),
        ("months", "2022-01-15", "2022-03-15", 2),
        ("months", "2022-03-14", "2022-01-15", -1),
        ("years", "2020-02-29", "2022-02-28", 1),
        ("years", "2022-02-28", "2020-02-28", -2),
        ("years", "2022-02-28", "2020-03-28", -1),
    ],
)
def test_whole_units_between_days(unit: Unit, first: str, last: str, whole: int) -> None:
    assert between(D(first), D(last), unit) == whole


@pytest.mark.parametrize(
    ("day", "number", "unit", "then"),
    [
        ("2022-01-31", 1, "months", "2022-02-28"),
        ("2020-02-29", -1, "years", "2019-02-28"),
        ("2022-01-31", -13, "months", "2020-12-31"),
        ("0001-01-03", -5, "days", "0001-01-01"),
        ("9999-12-31", 1, "months", "9999-12-31"),
        ("0001-01-01", -1, "years", "0001-01-01"),
    ],
)
def test_shifted_days_stay_on_the_calendar(day: str, number: int, unit: Unit, then: str) -> None:
    assert shift(D(day), number, unit) == D(then)


# ---- against loops

CLOSE = [D("2022-01-01") + timedelta(days=number) for number in range(5)]
"""Days within one window, so that pairs meet."""


def steps(first: date, last: date, unit: Unit) -> Iterator[date]:
    number = 0
    while shift(first, number, unit) <= last:
        yield shift(first, number, unit)
        number += 1


def matrices(events: tuple[Event, ...], options: Options, window: Window) -> list[tuple[date, naive.Cells]]:
    kind = "one-mode" if options.qualifier == "congruence" else "two-mode"
    found = windows(events, kind, options, window)  # type: ignore[arg-type]
    return [(s.middle, cells(s.matrix)) for s in found]


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(worlds(most=8), worlds(CLOSE, most=8)),
    st.sampled_from(UNITS),
    st.integers(1, 6),
    st.sampled_from(["average", "no"]),
    st.sampled_from(["include", "document"]),
)
def test_windows_of_time(
    events: tuple[Event, ...], unit: Unit, size: int, normalization: str, duplicates: str
) -> None:
    options = replace(AGREE, normalization=normalization, duplicates=duplicates)  # type: ignore[arg-type]
    dated = [e for e in naive.kept(events, options) if e.day("said")]
    days = [day for e in dated if (day := e.day("said"))]
    half = math.floor((size - 1) / 2 + 0.5)
    expected = []
    for middle in steps(min(days), max(days), unit) if days else ():
        first, last = shift(middle, -half, unit), shift(middle, half, unit)
        if first >= min(days) and last <= max(days):
            inside = [e for e, day in zip(dated, days, strict=True) if first <= day <= last]
            triples = [(e.actor, e.concept, naive.level(e, options)) for e in inside]
            expected.append((middle, naive.one_mode(triples, options)))
    assert matrices(events, options, Window(size=size, unit=unit)) == [
        (middle, pytest.approx(wanted)) for middle, wanted in expected
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(worlds(most=8), worlds(CLOSE, most=8)),
    st.sampled_from(UNITS),
    st.integers(1, 6),
    st.sampled_from(KERNELS),
    st.booleans(),
)
def test_kernels(events: tuple[Event, ...], unit: Unit, size: int, kernel: Kernel, one_mode: bool) -> None:
    options = replace(AGREE, normalization="average") if one_mode else Options(qualifier="subtract")
    dated = [e for e in naive.kept(events, options) if e.day("said")]
    days = [day for e in dated if (day := e.day("said"))]
    width = size + size % 2
    expected = []
    for middle in steps(min(days), max(days), unit) if days else ():
        weights = [zeta(kernel, 2 * between(day, middle, unit) / width) for day in days]
        inside = [(e, weight) for e, weight in zip(dated, weights, strict=True) if weight > 0]
        triples = [(e.actor, e.concept, naive.level(e, options)) for e, _ in inside]
        if one_mode:
            wanted = naive.one_mode(triples, options, [weight for _, weight in inside])
        else:
            wanted = {}
            for (r, c, k), (_, weight) in zip(triples, inside, strict=True):
                wanted[r, c] = wanted.get((r, c), 0.0) + (weight if k == 1 else -weight)
        expected.append((middle, {pair: x for pair, x in wanted.items() if abs(x) > 1e-12}))
    assert matrices(events, options, Window(size=size, unit=unit, kernel=kernel)) == [
        (middle, pytest.approx(wanted, rel=1e-9, abs=1e-11)) for middle, wanted in expected
    ]


def zeta(kernel: Kernel, d: float) -> float:
    if kernel == "gaussian":
        return math.exp(-(d**2) / 2) / math.sqrt(2 * math.pi)
    if abs(d) > 1:
        return 0.0
    return {
        "uniform": 0.5,
        "epanechnikov": 3 / 4 * (1 - d**2),
        "triangular": 1 - abs(d),
        "epanechnikov-dna": 3 / 4 * (1 - d) ** 2,
        "triangular-dna": abs(1 - d),
    }[kernel]


@settings(max_examples=40, deadline=None)
@given(worlds(), st.integers(1, 6))
def test_windows_of_events(events: tuple[Event, ...], size: int) -> None:
    dated = [e for e in naive.kept(events, AGREE) if e.day("said")]
    expected = []
    for place in range(len(dated)):
        before, after = place - size // 2, place + size // 2
        if before >= 0 and after < len(dated):
            triples = [(e.actor, e.concept, naive.level(e, AGREE)) for e in dated[before : after + 1]]
            expected.append((dated[place].day("said"), naive.one_mode(triples, AGREE)))
    assert matrices(events, AGREE, Window(size=size, unit="events")) == expected


# ---- what has no windows


def test_nothing_and_undated_events_have_no_windows() -> None:
    for unit in (*UNITS, "events"):
        assert not list(windows((), "one-mode", AGREE, Window(size=1, unit=unit)))  # type: ignore[arg-type]
        assert not list(windows((event("a x+"),), "one-mode", AGREE, Window(size=1, unit=unit)))  # type: ignore[arg-type]


@pytest.mark.parametrize("timespan", [("0001-01-01", "0001-01-03"), ("9999-12-29", "9999-12-31")])
@pytest.mark.parametrize("unit", UNITS)
def test_the_ends_of_the_calendar(timespan: tuple[str, str], unit: Unit) -> None:
    said = (on("a x+", 0, timespan[0]), on("b x+", 1, timespan[1]))
    for kernel in (None, "uniform"):
        window = Window(size=2, unit=unit, kernel=kernel)  # type: ignore[arg-type]
        assert len(list(windows(said, "one-mode", AGREE, window))) <= 3


@pytest.mark.parametrize(
    ("options", "window", "word"),
    [
        (AGREE, Window(size=0, unit="days"), "1 or more"),
        (AGREE, Window(size=3, unit="events", kernel="uniform"), "no kernel"),
        (replace(AGREE, normalization="cosine"), Window(size=3, unit="days", kernel="uniform"), "cosine"),
        (replace(AGREE, normalization="jaccard"), Window(size=3, unit="days", kernel="uniform"), "jaccard"),
        (Options(qualifier="combine"), Window(size=3, unit="days"), "congruence"),
    ],
)
def test_what_makes_no_windows_is_refused(options: Options, window: Window, word: str) -> None:
    with pytest.raises(QueryInvalid, match=word):
        windows(WEEK, "one-mode", options, window)


def test_kernels_do_not_need_days_without_anything() -> None:
    """A year apart, day by day: each window is made, most are empty."""
    said = (on("a x+", 0, "2021-01-01"), on("b x+", 1, "2021-12-31"))
    found = list(windows(said, "one-mode", AGREE, Window(size=8, unit="days", kernel="uniform")))
    assert len(found) == 365
    assert not any(s.matrix.cells.nnz for s in found)
    assert found[100].middle == D("2021-01-01") + timedelta(days=100)
