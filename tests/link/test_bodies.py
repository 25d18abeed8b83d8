"""Organisations over documents."""

from __future__ import annotations

from kg.records import Actor
from tests.link.corpora import apart, body, linked, speakers, together

LONG = "Ligue des plages du Nord"


def test_an_acronym_that_a_document_defines() -> None:
    corpus = linked([body(LONG, "LPN")], [body("LPN")])
    assert together(corpus)
    assert corpus.actors[0].name == LONG
    assert corpus.actors[0].aliases == ("LPN",)


def test_an_acronym_that_nobody_defines_is_only_shown() -> None:
    corpus = linked([body(LONG)], [body("LPN")])
    assert apart(corpus)
    assert [merge.decision for merge in corpus.merges] == ["kept apart"]


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    corpus = linked([body(LONG, "LPN")], [body("Lutte pour la nature", "LPN")], [body("LPN")])
    found = speakers(corpus)
    assert found[2] not in found[:2]


def test_articles_and_legal_forms() -> None:
    assert together(linked([body("Orelia SA")], [body("Orelia")]))
    assert apart(linked([body("France 2", kind="media")], [body("France 3", kind="media")]))


def test_ministries_of_two_countries() -> None:
    name = "Ministère de la Pêche"
    assert apart(linked([body(name, of="russie")], [body(name, of="ukraine")]))


def test_what_has_no_name_is_never_joined() -> None:
    def source(where: str) -> Actor:
        return Actor(id=f"un-diplomate-{where}", name="un diplomate", kind="unnamed")

    corpus = linked([source("d00")], [source("d01")])
    assert speakers(corpus) == ["un-diplomate-d00", "un-diplomate-d01"]


def test_references_follow_their_actor() -> None:
    section = body("Section locale", of="lpn")
    corpus = linked([body("LPN"), section], [body(LONG, "LPN")])
    (found,) = [actor for actor in corpus.actors if actor.name == "Section locale"]
    assert found.member_of == (speakers(corpus)[0],)
