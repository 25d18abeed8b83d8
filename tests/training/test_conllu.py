"""CoNLL-U reading: surface tokens, their heads and features, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataInvalid
from kg.training.conllu import plain_spaces, read_conllu
from kg.training.tree import ROOT, is_tree, text_of

SENTENCE = """\
# sent_id = s1
# text = Il parle du chat.
1	Il	lui	PRON	_	Gender=Masc|Emph=No	2	nsubj	_	_
2	parle	parler	VERB	_	Mood=Ind	0	root	_	_
3-4	du	_	_	_	_	_	_	_	_
3	de	de	ADP	_	_	5	case	_	_
4	le	le	DET	_	Definite=Def|Number=Sing	5	det	_	_
5	chat	chat	NOUN	_	_	2	obl:arg	_	SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_
"""


@pytest.fixture
def conllu(tmp_path: Path) -> Path:
    path = tmp_path / "fr_x-ud-train.conllu"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def test_a_multiword_token_is_one_node(conllu: Path) -> None:
    (sentence,) = read_conllu(conllu)
    assert text_of(sentence.nodes) == sentence.text == "Il parle du chat."
    du = sentence.nodes[2]
    assert (du.form, du.lemma, du.pos, du.dep) == ("du", "de", "ADP", "case")
    assert du.morph == "Definite=Def|Number=Sing"
    assert sentence.nodes[du.head].form == "chat"


def test_the_root_is_its_own_head_and_foreign_features_go(conllu: Path) -> None:
    (sentence,) = read_conllu(conllu)
    assert [(i, node.dep) for i, node in enumerate(sentence.nodes) if node.head == i] == [(1, ROOT)]
    assert sentence.nodes[0].morph == "Gender=Masc"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("5	chat	chat", "5	chat", "9 columns"),
        ("	5	case", "	17	case", "no valid tree"),
        ("	0	root", "	x	root", "no valid tree"),
    ],
)
def test_a_broken_row_is_named(conllu: Path, old: str, new: str, said: str) -> None:
    conllu.write_text(SENTENCE.replace(old, new), encoding="utf-8")
    with pytest.raises(DataInvalid, match=rf"{conllu.name}:\d+: .*{said}"):
        list(read_conllu(conllu))


def test_no_break_spaces_become_plain() -> None:
    assert plain_spaces("10\u00a0000\u202f%") == "10 000 %"


def test_real_sentences_keep_their_text_and_are_trees(treebanks: Path) -> None:
    read = 0
    for name in ("fr_sequoia-ud-test", "fr_gsd-ud-test"):
        for sentence in read_conllu(treebanks / "conllu" / f"{name}.conllu"):
            assert is_tree(sentence.nodes), sentence.id
            assert "".join(text_of(sentence.nodes).split()) == "".join(sentence.text.split())
            read += 1
    assert read == 456 + 416
