"""The experiments with learned parts: tags of gold statements, and the statements joined from them."""

from __future__ import annotations

import numpy as np

from bench.learned import join, tagger
from bench.learned.sequence import TAGS, located, tags

TEXT = "Selon elle, rien ne change. Le ministre a promis de partir demain. Rien ne change."


def offsets(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in text.replace(".", " .").replace(",", " ,").split():
        start = text.index(word, at)
        found.append((start, start + len(word)))
        at = start + len(word)
    return found


def test_a_statement_tagged_and_joined_again_is_the_same() -> None:
    given = {"source": "Le ministre", "cue": "a promis", "content": "partir demain"}
    spans = located(TEXT, given)
    assert spans is not None
    tagged = tags(offsets(TEXT), [spans])
    assert [TAGS[t] for t in tagged if t] == [
        "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content",
    ]  # fmt: skip
    (row,) = join.statements(TEXT, join.stretches(offsets(TEXT), tagged))
    assert {key: row.statement[key] for key in given} == given


def test_a_content_that_occurs_twice_is_found_beside_its_cue() -> None:
    twice = TEXT.replace("Rien", "rien")
    spans = located(twice, {"source": "elle", "cue": "Selon", "content": "rien ne change"})
    assert spans is not None
    assert spans["content"] == [(12, 26)]


def test_the_tagger_learns_a_sequence_and_never_begins_inside() -> None:
    rows = [("w=il",), ("w=dit",), ("w=que",), ("w=oui",)]
    wanted = np.array([TAGS.index(name) for name in ("B-source", "B-cue", "O", "B-content")])
    model = tagger.train([tagger.Paragraph(tagger.hashed(rows), wanted)] * 3, epochs=5)
    assert model.tag(tagger.hashed(rows)).tolist() == wanted.tolist()
    inside = np.zeros((2, len(TAGS)), dtype=np.float32)
    inside[:, TAGS.index("I-content")] = 9
    path = tagger.viterbi(inside, np.zeros((len(TAGS), len(TAGS)), dtype=np.float32))
    assert path.tolist()[0] != TAGS.index("I-content")
