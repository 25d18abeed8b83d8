"""Drafts: accepted as codebooks, the same from any order, whatever the contents."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.codebook.check import problems_of
from kg.codebook.convert import as_text
from kg.codebook.load import check
from kg.discover.contents import Contents, Said, content, distinct, read_contents
from kg.discover.embeddings import encoder_of
from kg.discover.suggest import SuggestOptions, suggest
from kg.errors import DataInvalid, ModelMissing, OutputUnusable
from tests.discover.topics import topics

CONTENTS = tuple(topics()[0])
DRAFT = suggest(Contents(contents=CONTENTS))


def test_the_draft_is_a_codebook(tmp_path: Path) -> None:
    for name in ("draft.csv", "draft.ttl"):
        file = tmp_path / name
        file.write_text(as_text(file, DRAFT.concepts), encoding="utf-8")
        concepts, classes, problems = check(file)
        assert problems == ()
        assert (len(concepts), classes) == (len(DRAFT.concepts), [])


def test_a_concept_can_be_read() -> None:
    concept = next(c for c in DRAFT.concepts if "teletravail" in c.id)
    assert concept.label_fr == "Le télétravail isole les jeunes salariés"
    assert concept.scope_fr == "9 déclarations de 8 acteurs dans 9 articles"
    assert "télétravail" in concept.cues[-1]
    assert len(concept.examples) == 3
    said = {c.text: c for c in CONTENTS}
    assert len({said[example].actor for example in concept.examples}) == 3
    assert len({said[example].document for example in concept.examples}) == 3
    assert all(len(c.label_fr or "") <= 80 for c in DRAFT.concepts)


def test_order_and_copies_change_nothing() -> None:
    shuffled = list(CONTENTS)
    random.Random(3).shuffle(shuffled)
    copies = [Said(content=replace(c, id=f"x{c.id}"), copied=True) for c in CONTENTS[:50]]
    again = [Said(content=replace(c, id=f"y{c.id}", document="autre")) for c in CONTENTS[:20]]
    draft = suggest(distinct([*copies, *(Said(content=c) for c in shuffled), *again]))
    assert as_text(Path("d.csv"), draft.concepts) == as_text(Path("d.csv"), DRAFT.concepts)
    assert (draft.statements, draft.copies, draft.covered) == (len(CONTENTS), 70, DRAFT.covered)


def test_size_and_number_are_kept() -> None:
    found = Contents(contents=CONTENTS)
    few = suggest(found, SuggestOptions(max_concepts=3))
    assert [c.id for c in few.concepts] == [c.id for c in DRAFT.concepts[:3]]
    large = suggest(found, SuggestOptions(min_size=9))
    assert 0 < len(large.concepts) < len(DRAFT.concepts)
    assert all(int((c.scope_fr or "0").split()[0]) >= 9 for c in large.concepts)


def test_who_is_only_named_is_no_topic() -> None:
    said = ["Emmanuel Macron {} {}".format(*pair) for pair in zip("abcdef", "ghijkl", strict=True)]
    made = [content(id=str(n), text=text, actor=str(n), document=str(n)) for n, text in enumerate(said)]
    assert suggest(distinct(Said(content=c) for c in made)).concepts
    named = [Said(content=c, name="Emmanuel Macron") for c in made]
    assert not suggest(distinct(named)).concepts


_alphabet = "le loup brebis garde l'Otan États-Unis =1+1 @x | \" « » ! ? . ; \x1b[1m \u202e É œ \n 2022 *"
_odd = st.lists(st.sampled_from(_alphabet.split(" ")), max_size=9).map(" ".join) | st.text(max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(_odd, max_size=25), st.integers(2, 4))
def test_any_contents_give_a_codebook_or_nothing(texts: list[str], smallest: int) -> None:
    made = [content(id=str(n), text=t, actor=f"a{n % 3}", document=str(n)) for n, t in enumerate(texts * 2)]
    draft = suggest(Contents(contents=tuple(made)), SuggestOptions(min_size=smallest))
    assert list(problems_of(draft.concepts, ())) == []
    as_text(Path("d.csv"), draft.concepts)
    for concept in draft.concepts:
        for text in (concept.label_fr or "", *concept.examples):
            assert not text.startswith(("=", "+", "-", "@"))
            assert "\x1b" not in text
            assert "\n" not in text


ROW = {"id": "s1", "content": "la paix", "document": "d1", "actor": "Anne Roy", "actor_id": None}


def result(folder: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "statements.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_a_result_is_read(tmp_path: Path) -> None:
    folder = result(tmp_path, ROW | {"id": "s2", "copy_of": "s1"}, ROW | {"kind": "person"})
    found = read_contents(folder)
    assert [c.id for c in found.contents] == ["s1"]
    assert found.copies == 1
    assert found.names == {("anne", "roy"), ()}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "s1"}', '{"id": 1, "content": "x", "document": "d"}'])
def test_a_broken_result_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(
        OutputUnusable, match=r"statements\.jsonl: line 2 cannot be read \(.*\); build the result again"
    ):
        read_contents(result(tmp_path, ROW, line))


def test_no_result(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"statements\.jsonl: is not there; build it first: kg build"):
        read_contents(tmp_path)
    assert suggest(read_contents(result(tmp_path))).concepts == ()


def test_an_encoder_must_give_a_vector_for_each() -> None:
    for wrong in (np.zeros((3, 2)), np.zeros(len(CONTENTS)), np.full((len(CONTENTS), 2), np.nan)):
        with pytest.raises(DataInvalid, match="--embeddings gives no vector"):
            suggest(Contents(contents=CONTENTS), encode=lambda _, wrong=wrong: wrong)


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    with pytest.raises(ModelMissing, match="sentence_transformers is not installed; install it"):
        encoder_of("any")
