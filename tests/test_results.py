"""A result folder comes back as it was written, and what is broken is named with its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from kg.errors import OutputUnusable
from kg.records import Corpus
from kg.results import open_result, read_corpus
from kg.write import WRITERS
from tests.graph.corpora import corpora
from tests.graph.corpora import corpus as rich
from tests.query.corpora import ACTORS, CLAIMS, corpus, write

FILES = ("statements.jsonl", "actors.jsonl", "claims.jsonl")


def test_actors_claims_and_statements_come_back(tmp_path: Path) -> None:
    result = open_result(write(tmp_path))
    assert result.claims == {claim.id: claim for claim in CLAIMS}
    assert set(result.actors) == {actor.id for actor in ACTORS}
    rows, statements = list(result.statements()), list(corpus().statements)
    assert [row.id for row in rows] == [statement.id for statement in statements]
    assert [row.stances for row in rows] == [statement.stances for statement in statements]
    assert [row.parts for row in rows] == [statement.content for statement in statements]
    assert rows[0].date_start == statements[0].when.start
    assert list(result.statements()) == rows, "they can be read again"


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_whatever_is_written_can_be_read(tmp_path_factory: pytest.TempPathFactory, given: Corpus) -> None:
    result = open_result(write(tmp_path_factory.mktemp("out"), given))
    assert [row.id for row in result.statements()] == [statement.id for statement in given.statements]


def test_a_corpus_comes_back_as_it_was(tmp_path: Path) -> None:
    given = rich()
    back = read_corpus(_all(given, tmp_path))
    assert list(back.documents) == list(given.documents)
    assert list(back.statements) == list(back.statements) == list(given.statements)
    assert replace(back, documents=(), statements=()) == replace(given, documents=(), statements=())


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_what_comes_back_is_written_as_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, given: Corpus
) -> None:
    first = _all(given, tmp_path_factory.mktemp("out"))
    again = _all(read_corpus(first), tmp_path_factory.mktemp("again"))
    for path in sorted(first.glob("*.jsonl")):  # which has no half surrogate pairs: RDF and XML would differ
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def _all(given: Corpus, folder: Path) -> Path:
    for name, write_file in WRITERS.items():
        write_file(given, folder / name)
    return folder


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match="nowhere: no such folder; build"):
        open_result(tmp_path / "nowhere")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).unlink()
    with pytest.raises(OutputUnusable, match=f"{name}: is not there"):
        open_result(tmp_path)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "line",
    [b'{"id": "x"', b"[]", b'{"id": 1}', b'{"id": "\xff"}', b"[" * 100_000, b"\x00"],
    ids=["torn", "list", "type", "no-utf8", "deep", "nul"],
)
def test_a_broken_line_is_named(tmp_path: Path, name: str, line: bytes) -> None:
    path = write(tmp_path) / name
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"\n", line, b"\n", *lines[1:]]))
    with pytest.raises(OutputUnusable, match=f"{name}: line 3 cannot be read") as caught:
        list(open_result(tmp_path).statements())
    assert "\n" not in str(caught.value)


def test_fields_of_a_later_version_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path) / "claims.jsonl"
    rows = [{**msgspec.to_builtins(claim), "colour": "red"} for claim in CLAIMS]
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    assert len(open_result(tmp_path).claims) == len(CLAIMS)
