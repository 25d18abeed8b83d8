"""IRIs: ASCII, valid, stable, and apart where the records are apart."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import FAMILIES, Iris, curie, local
from kg.records import Role, Span, Stance

IRIS = Iris()
SAFE = re.compile(r"https://w3id\.org/newskg/id/[a-z]+/[A-Za-z0-9_.-]+")


@given(st.sampled_from(FAMILIES), st.text())
def test_any_id_gives_a_safe_iri(family: str, identifier: str) -> None:
    assert SAFE.fullmatch(IRIS(family, identifier).value)
    assert SAFE.fullmatch(IRIS.named(family, identifier).value)


@given(st.text(), st.text())
def test_different_ids_have_different_iris(left: str, right: str) -> None:
    same = unicodedata.normalize("NFC", left) == unicodedata.normalize("NFC", right)
    assert (local(left) == local(right)) == same


def test_the_iris_are_the_published_ones() -> None:
    base = "https://w3id.org/newskg/id/"
    assert IRIS("actor", "serguei-lavrov").value == f"{base}actor/serguei-lavrov"
    assert IRIS.span("d0c", Span(start=3, end=7, text="mots")).value == f"{base}span/d0c_3_7"
    assert IRIS.named("outlet", "Le Monde").value == f"{base}outlet/le-monde"
    assert IRIS.named("outlet", "LE MONDE").value == f"{base}outlet/le-monde"
    assert IRIS.author("Zoé d’Ânjou", "Le Média").value == f"{base}author/le-media-zoe-danjou"
    stance = Stance(concept="dialogue", position="support")
    assert IRIS.stance("5a", stance).value == f"{base}stance/5a-dialogue-support"
    assert curie("stmt", "5a") == "stmt:5a"


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    long = "ministre délégué auprès du ministre de l'Europe et des Affaires étrangères chargé "
    left, right = IRIS.named("role", long + "de l'Europe"), IRIS.named("role", long + "du commerce")
    assert left != right
    assert len(left.value) < 140


def test_memberships_differ_by_role_organisation_and_time() -> None:
    roles = [
        Role(label="Ministre"),
        Role(label="Ministre", organization="russie"),
        Role(label="Ministre", start=date(2020, 1, 1)),
        Role(label="Ministre", end=date(2020, 1, 1)),
        Role(label="Président"),
    ]
    assert len({IRIS.membership("a", role).value for role in roles}) == len(roles)


def test_the_base_can_be_configured_and_must_be_one() -> None:
    assert Iris("https://kg.example.org/")("doc", "1").value == "https://kg.example.org/doc/1"
    for base in ("", "kg/", "https://exemple.fr/é/", "https://example.org/id", "https://a b/"):
        with pytest.raises(ValueError, match="base"):
            Iris(base)
