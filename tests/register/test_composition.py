"""A role and its state, said in any order: who held it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.register.index import index
from kg.register.lookup import Register
from kg.register.merge import merged
from kg.register.names import key
from kg.register.table import read_table

TABLE = """\
id,kind,name,alias,metonym,adjective,gender,part_of,role
aquitaine,state,Aquitaine,royaume d'Aquitaine,Bordeaux,aquitain|aquitaine|aquitains|aquitaines,f,ligue,
bourbonnais,state,Bourbonnais,,Moulins,bourbonnais|bourbonnaise,m,ligue,
gatine,state,Gâtine,,,gâtinais|gâtinaise,f,aquitaine,
hautes-terres,state,Hautes-Terres,,,haut-terrien|haute-terrienne,fp,,
ligue,organization,Ligue des provinces,Ligue|LDP,Moulins,,f,,
diplomatie,organization,Diplomatie aquitaine,,Quai des Salinières,,f,aquitaine,
senat,organization,Sénat d'Aquitaine,,,,m,aquitaine,
parti,organization,Parti du centre,,,,m,aquitaine,
president-a,role,président d'Aquitaine,président|chef de l'État,,,,aquitaine,
president-s,role,président du Sénat,,,,,senat,
president-b,role,président,,,,,bourbonnais,
chancelier-h,role,chancelier,,,,,hautes-terres,
premier-a,role,Premier ministre,chef du gouvernement,,,,aquitaine,
premier-g,role,Premier ministre,,,,,gatine,
ae-a,role,ministre des Affaires étrangères,chef de la diplomatie,,,,diplomatie,
vice-a,role,vice-président,,,,,aquitaine,
directeur-p,role,directeur général,,,,,parti,
secretaire-l,role,secrétaire général,,,,,ligue,
anne-roy,person,Anne Roy,,,,f,,president-a 2010/2014-06|ae-a 2008/2009
paul-le-gall,person,Paul Le Gall,,,,m,,president-a 2014-06-15/
jean-petit,person,Jean Petit,,,,m,,president-b 2012-03/
lea-brun,person,Léa Brun,,,,f,,president-s /
marc-noir,person,Marc Noir,,,,m,,premier-a 2012/
ines-blanc,person,Inès Blanc,,,,f,,premier-g 2013/
hans-grau,person,Hans Grau,,,,m,,chancelier-h 2005/
luc-vert,person,Luc Vert,,,,m,,ae-a 2010/
eve-mauve,person,Ève Mauve,,,,f,,vice-a 2010/|directeur-p /
guy-bleu,person,Guy Bleu,,,,m,,secretaire-l 2011/2012
"""


def read(text: str) -> Register:
    entries, problems = read_table("mine.csv", text)
    assert problems == []
    return index(merged([entries])[0])


@pytest.fixture(scope="module")
def register() -> Register:
    return read(TABLE)


@pytest.mark.parametrize(
    ("phrase", "holders"),
    [
        ("le président aquitain", "anne-roy paul-le-gall"),
        ("la présidente aquitaine", "anne-roy paul-le-gall"),
        ("le président d'Aquitaine", "anne-roy paul-le-gall"),
        ("le président de l’Aquitaine", "anne-roy paul-le-gall"),
        ("le chef de l'État aquitain", "anne-roy paul-le-gall"),
        ("le président du royaume d'Aquitaine", "anne-roy paul-le-gall"),
        ("l'actuel président aquitain", "anne-roy paul-le-gall"),
        ("le président aquitain sortant", "anne-roy paul-le-gall"),
        ("Monsieur le président aquitain", "anne-roy paul-le-gall"),
        ("le président", "anne-roy jean-petit paul-le-gall"),  # all of that bare wording; not the Senate's
        ("la présidente du Sénat", "lea-brun"),
        ("la présidente du Sénat aquitain", "lea-brun"),
        ("le ministre aquitain des Affaires étrangères", "anne-roy luc-vert"),
        ("le ministre des Affaires étrangères aquitain", "anne-roy luc-vert"),
        ("la ministre des Affaires étrangères de l'Aquitaine", "anne-roy luc-vert"),
        ("la cheffe de la diplomatie aquitaine", "anne-roy luc-vert"),
        ("le ministre des Affaires étrangères du Bourbonnais", ""),
        ("la chancelière haut-terrienne", ""),  # no such form
        ("la chancelière haute-terrienne", "hans-grau"),
        ("la chancelière des Hautes-Terres", "hans-grau"),
        ("la Première ministre gâtinaise", "ines-blanc"),
        ("le Premier ministre aquitain", "marc-noir"),  # the nearer one
        ("le Premier ministre", "marc-noir ines-blanc"),
        ("la vice-présidente aquitaine", "eve-mauve"),
        ("la directrice générale du Parti du centre", "eve-mauve"),
        ("la directrice générale du parti", ""),
        ("le secrétaire général de la Ligue", "guy-bleu"),
        ("le secrétaire général de la LDP", "guy-bleu"),
        ("le président de la Ligue", ""),  # its members have presidents
        ("l'ancien président aquitain", ""),
        ("l'ex-présidente aquitaine", ""),
        ("la future présidente", ""),
        ("l'alors président", ""),
        ("le président d'honneur aquitain", ""),
        ("aquitaine", ""),
        ("de", ""),
        ("", ""),
    ],
)
def test_who_is_meant(register: Register, phrase: str, holders: str) -> None:
    assert sorted({holder.actor for holder in register.holders(phrase)}) == sorted(holders.split())


def test_a_holder_says_where_and_when(register: Register) -> None:
    first, second = register.holders("président aquitain")
    assert (first.actor, first.role, first.label) == ("anne-roy", "president-a", "président d'Aquitaine")
    assert first.organization == "aquitaine"
    assert (first.start, first.end) == (date(2010, 1, 1), date(2014, 6, 30))
    assert (second.start, second.end) == (date(2014, 6, 15), None)


def test_wordings_stand_with_and_without_their_state(register: Register) -> None:
    for wording in ("président d'Aquitaine", "président"):
        assert {h.actor for h in register.roles[key(wording)]} >= {"anne-roy", "paul-le-gall"}


def test_names_adjectives_metonyms_and_surnames(register: Register) -> None:
    assert register.adjectives["aquitaines"] == "aquitaine"
    assert register.adjectives["haut terrien"] == "hautes-terres"
    assert register.metonyms[key("Moulins")] == ("bourbonnais", "ligue")
    assert register.surnames[key("Le Gall")] == ("paul-le-gall",)
    assert register.actors["hautes-terres"].gender == "fp"
    assert [role.label for role in register.actors["anne-roy"].roles] == [
        "ministre des Affaires étrangères", "président d'Aquitaine",
    ]  # fmt: skip


def test_a_name_of_two_actors_names_neither() -> None:
    register = read("id,kind,name,alias\na,person,Anne Roy,\nb,person,Anne Roy,Annie Roy\n")
    assert register.names[key("Anne Roy")] == ("a", "b")
    assert register.named("Anne Roy") is None
    assert register.named("Annie Roy") is register.actors["b"]


def test_an_adjective_of_two_states_is_no_single_one_but_both_are_tried() -> None:
    register = read(
        "id,kind,name,adjective,part_of,role\nx,state,Xanie,konien,,\ny,state,Yanie,konien,,\n"
        "chef-x,role,président,,x,\nchef-y,role,roi,,y,\n"
        "a,person,Anne Roy,,,chef-x /\nb,person,Jean Roy,,,chef-y /\n"
    )
    assert register.adjectives == {}
    assert [h.actor for h in register.holders("le roi konien")] == ["b"]


ROWS, WHOLE = TABLE.splitlines(), read(TABLE)
WORDS = "le la de du président aquitain Aquitaine Ligue sénat parti ex ancien des l'".split()


@given(st.permutations(ROWS[1:]))
def test_the_order_of_the_rows_does_not_matter(rows: list[str]) -> None:
    assert read("\n".join([ROWS[0], *rows])) == WHOLE


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_phrase_can_be_asked(phrase: str) -> None:
    assert all(holder.role for holder in WHOLE.holders(phrase))


def test_a_long_phrase_is_no_role(register: Register) -> None:
    assert register.holders("président " + "de la Ligue " * 500) == ()
