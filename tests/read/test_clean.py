"""Glued text: what is parted, what is not, and that nothing but white space changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.body import assemble
from kg.read.clean import unglue

SPACES = re.compile(r"\s+")


def blocks(text: str) -> list[tuple[str, str]]:
    body = assemble(text, unglue(text))
    return [(part.role, body.text[part.start : part.end]) for part in body.parts]


def texts(text: str) -> list[str]:
    return [found for _, found in blocks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Le port reste fermé.Les dockers votent la grève.",
        "Elle parle d'un « échec ».« Rien ne bouge », dit-elle.",
        'Il a promis "un effort".Les élus attendent.',
        'Il a promis un "effort.""Nous attendons", disent les élus.',
        'La hausse est de 3 %."Rien de neuf", juge le maire.',
        "Faut-il avoir peur de cette réforme que personne ne semble vouloir aujourd'hui ?Le maire hésite.",
        "La séance a duré jusqu'en 2030.Les élus sont partis.",
        "Le vote aura lieu lundi…Les élus hésitent.",
        "Il choisit le plan B.Le ministre approuve.",
        "Le bilan est lourd.300 maisons ont brûlé.",
        "La mairie est fermée.(Avec agences)",
    ],
)
def test_two_paragraphs(text: str) -> None:
    assert [role for role, _ in blocks(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Selon M.Kerbrat, rien ne presse.",
        "Le romancier J.K.Rowling a été cité avec J.-P.Martin.",
        "Le site www.exemple.fr.Com n'existe pas.",
        "Les ventes de iPhone et de YouTube, TikTok ou MoDem montent.",
        "Timothy McVeigh et Leonardo DiCaprio ont refusé.",
        "Au XVIIIe siècle, 26 GHz et 5G n'existaient pas.",
        'Il a lancé : "...Et puis rien" avant de sortir.',
        'Il était accusé d"avoir menti au juge.',
        "La hausse (...) Elle m'a permis de voter.",
        "Le mot-dièse #BalanceTonMaire et @LeMaire circulent.",
        'Il invoque "l\'OTAN" et d\'"autres" sources.',
        "C'est un cas de leMinistre mal collé.",
        'Une "pause", dit-elle, "Rien de plus".',
        "Il a plu 3.500 mm, soit 1.5 fois plus.",
    ],
)
def test_one_paragraph(text: str) -> None:
    assert blocks(text) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Le vote est clos.La colère monteOr, rien ne change.", "La colère monte"),
        ("Le vote est clos. La colère monteOr, rien ne change.", "La colère monte"),
        ("Le vote est clos.Les espoirs de LyonLe 3 mai, tout a changé.", "Les espoirs de Lyon"),
        ("Le vote est clos.Ce qu'en pense la villeL’adjoint attend.", "Ce qu'en pense la ville"),
        ("Le vote est clos.La réponse de l'ONULe conseil se réunit.", "La réponse de l'ONU"),
        ("Le vote est clos.LA VILLE EN COLÈREAprès le vote, tout change.", "LA VILLE EN COLÈRE"),
        ("Le vote est clos. LA VILLE EN COLÈRE Après le vote, tout change.", "LA VILLE EN COLÈRE"),
        ('Le vote est clos."RIEN À CÉDER"Quant au maire, il attend.', '"RIEN À CÉDER"'),
        ('Le vote est clos."Rien à céder""Nous tenons", dit le maire.', '"Rien à céder"'),
        ('Le vote est clos.Un maire "serein""Nous tenons", dit-il.', 'Un maire "serein"'),
        ("Le vote est clos.Une grève le 3 mai ? Anne Roy l'évoque.", "Une grève le 3 mai ?"),
        ("Le vote est clos.Une grève le 3 mai ?Anne Roy l'évoque.", "Une grève le 3 mai ?"),
        ('Le vote est clos.- "Pas un mot" -L\'équipe attend.', '- "Pas un mot" -'),
        ("Le vote est clos.- Mairie fermée -Les élus attendent.", "- Mairie fermée -"),
        ("Le vote est clos.Le bilan de 2019Les élus attendent.", "Le bilan de 2019"),
        (
            "Anne Nuñez parle.La ville suivra, dit Anne NuñezPaul Roy en doute.",
            "La ville suivra, dit Anne Nuñez",
        ),
    ],
)
def test_heading(text: str, heading: str) -> None:
    assert blocks(text)[1] == ("heading", heading)
    assert [role for role, _ in blocks(text)] == ["paragraph", "heading", "paragraph"]


def test_several_headings() -> None:
    text = "Tout commence.Un débutPuis vient la suite.Une suiteEnfin, tout finit.Et aprèsOn verra bien."
    assert [found for role, found in blocks(text) if role == "heading"] == [
        "Un début",
        "Une suite",
        "Et après",
    ]


def test_a_sentence_without_stop_is_no_heading() -> None:
    text = (
        'Le plan coûte cher. Les fonds viendront "en juin", assure cette sourceInterrogé lundi, il se tait.'
    )
    assert [role for role, _ in blocks(text)] == ["paragraph", "paragraph"]


def test_a_last_question_is_no_heading() -> None:
    assert blocks("Le vote est clos.Et maintenant, que faire ?")[-1][0] == "paragraph"


def test_quotation_before_a_glued_mark_decides_its_side() -> None:
    assert texts('Il dit : "Nous irons."Le maire attend. "Non", dit-elle."Oui", dit-il.') == [
        'Il dit : "Nous irons."',
        'Le maire attend. "Non", dit-elle.',
        '"Oui", dit-il.',
    ]


WORDS = ["Le maire", " a dit", "M.", "persiste", "Or,", "ONU", "2021", "À", "L’", "É", "aB", ".Le ", "é"]
MARKS = [
    ".",
    "?",
    " ?",
    '"',
    " « ",
    " » ",
    "…",
    " ",
    "\u00a0",
    "\t",
    "\u00ad",
    "\u200b",
    "- ",
    "-",
    "(",
    ")",
    "'",
]
PIECES = st.sampled_from([*WORDS, *MARKS, "\x07"])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))
HIDDEN = re.compile(
    "[\\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+"
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_visible_character_is_kept_in_its_order(text: str) -> None:
    body = assemble(text, unglue(text))
    assert HIDDEN.sub("", body.text) == HIDDEN.sub("", text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_alignment_holds_every_visible_character(text: str) -> None:
    body = assemble(text, unglue(text))
    covered: set[int] = set()
    for run in body.alignment:
        assert body.text[run.text : run.text + run.length] == text[run.source : run.source + run.length]
        covered.update(range(run.text, run.text + run.length))
    assert {at for at, character in enumerate(body.text) if not character.isspace()} <= covered


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_parts_are_the_text(text: str) -> None:
    body = assemble(text, unglue(text))
    assert "\n\n".join(body.text[part.start : part.end] for part in body.parts) == body.text
    assert all(body.text[part.start : part.end].strip() for part in body.parts)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 60_000,
        "aA" * 30_000,
        '."A' * 20_000,
        "AA " * 20_000,
        "." * 60_000,
        ".- " * 20_000,
        "M." * 30_000,
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    unglue(text)  # quadratic patterns would take minutes here
