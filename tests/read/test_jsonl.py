"""JSON lines: fields, skipped lines, and the words of the annotated texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.errors import DocumentSkipped
from kg.read import decode as decoding
from kg.read import read_path
from kg.records import Document


def read(tmp_path: Path, data: str | bytes) -> list[Document | DocumentSkipped]:
    path = tmp_path / "news.jsonl"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return list(read_path(path))


def test_fields(tmp_path: Path) -> None:
    line = {
        "doc": "a-1",
        "text": "Le maire a parlé.La ville en colèreLe vote est clos.",
        "title": " Un  titre ",
        "url": "https://x.example/a",
        "published": "2021-12-16T16:42+0100",
        "statements": [1],
    }
    (found,) = read(tmp_path, json.dumps(line))
    assert isinstance(found, Document)
    assert (found.name, found.title, found.url) == ("a-1", "Un titre", "https://x.example/a")
    assert found.published == "2021-12-16T16:42:00+01:00"
    assert [part.role for part in found.parts] == ["paragraph", "heading", "paragraph"]
    for run in found.alignment:
        assert found.text[run.text : run.text + run.length] == line["text"][run.source :][: run.length]


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2018-11", "2018-11"), ("2018-11-05", "2018-11-05"), ("hier", None), (None, None), (2018, None)],
)
def test_published(tmp_path: Path, published: object, expected: str | None) -> None:
    (found,) = read(tmp_path, json.dumps({"id": 7, "text": "Le maire a parlé.", "published": published}))
    assert isinstance(found, Document)
    assert (found.name, found.published) == ("7", expected)


def test_title_repeated_in_the_text_is_dropped(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path, json.dumps({"id": "a", "title": "Un titre", "text": "Un titre\n\nLe maire a parlé."})
    )
    assert isinstance(found, Document)
    assert found.text == "Le maire a parlé."


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[1]",
        '{"text": "Sans nom."}',
        '{"id": "b"}',
        '{"id": "b", "text": 4}',
        '{"id": "b", "text": "  "}',
        '{"id": true, "text": "Le maire a parlé."}',
        '{"id": "a", "text": "Encore un."}',
        "[" * 100_000,
        '{"id": "b", "text": "caf\x00"}',
    ],
)
def test_bad_line_is_skipped_with_its_number(tmp_path: Path, bad: str) -> None:
    good = '{"id": "%s", "text": "Le maire a parlé."}'
    found = read(tmp_path, f"{good % 'a'}\n\n{bad}\n{good % 'c'}\n")
    assert [type(item) for item in found] == [Document, DocumentSkipped, Document]
    assert "news.jsonl, line 3" in str(found[1])
    assert "\n" not in str(found[1])


def test_invalid_utf8_in_a_line(tmp_path: Path) -> None:
    found = read(tmp_path, '{"id": "a", "text": "Le café"}\n'.encode() + b'{"id": "b", "text": "caf\xc3"}\n')
    assert [type(item) for item in found] == [Document, DocumentSkipped]
    assert "invalid UTF-8" in str(found[1])


def test_too_long_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.jsonl.MAX_BYTES", 1000)
    monkeypatch.setattr("kg.read.jsonl._CHUNK", 64)
    good = '{"id": "a", "text": "Le maire a parlé."}\n'
    long = json.dumps({"id": "b", "text": "x" * 5000}) + "\n"
    found = read(tmp_path, good + long + good.replace('"a"', '"c"'))
    assert [type(item) for item in found] == [Document, DocumentSkipped, Document]
    assert decoding.MAX_BYTES == 20_000_000


def test_lone_surrogates_and_control_characters_are_dropped(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path, '{"id": "a\\ud800", "text": "\\ud800Le maire \\u0001a parlé.", "title": "\\udfff"}'
    )
    assert isinstance(found, Document)
    assert (found.name, found.text, found.title) == ("a", "Le maire a parlé.", None)


def test_empty_file(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "")
    assert isinstance(found, DocumentSkipped)
    assert found.reason == "empty file"


@pytest.mark.parametrize("name", ["press", "press-train", "treebank"])
def test_words_of_annotated_statements_stay_together(name: str, shared: Path) -> None:
    """Every content is found in the text; hardly any stands in what was taken for a heading."""
    path = shared / "gold" / f"{name}.jsonl"
    documents = {found.name: found for found in read_path(path) if isinstance(found, Document)}
    in_headings = total = 0
    for gold in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        document = documents[gold["doc"]]
        assert document.published == gold["published"]
        spoken = "".join(
            document.text[part.start : part.end] for part in document.parts if part.role != "heading"
        )
        text, spoken = squeeze(document.text), squeeze(spoken)
        for statement in gold["statements"]:
            for words in (
                *statement.get("parts", [statement["content"]]),
                statement["cue"],
                statement["source"],
            ):
                assert squeeze(words or "") in text
                total += 1
                in_headings += squeeze(words or "") not in spoken
    assert total > 400
    assert in_headings <= total / 500


def squeeze(text: str) -> str:
    return re.sub("[\\s\u00ad]+", "", text)
