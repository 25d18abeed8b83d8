"""FrSemCor and derived sentences to entity spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from kg.errors import DataInvalid, InputMissing
from kg.training.entities import derived_entity_docs, entity_docs, load_entities
from kg.training.frsemcor import EntitySentence, read_frsemcor
from kg.training.grammar import load_grammar
from kg.training.rename import load_names, rename
from kg.training.speech import derive_speech
from kg.training.tree import Sentence

CORPUS = """\
# sent_id = s1
# text = Le maire de Paris, Jean de La Tour, quitte l'Union européenne et Airbus.
1	Le	le	DET	_	*
2	maire	maire	NC	_	Person
3	de	de	P	_	*
4	Paris	Paris	NPP	_	Institution
5	,	,	PONCT	_	*
6	Jean	Jean	NPP	_	1:Person
7	de	de	P	_	1
8	La	La	DET	_	1
9	Tour	Tour	NPP	_	1
10	,	,	PONCT	_	*
11	quitte	quitter	V	_	Motion
12	l'	le	DET	_	2:Institution
13	Union	union	NC	_	2
14	européenne	européen	ADJ	_	2
15	et	et	CC	_	*
16	Airbus	Airbus	NPP	_	Institution
17	.	.	PONCT	_	*

# sent_id = s2
# text = Commission et gouvernement.
1	Commission	commission	NC	_	Institution
2	et	et	CC	_	*
3	gouvernement	gouvernement	NC	_	Institution
4	.	.	PONCT	_	*
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "sequoia.frsemcor"
    path.write_text(CORPUS, encoding="utf-8")
    return path


def test_persons_places_and_organisations(corpus: Path) -> None:
    first, second = read_frsemcor(corpus)
    found = [(first.text[entity.start : entity.end], entity.label) for entity in first.entities]
    assert found == [
        ("Paris", "LOC"),
        ("Jean de La Tour", "PER"),
        ("Union européenne", "ORG"),
        ("Airbus", "ORG"),
    ]
    assert second.entities == (), "the first word's capital says nothing, a small letter names nothing"


def test_a_short_row_is_named(corpus: Path) -> None:
    corpus.write_text(CORPUS.replace("et	et	CC	_	*", "et	et"), encoding="utf-8")
    with pytest.raises(DataInvalid, match=r"sequoia\.frsemcor:17: 3 columns"):
        list(read_frsemcor(corpus))


def test_documents_carry_the_spans_with_either_apostrophe(corpus: Path, nlp: Language) -> None:
    sentences = list(read_frsemcor(corpus))
    for curly in (0.0, 1.0):
        (doc,) = entity_docs(sentences, nlp, seed=1, curly=curly)
        assert ("’" in doc.text) == bool(curly)
        assert [ent.label_ for ent in doc.ents] == ["LOC", "PER", "ORG", "ORG"]
        assert doc.ents[2].text == "Union européenne"


def test_a_folder_without_the_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="frsemcor"):
        load_entities(tmp_path)


def test_real_parts_do_not_overlap(treebanks: Path) -> None:
    parts = load_entities(treebanks)
    assert {part: len(sentences) for part, sentences in parts.items()} == {
        "train": 2231,
        "dev": 412,
        "test": 456,
    }
    for sentence in (one for sentences in parts.values() for one in sentences):
        ends = 0
        for entity in sentence.entities:
            assert ends <= entity.start < entity.end <= len(sentence.text)
            assert any(map(str.isupper, sentence.text[entity.start : entity.end]))
            ends = entity.end


def test_derived_documents_leave_unknown_capitals_open(sequoia: list[Sentence], nlp: Language) -> None:
    derived = derive_speech(sequoia, load_grammar(), 60, seed=2)
    docs = list(derived_entity_docs(derived, nlp.vocab, seed=2))
    assert {ent.label_ for doc in docs for ent in doc.ents} == {"PER", "LOC", "ORG"}
    nodes = [node for sentence in derived for node in sentence]
    tokens = [token for doc in docs for token in doc]
    for node, token in zip(nodes, tokens, strict=True):
        assert token.ent_type_ == (node.entity if node.entity != "?" else "")
        assert (token.ent_iob_ == "") == (node.entity == "?")


def test_renamed_sentences_keep_their_spans(corpus: Path) -> None:
    names = load_names()
    sentences = list(read_frsemcor(corpus)) * 20
    renamed = list(rename(sentences, names, seed=1))
    assert renamed == list(rename(sentences, names, seed=1))
    changed = 0
    for before, after in zip(sentences, renamed, strict=True):
        assert [entity.label for entity in after.entities] == [entity.label for entity in before.entities]
        assert _between(after) == _between(before)
        changed += after.text != before.text
    assert changed >= 15
    assert set(names) == {"LOC", "ORG", "given", "family"}


def _between(sentence: EntitySentence) -> list[str]:
    """What stands around the entities."""
    cuts = [
        0,
        *(cut for entity in sentence.entities for cut in (entity.start, entity.end)),
        len(sentence.text),
    ]
    return [sentence.text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
