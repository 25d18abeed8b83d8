"""Every filter of a question, alone and together, and the order of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryInvalid
from kg.query.ask import FILTERS, Question, answers, shortfall
from kg.records import Claim, Corpus
from kg.results import Result, open_result
from tests.graph.corpora import corpora
from tests.query.corpora import ENLARGEMENT, TALKS, UKRAINE, write


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return open_result(write(tmp_path_factory.mktemp("out")))


def ids(result: Result, **asked: Any) -> list[str]:
    return [answer.statement.id for answer in answers(result, Question(**asked))]


EVERY = ["b", "f", "a", "d", "c", "e"]  # by day, then document and place


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, EVERY),
        ({"limit": 2}, EVERY[:2]),
        ({"once": True}, ["b", "a", "d", "c", "e"]),
        ({"dated_only": True}, ["b", "f", "a", "c"]),
        ({"words": "ELARGISSEMENT non"}, ["f", "a"]),
        ({"words": "élarg"}, []),
        ({"actor": ("lavrov",)}, ["f", "a"]),
        ({"actor": ("sergey lavrov",)}, ["f", "a"]),
        ({"actor": ("lavro",)}, []),
        ({"actor": ("serguei-lavrov", "JENS")}, ["b", "f", "a", "c"]),
        ({"actor": ("moscou",)}, []),  # it speaks nowhere itself
        ({"via": "france presse"}, ["a"]),
        ({"via": "afp"}, ["a"]),
        ({"outlet": "media"}, ["b", "a", "d", "c"]),
        ({"side": "WEST"}, ["b", "c"]),
        # a claim: one answer a stance, the narrower ones among them, actors are who holds it
        ({"about": ENLARGEMENT}, ["b", "f", "a", "a", "c", "e"]),
        ({"about": UKRAINE}, ["b", "a"]),
        ({"about": "dialogue"}, ["d"]),
        ({"about": ENLARGEMENT, "actor": ("moscou",)}, ["b"]),
        ({"about": ENLARGEMENT, "actor": ("stoltenberg",)}, ["c"]),
        ({"about": ENLARGEMENT, "side": "russia"}, ["b", "f", "a", "a"]),
        ({"position": "support"}, ["c", "e"]),
        ({"position": "neutral", "about": TALKS}, ["d"]),
        ({"position": "neutral", "about": UKRAINE}, []),
        # a range of days counts where it overlaps, both bounds inclusive
        ({"since": date(2021, 12, 31), "until": date(2022, 1, 1)}, ["b"]),
        ({"until": date(2021, 12, 1)}, ["b"]),
        ({"since": date(2022, 3, 10)}, ["c"]),
        ({"since": date(2022, 3, 11)}, []),
        ({"since": date(2022, 1, 20), "until": date(2022, 1, 20)}, ["d"]),
        ({"since": date(2022, 1, 20), "until": date(2022, 1, 20), "dated_only": True}, []),
    ],
)
def test_what_answers(result: Result, asked: dict[str, Any], expected: list[str]) -> None:
    assert ids(result, **asked) == expected


def test_an_answer_tells_who_holds_the_position_and_when(result: Result) -> None:
    (answer,) = answers(result, Question(about=UKRAINE, actor=("Russie",)))
    assert (answer.who, answer.who_id, answer.side) == ("Russie", "russie", "russia")
    assert answer.statement.actor == "Jens Stoltenberg"
    assert (answer.start, answer.end, answer.dated_by) == (date(2021, 12, 1), date(2021, 12, 31), "statement")
    assert [stance.words[0].text for stance in answer.stances] == ["refuse"]


def test_what_has_no_date_has_that_of_its_article(result: Result) -> None:
    (answer,) = answers(result, Question(about=TALKS))
    assert (answer.start, answer.end, answer.dated_by) == (date(2022, 1, 20), date(2022, 1, 20), "article")
    assert (answer.who, answer.who_id) == ("on", None)


def test_bounds_the_wrong_way_round(result: Result) -> None:
    with pytest.raises(QueryInvalid, match="since 2022-02-01 is after until 2022-01-31"):
        answers(result, Question(since=date(2022, 2, 1), until=date(2022, 1, 31)))


def test_filters_are_dropped_one_at_a_time(result: Result) -> None:
    why = shortfall(result, Question(about=ENLARGEMENT, actor=("lavrov",), position="support"))
    assert dict(why.without) == {"about": 0, "actor": 2, "position": 3}
    assert dict(why.alone) == {"about": 6, "actor": 2, "position": 2}


# ---- any corpus, any question

_questions = st.fixed_dictionaries(
    {},
    optional={
        "words": st.text(max_size=3),
        "actor": st.lists(st.sampled_from(["afp", "russie", "é", "b"]), max_size=2).map(tuple),
        "position": st.sampled_from(["support", "oppose"]),
        "since": st.dates(),
        "until": st.dates(),
        "via": st.sampled_from(["afp", "a"]),
        "outlet": st.text(max_size=2),
        "side": st.text(max_size=2),
        "once": st.booleans(),
        "dated_only": st.booleans(),
    },
)


@settings(max_examples=60, deadline=None)
@given(corpora(), _questions, st.sampled_from(FILTERS))
def test_a_filter_only_takes_away(
    tmp_path_factory: pytest.TempPathFactory, made: Corpus, asked: dict[str, Any], dropped: str
) -> None:
    concepts = {stance.concept for statement in made.statements for stance in statement.stances}
    given = replace(made, claims=tuple(Claim(id=c, label_fr=c) for c in sorted(concepts)))
    result, question = open_result(write(tmp_path_factory.mktemp("out"), given)), Question(**asked)
    if question.since and question.until and question.since > question.until:
        question = replace(question, since=question.until, until=question.since)
    found = [answer.statement.id for answer in answers(result, question)]
    wider = replace(question, **{dropped: getattr(Question(), dropped)})
    assert set(found) <= {answer.statement.id for answer in answers(result, wider)}
    first = [answer.statement.id for answer in answers(result, replace(question, limit=1))]
    assert first == found[:1]
    assert all(count >= len(found) for count in shortfall(result, question).alone.values()), "fewer filters"
