"""Which claim words mean, and what is narrower."""

from __future__ import annotations

import pytest

from kg.errors import QueryInvalid
from kg.query.claims import find_claim, narrower
from kg.query.words import folded
from kg.records import Claim
from tests.query.corpora import CLAIMS, ENLARGEMENT, TALKS, UKRAINE

KNOWN = {claim.id: claim for claim in CLAIMS}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (ENLARGEMENT, ENLARGEMENT),
        ("NATO Enlargement", ENLARGEMENT),
        ("Élargissement de l’Otan vers l’Est", ENLARGEMENT),
        ("ELARGISSEMENT", ENLARGEMENT),
        ("OTAN elargissement", ENLARGEMENT),
        ("eastward", ENLARGEMENT),
        ("l'Ukraine", UKRAINE),
        ("Talks with Russia", TALKS),
    ],
)
def test_an_id_a_label_or_words_of_it(text: str, claim: str) -> None:
    assert find_claim(KNOWN, text).id == claim


def test_several_are_listed() -> None:
    with pytest.raises(QueryInvalid, match=f"'otan' fits several.*: {ENLARGEMENT}, {UKRAINE}$"):
        find_claim(KNOWN, "otan")


@pytest.mark.parametrize(("text", "nearest"), [("nato-enlargment", ENLARGEMENT), ("tolks", TALKS)])
def test_an_unknown_one_is_told_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(QueryInvalid, match=f"no claim '{text}'; the nearest: {nearest}"):
        find_claim(KNOWN, text)


@pytest.mark.parametrize("text", ["", "?", "Otanisation"])
def test_no_words_and_no_part_of_a_word_fit(text: str) -> None:
    with pytest.raises(QueryInvalid, match="no claim"):
        find_claim(KNOWN, text)


def test_a_result_without_claims_says_so() -> None:
    with pytest.raises(QueryInvalid, match="the result has no claims"):
        find_claim({}, ENLARGEMENT)


def test_narrower_claims_at_any_depth_and_in_circles() -> None:
    made = [
        Claim(id="a", label_fr="a", broader=("c",)),
        Claim(id="b", label_fr="b", broader=("a",)),
        Claim(id="c", label_fr="c", broader=("b", "nowhere")),
        Claim(id="d", label_fr="d", broader=("c",)),
        Claim(id="e", label_fr="e"),
    ]
    known = {claim.id: claim for claim in made}
    assert narrower(known, "a") == {"a", "b", "c", "d"}
    assert narrower(known, "d") == {"d"}


def test_words_are_folded_whole() -> None:
    assert folded("L’Été, à Kiev-Ouest : Œuvre e\u0301te\u0301") == (
        *("l", "ete", "a", "kiev", "ouest", "oeuvre", "ete"),
    )
