"""The register of actors, and names as keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataInvalid
from kg.register.load import load
from kg.register.names import key, title_gender, without_article, without_title

PREFIXES = """
@prefix actor: <https://w3id.org/newskg/id/actor/> .
@prefix kg: <https://w3id.org/newskg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def test_the_shipped_register() -> None:
    register = load()
    assert register.actors["otan"].kind == "organization"
    assert register.names[key("l’Otan")] == register.names[key("OTAN")] == "otan"
    assert register.metonyms[key("Moscou")] == "russie"
    holders = register.roles[key("le chef de la diplomatie russe")]
    assert [holder.actor for holder in holders] == ["serguei-lavrov"]
    assert all(actor.name.strip() for actor in register.actors.values())


def test_a_register_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        PREFIXES
        + 'actor:ville a kg:X ; kg:actorKind kg:kindOrganization ; skos:prefLabel "Ville de Brest"@fr ;'
        ' skos:altLabel "Brest métropole"@fr .',
        encoding="utf-8",
    )
    register = load(file)
    assert register.names[key("brest metropole")] == "ville"


@pytest.mark.parametrize(
    ("body", "message"),
    [("actor:x a", "mine.ttl"), ('actor:x skos:prefLabel "X"@en .', "has no skos:prefLabel in French")],
)
def test_a_broken_register_is_refused(tmp_path: Path, body: str, message: str) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(PREFIXES + body, encoding="utf-8")
    with pytest.raises(DataInvalid, match=message):
        load(file)


def test_a_missing_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataInvalid, match=r"none\.ttl"):
        load(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("M. Stoltenberg", "stoltenberg"),
        ("M.Lavrov", "Lavrov"),
        ("l’Élysée", "Elysee"),
        ("Mme Wendy Sherman", "Wendy Sherman"),
        ("Nations unies", "les Nations Unies"),
    ],
)
def test_names_that_are_one(left: str, right: str) -> None:
    assert key(left) == key(right)


def test_parts_of_names() -> None:
    assert without_title("M.Lavrov") == without_title("M. Lavrov") == "Lavrov"
    assert without_article("l'Otan") == without_article("L’Otan") == "Otan"
    assert (title_gender("Mme Roy"), title_gender("M. Roy"), title_gender("Anne Roy")) == ("f", "m", None)


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert key(text) == key(text.upper().lower()) or not text.isascii()
