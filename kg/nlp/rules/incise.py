"""Incises: ", a déclaré X", "dit-il", "précise-t-on" after, inside or at the end of what is said."""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.quotes import CLOSING, MARKS, Quote
from kg.nlp.rules.inversion import RESUMES, Incise, find_incises
from kg.nlp.tokens import SENTENCE_FINAL, is_finite, is_word, low
from kg.nlp.units import Unit

_WHERE = frozenset("dans lors sur à au aux en devant auprès via par après durant pendant".split())
_SENTENCE = 6  # words of a quotation after a comma that make it more than an island


def attributions(page: Page, unit: Unit) -> Iterator[Attribution]:
    """What the incises of a sentence attribute."""
    found = find_incises(page, unit)
    for number, incise in enumerate(found):
        floor = _floor(page, unit, found, number)
        ceiling = found[number + 1].before if number + 1 < len(found) else unit.last
        quote = _quote_of(page, incise)
        if quote is not None:
            others = [
                o for o in found if o is not incise and page.inside[o.group.verb] == page.quotes.index(quote)
            ]
            content = _quoted_content(page, incise, quote, others)
            rule, confidence = "incise-direct", 0.95
        else:
            content = _plain_content(page, incise, floor, ceiling)
            rule, confidence = "incise-indirect", 0.85
        if content:
            yield _attribution(rule, confidence, incise, content)


def _floor(page: Page, unit: Unit, found: list[Incise], number: int) -> int:
    """Where the clause before an incise may begin: after the one before it, or where that one's may.

    "P, indique une analyse faite à Lyon, a annoncé X": X says all of it, the other source included.
    """
    if number == 0:
        return unit.first
    earlier, between = found[number - 1], range(found[number - 1].end, found[number].before)
    if any(not is_word(page.doc[k]) or is_finite(page.doc[k]) for k in between):
        return earlier.end
    return _floor(page, unit, found, number - 1)


def _attribution(rule: str, confidence: float, incise: Incise, content: tuple[Chars, ...]) -> Attribution:
    group = incise.group
    return Attribution(
        rule=rule, cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
        source=incise.source, content=content, confidence=confidence, negated=group.negated,
    )  # fmt: skip


def _quote_of(page: Page, incise: Incise) -> Quote | None:
    """The quotation that the incise stands in or right after."""
    number = page.inside[incise.group.verb]
    if number >= 0:
        return page.quotes[number]
    i = incise.before
    if page.doc[i].text == "," and page.doc[i - 1].text in MARKS:
        i -= 1
    end = page.doc[i].idx + len(page.doc[i].text)
    quote = page.quote_ending(end)
    return quote if quote is not None and _is_whole(page, quote, page.unit_at(incise.before)) else None


def _is_whole(page: Page, quote: Quote, unit: Unit) -> bool:
    """Is the quotation the sentence, not an island at the end of a reported one?"""
    start = page.doc[unit.first].idx
    lead = text_of(page.doc)[start : quote.outer_start]
    words = text_of(page.doc)[quote.start : quote.end].split()
    if lead.rstrip().endswith(":") or (lead.rstrip().endswith(",") and len(words) >= _SENTENCE):
        return True  # "Ils se disent lâchés : « … », déclare X"
    return sum(char.isalpha() for char in lead) < 3


def _quoted_content(page: Page, incise: Incise, quote: Quote, others: list[Incise]) -> tuple[Chars, ...]:
    """The quotation, in two parts where the incise stands inside it.

    Where several incises share a quotation (its inner marks are missing), each takes the
    sentences round it.
    """
    doc = page.doc
    start, end = _token_at(page, quote.start), _token_at(page, quote.end)
    for other in others:
        cut = _sentence_cut(page, *sorted((incise, other), key=lambda i: i.before))
        if cut is not None and other.before < incise.before:
            start = max(start, cut)
        elif cut is not None:
            end = min(end, cut)
    if page.inside[incise.group.verb] < 0:
        whole = page.chars(start, end) if others else (quote.start, quote.end)
        return (whole,) if whole else ()
    stop = incise.before + 1 if doc[incise.before].text in {"?", "!", "…"} else incise.before
    parts = [_spoken(page, start, stop)]
    if incise.end < end:
        parts.append(_spoken(page, incise.end, end))
    return tuple(part for part in parts if part is not None)


def _spoken(page: Page, first: int, last: int) -> Chars | None:
    """Part of a quotation; the mark that closes it is not part of it."""
    while last > first and page.doc[last - 1].text in MARKS:
        last -= 1
    return page.chars(first, last)


def _sentence_cut(page: Page, earlier: Incise, later: Incise) -> int | None:
    """The token where the last sentence before the later incise begins."""
    stops = [k for k in range(earlier.end, later.before) if page.doc[k].text in SENTENCE_FINAL]
    return stops[-1] + 1 if stops else None


def _token_at(page: Page, offset: int) -> int:
    """The first token that begins at or after an offset."""
    low_, high = 0, len(page.doc)
    while low_ < high:
        middle = (low_ + high) // 2
        if page.doc[middle].idx < offset:
            low_ = middle + 1
        else:
            high = middle
    return low_


def _plain_content(page: Page, incise: Incise, floor: int, ceiling: int) -> tuple[Chars, ...]:
    """The clause before the incise, and what goes on after it where it clearly does."""
    doc = page.doc
    if floor != page.unit_at(floor).first:  # an earlier incise: its trailing mark is not content
        while floor < incise.before and not is_word(doc[floor]):
            floor += 1
    stop = (
        incise.before + 1
        if doc[incise.before].text in {"?", "!"} or doc[incise.before].text in CLOSING | {'"'}
        else incise.before
    )
    parts = [page.chars(floor, stop)]
    if incise.end < ceiling and doc[incise.end].text == "," and _resumes(page, incise.end + 1, floor, stop):
        parts.append(page.chars(incise.end + 1, ceiling))
    return tuple(part for part in parts if part is not None)


def _tells_occasion(page: Page, start: int) -> bool:
    """ "…, a annoncé X, dans un entretien accordé à Y": where it was said, not what."""
    if low(page.doc[start]) not in _WHERE:
        return False
    nouns = page.lexicon.occasions["noun"]
    near = (low(page.doc[k]) for k in range(start + 1, min(start + 4, len(page.doc))))
    return any(word in nouns for word in near)


def _resumes(page: Page, start: int, floor: int, stop: int) -> bool:
    """Does the reported clause go on after the incise?"""
    if start >= len(page.doc):
        return False
    complete = any(is_finite(page.doc[k]) for k in range(floor, stop))
    token = page.doc[start]
    if _tells_occasion(page, start):
        return False
    return low(token) in RESUMES or not complete or "Inf" in token.morph.get("VerbForm", [])
