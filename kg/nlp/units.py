"""Orthographic sentences, in which a quotation is never cut.

A trained parser breaks sentences before ", a annoncé X" or inside a long quotation; reported
speech needs the sentence as it is punctuated: from full stop to full stop, what stands between
quotation marks counting as one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.nlp.blocks import Block
from kg.nlp.quotes import CLOSING, MARKS, Quote
from kg.nlp.tokens import SENTENCE_FINAL, is_word

_SOFT_LIMIT = 300  # tokens after which a comma or a line end ends a sentence outside quotations
_HARD_LIMIT = 2000  # tokens after which anything does


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence: tokens ``first`` to ``last`` (exclusive), and the block it stands in."""

    first: int
    last: int
    block: Block


def quote_of_tokens(doc: Doc, quotes: Sequence[Quote]) -> list[int]:
    """For each token the number of the outermost quotation it stands in, -1 outside.

    The marks themselves stand outside.
    """
    inside = [-1] * len(doc)
    outer = [(number, quote) for number, quote in enumerate(quotes) if quote.depth == 0]
    position = 0
    for token in doc:
        while position < len(outer) and outer[position][1].end <= token.idx:
            position += 1
        if position < len(outer) and outer[position][1].start <= token.idx:
            inside[token.i] = outer[position][0]
    return inside


def units(doc: Doc, inside: Sequence[int]) -> Iterator[Unit]:
    """The sentences of a Doc, in order."""
    for block in doc._.parts:
        first = block.first
        for i in range(block.first, block.last):
            if (
                i + 1 < block.last
                and not _ends(doc, i, inside, block)
                and not _overlong(doc, i, first, inside)
            ):
                continue
            if any(is_word(doc[k]) for k in range(first, i + 1)):
                yield Unit(first=first, last=i + 1, block=block)
            first = i + 1


def _overlong(doc: Doc, i: int, first: int, inside: Sequence[int]) -> bool:
    """Is it no sentence any more (a list, a page without full stops)? Rules look at each word's neighbours
    up to the sentence's end, so their time would grow with the square of its length."""
    length = i + 1 - first
    return length >= _HARD_LIMIT or (
        length >= _SOFT_LIMIT and inside[i] < 0 and (doc[i].text in {",", ";"} or doc[i].is_space)
    )


def _ends(doc: Doc, i: int, inside: Sequence[int], block: Block) -> bool:
    """Does a sentence end after token ``i`` (which is not the last of its block)?"""
    if inside[i] >= 0 or doc[i].is_space:
        return False
    token, following = doc[i], doc[i + 1]
    if token.text in SENTENCE_FINAL:
        return not (following.text in CLOSING or (following.text in SENTENCE_FINAL))
    if token.text in MARKS and i > block.first and doc[i - 1].text in SENTENCE_FINAL and inside[i - 1] >= 0:
        return _starts_sentence(doc, i + 1, block)
    return False


def _starts_sentence(doc: Doc, i: int, block: Block) -> bool:
    """After a quotation that ends with its own full stop: does a new sentence begin here?

    A capital letter or another opening mark says so, unless a name follows that speaks ("… ." X
    l'a dit) — that too is a sentence of its own.
    """
    while i < block.last and doc[i].is_space:
        i += 1
    if i >= block.last:
        return True
    text = doc[i].text
    return text[:1].isupper() or text in MARKS - CLOSING or text[:1].isdigit()
