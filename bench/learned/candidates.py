"""What a learned part may choose from: the rules' attributions, other extents of them, looser proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.proposals import Proposal, proposals
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import is_word, low
from kg.nlp.traits import traits
from kg.training.learned.scorer import group_of

_LINKS = frozenset("et mais avant qui dont après tandis".split())  # words before which a content may end
_FARTHEST = 40  # tokens past the end of a content where it might end instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An attribution that may be chosen, with its features.

    ``base`` is the number of the rules' attribution that it is or varies, -1 for a looser one;
    ``change`` names how its extent differs from the rules' ("" for their own); ``edges`` are the
    features of its end, which only the choice of an extent uses.
    """

    attribution: Attribution
    features: tuple[str, ...]
    edges: tuple[str, ...] = ()
    base: int = -1
    change: str = ""


def candidates(page: Page, found: Sequence[Attribution]) -> Iterator[Candidate]:
    """All candidates of a page; ``found`` are the rules' attributions."""
    for number, one in enumerate(found):
        group = group_of(page, one)
        for change, content in [("", one.content), *_variants(page, one)]:
            varied = replace(one, content=content)
            proposal = Proposal(attribution=varied, group=group, listed=True)
            yield Candidate(
                attribution=varied,
                features=traits(page, proposal, loose=False),
                edges=tuple(dict.fromkeys(_edges(page, varied, change or "own"))),
                base=number,
                change=change,
            )
    used = {k for one in found if one.cue for k in range(*one.cue)}
    for unit in page.units:
        for proposal in proposals(page, unit, used):
            yield Candidate(attribution=proposal.attribution, features=traits(page, proposal, loose=True))


# --------------------------------------------------------------------- other extents


def _variants(page: Page, one: Attribution) -> Iterator[tuple[str, tuple[Chars, ...]]]:
    """The content with another end: at a mark or a link before or after, at the end of the sentence."""
    span = page.doc.char_span(*one.content[-1], alignment_mode="expand")
    if span is None:
        return
    unit = page.unit_at(span.end - 1)
    head, start = one.content[:-1], one.content[-1][0]
    seen = {one.content[-1][1]}
    for k in [*range(span.start + 1, min(unit.last, span.end + _FARTHEST)), unit.last]:
        if k < unit.last and not _may_end(page, one, k):
            continue
        bounds = page.chars(span.start, k)
        if bounds is None or bounds[1] in seen or bounds[0] != start or bounds[1] - start < 4:
            continue
        seen.add(bounds[1])
        change = "sentence" if k == unit.last else "shorter" if k < span.end else "longer"
        yield change, (*head, bounds)
    following = _next_quotation(page, one)
    if following is not None:
        yield "quotation", (*one.content, following)


def _may_end(page: Page, one: Attribution, k: int) -> bool:
    if page.inside[k] >= 0 or (one.cue is not None and one.cue[0] <= k < one.cue[1]):
        return False
    return not is_word(page.doc[k]) or low(page.doc[k]) in _LINKS


def _next_quotation(page: Page, one: Attribution) -> Chars | None:
    """A quotation with nothing but marks between it and the sentence of the attribution."""
    end = one.content[-1][1]
    for bounds in (one.cue, one.source):
        if bounds is not None:
            last = page.doc[bounds[1] - 1]
            end = max(end, last.idx + len(last.text))
    quote = next((q for q in page.outer if q.outer_start >= end and q.end - q.start > 20), None)
    if quote is None or any(char.isalnum() for char in text_of(page.doc)[end : quote.outer_start]):
        return None
    return quote.start, quote.end


def _edges(page: Page, one: Attribution, change: str) -> Iterator[str]:
    """How the content ends, what follows, and what the parse ties together across its end."""
    doc = page.doc
    span = doc.char_span(*one.content[-1], alignment_mode="expand")
    if span is None:
        return
    k = span.end
    while k < len(doc) and doc[k].text in MARKS:
        k += 1
    names = ["", f"rule={one.rule}", f"last={span[-1].pos_}"]
    if k < len(doc):
        names += [f"next={low(doc[k])}", f"next={doc[k].pos_} {doc[k].dep_}"]
    if k + 1 < len(doc):
        mark = doc[k].text if not is_word(doc[k]) else "word"
        after = doc[k + 1]
        names += [f"{mark} then={after.pos_}", f"{mark} reports={after.i in page.groups}"]
        names += [f"{mark} then={low(after)}"] if after.pos_ not in {"NOUN", "PROPN"} else []
    outside = [t for t in span if t.head.i >= span.end and page.inside[t.i] < 0]
    left = [t for t in doc[span.end : min(len(doc), span.end + 12)] if span.start <= t.head.i < span.end]
    commas = sum(t.text == "," and page.inside[t.i] < 0 for t in span)
    names += [f"heads outside={min(2, len(outside))}", f"dependents outside={min(2, len(left))}"]
    names += [f"leaves={t.dep_}" for t in left[:2]] + [f"commas={min(commas, 3)}"]
    yield from (f"change={change} {name}".rstrip() for name in names)
