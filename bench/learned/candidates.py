"""What a scorer may choose from: the rules' attributions, other extents of them, and looser ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.lexicon.load import CueVerb
from kg.nlp import verbs
from kg.nlp.adjuncts import skip_adjuncts
from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.rules import finite, frame, incise, infinitive, nominal
from kg.nlp.rules.infinitive import Finder
from kg.nlp.rules.speaker import speaker_of
from kg.nlp.tokens import is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_OF = nominal.prepositional("de", "d'", "du", "des")
_UNLISTED = frozenset({"que", "cite", "inf"})
_COMMON = frozenset("être avoir faire pouvoir devoir falloir aller venir sembler paraître".split())
_FINDERS: tuple[tuple[str, str, Finder], ...] = (
    ("que-clause", "que", finite.que),
    ("question", "int", finite.question),
    ("colon-clause", "cite", finite.colon),
    ("qualified", "as", nominal.qualified),
    ("object-infinitive", "obj", infinitive.object_infinitive),
    ("de-infinitive", "de", infinitive.preposition("de", "d'")),
    ("à-infinitive", "a", infinitive.preposition("à")),
    ("infinitive", "inf", infinitive.infinitive),
    ("judgement", "adj", nominal.judgement),
    ("nominal-de", "dnp", _OF),
    ("nominal-à", "anp", nominal.prepositional("à", "au", "aux")),
    ("nominal-sur", "snp", nominal.prepositional("sur")),
    ("nominal-contre", "cnp", nominal.prepositional("contre")),
    ("nominal", "np", nominal.nominal),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An attribution that may be chosen. ``origin``: rule, loose, or the number of the rule's it varies.

    ``change`` names how the extent differs from what the rule gave ("" for the rule's own).
    ``listed`` says whether the lexicon gives the cue this complement.
    """

    attribution: Attribution
    loose: bool = False
    base: int = -1
    change: str = ""
    listed: bool = True
    group: VerbGroup | None = None


def candidates(page: Page, found: tuple[Attribution, ...]) -> list[Candidate]:
    """The rules' attributions, their variants, and looser proposals for what they left alone."""
    result: list[Candidate] = []
    for number, one in enumerate(found):
        group = _group_of(page, one)
        result.append(Candidate(attribution=one, base=number, group=group))
        for change, content in _variants(page, one):
            result.append(
                Candidate(
                    attribution=replace(one, content=content), base=number, change=change, group=group
                )
            )
    used = {k for one in found if one.cue for k in range(*one.cue)}
    result += [c for unit in page.units for c in _loose(page, unit, used)]
    return result


def _group_of(page: Page, one: Attribution) -> VerbGroup | None:
    if one.cue is None:
        return None
    return next((page.groups[k] for k in range(*one.cue) if k in page.groups), None)


# --------------------------------------------------------------------- other extents


def _variants(page: Page, one: Attribution) -> Iterator[tuple[str, tuple[Chars, ...]]]:
    """The content with another end: at each mark before, at the marks after, with the next quotation."""
    first, last = _token_bounds(page.doc, one.content[-1])
    unit = page.unit_at(last - 1)
    head, start = one.content[:-1], one.content[-1][0]
    seen = {one.content[-1][1]}
    for k in range(first + 1, min(unit.last, last + 40)):
        token = page.doc[k]
        if page.inside[k] >= 0 or (one.cue and one.cue[0] <= k < one.cue[1]):
            continue
        if is_word(token) and low(token) not in {"et", "mais", "avant", "qui", "dont", "après", "tandis"}:
            continue
        bounds = page.chars(first, k)
        if bounds is None or bounds[1] in seen or bounds[0] != start or bounds[1] - start < 4:
            continue
        seen.add(bounds[1])
        yield ("shorter" if k < last else "longer"), (*head, bounds)
    whole = page.chars(first, unit.last)
    if whole is not None and whole[0] == start and whole[1] not in seen:
        yield "sentence", (*head, whole)
    following = _next_quote(page, one)
    if following is not None:
        yield "quotation", (*one.content, following)


def _token_bounds(doc: Doc, chars: Chars) -> tuple[int, int]:
    span = doc.char_span(*chars, alignment_mode="expand")
    assert span is not None
    return int(span.start), int(span.end)


def _next_quote(page: Page, one: Attribution) -> Chars | None:
    """A quotation of its own that stands right after the attribution, with nothing but marks between."""
    ends = [one.content[-1][1]]
    ends += [
        page.doc[b[1] - 1].idx + len(page.doc[b[1] - 1].text) for b in (one.cue, one.source) if b is not None
    ]
    end = max(ends)
    unit = page.unit_at(next((t.i for t in page.doc if t.idx >= end - 1), len(page.doc) - 1))
    stop = page.doc[unit.last - 1].idx + len(page.doc[unit.last - 1].text)
    text = text_of(page.doc)
    for quote in page.outer:
        if quote.outer_start >= end and quote.end - quote.start > 20:
            near = not any(c.isalnum() for c in text[end : quote.outer_start])
            after = quote.outer_start >= stop and not any(c.isalnum() for c in text[stop : quote.outer_start])
            return (quote.start, quote.end) if near or after else None
    return None


# --------------------------------------------------------------------- looser proposals


def _loose(page: Page, unit: Unit, used: set[int]) -> Iterator[Candidate]:
    """Complements that the lexicon does not list for a verb, verbs it does not list, wider frames."""
    known = {k: g for k, g in page.groups.items() if unit.first <= k < unit.last}
    unknown = {k: g for k in range(unit.first, unit.last) if (g := _unlisted(page, unit, k)) is not None}
    for k, group in sorted({**unknown, **known}.items()):
        if k in used or page.inside[k] >= 0:
            continue
        speaker = speaker_of(page, unit, group)
        phrase = speaker.phrase if speaker is not None else None
        for rule, needed, find in _FINDERS:
            bounds = find(page, unit, group)
            content = page.chars(*bounds) if bounds else None
            if content is None or content[1] - content[0] <= 3:
                continue
            listed = needed in group.cue.frames and k in known
            one = Attribution(
                rule=rule, cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
                source=phrase, content=(content,), confidence=0.5, negated=group.negated,
            )  # fmt: skip
            yield Candidate(attribution=one, loose=True, listed=listed, group=group)
        yield from _before(page, unit, group, phrase, listed=k in known)
        yield from _quotation(page, unit, group, phrase, listed=k in known)
    yield from _incises(page, unit, unknown, used)
    yield from _frames(page, unit, used)


def _unlisted(page: Page, unit: Unit, k: int) -> VerbGroup | None:
    """The group of a verb that the lexicon does not list."""
    token = page.doc[k]
    if k in page.groups or token.pos_ != "VERB" or token.lemma_ in _COMMON or page.inside[k] >= 0:
        return None
    cue = CueVerb(
        lemma=token.lemma_, verb=token.lemma_, rest=(), reflexive=False, act="assert", polarity="0",
        frames=_UNLISTED,
    )  # fmt: skip
    last = verbs._reach_right(page.doc, k, unit.last)[0]
    return verbs._group(page.doc, k, cue, last, page.lexicon, unit.first, unit.last)


def _before(
    page: Page, unit: Unit, group: VerbGroup, phrase: tuple[int, int] | None, *, listed: bool
) -> Iterator[Candidate]:
    """ "Une sortie « indécente », a jugé le président": all that stands before the verb."""
    at = group.first
    if at <= unit.first or is_word(page.doc[at - 1]):
        return
    content = page.chars(unit.first, at)
    if content is None or content[1] - content[0] <= 3:
        return
    after = skip_adjuncts(page.doc, group.last, unit.last)
    if phrase is None and after < unit.last:
        head = page.doc[after]
        phrase = _phrase_of(head, unit) if head.pos_ in {"DET", "PROPN", "PRON", "NOUN"} else None
    one = Attribution(
        rule="before", cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
        source=phrase, content=(content,), confidence=0.4, negated=group.negated,
    )  # fmt: skip
    yield Candidate(attribution=one, loose=True, listed=listed, group=group)


def _phrase_of(token: Token, unit: Unit) -> tuple[int, int] | None:
    head = token.head if token.dep_ == "det" else token
    first, last = max(unit.first, token.i), min(unit.last, head.right_edge.i + 1)
    return (first, last) if 0 < last - first < 25 else None


def _quotation(
    page: Page, unit: Unit, group: VerbGroup, phrase: tuple[int, int] | None, *, listed: bool
) -> Iterator[Candidate]:
    """The first quotation after the verb in the sentence, or right after the sentence."""
    for quote in page.outer:
        if quote.start <= page.doc[group.last - 1].idx:
            continue
        if quote.outer_start > page.doc[unit.last - 1].idx + 4 or quote.end - quote.start < 12:
            return
        one = Attribution(
            rule="quotation", cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
            source=phrase, content=((quote.start, quote.end),), confidence=0.4, negated=group.negated,
        )  # fmt: skip
        yield Candidate(attribution=one, loose=True, listed=listed, group=group)
        return


def _incises(page: Page, unit: Unit, unknown: dict[int, VerbGroup], used: set[int]) -> Iterator[Candidate]:
    """Incises of verbs that the lexicon does not list."""
    page.groups.update(unknown)
    try:
        found = list(incise.attributions(page, unit))
    finally:
        for k in unknown:
            page.groups.pop(k, None)
    for one in found:
        if one.cue and not used & set(range(*one.cue)):
            group = next((unknown[k] for k in range(*one.cue) if k in unknown), None)
            yield Candidate(attribution=one, loose=True, listed=group is None, group=group)


def _frames(page: Page, unit: Unit, used: set[int]) -> Iterator[Candidate]:
    """Frames with all they may cover: what follows, what precedes, the sentence."""
    for hit in frame._hits(page, unit):
        if used & set(range(hit.first, hit.cue_end)):
            continue
        for rule, bounds in (
            ("frame-after", (hit.end, unit.last)),
            ("frame-before", (unit.first, hit.first)),
        ):
            content = page.chars(*bounds) if bounds[0] < bounds[1] else None
            if content is None:
                continue
            one = Attribution(
                rule=rule, cue=(hit.first, hit.cue_end), cue_lemma=" ".join(hit.frame.words),
                act=hit.frame.act, source=hit.source, content=(content,), confidence=0.4,
            )  # fmt: skip
            yield Candidate(attribution=one, loose=True)
