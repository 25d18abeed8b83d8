"""Dates, addresses, languages, and the boilerplate table."""

from __future__ import annotations

import pytest

from kg.read.boilerplate import load_boilerplate, load_words
from kg.read.metadata import day_in_url, find_day, guess_language, normalise_date


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2021-12-16T16:42+0100", "2021-12-16T16:42:00+01:00"),
        ("2021-12-16T16:42:07.123Z", "2021-12-16T16:42:07+00:00"),
        ("2021-12-16 16:42", "2021-12-16T16:42:00"),
        ("2021-12-16", "2021-12-16"),
        ("16.12.2021", "2021-12-16"),
        ("16/12/2021", "2021-12-16"),
        ("1er août 2012", "2012-08-01"),
        ("2018-11", "2018-11"),
        ("2021-13-45", None),
        ("2021-02-30T10:00", None),
        ("31/02/2021", None),
        ("None", None),
        ("", None),
        (None, None),
    ],
)
def test_normalise_date(stamp: str | None, expected: str | None) -> None:
    assert normalise_date(stamp) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publié le mardi 4 mai 2021 à Paris", "2021-05-04"),
        ("le 12.01.2022.", "2022-01-12"),
        ("le 4/5/21", "2021-05-04"),
        ("version 1.2.30 du logiciel", None),
        ("le 4 mai", None),
        ("Le 4 mai, puis le 6 juin 2020", "2020-06-06"),
        ("n° 123456789", None),
    ],
)
def test_find_day(text: str, expected: str | None) -> None:
    assert find_day(text) == expected


def test_day_in_url() -> None:
    assert day_in_url("https://x.example/20211216/un-titre-105.html") == "2021-12-16"
    assert day_in_url("https://x.example/2021/12/16/un-titre.html") == "2021-12-16"
    assert day_in_url("https://x.example/un-titre-20211399.html") is None
    assert day_in_url(None) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le maire a dit que la ville est prête pour les fêtes et que les élus sont dans leur rôle. ",
            "fr",
        ),
        (
            "The mayor said that the town is ready for the feast and that they have been at work for weeks. ",
            "en",
        ),
        (
            "Der Bürgermeister sagte, dass die Stadt für das Fest und den Markt nicht auf eine Hilfe hofft. ",
            "de",
        ),
        ("Мэр сказал, что город готов к празднику, и поблагодарил всех. ", "ru"),
        ("Oui. ", "fr"),
    ],
)
def test_guess_language(text: str, language: str) -> None:
    assert guess_language(text * 3) == language


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Partager :", "interface"),
        ("S’abonner", "interface"),
        ("Les plus récents d'abordLes plus anciens d'abord", "interface"),
        ("À lire aussi : la crue du siècle", "related"),
        ("FIL D’ACTU", "end"),
        ("© AFP / Anne Roy", "caption"),
        ("Partagez le pain, a dit le prêtre.", None),
        ("Photographe depuis dix ans, elle a tout vu.", None),
        (
            "Abonnez-vous, a lancé le maire "
            "à la foule des deux mille personnes venues l'écouter sur la place, à Lille",
            None,
        ),
        ("Le maire a parlé.", None),
    ],
)
def test_boilerplate(line: str, kind: str | None) -> None:
    assert load_boilerplate().kind(line) == kind


def test_word_lists() -> None:
    assert load_words().keys() == {"opener", "abbreviation", "weak"}
