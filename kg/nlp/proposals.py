"""What the rules refuse but might be right: complements not listed for a verb, verbs not listed at all.

Nothing here is an attribution yet; kg.nlp.scorer decides which ones are more likely right than wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.lexicon.load import CueNoun
from kg.nlp.adjuncts import skip_adjuncts
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.rules import incise
from kg.nlp.rules.clause import FINDERS, is_hypothetical
from kg.nlp.rules.speaker import can_speak, is_reporting_infinitive, speaker_of
from kg.nlp.sources import NounPhrase, noun_phrase, phrase_after, subject
from kg.nlp.tokens import is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup, support_group

_COMMON = frozenset("être avoir faire pouvoir devoir falloir aller venir sembler paraître".split())
_NO_SOURCE = frozenset("qui je j' nous on".split())
_FEWEST = 4  # code points of a content
_QUOTATION = 12  # code points of a quotation that may be a content
_NEAR = 60  # tokens in which a subject is looked for
_NOT_LOOSE = frozenset(
    {"nominal-pour", "nominal-quoted", "nominal-quoted-de"}
)  # too many verbs take such a phrase without saying anything
_FINDERS = tuple((rule, frames, find) for rule, _, frames, find in FINDERS if rule not in _NOT_LOOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An attribution that may be right, and whether the lexicon gives its cue this complement."""

    attribution: Attribution
    group: VerbGroup | None
    listed: bool


def proposals(page: Page, unit: Unit, used: set[int]) -> Iterator[Proposal]:
    """Looser attributions of a sentence; ``used`` are the tokens of the cues that the rules have found."""
    unknown = {k: g for k in range(unit.first, unit.last) if (g := _unlisted(page, unit, k)) is not None}
    known = {group.verb: group for group in page.groups_of(unit)}
    for k, group in sorted({**unknown, **known}.items()):
        if k in used or page.inside[k] >= 0 or _reports_nothing(page, unit, group):
            continue
        phrase = _source(page, unit, group)
        speaks = phrase is None or can_speak(page, page.doc[phrase[0] : phrase[1]].root, phrase)
        for rule, frames, find in _FINDERS:
            if rule.startswith("nominal") and not speaks:
                continue  # "ce restaurant propose des plats turcs"
            bounds = find(page, unit, group)
            content = page.chars(*bounds) if bounds else None
            listed = k in known and bool(frames & group.cue.frames)
            yield from _proposal(rule, group, phrase, content, listed=listed)
        inverted = _inverted(page, unit, group) or phrase
        yield from _proposal("before", group, inverted, _before(page, unit, group), listed=k in known)
        yield from _proposal("quotation", group, phrase, _quotation(page, unit, group), listed=k in known)
    yield from _incises(page, unit, unknown, used)


def _proposal(
    rule: str, group: VerbGroup, source: NounPhrase | None, content: Chars | None, *, listed: bool
) -> Iterator[Proposal]:
    if content is None or content[1] - content[0] < _FEWEST:
        return
    one = Attribution(
        rule=rule, cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
        source=source, content=(content,), confidence=0.5, negated=group.negated,
    )  # fmt: skip
    yield Proposal(attribution=one, group=group, listed=listed)


def _reports_nothing(page: Page, unit: Unit, group: VerbGroup) -> bool:
    """ "Si X disait que …", "À noter que P", "cela veut dire que": nobody says it, or the journalist does."""
    lead = [low(t) for t in page.doc[unit.first : group.verb] if is_word(t)]
    if lead in (["à"], ["a"]) or is_hypothetical(page, unit, group):
        return True
    return group.form == "infinitive" and not is_reporting_infinitive(page, group)


def _unlisted(page: Page, unit: Unit, k: int) -> VerbGroup | None:
    """The group of a verb that the lexicon does not list, read as one that takes a que-clause."""
    token = page.doc[k]
    if k in page.groups or token.pos_ != "VERB" or token.lemma_ in _COMMON or page.inside[k] >= 0:
        return None
    neutral = CueNoun(lemma="", act="assert", polarity="0", frames=frozenset(), support=frozenset())
    return support_group(page.doc, k, token.lemma_, neutral, unit.first, unit.last, page.lexicon)


# --------------------------------------------------------------------- contents


def _before(page: Page, unit: Unit, group: VerbGroup) -> Chars | None:
    """ "Une sortie « indécente », a jugé le président": all that stands before the verb, up to a mark."""
    if group.first <= unit.first or is_word(page.doc[group.first - 1]):
        return None
    return page.chars(unit.first, group.first)


def _quotation(page: Page, unit: Unit, group: VerbGroup) -> Chars | None:
    """The first quotation that begins in the sentence after the verb."""
    end = page.doc[group.last - 1].idx
    for quote in page.quotes_in(unit):
        if quote.start > end:
            return (quote.start, quote.end) if quote.end - quote.start >= _QUOTATION else None
    return None


def _incises(page: Page, unit: Unit, unknown: dict[int, VerbGroup], used: set[int]) -> Iterator[Proposal]:
    """Incises whose verb the lexicon does not list."""
    if not unknown:
        return
    page.groups.update(unknown)
    try:
        found = list(incise.attributions(page, unit))
    finally:
        for k in unknown:
            del page.groups[k]
    for one in found:
        tokens = range(*one.cue) if one.cue else range(0)
        group = next((unknown[k] for k in tokens if k in unknown), None)
        if group is not None and used.isdisjoint(tokens):
            yield Proposal(attribution=one, group=group, listed=False)


# --------------------------------------------------------------------- sources


def _source(page: Page, unit: Unit, group: VerbGroup) -> NounPhrase | None:
    """The source by the rules; else a subject near by that can speak."""
    speaker = speaker_of(page, unit, group)
    if speaker is not None and speaker.phrase is not None and speaker.can_speak:
        return speaker.phrase
    if group.passive:
        return None
    given = speaker.phrase if speaker is not None else None
    return _near_subject(page, unit, group) or given or _inverted(page, unit, group)


def _near_subject(page: Page, unit: Unit, group: VerbGroup) -> NounPhrase | None:
    """A subject that can speak: of the verb's governors, then the last one before it, then the next one.

    A participle may stand before the subject that it shares ("Estimant que P, X a …").
    """
    for head in [*_governing(page.doc[group.verb]), *_around(page, unit, group)]:
        if not unit.first <= head.i < unit.last or page.inside[head.i] >= 0 or low(head) in _NO_SOURCE:
            continue
        if head.i > group.first and group.form == "finite":
            continue
        phrase = noun_phrase(page.doc, head, unit.first, group.first if head.i < group.first else unit.last)
        if can_speak(page, head, phrase):
            return phrase
    return None


def _governing(verb: Token) -> Iterator[Token]:
    """The subjects of a verb and of up to three verbs above it; the noun that a participle completes."""
    token = verb
    for _ in range(4):
        head = subject(token)
        if head is not None:
            yield head
        if token.dep_.startswith("acl"):
            yield token.head
        if token.head.i == token.i:
            return
        token = token.head


def _around(page: Page, unit: Unit, group: VerbGroup) -> Iterator[Token]:
    """The subjects near a verb, from it to the left, and of a participle also to the right."""
    doc = page.doc
    before = range(group.first - 1, max(unit.first, group.first - _NEAR) - 1, -1)
    after = range(group.last, min(unit.last, group.last + _NEAR))
    for k in [*before, *(after if group.form == "present-participle" else ())]:
        if doc[k].dep_.startswith("nsubj"):
            yield doc[k]


def _inverted(page: Page, unit: Unit, group: VerbGroup) -> NounPhrase | None:
    """A pronoun or noun phrase right after the verb that can speak."""
    if group.clitic is not None:
        return group.clitic, group.clitic + 1
    after = skip_adjuncts(page.doc, group.last, unit.last)
    phrase = phrase_after(page.doc, after, unit.last, page.lexicon.speakers) if after < unit.last else None
    if phrase is None:
        return None
    return phrase if can_speak(page, page.doc[phrase[0] : phrase[1]].root, phrase) else None
