"""When something was said: the expression of time that belongs to the saying, or none.

What stands inside a content, or completes a noun ("la réunion du 12 janvier"), dates what is
spoken of, never the saying. Nothing is invented: without words or a stamp there is no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from kg.nlp.blocks import Block, block_at, text_of
from kg.nlp.calendar import Expression, find_expressions, month_end, year_hint
from kg.nlp.page import Attribution
from kg.nlp.tokens import char_end
from kg.records import Document

_NOUN_LINKS = (
    "du ",
    "de ",
    "d'",
    "d’",
    "des ",
    "pour ",
    "depuis ",
    "jusqu'au ",
    "jusqu’au ",
    "jusqu'à ",
    "dès ",
    "d'ici ",
    "avant ",
    "au ",
)
_INHERIT_WITHIN = 6  # statements back
_INHERIT_BLOCKS = 2  # paragraphs on


def annotate(doc: Doc) -> Doc:
    """The component: ``doc._.dates`` is a tuple parallel to ``doc._.attributions``.

    Each item is an `Expression` (with offsets -1 for the stamp of a post) or None. Needs
    ``doc._.mentions`` for dates that a speaker's next statements inherit.
    """
    doc._.dates = process(doc, doc._.attributions)
    return doc


def process(doc: Doc, attributions: Sequence[Attribution]) -> tuple[Expression | None, ...]:
    """The date of saying of each attribution."""
    article: Document = doc.user_data["article"]
    published = _day(article.published)
    latest = published or _last_day(article.published) or year_hint(text_of(doc))
    expressions = {block.start: _expressions(doc, block, published, latest) for block in doc._.parts}
    contents = [bounds for a in attributions for bounds in a.content]
    found: list[Expression | None] = []
    for number, attribution in enumerate(attributions):
        block = block_at(doc, _anchor(doc, attribution))
        own = _own(doc, attribution, expressions[block.start], contents)
        if own is None and block.part.time is not None:
            own = _stamp(block)
        if own is None:
            own = _inherited(doc, attributions, found, number)
        found.append(own)
    return tuple(found)


def _day(stamp: str | None) -> date | None:
    """The day of an ISO stamp; None for a month or nothing."""
    try:
        return date.fromisoformat(stamp[:10]) if stamp and len(stamp) >= 10 else None
    except ValueError:
        return None


def _last_day(stamp: str | None) -> date | None:
    """The last day of an ISO month ("2018-11")."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", stamp or "")
    return month_end(int(found[1]), int(found[2])) if found and 1 <= int(found[2]) <= 12 else None


def _anchor(doc: Doc, attribution: Attribution) -> int:
    """The offset that places an attribution: that of its cue, else of its content."""
    return int(doc[attribution.cue[0]].idx) if attribution.cue else attribution.content[0][0]


def _expressions(doc: Doc, block: Block, published: date | None, latest: date | None) -> list[Expression]:
    anchor = _day(block.part.time) or published
    return list(find_expressions(text_of(doc), block.start, block.end, anchor, latest))


def _stamp(block: Block) -> Expression | None:
    day = _day(block.part.time)
    return Expression(start=-1, end=-1, first=day, last=day, basis="post") if day else None


def _own(
    doc: Doc, attribution: Attribution, expressions: Sequence[Expression], contents: Sequence[tuple[int, int]]
) -> Expression | None:
    """The expression nearest to the cue in its sentence, outside every content."""
    if attribution.cue is None:
        return None
    start, end = _sentence(doc, attribution)
    first, last = int(doc[attribution.cue[0]].idx), char_end(doc, attribution.cue[1])
    candidates = [
        e
        for e in expressions
        if start <= e.start < end
        and not any(s <= e.start < f for s, f in contents)
        and not _completes_noun(doc, e)
    ]
    # what follows the cue is its own rather than what a comma parts from it ("en juin 2017, a écrit samedi")
    return min(
        candidates,
        key=lambda e: (e.start - last if e.start >= last else first - e.end + 1, e.start),
        default=None,
    )


def _sentence(doc: Doc, attribution: Attribution) -> tuple[int, int]:
    """The stretch of text round cue and source between full stops."""
    assert attribution.cue is not None
    first, last = attribution.cue
    if attribution.source is not None:
        first, last = min(first, attribution.source[0]), max(last, attribution.source[1])
    block = block_at(doc, int(doc[attribution.cue[0]].idx))
    while first > block.first and not _stops(doc, first - 1):
        first -= 1
    while last < block.last and not _stops(doc, last):
        last += 1
    return int(doc[first].idx), int(doc[last - 1].idx) + len(doc[last - 1].text)


def _stops(doc: Doc, i: int) -> bool:
    return doc[i].text in {".", "!", "?", "…"}


def _completes_noun(doc: Doc, expression: Expression) -> bool:
    """Is it a complement ("du 12 janvier", "prévue pour lundi"), not an adverbial?"""
    before = text_of(doc)[max(0, expression.start - 9) : expression.start].lower()
    return before.endswith(_NOUN_LINKS) and (
        len(before) < 4 or any(before.endswith(f" {link}") for link in _NOUN_LINKS)
    )


def _inherited(
    doc: Doc, attributions: Sequence[Attribution], found: Sequence[Expression | None], number: int
) -> Expression | None:
    """The date of the speaker's last statement, where the text goes straight on from it."""
    speakers = doc._.mentions.speakers
    me = speakers[number]
    if me is None:
        return None
    for back in range(1, _INHERIT_WITHIN + 1):
        k = number - back
        if k < 0:
            return None
        if speakers[k] is None or speakers[k].actor.id != me.actor.id:
            continue
        earlier = found[k]
        if earlier is None or earlier.first is None or _far(doc, attributions[k], attributions[number]):
            return None
        return Expression(
            start=earlier.start, end=earlier.end, first=earlier.first, last=earlier.last, basis="inherited"
        )
    return None


def _far(doc: Doc, one: Attribution, other: Attribution) -> bool:
    """Does too much lie between, or another post?"""
    blocks = list(doc._.parts)
    a, b = (
        next(n for n, block in enumerate(blocks) if block is block_at(doc, _anchor(doc, x)))
        for x in (one, other)
    )
    return b - a > _INHERIT_BLOCKS or blocks[a].part.post != blocks[b].part.post
