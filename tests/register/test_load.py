"""The register of actors, and names as keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataInvalid
from kg.register.load import check, load, sources
from kg.register.names import key, surname_keys, title_gender, without_article, without_title
from kg.register.table import COLUMNS

PREFIXES = """
@prefix actor: <https://w3id.org/newskg/id/actor/> .
@prefix kg: <https://w3id.org/newskg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def test_the_shipped_register() -> None:
    register = load()
    assert register.actors["otan"].kind == "organization"
    assert register.named("l’Otan") is register.named("OTAN") is register.actors["otan"]
    assert "russie" in register.metonyms[key("Moscou")]
    holders = register.roles[key("le chef de la diplomatie russe")]
    assert "serguei-lavrov" in [holder.actor for holder in holders]
    assert all(actor.name.strip() for actor in register.actors.values())


def test_a_register_of_ones_own_adds_to_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        PREFIXES
        + 'actor:ville a kg:X ; kg:actorKind kg:kindOrganization ; skos:prefLabel "Ville de Zorglub"@fr ;'
        ' skos:altLabel "Zorglub métropole"@fr .',
        encoding="utf-8",
    )
    register = load(file)
    assert register.names[key("zorglub metropole")] == ("ville",)
    assert "otan" in register.actors
    assert sources(file) == (*sources(), file)


def test_nothing_shipped_is_wrong() -> None:
    assert check().problems == ()


def test_a_missing_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataInvalid, match=r"none\.ttl: line 1: cannot be read"):
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


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Emmanuel Macron", ["macron"]),
        ("Dominique de Villepin", ["villepin"]),
        ("Marine Le Pen", ["pen"]),
        ("Jean-Yves Le Drian", ["drian"]),
        ("Ursula von der Leyen", ["von der leyen", "leyen"]),
        ("Dominique Strauss-Kahn", ["strauss kahn"]),
        ("Jean d'Ormesson", ["ormesson"]),
        ("Abdel Fattah al-Sissi", ["al sissi", "sissi"]),
        ("Robert Kennedy Jr.", ["kennedy"]),
        ("Jean-Paul II", []),
        ("Sting", []),
        ("homme fort du Kremlin", []),
        ("", []),
    ],
)
def test_surnames(name: str, surnames: list[str]) -> None:
    assert [" ".join(words) for words in surname_keys(name)] == surnames


def test_a_surname_alone_is_looked_up_by_the_same_key() -> None:
    assert key("Le Pen") == surname_keys("Marine Le Pen")[0]
    assert "emmanuel-macron" in load().surnames[key("M. Macron")]


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert key(text) == key(text.upper().lower()) or not text.isascii()
    surname_keys(text)


def test_the_table_in_the_documentation_is_one(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "register.md").read_text(encoding="utf-8")
    file = tmp_path / "mine.csv"
    file.write_text(text.partition("```csv\n")[2].partition("```")[0], encoding="utf-8")
    holders = load(file).holders("la présidente de l'ODF")
    assert [holder.actor for holder in holders] == ["anne-roy", "jean-petit"]
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(COLUMNS)
