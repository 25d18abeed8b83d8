"""Metadata and paragraphs of the five seeds equal the annotation, all of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.ids import document_id
from kg.read import read_path
from kg.records import Document

NAMES = (
    "000_1800ab3a3e5457ed.txt",
    "001_1351c028fa3a32e9.txt",
    "002_9097bb72c12b5d38.txt",
    "003_41120283478cf618.txt",
    "004_4c87ad4ae081205e.txt",
)
FIELDS = (
    "url title description description_truncated lead published modified outlet publisher section language"
    " locale kind image image_caption post_order machine_translated"
).split()


def read_seed(seeds: Path, name: str) -> Document:
    (document,) = read_path(seeds / name)
    assert isinstance(document, Document)
    return document


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    return json.loads((shared / "gold" / "seeds-meta.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name: str, seeds: Path, expected: dict[str, dict[str, Any]]) -> None:
    document, gold = read_seed(seeds, name), expected[name]
    found = {field: getattr(document, field) for field in FIELDS if field in gold}
    assert found == {field: gold[field] for field in FIELDS if field in gold}
    assert list(document.authors) == gold["authors"]
    assert list(document.keywords) == gold["keywords"]
    assert document.id == document_id(gold["url"], document.text)


@pytest.mark.parametrize("name", NAMES)
def test_blocks(name: str, seeds: Path, expected: dict[str, dict[str, Any]]) -> None:
    document, gold = read_seed(seeds, name), expected[name]
    wanted = [(None, None, block) for block in gold["body"]]
    for number, post in enumerate(gold.get("posts", ())):
        headline = {"role": "post-headline", "text": post["headline"]}
        wanted.append((number, post["time"], headline))
        wanted.extend((number, post["time"], {"role": "paragraph", **block}) for block in post["body"])
    assert [(part.role, part.post, part.time) for part in document.parts] == [
        (block["role"], post, time) for post, time, block in wanted
    ]
    for part, (_, _, block) in zip(document.parts, wanted, strict=True):
        text = document.text[part.start : part.end]
        assert text.startswith(block.get("start", block.get("text")))
        assert text.endswith(block.get("end", block.get("text")))
        assert len(text) == block.get("chars", len(text))
        line = block.get("line", gold.get("body_line"))
        assert line is None or part.line == line


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_boilerplate(name: str, seeds: Path, expected: dict[str, dict[str, Any]]) -> None:
    document = read_seed(seeds, name)
    blocks = {document.text[part.start : part.end] for part in document.parts}
    long = [item["text"] for item in expected[name]["boilerplate"] if len(item["text"]) > 30]
    assert blocks.isdisjoint(item["text"] for item in expected[name]["boilerplate"])
    assert not [text for text in long if text in document.text]


@pytest.mark.parametrize("name", NAMES)
def test_alignment_points_into_the_file(name: str, seeds: Path) -> None:
    document = read_seed(seeds, name)
    source = (seeds / name).read_text(encoding="utf-8")
    assert document.alignment
    for run in document.alignment:
        here = document.text[run.text : run.text + run.length]
        assert here == source[run.source : run.source + run.length]


def test_live_blog_has_all_its_posts(seeds: Path) -> None:
    document = read_seed(seeds, NAMES[3])
    assert {part.post for part in document.parts} == {None, *range(20)}


def test_source_path_is_as_given(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds.parent)
    (document,) = read_path(Path("seeds") / NAMES[0])
    assert isinstance(document, Document)
    assert (document.name, document.source_path) == (NAMES[0], f"seeds/{NAMES[0]}")
