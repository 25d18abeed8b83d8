"""What a coder gives: stances that show their words, holders of their own, weights that are checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import BuildOptions, build
from kg.codebook.load import load
from kg.coding.coder import BY_EXPRESSION, Coder
from kg.coding.holders import Holders
from kg.coding.passage import Sentences, passage
from kg.coding.weights import load_weights
from kg.errors import DataInvalid
from kg.extract import Extractor
from kg.journal import FILE_NAME, Journal
from kg.read import read_path
from kg.records import Document, Extraction, Span
from kg.register.load import load as load_register

LAVROV = (
    "La réponse\n\nLe ministre Sergueï Lavrov a déclaré jeudi que les États-Unis avaient répondu par la"
    " négative aux propositions de Moscou sur les garanties de sécurité juridiquement contraignantes.\n"
)
CODEBOOK = 'id,label_fr,cues\ngaranties,Il faut des garanties,"garantie sécurité"\n'


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def extracted(text: str, extractor: Extractor, folder: Path) -> Extraction:
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read_path(path)
    assert isinstance(document, Document)
    return next(iter(extractor.extract([document])))


def test_whoever_takes_a_stand_in_the_content_holds_it(extractor: Extractor, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(CODEBOOK, encoding="utf-8")
    register = load_register()
    coded = Coder(load(own)).code(extracted(LAVROV, extractor, tmp_path), register)
    (statement,) = coded.statements
    holders = {stance.holder: stance for stance in statement.stances}
    assert holders["etats-unis"].position == "oppose"
    assert holders["etats-unis"].rule == f"{BY_EXPRESSION}-reported"
    assert "etats-unis" in {actor.id for actor in coded.actors}  # whom the article does not quote
    assert statement.speaker == "serguei-lavrov"


@pytest.mark.parametrize(
    ("content", "actor", "inner"),
    [
        ("l'Otan refuse tout compromis", "otan", "tout compromis"),
        ("Moscou n'a pas rejeté l'accord", "russie", "l'accord"),
        ("l'Otan existe depuis 1949", None, None),
        ("il refuse tout compromis", None, None),
        ("l'Otan refuse", None, None),
        ("", None, None),
    ],
)
def test_what_a_content_reports(content: str, actor: str | None, inner: str | None) -> None:
    text = f"« {content} », a-t-il dit."
    start = text.index(content)
    whole = Span(start=start, end=start + len(content), text=content)
    said = passage(Sentences(text), (whole,), cue=None, source=None, negated=False)
    found = Holders((), load_register()).reported(said)
    assert (found.actor if found else None) == actor
    if found is not None:
        assert found.passage.content.strip() == inner
        for part in found.passage.parts:
            assert text[part.start : part.end] == part.text


def test_every_stance_shows_words_of_the_document_and_names_its_rule(
    extractor: Extractor, seeds: Path
) -> None:
    coder, register, seen = Coder(), load_register(), 0
    for path in sorted(seeds.glob("*.txt")):
        for document in read_path(path):
            assert isinstance(document, Document)
            for extraction in extractor.extract([document]):
                for statement in coder.code(extraction, register).statements:
                    for stance in statement.stances:
                        seen += 1
                        assert stance.concept in coder.codebook.concepts
                        assert stance.rule
                        assert 0 <= stance.confidence <= 1
                        for span in stance.words:
                            assert document.text[span.start : span.end] == span.text
    assert seen > 40


def test_a_change_of_codebook_codes_anew_and_extracts_nothing(seeds: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "own.csv", tmp_path / "out"
    article = str(sorted(seeds.glob("*.txt"))[0])
    build([article], out)
    shipped = (out / "statements.jsonl").read_bytes()
    own.write_text(CODEBOOK, encoding="utf-8")
    report = build([article], out, BuildOptions(codebook=own))
    assert report.reused == report.documents == 1
    assert (out / "statements.jsonl").read_bytes() != shipped
    assert '"garanties"' in (out / "claims.jsonl").read_text(encoding="utf-8")
    build([article], out)
    assert (out / "statements.jsonl").read_bytes() == shipped
    with Journal(out / FILE_NAME) as journal:
        assert journal.run("SELECT count(DISTINCT coding) FROM coded").fetchone() == (1,)


@pytest.mark.parametrize(
    "lines",
    [
        "feature\tweights\n",
        "feature\tweights\n(intercept)\ta=1\n",
        "feature\tweights\n(intercept)\ta=1\n(threshold)\tall=0.4\n",
        "feature\tweights\n(intercept)\ta=x\n(threshold)\tall=0.4\n",
        "feature\tweights\nw=a\n",
        "weights\n1\n",
    ],
)
def test_wrong_weights_are_refused(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "own.weights.tsv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(DataInvalid, match="own"):
        load_weights(path)


@settings(max_examples=50)
@given(st.text(alphabet="aB. !?«»\n'’M", max_size=60), st.data())
def test_sentences_hold_what_is_asked_for(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sentences = Sentences(text)
    first, last = sentences.bounds(start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)
    assert text[:first].endswith(sentences.before(first))
