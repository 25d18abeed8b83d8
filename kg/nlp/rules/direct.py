"""Quotations introduced before: "a lancé : « Q »", "dénonce « Q »", "Nom : texte"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.quotes import Quote
from kg.nlp.rules.speaker import can_speak, speaker_of
from kg.nlp.sources import noun_phrase, phrase_after, subject
from kg.nlp.tokens import DASHES, is_finite, is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_ADJUNCTS = frozenset("en à au aux devant dans lors avant après sur pour avec face".split())
_MAX_LABEL = 8  # tokens of a name before a colon


def attributions(page: Page, unit: Unit, taken: Set[int], spoken: Sequence[Chars]) -> Iterator[Attribution]:
    """Quotations of a sentence whose cue stands before them.

    ``taken`` holds the verbs of its incises, ``spoken`` what these attribute already.
    """
    for quote in page.quotes_in(unit):
        first = _first_token(page, quote, unit)
        if first is None or any(s < quote.end and quote.start < e for s, e in spoken):
            continue
        mark = first - 1  # the opening mark, or the first word where none was written
        lead = _lead(page, unit, mark)
        if lead is None:
            continue
        if page.doc[lead].text == ":":
            yield from _after_colon(page, unit, lead, quote, taken)
        else:
            yield from _right_after_verb(page, unit, lead + 1, quote, taken)
    yield from _labelled(page, unit)


def _first_token(page: Page, quote: Quote, unit: Unit) -> int | None:
    """The first token inside a quotation that begins in this sentence."""
    for k in range(unit.first, unit.last):
        if page.doc[k].idx >= quote.start:
            return k if page.doc[k].idx < quote.end else None
    return None


def _lead(page: Page, unit: Unit, mark: int) -> int | None:
    """The last word or colon before the opening mark."""
    k = mark - 1
    while k >= unit.first and page.doc[k].is_space:
        k -= 1
    return k if k >= unit.first and (is_word(page.doc[k]) or page.doc[k].text == ":") else None


def _after_colon(page: Page, unit: Unit, colon: int, quote: Quote, taken: Set[int]) -> Iterator[Attribution]:
    """The last reporting verb before the colon, else the subject of the clause before it."""
    groups = [
        g
        for g in page.groups_of(unit)
        if g.verb < colon
        and g.verb not in taken
        and page.inside[g.verb] < 0
        and not _crosses_quote(page, g, colon)
    ]
    for group in reversed(groups):
        speaker = speaker_of(page, unit, group)
        if speaker is not None and speaker.can_speak:
            start = _reported_before(page, group, colon)
            content = page.chars(start, _end_token(page, quote, unit)) if start else (quote.start, quote.end)
            if content is not None:
                yield _build("colon-verb", 0.9, page, group, speaker.phrase, content)
            return
    label = _clause_subject(page, unit, colon)
    if label is not None:
        yield Attribution(
            rule="colon-subject",
            cue=(colon, colon + 1),
            cue_lemma=":",
            act="assert",
            source=label,
            content=((quote.start, quote.end),),
            confidence=0.6,
        )


def _crosses_quote(page: Page, group: VerbGroup, colon: int) -> bool:
    """Another quotation stands between the verb and the colon."""
    return any(page.inside[k] >= 0 for k in range(group.last, colon))


def _reported_before(page: Page, group: VerbGroup, colon: int) -> int | None:
    """ "a dit que P : « Q »": where P begins, so that P and Q are one content."""
    for k in range(group.last, min(colon, group.last + 6)):
        if low(page.doc[k]) in {"que", "qu'"}:
            return k + 1
    return None


def _end_token(page: Page, quote: Quote, unit: Unit) -> int:
    k = unit.first
    while k < unit.last and page.doc[k].idx < quote.outer_end:
        k += 1
    return k


def _clause_subject(page: Page, unit: Unit, colon: int) -> tuple[int, int] | None:
    """The human subject of the clause before a colon ("Macron est catégorique : « … »")."""
    for k in range(colon - 1, unit.first - 1, -1):
        token = page.doc[k]
        if page.inside[k] >= 0 or not (
            is_finite(token) or (token.dep_ == "ROOT" and token.pos_ in {"ADJ", "VERB", "NOUN"})
        ):
            continue
        head = subject(
            token if token.dep_ not in {"cop"} and not token.dep_.startswith("aux") else token.head
        )
        if head is None or head.i >= colon or head.i < unit.first:
            continue
        phrase = noun_phrase(page.doc, head, unit.first, colon)
        person = (
            (head.pos_ == "PRON" and low(head) in {"il", "elle", "ils", "elles"})
            or any(page.doc[i].ent_type_ == "PER" for i in range(*phrase))
            or page.lexicon.speakers.get(low(head)) == "person"
        )
        return phrase if person and can_speak(page, head, phrase) else None
    return None


def _right_after_verb(
    page: Page, unit: Unit, stop: int, quote: Quote, taken: Set[int]
) -> Iterator[Attribution]:
    """ "a lancé « Q »": the verb group ends where the quotation begins."""
    for group in page.groups_of(unit):
        if (
            group.last == stop
            and group.verb not in taken
            and page.inside[group.verb] < 0
            and "cite" in group.cue.frames
        ):
            speaker = speaker_of(page, unit, group)
            if speaker is not None and speaker.can_speak and _is_last(page, quote, unit):
                yield _build("verb-quotation", 0.85, page, group, speaker.phrase, (quote.start, quote.end))


def _is_last(page: Page, quote: Quote, unit: Unit) -> bool:
    """Nothing but a mark follows the quotation, or a new stretch of text after a comma."""
    k = _end_token(page, quote, unit)
    return k >= unit.last or not is_word(page.doc[k]) or low(page.doc[k]) in _ADJUNCTS


def _build(
    rule: str,
    confidence: float,
    page: Page,
    group: VerbGroup,
    source: tuple[int, int] | None,
    content: tuple[int, int],
) -> Attribution:
    return Attribution(
        rule=rule,
        cue=(group.first, group.last),
        cue_lemma=group.cue.lemma,
        act=group.cue.act,
        source=source,
        content=(content,),
        confidence=confidence,
        negated=group.negated,
    )


def _labelled(page: Page, unit: Unit) -> Iterator[Attribution]:
    """ "Moscou: les émeutes n'ont pas été évoquées": a name, a colon, what it says.

    In headlines of posts any source; in paragraphs (interviews) only the full name of a person.
    """
    doc = page.doc
    limit = min(unit.last, unit.first + _MAX_LABEL)
    colon = next((k for k in range(unit.first, limit) if doc[k].text == ":"), None)
    if colon is None or colon == unit.first or any(is_finite(doc[k]) for k in range(unit.first, colon)):
        return
    headline = unit.block.part.role == "post-headline"
    if any(doc[k].pos_ == "NUM" or doc[k].text.isdigit() for k in range(unit.first, colon)):
        return  # "Ligue 1 : Lens reste en tête"
    phrase = phrase_after(doc, unit.first, colon, page.lexicon.speakers)
    content = page.chars(colon + 1, unit.block.last if not headline else unit.last)
    if phrase is None or phrase[1] != colon or content is None:
        return
    interview = unit.first == unit.block.first and _full_name(page, phrase)
    if (headline and any(is_finite(doc[k]) for k in range(colon, unit.last))) or (not headline and interview):
        yield Attribution(
            rule="label",
            cue=(colon, colon + 1),
            cue_lemma=":",
            act="assert",
            source=phrase,
            content=(content,),
            confidence=0.8,
        )


def _full_name(page: Page, phrase: tuple[int, int]) -> bool:
    """Two or three capitalised words and nothing else."""
    words = [page.doc[k] for k in range(*phrase) if is_word(page.doc[k])]
    return 2 <= len(words) <= 4 and all(w.text[:1].isupper() for w in words) and words[0].pos_ == "PROPN"


def signatures(page: Page) -> Iterator[Attribution]:
    """A quotation that stands alone, signed after a dash: "« … » — Yann Le Goff"."""
    doc = page.doc
    for quote in page.quotes:
        if quote.depth or not _stands_alone(page, quote):
            continue
        k = next((t.i for t in doc if t.idx >= quote.outer_end), len(doc))
        while k < len(doc) and (doc[k].is_space or doc[k].text == "."):
            k += 1
        if k + 1 >= len(doc) or doc[k].text not in DASHES:
            continue
        block = next(b for b in doc._.parts if b.first <= k < b.last)
        signed = block.last - k <= 12 and not any(is_finite(doc[j]) for j in range(k, block.last))
        if signed and doc[k + 1].text[:1].isupper():
            yield Attribution(
                rule="signature",
                cue=None,
                cue_lemma=None,
                act="assert",
                source=(k + 1, block.last),
                content=((quote.start, quote.end),),
                confidence=0.8,
            )


def _stands_alone(page: Page, quote: Quote) -> bool:
    """Does nothing but the quotation stand before its end in its block?"""
    block = next(b for b in page.doc._.parts if b.start <= quote.outer_start <= b.end)
    return bool(quote.outer_start == block.start)
