"""Corpus → events: whose position it is, for which organisation, on which side, when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from kg.discourse import VARIABLES, Event, Options, events, one_mode, two_mode, value
from kg.netfiles import View
from kg.records import Actor, Claim, Corpus, Document, Role, Stance, Statement, When
from tests.graph.corpora import corpora, document
from tests.graph.corpora import corpus as rich

D = date.fromisoformat
ARTICLE = document(
    "Un texte.", "a.txt", outlet="Le Média", authors=("Zoé", "Éa"), published="2022-01-20T10:00"
)
ACTORS = (
    Actor(id="lavrov", name="Lavrov", kind="person", roles=(
        Role(label="Ambassadeur", organization="onu", start=D("1994-01-01"), end=D("2004-07-12")),
        Role(label="Ministre", organization="mid", start=D("2004-07-13")),
        Role(label="Chef de liste", organization="er", start=D("2021-01-01"), end=D("2021-12-31")),
    ), member_of=("er",)),
    Actor(id="membre", name="Membre", kind="person", member_of=("er",), side="opposition"),
    Actor(id="mid", name="Ministère", kind="organization", side="russia"),
    Actor(id="onu", name="ONU", kind="organization"),
    Actor(id="er", name="Russie unie", kind="organization"),
    Actor(id="russie", name="Russie", kind="state", side="russia"),
    Actor(id="source-1", name="une source", kind="unnamed"),
    Actor(id="source-2", name="une\x00 source", kind="unnamed"),
)  # fmt: skip


def one(speaker: str | None, holder: str | None = None, of: Document = ARTICLE, **fields: object) -> Event:
    """The event of one stance."""
    statement = Statement(
        id="s1",
        document=of.id,
        content=(),
        mode="indirect",
        cue=None,
        cue_lemma=None,
        act="assert",
        negated=False,
        source=None,
        speaker=speaker,
        stances=(Stance(concept="c1", position="oppose", holder=holder, confidence=0.5),),
        rule="r",
        confidence=0.9,
        **fields,  # type: ignore[arg-type]
    )
    (found,) = events(
        Corpus(
            documents=(of,),
            statements=(statement,),
            actors=ACTORS,
            claims=(Claim(id="c1", label_fr="Il faut"),),
        )
    )
    return found


def when(day: str, last: str | None = None) -> When:
    return When(start=D(day), end=D(last or day), basis="explicit")


@pytest.mark.parametrize(
    ("event", "person", "organization", "side", "actor"),
    [
        (one("lavrov"), "Lavrov", "Ministère", "russia", "Lavrov"),
        (one("lavrov", when=when("2000-05-05")), "Lavrov", "ONU", "", "Lavrov"),
        (one("lavrov", when=when("2021-05-05")), "Lavrov", "Russie unie", "", "Lavrov"),
        (
            one("lavrov", when=when("2021-05-05"), in_role="ministre"),
            "Lavrov",
            "Ministère",
            "russia",
            "Lavrov",
        ),
        (one("lavrov", when=when("1990-05-05")), "Lavrov", "Russie unie", "", "Lavrov"),
        (one("lavrov", on_behalf_of="russie"), "Lavrov", "Russie", "russia", "Lavrov"),
        (one("russie", "lavrov", on_behalf_of="onu"), "Lavrov", "Ministère", "russia", "Lavrov"),
        (one("membre"), "Membre", "Russie unie", "opposition", "Membre"),
        (one("lavrov", "russie"), "", "Russie", "russia", "Russie"),
        (one("source-1"), "", "", "", "une source (source-1)"),
        (one("source-2"), "", "", "", "une source (source-2)"),
        (one("nobody-knows"), "", "", "", "nobody-knows"),
        (one(None), "", "", "", ""),
    ],
)
def test_whose_position_it_is(event: Event, person: str, organization: str, side: str, actor: str) -> None:
    assert (event.person, event.organization, event.side, event.actor) == (person, organization, side, actor)


def test_all_else_that_an_event_knows() -> None:
    event = one("lavrov")
    assert (event.concept, event.concept_id, event.position, event.confidence) == (
        "Il faut",
        "c1",
        "oppose",
        0.5,
    )
    assert (event.author, event.source, event.type, event.title) == (
        "Zoé, Éa",
        "Le Média",
        "article",
        "a.txt",
    )
    assert (event.kind, event.organization_kind, event.mode, event.act) == (
        "person",
        "organization",
        "indirect",
        "assert",
    )


@pytest.mark.parametrize(
    ("said", "published", "day", "only_published"),
    [
        (when("2021-12-16"), "2022-01-20", "2021-12-16", "2022-01-20"),
        (when("2021-12-01", "2021-12-31"), None, "2021-12-01", None),
        (when("2021-01-01", "2021-12-31"), "2022-01-20T10:00", "2022-01-20", "2022-01-20"),
        (When(), "2022-01", "2022-01-01", "2022-01-01"),
        (When(), "2022", None, None),
        (When(), "hier soir", None, None),
        (When(), "2022-13-45", None, None),
    ],
)
def test_when_it_happened(
    said: When, published: str | None, day: str | None, only_published: str | None
) -> None:
    event = one("lavrov", of=replace(ARTICLE, published=published), when=said)
    assert event.day("said") == (D(day) if day else None)
    assert event.day("published") == (D(only_published) if only_published else None)


def test_the_text_of_a_document_is_not_held() -> None:
    assert not any(ARTICLE.text in str(value(one("lavrov"), variable)) for variable in VARIABLES)


def test_a_statement_needs_its_document() -> None:
    given = rich()
    with pytest.raises(ValueError, match="is not there"):
        events(replace(given, documents=()))


def test_events_of_a_corpus_are_in_order() -> None:
    found = events(rich())
    assert len(found) == sum(len(statement.stances) for statement in rich().statements) > 2
    days = [event.day("said") or date.max for event in found]
    assert days == sorted(days)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_networks_of_any_corpus_can_be_written(given: Corpus) -> None:
    found = events(given)
    for graph in (two_mode(found, Options(neutral=True)), one_mode(found, Options(qualifier="congruence"))):
        view = View(graph)  # refuses what no format can hold
        assert len(list(view.nodes())) == len(graph)
        assert all(data["weight"] > 0 for *_, data in graph.edges(data=True))  # type: ignore[operator]
