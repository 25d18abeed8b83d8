"""Which expression of time dates a saying.

What stands inside a content or a relative clause, or completes a noun ("la réunion du 12 janvier"),
dates what is spoken of, never the saying. Nothing is invented: without words or a stamp there is no
date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Span

from kg.lexicon.load import load
from kg.nlp.blocks import Block, block_at, text_of
from kg.nlp.page import Attribution, Page, read_page
from kg.nlp.tokens import char_end, is_word, low
from kg.nlp.when.anchor import anchor_of
from kg.nlp.when.expression import Anchor, Expression
from kg.nlp.when.grammar import find_expressions
from kg.nlp.when.occasion import Occasions
from kg.records import Document

_NOUN_LINKS = tuple(
    "du |de |d'|d’|des |pour |depuis |jusqu'au |jusqu’au |jusqu'à |dès |d'ici |d'ici à |avant |au ".split("|")
)
_IN = frozenset({"dans", "lors", "selon", "par", "via", "d'après"})
_COARSE = 31  # days from which an expression dates a saying only where it stands beside the cue
_BESIDE = 12  # code points
_STOPS = frozenset({".", "!", "?", "…", ";"})


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
    read = doc.user_data.get("page")  # as attribution has read it
    page = read if isinstance(read, Page) else read_page(doc)
    anchor = anchor_of(text_of(doc), article.published)
    contents = [bounds for a in attributions for bounds in a.content]
    expressions = {
        start: [e for e in found if _may_date(doc, e, own, contents)]
        for start, own, found in _expressions(doc, anchor)
    }
    occasions = Occasions(page, anchor, expressions, attributions, doc._.mentions.speakers)
    found: list[Expression | None] = []
    for number, attribution in enumerate(attributions):
        at = _place(doc, attribution)
        block = block_at(doc, at)
        own = _own(doc, attribution, expressions[block.start]) or _stamp(block)
        if own is None:
            own = occasions.inherited(number, at)
        occasions.said(number, at, own)
        found.append(own)
    return tuple(found)


def _place(doc: Doc, attribution: Attribution) -> int:
    """The offset that places an attribution: that of its cue, else of its content."""
    return int(doc[attribution.cue[0]].idx) if attribution.cue else attribution.content[0][0]


def _expressions(doc: Doc, anchor: Anchor) -> Iterator[tuple[int, Anchor, list[Expression]]]:
    """The expressions of each block by its offset, with what they are counted from.

    Where the day of writing is unknown, "la veille" may count from a day of an earlier paragraph.
    """
    previous: date | None = None
    post: int | None = None
    for block in doc._.parts:
        day = _day(block.part.time)
        own = Anchor(day=day) if day is not None else anchor
        if block.part.post != post or own.day is not None:
            previous, post = None, block.part.post
        found = list(find_expressions(text_of(doc), block.start, block.end, own, previous))
        previous = next((e.first for e in reversed(found) if e.is_day), previous)
        yield block.start, own, found


def _day(stamp: str | None) -> date | None:
    """The day of an ISO stamp; None for anything else."""
    try:
        return date.fromisoformat(stamp[:10]) if stamp and len(stamp) >= 10 else None
    except ValueError:
        return None


def _may_date(doc: Doc, expression: Expression, anchor: Anchor, contents: Sequence[tuple[int, int]]) -> bool:
    """May it date a saying: in no content, completing no noun, not to come?"""
    if any(start <= expression.start < end for start, end in contents):
        return False
    to_come = (
        expression.first is not None
        and anchor.last is not None
        and expression.first > anchor.last + timedelta(days=1)
    )
    return not to_come and not _completes_noun(doc, expression)


def _stamp(block: Block) -> Expression | None:
    """The day of a post in a live blog."""
    day = _day(block.part.time)
    return Expression(start=-1, end=-1, first=day, last=day, basis="post") if day else None


def _own(doc: Doc, attribution: Attribution, expressions: Sequence[Expression]) -> Expression | None:
    """The expression nearest to the cue in its sentence."""
    if attribution.cue is None:
        return None
    start, end = _sentence(doc, attribution)
    first, last = int(doc[attribution.cue[0]].idx), char_end(doc, attribution.cue[1])

    def distance(e: Expression) -> int:
        # what follows the cue is its own rather than what a comma parts from it ("en juin, a écrit samedi")
        return e.start - last if e.start >= last else first - e.end + 1

    candidates = [
        e
        for e in expressions
        if start <= e.start < end
        and not _in_relative_clause(doc, e, attribution.cue)
        and not (attribution.rule.startswith("frame") and not _in_frame(doc, e, attribution))
        and (not _is_coarse(e) or distance(e) <= _BESIDE)
    ]
    return min(candidates, key=lambda e: (distance(e), e.start), default=None)


def _in_frame(doc: Doc, expression: Expression, attribution: Attribution) -> bool:
    """ "Selon un communiqué publié lundi, …": does it stand in the frame, not in what the frame opens?"""
    assert attribution.cue is not None
    first = attribution.cue[0]
    last = attribution.source[1] if attribution.source is not None else attribution.cue[1]
    while last < len(doc) and doc[last].text not in {",", ":", ";", "."} and doc[last].idx < expression.start:
        last += 1
    return int(doc[first].idx) <= expression.start <= char_end(doc, min(last + 1, len(doc)))


def _is_coarse(expression: Expression) -> bool:
    first, last = expression.first, expression.last
    return first is not None and last is not None and (last - first).days >= _COARSE


def _sentence(doc: Doc, attribution: Attribution) -> tuple[int, int]:
    """The stretch of text round cue and source between full stops."""
    assert attribution.cue is not None
    first, last = attribution.cue
    if attribution.source is not None:
        first, last = min(first, attribution.source[0]), max(last, attribution.source[1])
    block = block_at(doc, int(doc[attribution.cue[0]].idx))
    while first > block.first and doc[first - 1].text not in _STOPS:
        first -= 1
    while last < block.last and doc[last].text not in _STOPS:
        last += 1
    return int(doc[first].idx), int(doc[last - 1].idx) + len(doc[last - 1].text)


def _completes_noun(doc: Doc, expression: Expression) -> bool:
    """Is it a complement ("du 12 janvier", "prévue pour lundi"), not an adverbial?"""
    if _dates_occasion(doc, expression):
        return False
    before = text_of(doc)[max(0, expression.start - 9) : expression.start].lower()
    return before.endswith(_NOUN_LINKS) and (
        len(before) < 4 or any(before.endswith(f" {link}") for link in _NOUN_LINKS)
    )


def _dates_occasion(doc: Doc, expression: Expression) -> bool:
    """ "Dans un courrier daté du 19 décembre 1991, X affirmait": the day of what was said in it."""
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if span is None:
        return False
    nouns = load("fr").occasions["noun"]
    for k in range(span.start - 1, max(-1, span.start - 5), -1):
        if low(doc[k]) in nouns:
            return any(low(t) in _IN for t in doc[max(0, k - 3) : k])
        if not is_word(doc[k]):
            return False
    return False


def _in_relative_clause(doc: Doc, expression: Expression, cue: tuple[int, int]) -> bool:
    """Does a relative clause hold the expression but not the cue ("la loi qui est passée lundi")?"""
    span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
    if not isinstance(span, Span):
        return False
    token = span.root
    for _ in range(12):
        if token.dep_ == "acl:relcl":
            return not token.left_edge.i <= cue[0] <= token.right_edge.i
        if token.head.i == token.i:
            return False
        token = token.head
    return False
