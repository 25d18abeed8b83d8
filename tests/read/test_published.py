"""When an article appeared: the order of what tells it, and what contradicts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import read_path
from kg.read.published import DatedBy, Published, decide, told
from kg.records import Document


@pytest.mark.parametrize(
    ("given_dates", "expected"),
    [
        ((), Published()),
        ((("address", "2021-12-16"),), Published(stamp="2021-12-16", source="address")),
        (
            (("address", "2021-12-16"), ("metadata", "2021-12-16T16:42:00+01:00")),
            Published(stamp="2021-12-16T16:42:00+01:00", source="metadata"),
        ),
        (
            (("notice", "2021-12-16"), ("dateline", "2021-12-14"), ("address", "2021-12-16")),
            Published(stamp="2021-12-16", source="notice", conflicts=("dateline 2021-12-14",)),
        ),
        # around midnight, and in another time zone, it may be the next day
        ((("metadata", "2021-12-16T23:30:00+00:00"), ("address", "2021-12-17")),
         Published(stamp="2021-12-16T23:30:00+00:00", source="metadata")),
        ((("metadata", "2021-12"), ("address", "2021-12-17")), Published(stamp="2021-12", source="metadata")),
        ((("metadata", "2021-11"), ("address", "2021-12-17")),
         Published(stamp="2021-11", source="metadata", conflicts=("address 2021-12-17",))),
        ((("metadata", "2021-12-16"), ("metadata", "2021-12-20")),
         Published(stamp="2021-12-16", source="metadata", conflicts=("metadata 2021-12-20",))),
    ],
)  # fmt: skip
def test_order(given_dates: tuple[DatedBy, ...], expected: Published) -> None:
    assert decide(given_dates) == expected


@given(
    st.lists(st.tuples(st.sampled_from(["metadata", "notice", "address"]), st.dates().map(str)), max_size=6)
)
def test_the_surest_place_wins_wherever_it_is_named(dates: list[DatedBy]) -> None:
    found = decide(dates)
    assert (found.stamp is None) == (not dates)
    if dates:
        assert found.source == decide(sorted(dates, reverse=True)).source


def test_an_empty_stamp_tells_nothing() -> None:
    assert told("address", None) == ()


def test_a_json_line_takes_the_day_of_its_address(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"id": "1", "text": "Le maire a parlé.", "url": "https://a.example/2022/02/14/maire-1.html"},
        {
            "id": "2",
            "text": "Le préfet a parlé.",
            "url": "https://a.example/20211216/b-1.html",
            "published": "2021-12-01",
        },
        {"id": "3", "text": "Le juge a parlé."},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [one for one in read_path(path) if isinstance(one, Document)]
    assert [(one.published, one.published_from) for one in found] == [
        ("2022-02-14", "address"), ("2021-12-01", "metadata"), (None, None),
    ]  # fmt: skip
    assert [one.published_conflicts for one in found] == [(), ("address 2021-12-16",), ()]
