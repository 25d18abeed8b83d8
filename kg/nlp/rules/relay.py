"""Comparative clauses that name who says so: "comme l'a rapporté TASS", "comme le dit X"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.nlp.adjuncts import skip_adjuncts
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.rules.speaker import can_speak
from kg.nlp.sources import NounPhrase, noun_phrase, phrase_after, subject
from kg.nlp.tokens import is_finite, is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_REACH = 8  # tokens between "comme" and its verb


def attributions(page: Page, unit: Unit) -> Iterator[Attribution]:
    """What the comparative clauses of a sentence attribute: the clause they are set into."""
    for group in page.groups_of(unit):
        start = _comme(page, unit, group)
        if start is None:
            continue
        source = _source(page, unit, group, start)
        if source is None:
            continue
        content = _content(page, unit, start, max(source[1], group.last))
        if content:
            yield Attribution(
                rule="comme-clause",
                cue=(group.first, group.last),
                cue_lemma=group.cue.lemma,
                act=group.cue.act,
                source=source,
                content=content,
                confidence=0.8,
                relay=True,
            )


def _comme(page: Page, unit: Unit, group: VerbGroup) -> int | None:
    """The "comme" of the clause whose verb takes back the content by "le" or "l'"."""
    doc = page.doc
    if group.form != "finite" or not any(low(doc[k]) in {"l'", "le"} for k in range(group.first, group.verb)):
        return None
    for k in range(group.first - 1, max(unit.first - 1, group.first - _REACH), -1):
        if low(doc[k]) == "comme":
            return k
        if is_finite(doc[k]) or page.inside[k] >= 0:
            return None
    return None


def _source(page: Page, unit: Unit, group: VerbGroup, start: int) -> NounPhrase | None:
    """The subject after the verb, else the one between "comme" and the verb."""
    doc = page.doc
    after = phrase_after(doc, skip_adjuncts(doc, group.last, unit.last), unit.last, page.lexicon.speakers)
    if start + 1 < group.first:
        head = subject(doc[group.verb])
        if head is not None and start < head.i < group.first:
            after = noun_phrase(doc, head, start + 1, group.first)
        else:
            after = (start + 1, group.first)
    if after is None:
        return None
    head_token = next((doc[k] for k in range(*after) if doc[k].pos_ in {"NOUN", "PROPN", "PRON"}), None)
    return after if head_token is not None and can_speak(page, head_token, after) else None


def _content(page: Page, unit: Unit, start: int, end: int) -> tuple[Chars, ...]:
    """The clause before "comme", and what follows the comparative clause."""
    doc, close = page.doc, end
    while close < unit.last and (is_word(doc[close]) or page.inside[close] >= 0):
        close += 1
    lead = any(is_finite(doc[k]) for k in range(unit.first, start))
    before = page.chars(unit.first, start) if lead else None
    rest = page.chars(close, unit.last) if close < unit.last and doc[close].text == "," else None
    if (
        before is not None
        and rest is not None
        and not any(is_finite(doc[k]) for k in range(close, unit.last))
    ):
        rest = None
    return tuple(part for part in (before, rest) if part is not None)
