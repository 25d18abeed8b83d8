"""Treebank tokens onto the tokens of spaCy's tokenizer, so that training sees what raw text gives.

Two tokenizations of one text fall into the smallest clusters that end at a common place. Most hold
one token of each. Where the tokenizer has more ("Otan-Russie" → 3), the first piece with a letter
takes the annotation and the others hang on it; where it has fewer, the governing token stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from spacy.language import Language

from kg.training.tree import Node, Sentence, text_of

_EUPHONIC = ("-t", "-T")  # spaCy cuts "-t-il" into "-t" and "-il", the treebanks do not


def align(sentence: Sequence[Node], nlp: Language) -> Sentence:
    """The sentence on the tokens that ``nlp`` makes of its text."""
    text = text_of(sentence)
    pieces = [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text) if not token.is_space]
    gold_ends = _ends(sentence)
    common = sorted(set(gold_ends) & {end for _, end in pieces})
    gold_of = _grouped([bisect_left(common, end) for end in gold_ends], len(common))
    piece_of = _grouped([bisect_left(common, end) for _, end in pieces], len(common))

    aligned: Sentence = []
    place: dict[int, int] = {}
    heads: dict[int, int] = {}
    for golds, spans in zip(gold_of, piece_of, strict=True):
        governor = _governor(sentence, golds)
        forms = [text[slice(*pieces[i])] for i in spans]
        keeper = len(aligned) + _keeper(forms)
        place.update(dict.fromkeys(golds, keeper))
        heads[keeper] = governor
        for i, form in zip(spans, forms, strict=True):
            node = _piece(sentence[governor], form, forms, keeper, len(aligned) == keeper)
            node.space = text[pieces[i][1] : pieces[i][1] + 1] == " "
            aligned.append(node)
    for index, governor in heads.items():
        aligned[index].head = place[sentence[governor].head]
    root = next(index for index in heads if aligned[index].head == index)
    for index in heads:
        if _circles(aligned, index):
            aligned[index].head = root
    return aligned


def _circles(aligned: Sequence[Node], index: int) -> bool:
    """Do the heads of a token never reach the root, as clusters govern parts of each other?"""
    seen: set[int] = set()
    while aligned[index].head != index:
        if index in seen:
            return True
        seen.add(index)
        index = aligned[index].head
    return False


def _ends(sentence: Sequence[Node]) -> list[int]:
    steps = accumulate(len(node.form) + node.space for node in sentence)
    return [step - node.space for step, node in zip(steps, sentence, strict=True)]


def _grouped(cluster_of: list[int], count: int) -> list[list[int]]:
    groups: list[list[int]] = [[] for _ in range(count)]
    for index, cluster in enumerate(cluster_of):
        groups[cluster].append(index)
    return groups


def _governor(sentence: Sequence[Node], golds: list[int]) -> int:
    """The first token of a cluster with no other of it above: any other could close a circle."""
    inside = set(golds)
    return next(i for i in golds if not inside & set(_above(sentence, i)))


def _above(sentence: Sequence[Node], index: int) -> Iterator[int]:
    """The heads of a token up to the root."""
    while sentence[index].head != index:
        index = sentence[index].head
        yield index


def _keeper(forms: list[str]) -> int:
    """Which piece keeps the annotation."""
    if forms[0] in _EUPHONIC:
        return len(forms) - 1
    return next((i for i, form in enumerate(forms) if any(map(str.isalnum, form))), 0)


def _piece(gold: Node, form: str, forms: list[str], keeper: int, keeps: bool) -> Node:
    """The node of one piece of a cluster; heads of keepers are set by the caller."""
    proper = gold.pos == "PROPN"
    lemma = form if proper else form.lower()
    if keeps:
        whole = len(forms) == 1 or forms[0] in _EUPHONIC
        return replace(gold, form=form, lemma=gold.lemma if whole else lemma)
    piece = replace(gold, form=form, lemma=lemma, head=keeper)
    if not any(map(str.isalnum, form)):
        piece.pos, piece.morph, piece.dep = "PUNCT", "", "punct"
    elif forms[0] in _EUPHONIC:
        piece.pos, piece.morph, piece.lemma, piece.dep = "PART", "", "t", "dep"
    elif proper:
        piece.morph, piece.dep = "", "flat:name"
    else:
        piece.dep = "fixed"
    return piece
