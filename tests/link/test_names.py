"""How near two names are."""

from __future__ import annotations

import pytest

from kg.link.bodies import body_level, is_name, parse_body
from kg.link.fold import fold, plain
from kg.link.names import deletions, level, misspelt, parse


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Jean-Luc Mélenchon", "Jean Luc MELENCHON", "same"),
        ("Dominique de Villepin", "Dominique Villepin", "same"),
        ("Najat Vallaud-Belkacem", "Najat Vallaud Belkacem", "same"),
        ("Sergueï Riabkov", "Sergei Ryabkov", "transliterated"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky", "transliterated"),
        ("Bachar el-Assad", "Bashar al-Assad", "transliterated"),
        ("Mohammed ben Salmane", "Mohamed bin Salman", "transliterated"),
        ("Xi Jinping", "Jinping Xi", "reordered"),
        ("Orbán Viktor", "Viktor Orban", "reordered"),
        ("George Bush", "George W. Bush", "middle name"),
        ("V. Sapounov", "Valentine Sapounov", "initial"),
        ("J.-L. Mélenchon", "Jean-Luc Mélenchon", "initial"),
        ("Y. Ouchakov", "Iouri Ouchakov", "initial"),
        ("Karen Donfield", "Karen Donfried", "typo"),
        ("Louis Boucher", "Louis Bucher", "typo"),
        ("Le Pen", "Marine Le Pen", "surname"),
        ("Mme Donfield", "Karen Donfried", "surname typo"),
        ("Marine Le Pen", "Jean-Marie Le Pen", None),
        ("Jean Martin", "Jacques Martin", None),
        ("Simon Martin", "Simone Martin", None),
        ("Valentine Sapounov", "Valentin Sapunov", "transliterated"),
        ("Jean Mélenchon", "Jean-Luc Mélenchon", None),
        ("George H. W. Bush", "George W. Bush", None),
        ("Henri Roy père", "Henri Roy fils", None),
        ("Sergueï Lavrov", "Maria Lavrova", None),
        ("Élise Durand", "Bruno Caron", None),
    ],
)
def test_levels_of_names(one: str, other: str, found: str | None) -> None:
    assert level(parse(one), parse(other)) == level(parse(other), parse(one)) == found


@pytest.mark.parametrize(
    "spellings",
    [
        "Riabkov Ryabkov Rjabkow", "Zelensky Zelenskyy Zelenskiy Zelenskyj", "Chevtchenko Shevchenko",
        "Joukov Zhukov", "Poutine Putin", "Soloviev Solovyov", "Evgueni Yevgeny Evgeny", "Doudaïev Dudayev",
        "Loukachenko Lukashenko Lukaschenko", "Zakharova Zaharova", "Tikhanovskaïa Tikhanovskaya",
    ],
)  # fmt: skip
def test_one_fold_for_all_transliterations(spellings: str) -> None:
    assert len({fold(plain(word)) for word in spellings.split()}) == 1


def test_a_slip_leaves_a_common_form() -> None:
    assert misspelt("donfield", "donfried")
    assert set(deletions("donfield")) & set(deletions("donfried"))
    assert not misspelt("roy", "roi")
    assert not misspelt("simon", "simone")


def bodies(one: str, other: str, alias: str = "") -> str | None:
    a, b = parse_body(one), parse_body(other)
    return body_level(a, (a, parse_body(alias)) if alias else (a,), b, (b,))


@pytest.mark.parametrize(
    ("one", "other", "alias", "found"),
    [
        ("l'Union des transports", "Union des Transports", "", "same"),
        ("Orelia SA", "Orelia", "", "legal form"),
        ("agence Tass", "Tass", "", "legal form"),
        ("Ligue des plages du Nord", "LPN", "LPN", "acronym"),
        ("Ligue des plages du Nord", "LPN", "", "letters"),
        ("Confédération générale du travail", "Confédération génerrale du travail", "", "typo"),
        ("Agence Plages", "Association Plages", "", None),
        ("quotidien du Nord", "Nord", "", None),
        ("France 2", "France 3", "", None),
        ("Parti socialiste", "Parti communiste", "", None),
    ],
)
def test_levels_of_bodies(one: str, other: str, alias: str, found: str | None) -> None:
    assert bodies(one, other, alias) == found


def test_what_is_a_name_of_its_own() -> None:
    assert all(map(is_name, ("OSCE", "la Commission européenne")))
    assert not any(map(is_name, ("le groupe", "l'organisation")))
