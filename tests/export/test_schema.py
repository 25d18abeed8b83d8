"""The view of schema.org: its terms alone, the same in pieces, nothing claimed that was not said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg.export.schema import schema_view
from kg.graph.rdf import triples
from kg.query import named_queries
from kg.records import Claim, Corpus
from tests.export.results import exported, write_result
from tests.graph.corpora import corpora, corpus

SCHEMA, BASE = "https://schema.org/", "https://w3id.org/newskg/id/"
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def full() -> Corpus:
    claim = Claim(id="dialogue", label_fr="Le dialogue", label_en="Dialogue", scope_fr="Portée")
    return replace(corpus(), claims=(claim,))


def at_once(given: Corpus) -> set[ox.Triple]:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(given))
    return set(store.query(named_queries()["schema-claims"].text))  # type: ignore[arg-type]


@relaxed
@given(given=corpora())
def test_pieces_give_what_the_whole_gives(given: Corpus) -> None:
    pieces = list(schema_view(triples(given), together=1))
    assert len(pieces) == len(set(pieces))
    assert set(pieces) == set(schema_view(triples(given))) == at_once(given)


def test_only_terms_of_schema_org_are_used() -> None:
    found = list(schema_view(triples(full())))
    terms = {t.predicate.value for t in found if not t.predicate.value.endswith("#type")}
    terms |= {t.object.value for t in found if t.predicate.value.endswith("#type")}
    assert {term for term in terms if not term.startswith(SCHEMA)} == set()
    assert {term for term in terms if term.removeprefix(SCHEMA) not in rdflib.SDO} == set()


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """The nodes of the JSON-LD by what follows the base, those that come twice put together."""
    folder = write_result(full(), tmp_path_factory.mktemp("out"), ("graph.ttl",))
    graph = json.loads(exported(folder, "schema"))["@graph"]
    assert len({node["@id"] for node in graph}) == len(graph), "a small graph is one piece"
    return {node["@id"].removeprefix(BASE): node for node in graph}


def claims(things: dict[str, dict[str, object]]) -> dict[object, dict[str, object]]:
    return {node["text"]: node for node in things.values() if "Claim" in str(node["@type"])}


def test_a_quotation_is_a_claim_that_somebody_spoke(things: dict[str, dict[str, object]]) -> None:
    said = claims(things)["« Nous voulons un dialogue » « et des garanties »"]
    speaker = f"{BASE}actor/serguei-lavrov"
    assert said["@type"] == ["Claim", "Quotation"]
    assert (said["author"], said["spokenByCharacter"], said["dateCreated"]) == (
        speaker,
        speaker,
        "2021-12-16",
    )
    assert said["about"] == [f"{BASE}concept/dialogue", f"{BASE}concept/legal-guarantees"]
    assert things["concept/dialogue"]["@type"] == "DefinedTerm"
    assert things["concept/dialogue"]["name"] == [{"@value": "Dialogue", "@language": "en"}, "Le dialogue"]
    assert things["actor/serguei-lavrov"]["@type"] == "Person"
    assert "Sergueï Lavrov" in things["actor/serguei-lavrov"]["name"]  # type: ignore[operator]
    article = things[str(said["firstAppearance"]).removeprefix(BASE)]
    assert (article["@type"], article["datePublished"]) == ("NewsArticle", "2021-12-16T16:42:00+01:00")
    assert article["headline"] == 'Un "titre"\nsur deux lignes'
    assert things[str(article["publisher"]).removeprefix(BASE)]["name"] == "Groupe Média"


def test_what_is_told_in_other_words_is_no_quotation(things: dict[str, dict[str, object]]) -> None:
    told = claims(things)["la réunion aura lieu"]
    assert told["@type"] == "Claim"
    assert "spokenByCharacter" not in told
    assert told["author"] == f"{BASE}actor/elysee"
    assert told["temporalCoverage"] == "2021-12-01/2021-12-31"


def test_a_copy_is_based_on_its_original_which_appears_there_too(
    things: dict[str, dict[str, object]],
) -> None:
    copy, original = (
        claims(things)["« Une chance »"],
        claims(things)["« Nous voulons un dialogue » « et des garanties »"],
    )
    assert copy["isBasedOn"] == original["@id"]
    assert "firstAppearance" not in copy
    assert "isBasedOn" not in original


def test_what_was_not_said_is_not_claimed(things: dict[str, dict[str, object]]) -> None:
    assert len(claims(things)) == 5
    assert not [text for text in claims(things) if "viendrait" in str(text)]


def test_an_outlet_stands_in_for_a_publisher(things: dict[str, dict[str, object]]) -> None:
    blog = next(node for node in things.values() if node["@type"] == "LiveBlogPosting")
    assert blog["publisher"] == f"{BASE}actor/afp"
    assert len(blog["liveBlogUpdate"]) == 2  # type: ignore[arg-type]


def test_the_default_is_json_ld(tmp_path: Path) -> None:
    folder = write_result(corpus(), tmp_path, ("graph.ttl",))
    assert json.loads(exported(folder, "schema"))["@context"]["@vocab"] == SCHEMA
    assert exported(folder, "schema", syntax="turtle").startswith(b"@prefix")
