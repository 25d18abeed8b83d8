"""Sentences: as punctuated, and never so long that the rules' time grows with a page's square."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from kg.nlp.blocks import Block
from kg.nlp.extensions import register
from kg.nlp.units import units
from kg.records import Part


def _sentences(words: list[str], inside: list[int] | None = None) -> list[int]:
    """The lengths of the sentences of one block."""
    doc = Doc(spacy.blank("fr").vocab, words=words)
    register()
    end = len(doc.text)
    part = Part(role="paragraph", start=0, end=end)
    doc._.parts = (Block(first=0, last=len(doc), start=0, end=end, part=part),)
    return [unit.last - unit.first for unit in units(doc, inside or [-1] * len(doc))]


def test_a_sentence_ends_at_its_full_stop() -> None:
    assert _sentences("Il part . Elle reste .".split()) == [3, 3]


def test_a_list_without_full_stops_is_cut_at_commas() -> None:
    lengths = _sentences("un mot encore ,".split() * 500)
    assert sum(lengths) == 2000
    assert max(lengths) <= 304


def test_what_has_neither_stops_nor_commas_is_cut_too() -> None:
    lengths = _sentences(["mot"] * 5000)
    assert sum(lengths) == 5000
    assert max(lengths) == 2000


def test_a_quotation_is_cut_only_when_it_is_longer_than_any() -> None:
    words = "un mot encore ,".split() * 400
    assert _sentences(words, [0] * len(words)) == [1600]
