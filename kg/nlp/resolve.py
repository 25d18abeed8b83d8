"""From what the rules found to one statement an attribution.

Who relays becomes `via`; what is said inside a quotation is the quoted one's affair; the surer of
two rules wins; a quotation without a cue goes on with the one before it. All of this looks at the
attributions of one paragraph at a time, so that its cost grows with the text, not with its square.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from kg.nlp.blocks import text_of
from kg.nlp.knowledge import register_of
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.quotes import Quote
from kg.nlp.sources import NounPhrase, phrase_after
from kg.nlp.tokens import is_word, low

_PRECEDENCE = ("incise-direct", "incise-indirect", "colon-verb", "verb-quotation", "label")
_NEAR = 40  # attributions looked back on
_CITING = frozenset({"citant"})
_CITED_BY = frozenset(
    "cité citée cités citées rapporté rapportés relayé relayée diffusé diffusée diffusés".split()
)


def resolved(page: Page, found: list[Attribution]) -> list[Attribution]:
    """The attributions of one paragraph, each act of saying once."""
    trimmed = [_after_others(page, one, found) for one in found]
    return _without_repeats(_resolve_nesting(page, trimmed))


def _extent(attribution: Attribution) -> Chars:
    return attribution.content[0][0], attribution.content[-1][1]


def _holds(page: Page, outer: Attribution, inner: Attribution) -> bool:
    """Does the cue of one attribution stand inside the content of another?"""
    if outer is inner or inner.cue is None:
        return False
    at = page.doc[inner.cue[0]].idx
    return any(start <= at < end for start, end in outer.content)


def _after_others(page: Page, one: Attribution, found: list[Attribution]) -> Attribution:
    """A late frame (", mais, selon elle, Q") does not reach back over what is attributed before it."""
    if not one.rule.startswith("frame") or one.cue is None:
        return one
    start, end = one.content[0]
    unit = page.unit_at(one.cue[0])
    ends = [
        _end_of(page, other)
        for other in found
        if other is not one
        and other.cue is not None
        and unit.first <= other.cue[0] < one.cue[0]
        and start <= page.doc[other.cue[0]].idx < end
        and _end_of(page, other) < page.doc[one.cue[0]].idx
    ]
    if not ends or end <= max(ends):
        return one
    first = next((t.i for t in page.doc[unit.first : unit.last] if t.idx >= max(ends)), unit.last)
    last = next((t.i for t in page.doc[unit.first : unit.last] if t.idx >= end), unit.last)
    trimmed = page.chars(first, last)
    if trimmed is None or trimmed[1] - trimmed[0] < 12:
        return one
    return replace(one, content=(trimmed, *one.content[1:]))


def _resolve_nesting(page: Page, found: list[Attribution]) -> list[Attribution]:
    """One statement for "TASS rapporte que X a dit P": the inner one, via the outer source.

    Only media, agencies and "comme l'a dit" relay (and a label, another person's words); anybody
    else is the one who speaks, and what others say in his words is part of the content.
    """
    kept: list[Attribution] = []
    for one in found:
        outer = [other for other in found if _holds(page, other, one)]
        relays = [other for other in outer if _is_relay(page, other, one)]
        if any(other not in relays for other in outer):
            continue
        if any(
            _is_relay(page, one, other) and _covers(page, one, other)
            for other in found
            if _holds(page, one, other)
        ):
            continue
        via = [other.source for other in relays if other.source is not None]
        via += [cited for other in relays if (cited := _cited(page, other)) is not None]
        kept.append(replace(one, via=tuple(via)) if via else _with_citation(page, one))
    return kept


def _with_citation(page: Page, one: Attribution) -> Attribution:
    """ "a annoncé Anadolu, citant une source": the source speaks, via the medium that cites it."""
    cited = _cited(page, one)
    if cited is not None and one.source is not None and _is_relay(page, one, one):
        return replace(one, source=cited, via=(one.source,))
    relay = _cited(page, one, _CITED_BY)
    return replace(one, via=(relay,)) if relay is not None and relay != one.source else one


def _cited(page: Page, one: Attribution, words: frozenset[str] = _CITING) -> NounPhrase | None:
    """The noun phrase after "citant" (or "cité par") in the sentence of a cue, after the cue."""
    if one.cue is None:
        return None
    unit = page.unit_at(one.cue[0])
    for k in range(one.cue[1], unit.last):
        if low(page.doc[k]) in words and page.inside[k] < 0:
            start = k + 2 if words is _CITED_BY else k + 1
            if words is _CITED_BY and (k + 1 >= unit.last or low(page.doc[k + 1]) != "par"):
                continue
            return phrase_after(page.doc, start, unit.last, page.lexicon.speakers)
    return None


def _covers(page: Page, outer: Attribution, inner: Attribution) -> bool:
    """Does the inner attribution, from source to content, make up most of the outer content?"""
    size = sum(end - start for start, end in outer.content)
    bounds = [bound for span in inner.content for bound in span]
    for tokens in (inner.cue, inner.source):
        if tokens is not None:
            bounds += [page.doc[tokens[0]].idx, page.doc[tokens[1] - 1].idx]
    return max(bounds) - min(bounds) > size / 2


def _is_relay(page: Page, attribution: Attribution, inner: Attribution) -> bool:
    """Is the source a news medium, by its noun ("l'agence …") or by a name of the register?

    "comme l'a dit X" relays whoever X is; so does a label before another person's words.
    """
    if attribution.relay or attribution.source is None:
        return attribution.relay
    if attribution.rule in {"label", "incise-indirect"} and inner is not attribution and inner.source:
        named = any(page.doc[k].ent_type_ in {"PER", "PERSON"} for k in range(*inner.source))
        if named or attribution.rule == "label":
            return named
    known = register_of(page.doc).named(page.doc[attribution.source[0] : attribution.source[1]].text)
    if known is not None:
        return known.kind == "media"
    words = [low(page.doc[k]) for k in range(*attribution.source)]
    return any(page.lexicon.speakers.get(word) == "media" for word in words)


def _without_repeats(found: Iterable[Attribution]) -> list[Attribution]:
    """One attribution a cue, and one a content: the surer rule wins."""
    ranked = sorted(found, key=lambda a: (_rank(a), -a.confidence, a.content[0]))
    kept: list[Attribution] = []
    for one in ranked:
        clash = any(_same_cue(one, other) or _same_content(one, other) for other in kept)
        if not clash:
            kept.append(one)
    return kept


def _rank(attribution: Attribution) -> int:
    return _PRECEDENCE.index(attribution.rule) if attribution.rule in _PRECEDENCE else len(_PRECEDENCE)


def _same_cue(one: Attribution, other: Attribution) -> bool:
    if one.cue is None or other.cue is None:
        return False
    return one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]


def _same_content(one: Attribution, other: Attribution) -> bool:
    """Do two contents share more than four fifths of the longer one?"""
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in one.content for s2, e2 in other.content)
    longer = max(sum(e - s for s, e in a.content) for a in (one, other))
    return shared > 0.8 * longer


def continued(page: Page, found: list[Attribution]) -> list[Attribution]:
    """A quotation without a cue right after an attributed one goes on with it."""
    result = sorted(found, key=lambda a: a.content[0])
    spoken = sorted(bounds for a in result for bounds in a.content)
    starts = [a.content[0][0] for a in result]
    for quote in page.quotes:
        if quote.depth or _is_used(quote, spoken) or not _is_sentence(page, quote):
            continue
        last = bisect_right(starts, quote.start)
        near = range(max(0, last - _NEAR), last)
        before = [k for k in near if _extent(result[k])[1] <= quote.start and _is_quotation(page, result[k])]
        if not before:
            continue
        best = max(before, key=lambda k: _end_of(page, result[k]))
        if _only_marks_between(page, _end_of(page, result[best]), quote.outer_start):
            grown = (*result[best].content, (quote.start, quote.end))
            result[best] = replace(result[best], content=grown)
    return result


def _end_of(page: Page, attribution: Attribution) -> int:
    """Where an attribution ends in the text: content, cue or source, whichever is last."""
    ends = [_extent(attribution)[1]]
    for bounds in (attribution.cue, attribution.source):
        if bounds is not None:
            ends.append(page.doc[bounds[1] - 1].idx + len(page.doc[bounds[1] - 1].text))
    return max(ends)


def _is_used(quote: Quote, spoken: list[Chars]) -> bool:
    """Does any content share words with the quotation?"""
    last = bisect_right(spoken, (quote.end, quote.end))
    return any(start < quote.end and quote.start < end for start, end in spoken[max(0, last - _NEAR) : last])


def _is_sentence(page: Page, quote: Quote) -> bool:
    """At least four words: not a title or a scare-quoted word."""
    tokens = [
        t for t in page.doc.char_span(quote.start, quote.end, alignment_mode="expand") or () if is_word(t)
    ]
    return len(tokens) >= 4


def _is_quotation(page: Page, attribution: Attribution) -> bool:
    start, end = attribution.content[-1]
    quote = page.quote_at(start)
    return quote is not None and quote.start <= start and end <= quote.end


def _only_marks_between(page: Page, start: int, end: int) -> bool:
    """Nothing but marks, and at most the rest of the sentence, between two offsets."""
    between = text_of(page.doc)[start:end]
    return not any(char.isalnum() for char in between)
