"""Part what a crawler glued together: "en Europe de l'Est.Il s'agit", "persisteOr, malgré".

`kg.read.glue` finds the places; here the stretches between them become paragraphs and headings. A
heading is a short stretch without a full stop, or a short question, between two such places, or
after the end of a sentence. Only positions are chosen, no character is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.read.body import Block
from kg.read.glue import LOWER, SENTENCE_END, UPPER, Cut, find_cuts, is_abbreviated
from kg.records import PartRole

_HEADING_CHARACTERS = 120
_HEADING_WORDS = 25
_QUESTION_WORDS = 9
_CLOSERS = r"[\"”»’)\]]{0,3}"
_BLANKS = r"[\s\u00a0]{1,20}"
_SENTENCE = re.compile(rf"[{SENTENCE_END}]{_CLOSERS}{_BLANKS}(?=[\"“«(\[-]{{0,2}}[\s\u00a0]?[{UPPER}\d])")
_QUESTION = re.compile(rf"[^{SENTENCE_END}]{{3,90}}\?{_CLOSERS}{_BLANKS}(?=[\"“«]?[\s\u00a0]?[{UPPER}])")
_CAPITALS = re.compile(
    rf"(?:[\"“«]?[{UPPER}\d][{UPPER}\d'’\"”»?!:-]{{0,30}}[ \u00a0]){{2,25}}(?=[\"“«]?[{UPPER}][{LOWER}'’ ])"
)
_CAPITAL_LETTERS = 10
# A sentence that lost its full stop, no heading: `Ils seront versés "sur dix ans", assure cette source`.
_ATTRIBUTED = re.compile(rf"[\"»], [{LOWER}]|(?:\A|[{SENTENCE_END}\"”»] )(?:Selon|D['’]après) ")

Stretch = tuple[PartRole, int, int]


def unglue(source: str, start: int = 0, end: int | None = None, line: int | None = None) -> list[Block]:
    """The blocks of one line of an input: its paragraphs and the headings glued between them.

    Every visible character of the stretch is in exactly one block, in the order of the input.
    """
    end = len(source) if end is None else end
    cuts = [Cut(start, False), *find_cuts(source, start, end), Cut(end, False)]
    return [
        Block(role, first, last, line=line)
        for before, cut in pairwise(cuts)
        for role, first, last in _split(source, before.at, cut, glued=before.at > start, last=cut.at == end)
    ]


def _split(source: str, begin: int, cut: Cut, *, glued: bool, last: bool) -> Iterator[Stretch]:
    """The headings at the beginning and the end of a stretch, and the paragraph between them."""
    question = _QUESTION.match(source, begin, cut.at) if glued else None
    if question and len(question.group().split()) <= _QUESTION_WORDS and question.group().count('"') % 2 == 0:
        yield "heading", begin, question.end()
        begin = question.end()
    run = _last_sentence(source, begin, cut.at)
    heads = not last and _is_heading(source, run, cut)
    heads = heads and not (run > begin and _ATTRIBUTED.search(source[run : cut.at]))
    yield from _at_capitals(source, begin, run if heads else cut.at)
    if heads:
        yield "heading", run, cut.at


def _last_sentence(source: str, begin: int, end: int) -> int:
    """Where the last sentence of a stretch begins; one closing quotation counts as a whole."""
    limit = end
    if source[end - 1 : end] == '"':
        opening = source.rfind('"', max(begin, end - _HEADING_CHARACTERS), end - 1)
        limit = opening if opening >= 0 else end
    last = begin
    for match in _SENTENCE.finditer(source, begin, min(end, limit + 3)):
        if match.end() <= limit and not is_abbreviated(source, match.start(), begin):
            last = match.end()
    return last


def _is_heading(source: str, run: int, cut: Cut) -> bool:
    text = source[run : cut.at].strip()
    words = len(text.split())
    if cut.bare:
        return 0 < words <= _HEADING_WORDS and len(text) <= _HEADING_CHARACTERS
    return text.endswith("?") and words <= _QUESTION_WORDS and '"' not in text


def _at_capitals(source: str, begin: int, end: int) -> Iterator[Stretch]:
    """Headings in capitals that stand between blanks: "leur mandat. DES PROPOS DÉFORMÉS Une parole"."""
    for match in _CAPITALS.finditer(source, begin, end):
        letters = sum(character.isalpha() for character in match.group())
        before = source[begin : match.start()].rstrip(' "”»')[-1:]
        if letters >= _CAPITAL_LETTERS and (before in SENTENCE_END or match.start() == begin):
            if match.start() > begin:
                yield "paragraph", begin, match.start()
            yield "heading", match.start(), match.end()
            begin = match.end()
    if begin < end:
        yield "paragraph", begin, end
