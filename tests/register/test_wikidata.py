"""A register from a Wikidata dump: the sample has the form of the real one, its Q7… items are invented."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataInvalid, InputMissing, OutputUnusable
from kg.register.load import check
from kg.register.wikidata.convert import import_dump
from kg.register.wikidata.dump import Skipped, entities
from kg.register.wikidata.entity import read_item

SAMPLE = Path(__file__).with_name("wikidata-sample.json")
FRENCH = ("fr", "mul", "en")


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, dict[str, str]]:
    return read(SAMPLE, tmp_path / "out.csv")


def read(dump: Path, out: Path) -> dict[str, dict[str, str]]:
    import_dump(dump, out)
    with out.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_what_is_written_is_a_register(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    imported = import_dump(SAMPLE, out)
    assert imported.rows == {"media": 1, "organization": 3, "person": 4, "role": 2, "state": 2}
    assert (imported.nameless, imported.unknown, imported.skipped.count) == (1, 2, 0)
    report = check(out)
    assert report.problems == ()
    assert report.register is not None
    holders = report.register.holders("la ministre française des Eaux")
    assert [holder.actor for holder in holders] == ["jane-brook", "anne-roy", "anne-roy"]


def test_people(rows: dict[str, dict[str, str]]) -> None:
    role = "ministre-des-eaux-q700000003"
    roy = rows["anne-roy"]
    assert (roy["kind"], roy["name"], roy["alias"], roy["gender"]) == (
        "person", "Anne Roy", "Annie Roy", "f",
    )  # fmt: skip
    assert roy["role"] == f"{role} 2012-05/2014|{role} 2016-02/"  # no deprecated one; 30 February is none
    assert roy["part_of"] == "parti-du-centre"
    assert roy["same_as"] == "http://www.wikidata.org/entity/Q700000002"
    assert rows["anne-roy-q700000009"]["gender"] == ""  # a namesake
    brook = rows["jane-brook"]
    assert (brook["name"], brook["alias"], brook["part_of"]) == (
        "Jane Brook", "J. Brook", "le-courrier-du-fleuve",
    )  # fmt: skip
    assert brook["role"] == f"{role} /"  # it ended before it began


def test_an_actor_of_the_shipped_register_keeps_its_id(rows: dict[str, dict[str, str]]) -> None:
    macron = rows["emmanuel-macron"]
    assert macron["role"] == "president-de-la-republique-francaise-q191954 2017-05-14/"
    assert macron["part_of"] == ""  # a party left long ago
    assert "|" not in macron["alias"].removeprefix("Emmanuel Jean-Michel Frédéric Macron|")


def test_states_bodies_and_roles(rows: dict[str, dict[str, str]]) -> None:
    france = rows["france"]
    assert (france["kind"], france["metonym"], france["adjective"]) == (
        "state",
        "Paris",
        "français|française",
    )
    assert rows["xanie"]["metonym"] == ""  # its capital has its name
    assert rows["le-courrier-du-fleuve"]["kind"] == "media"  # though it is a business as well
    assert rows["ministere-des-eaux"]["part_of"] == "office-des-fleuves|france"
    assert rows["office-des-fleuves"]["part_of"] == ""  # the other way round it would be a circle
    assert rows["ministre-des-eaux-q700000003"]["part_of"] == "ministere-des-eaux"
    assert rows["president-de-la-republique-francaise-q191954"]["part_of"] == "france"


def _lines(data: bytes) -> bytes:
    return b"\n".join(line.rstrip(b",") for line in data.splitlines()[1:-1])


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("dump.json.gz", gzip.compress),
        ("dump.json.bz2", bz2.compress),
        ("dump.jsonl", _lines),
        ("dump", lambda data: gzip.compress(_lines(data).replace(b"\n", b"\r\n"))),
    ],
)
def test_every_form_gives_the_same(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    dump = tmp_path / name
    dump.write_bytes(pack(SAMPLE.read_bytes()))
    assert read(dump, tmp_path / "a.csv") == read(SAMPLE, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_broken_lines_are_skipped_and_told(tmp_path: Path) -> None:
    lines = SAMPLE.read_bytes().splitlines()
    lines[9] = lines[9][:50]
    lines[12:12] = [b"{", b"null,", b'"text",', b"[" * 100_000, b"\xff\xfe", b'{"id":5},']
    dump = tmp_path / "dump.json"
    dump.write_bytes(b"\n".join(lines))
    imported = import_dump(dump, tmp_path / "out.csv")
    assert (imported.skipped.count, imported.skipped.lines) == (7, [10, 13, 14, 15, 16, 17, 18])
    assert check(tmp_path / "out.csv").problems == ()


def test_what_comes_twice_is_written_once(tmp_path: Path) -> None:
    dump = tmp_path / "dump.json"
    dump.write_bytes(SAMPLE.read_bytes() * 2)
    assert read(dump, tmp_path / "a.csv") == read(SAMPLE, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    dump = tmp_path / "dump.json.gz"
    dump.write_bytes(gzip.compress(SAMPLE.read_bytes() * 9)[:-900])
    with pytest.raises(DataInvalid, match=r"dump\.json\.gz: the archive breaks off after line \d+"):
        import_dump(dump, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_dump_and_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="nothing: cannot be read"):
        import_dump(tmp_path / "nothing", tmp_path / "out.csv")
    with pytest.raises(OutputUnusable):
        import_dump(SAMPLE, tmp_path / "no" / "out.csv")


def test_other_languages(tmp_path: Path) -> None:
    import_dump(SAMPLE, tmp_path / "out.csv", ("en", "ru"))
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert ",Иван Петров," in text
    assert "Centre Party" in text
    assert check(tmp_path / "out.csv").problems == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["id", "labels", "aliases", "claims", "mainsnak", "datavalue", "value", "time", "P39", "P31", "fr"]
)


def _spoil(value: Any, path: list[str], spoiled: Any) -> Any:
    """A copy in which the first thing found on the path is replaced."""
    if not path:
        return spoiled
    if isinstance(value, list):
        return [_spoil(value[0], path, spoiled), *value[1:]] if value else spoiled
    if isinstance(value, dict):
        return {**value, path[0]: _spoil(value.get(path[0]), path[1:], spoiled)}
    return spoiled


@given(st.sampled_from(range(1, 17)), st.lists(FIELDS, min_size=1, max_size=6), JSON)
def test_no_entity_is_too_odd(number: int, path: list[str], spoiled: Any) -> None:
    entity = json.loads(SAMPLE.read_bytes().splitlines()[number].rstrip(b","))
    odd = _spoil(entity, path, spoiled)
    assert read_item({**odd, "id": "Q1"}, FRENCH).id == "Q1"


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    dump = tmp_path / "dump.json"
    with dump.open("wb") as file:
        for _ in range(200):
            file.write(b'{"type":"item","id":"Q1"},\n')
    assert len(list(entities(dump, Skipped()))) == 200
    assert len(list(entities(dump, Skipped(), frozenset({"Q1"})))) == 200
    assert list(entities(dump, Skipped(), frozenset({"Q2"}))) == []
