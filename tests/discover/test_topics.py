"""How well what recurs is found: 12 topics of 15 statements each, and 40 statements about anything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from kg.codebook.expression import parse
from kg.codebook.words import words
from kg.discover.contents import Content, Contents
from kg.discover.suggest import Draft, Group, SuggestOptions, recurring, suggest
from tests.discover.topics import topics

CONTENTS, TRUTHS = topics()


@pytest.fixture(scope="module")
def groups() -> list[Group]:
    return recurring(Contents(contents=tuple(CONTENTS)), SuggestOptions())


@pytest.fixture(scope="module")
def draft() -> Draft:
    return suggest(Contents(contents=tuple(CONTENTS)))


def figures(found: Sequence[Group]) -> tuple[float, float, float, int]:
    """Purity, adjusted Rand index and coverage of the statements with a topic, and how many topics lead."""
    main = [Counter(TRUTHS[n] for n in group.found).most_common(1)[0] for group in found]
    group_of = {n: number for number, group in enumerate(found) for n in group.found}
    right = sum(count for _, count in main)
    inside = [n for n in group_of if TRUTHS[n]]
    rand = adjusted_rand_score([TRUTHS[n] for n in inside], [group_of[n] for n in inside])
    covered = len(inside) / sum(topic is not None for topic in TRUTHS)
    return right / len(group_of), float(rand), covered, len({topic for topic, _ in main})


def test_the_groups_are_the_topics(groups: list[Group]) -> None:
    purity, rand, covered, found = figures(groups)
    print(f"purity {purity:.3f}, adjusted Rand index {rand:.3f}, covered {covered:.3f}, topics {found}")
    assert purity >= 0.95
    assert rand >= 0.9
    assert covered >= 0.4
    assert found >= 9


def test_what_is_said_once_is_in_no_group(groups: list[Group]) -> None:
    assert [CONTENTS[n].text for group in groups for n in group.found if TRUTHS[n] is None] == []


def holds(content: Content, cue: str) -> bool:
    """Whether all words of an expression stand in a content of one sentence."""
    stems = {word.stem for word in words(content.text)}
    return all({s for p in t.patterns for s in p.stems} <= stems for t in parse(cue, {}).terms)


def test_the_expressions_find_their_group_and_little_else(draft: Draft, groups: list[Group]) -> None:
    for concept, group in zip(draft.concepts, groups, strict=True):
        found = {n for n, content in enumerate(CONTENTS) if any(holds(content, c) for c in concept.cues)}
        inside = found & set(group.members)
        assert len(inside) >= 0.4 * len(group.members), concept.id
        assert len(inside) >= 0.6 * len(found), concept.id


def test_many_statements_in_heaps_give_like_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    # what a corpus of more than 4,000 goes through, at the size of this one
    monkeypatch.setattr("kg.discover.groups._MOST_POINTS", 150)
    monkeypatch.setattr("kg.discover.groups._HEAPS", 120)
    purity, rand, _, found = figures(recurring(Contents(contents=tuple(CONTENTS)), SuggestOptions()))
    print(f"in heaps: purity {purity:.3f}, adjusted Rand index {rand:.3f}, topics {found}")
    assert purity >= 0.9
    assert rand >= 0.7
    assert found >= 5


def test_with_an_encoder_its_vectors_decide() -> None:
    wanted = sorted({topic for topic in TRUTHS if topic})
    topic_of = {content.text: topic for content, topic in zip(CONTENTS, TRUTHS, strict=True)}

    def encode(texts: Sequence[str]) -> np.ndarray:
        """One axis a topic, one for each statement without."""
        vectors = np.zeros((len(texts), len(wanted) + len(texts)))
        for row, text in enumerate(texts):
            topic = topic_of[text]
            vectors[row, wanted.index(topic) if topic else len(wanted) + row] = 1.0
        return vectors

    found = recurring(Contents(contents=tuple(CONTENTS)), SuggestOptions(), encode)
    assert figures(found)[:2] == (1.0, 1.0)
    assert {len(group.members) for group in found} == {15}
