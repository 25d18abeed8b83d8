"""On which side the source stands: cue, negation and words that turn things round, composed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook.load import load
from kg.coding.coder import Coder
from kg.coding.match import read
from kg.coding.passage import Passage
from kg.coding.polarity import clauses_of, signs, turns_of
from kg.coding.senses import load_senses
from kg.records import Span

CODEBOOK = """id,label_fr,cues,counter_cues,excludes
@arme,,arme|missile|obus,,
livraisons,Il faut livrer des armes,livrer/livraison/envoyer @arme,embargo @arme,jouet
seuil,Le seuil doit monter,relever seuil|seuil 49.3,,
parler,Il faut parler,négociation/parler voisin,,
"""


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    path = tmp_path_factory.mktemp("codebook") / "small.csv"
    path.write_text(CODEBOOK, encoding="utf-8")
    return Coder(load(path))


def passage(content: str, cue: str = "a déclaré", negated: bool = False, cited: bool = False) -> Passage:
    whole = Span(start=0, end=len(content), text=content)
    return Passage(
        content=content, parts=(whole,), cue=cue, source="X", negated=negated, cited=cited,
        around="", before="",
    )  # fmt: skip


def positions(coder: Coder, said: Passage) -> dict[str, str]:
    return {stance.concept: stance.position for stance in coder.stances(coder.reader.read(said))}


@pytest.mark.parametrize(
    ("cue", "content", "position"),
    [
        ("a déclaré", "il faut livrer des missiles", "support"),
        ("a déclaré", "nous ne livrerons pas d'armes", "oppose"),
        ("a déclaré", "nous n'excluons pas de livrer des armes", "support"),
        ("a déclaré", "nous refusons de livrer des obus", "oppose"),
        ("a déclaré", "nous ne refusons pas de livrer des obus", "support"),
        ("a déclaré", "la livraison d'armes doit cesser", "oppose"),
        ("a déclaré", "la livraison de missiles a été suspendue", "oppose"),
        ("a déclaré", "la livraison de missiles est absurde", "oppose"),
        ("a déclaré", "livrer des armes n'est pas une bonne idée", "oppose"),
        ("a déclaré", "personne ne doit livrer d'armes", "oppose"),
        ("a déclaré", "on ne peut que livrer des armes", "support"),
        ("a déclaré", "nous n'avons pas d'autre choix que de livrer des armes", "support"),
        ("a déclaré", "non seulement il faut livrer des armes", "support"),
        ("a déclaré", "mettre fin à la livraison d'armes", "oppose"),
        ("a déclaré", "sans livraison d'armes", "oppose"),
        ("a déclaré", "l'embargo sur les armes", "oppose"),
        ("a déclaré", "lever n'y changera rien, il faut livrer des armes", "support"),
        ("a rejeté", "la livraison d'armes", "oppose"),
        ("a rejeté", "l'embargo sur les armes", "support"),
        ("a rejeté", "l'arrêt de la livraison d'armes", "support"),
        ("dénonce", "la livraison de missiles", "oppose"),
        ("salue", "la livraison de missiles", "support"),
        ("exige", "l'on renonce à livrer des missiles", "oppose"),
        ("juge", "inacceptable la livraison d'armes", "oppose"),
        ("a été jugée inacceptable", "La livraison d'armes", "oppose"),
        ("regrette", "l'on n'ait pas livré d'armes", "support"),
        ("a exclu", "envoyer des obus, car la livraison d'armes coûte cher", "oppose"),
    ],
)  # fmt: skip
def test_the_sign_is_composed(coder: Coder, cue: str, content: str, position: str) -> None:
    assert positions(coder, passage(content, cue)).get("livraisons") == position


def test_a_negated_cue_turns(coder: Coder) -> None:
    assert positions(coder, passage("livrer des armes", "a promis"))["livraisons"] == "support"
    assert (
        positions(coder, passage("livrer des armes", "n'a pas promis", negated=True))["livraisons"]
        == "oppose"
    )


def test_what_is_quoted_is_meant_whatever_the_tone(coder: Coder) -> None:
    said = passage("Livrons enfin des armes", "s'emporte", cited=True)
    assert positions(coder, said)["livraisons"] == "support"


def test_a_number_ends_no_clause(coder: Coder) -> None:
    assert positions(coder, passage("Le seuil de 49.3 est absurde"))["seuil"] == "oppose"
    assert positions(coder, passage("Le seuil de 49.3. C'est absurde"))["seuil"] == "support"


def test_an_exclusion_shows_that_something_else_is_meant(coder: Coder) -> None:
    assert positions(coder, passage("il faut livrer des armes en jouet")) == {}


def test_words_of_the_codebook_do_not_turn_its_own_expressions(coder: Coder) -> None:
    assert positions(coder, passage("il faut parler au voisin et relever le seuil")) == {
        "parler": "support", "seuil": "support",
    }  # fmt: skip


@given(st.text(alphabet="abc ne pas refuser.,;49’'-\n", max_size=80))
def test_every_word_has_a_clause_and_a_sign(content: str) -> None:
    text = read(content)
    clauses = clauses_of(content, text)
    turns = turns_of(text, clauses, [], load_senses())
    governed, whole = signs(turns, clauses)
    assert len(clauses) == len(turns) == len(governed) == len(whole) == len(text.words)
    assert list(clauses) == sorted(clauses)
    assert {*governed, *whole} <= {1, -1}


def test_the_senses_are_a_sound_table() -> None:
    senses = load_senses()
    assert senses.reverse
    assert senses.reject
    assert not senses.reverse & senses.reject
    assert (Path(__file__).parents[2] / "kg" / "lexicon" / "fr" / "senses.tsv").is_file()
