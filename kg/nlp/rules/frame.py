"""Frames: selon X, d'après X, pour X, aux yeux de X, à en croire X, à ses yeux."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon.load import SourceFrame
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.quotes import MARKS
from kg.nlp.rules.speaker import can_speak
from kg.nlp.sources import NounPhrase, noun_phrase, phrase_after
from kg.nlp.tokens import is_finite, is_word, low
from kg.nlp.units import Unit

_DISJUNCTIVE = frozenset("lui elle eux elles moi nous".split())
_RELATIVE = frozenset("qui lequel laquelle lesquels lesquelles".split())
_INNER = frozenset("nmod amod flat:name flat appos fixed".split())
_POSSESSIVES = frozenset("son sa ses leur leurs".split())
_NEW_CLAUSE = frozenset("et mais ou car qui que qu' dont où alors tandis puis donc pour".split())
_ALIKE = {"de": {"de", "d'", "du", "des"}, "d'": {"d'"}}
_MARKS = frozenset({",", "(", ")", ";", ":", "–", "—"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHit:
    """A frame in a sentence: its words, its source and where it ends (tokens)."""

    first: int
    cue_end: int
    frame: SourceFrame
    source: NounPhrase | None
    end: int


def attributions(page: Page, unit: Unit) -> Iterator[Attribution]:
    """What the frames of a sentence attribute."""
    hits = list(_hits(page, unit))
    for number, hit in enumerate(hits):
        floor = hits[number - 1].end if number else unit.first
        ceiling = hits[number + 1].first if number + 1 < len(hits) else unit.last
        content = _content(page, unit, hit, *_within_brackets(page, hit, floor, ceiling))
        if not content:
            continue
        yield Attribution(
            rule=f"frame-{hit.frame.type}", cue=(hit.first, hit.cue_end), cue_lemma=" ".join(hit.frame.words),
            act=hit.frame.act, source=hit.source, content=content,
            confidence=0.85 if hit.frame.type == "source" else 0.7,
        )  # fmt: skip


def _hits(page: Page, unit: Unit) -> Iterator[FrameHit]:
    k, openings = unit.first, _openings(page.lexicon.frames)
    while k < unit.last:
        opens = page.inside[k] < 0 and low(page.doc[k]) in openings
        hit = _hit(page, unit, k) if opens else None
        if hit is not None:
            yield hit
            k = hit.end
        else:
            k += 1


@lru_cache(maxsize=4)
def _openings(frames: tuple[SourceFrame, ...]) -> frozenset[str]:
    """The first words of all frames, in every form."""
    return frozenset(form for frame in frames for form in _ALIKE.get(frame.words[0], {frame.words[0]}))


def _hit(page: Page, unit: Unit, k: int) -> FrameHit | None:
    """The frame that begins at a token, with a source that can speak."""
    doc = page.doc
    for frame in page.lexicon.frames:
        cue_end = _match(page, frame.words, k, unit)
        if cue_end is None:
            continue
        if frame.type == "possessive":
            whose = next((j for j in range(k, cue_end) if low(doc[j]) in _POSSESSIVES), None)
            source = None if whose is None else (whose, whose + 1)
            return FrameHit(first=k, cue_end=cue_end, frame=frame, source=source, end=cue_end)
        source = _source(page, unit, k, cue_end, frame)
        if source is None:
            return None
        end = cue_end + 1 if source[1] <= k else _frame_end(page, unit, source)
        return FrameHit(first=k, cue_end=cue_end, frame=frame, source=source, end=end)
    return None


def _frame_end(page: Page, unit: Unit, source: NounPhrase) -> int:
    """One past the frame: its source with participles and an apposition set off by commas."""
    doc, end = page.doc, source[1]
    while (
        end < unit.last
        and doc[end].text not in _MARKS | MARKS
        and not is_finite(doc[end])
        and end - source[1] < 12
        and (doc[end].dep_.startswith("acl") or (end > source[1] and doc[end].head.i >= source[0]))
    ):
        end += 1
    if end >= unit.last or doc[end].text != ",":
        return end
    for k in range(end + 1, min(unit.last, end + 14)):
        if doc[k].text == ",":
            rest = any(is_finite(doc[j]) or page.inside[j] >= 0 for j in range(k + 1, unit.last))
            return k if rest and k > end + 1 else end
        if is_finite(doc[k]) or page.inside[k] >= 0 or low(doc[k]) in {"mais", "que", "qu'", "il", "elle"}:
            return end
    return end


def _match(page: Page, words: tuple[str, ...], k: int, unit: Unit) -> int | None:
    """One past the frame's words; "de" matches its elided and contracted forms."""
    for offset, word in enumerate(words):
        if k + offset >= unit.last or low(page.doc[k + offset]) not in _ALIKE.get(word, {word}):
            return None
    return k + len(words)


def _source(page: Page, unit: Unit, k: int, start: int, frame: SourceFrame) -> NounPhrase | None:
    """The source after the frame's words, where it is one."""
    doc = page.doc
    if start >= unit.last:
        return None
    if low(doc[start]) in _DISJUNCTIVE:
        return (start, start + 1) if frame.type == "source" or _opens(page, unit, k) else None
    if frame.type == "origin":
        return (start - 1, _origin_end(page, start, unit))
    if low(doc[start]) in _RELATIVE:
        return _antecedent(page, unit, k)
    phrase = phrase_after(doc, start, unit.last, page.lexicon.speakers)
    if phrase is None:
        return None
    head = next(
        (
            doc[i]
            for i in range(*phrase)
            if doc[i].pos_ in {"NOUN", "PROPN"} or low(doc[i]) in page.lexicon.speakers
        ),
        None,
    )
    if head is None:
        return None
    if not can_speak(page, head, (head.i, head.i + 1)) and not (
        frame.type == "source"
        and _opens_clause(page, unit, k, phrase)
        and low(head) not in page.lexicon.measures
    ):
        return None
    if frame.type == "judgement" and (
        not _judges(page, unit, k, phrase) or low(doc[start]) in {"votre", "notre", "mon", "ma", "mes"}
    ):
        return None
    return phrase


def _antecedent(page: Page, unit: Unit, k: int) -> NounPhrase | None:
    """ "la ministre, selon laquelle": the noun phrase before the comma, if it can speak."""
    doc, i = page.doc, k - 1
    while i >= unit.first and not is_word(doc[i]):
        i -= 1
    while i > unit.first and doc[i].head.i < i and doc[i].head.i >= unit.first and doc[i].dep_ in _INNER:
        i = doc[i].head.i
    if i < unit.first or doc[i].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    phrase = noun_phrase(doc, doc[i], unit.first, k)
    return phrase if can_speak(page, doc[i], phrase) else None


def _opens_clause(page: Page, unit: Unit, k: int, phrase: NounPhrase) -> bool:
    """ "Selon les premiers calculs, P": the frame opens the sentence and a comma closes it."""
    doc = page.doc
    opens = not any(is_word(doc[i]) and doc[i].pos_ not in {"CCONJ", "ADV"} for i in range(unit.first, k))
    return (
        opens
        and phrase[1] < unit.last
        and any(doc[i].text == "," for i in range(phrase[1], min(unit.last, phrase[1] + 8)))
    )


def _origin_end(page: Page, start: int, unit: Unit) -> int:
    """ "de source proche du dossier": to the next mark."""
    k = start
    while k < unit.last and page.doc[k].text not in _MARKS and is_word(page.doc[k]):
        k += 1
    return k


def _opens(page: Page, unit: Unit, k: int) -> bool:
    """Does the frame open the sentence, or stand between commas?"""
    lead = [page.doc[i] for i in range(unit.first, k)]
    return not any(is_finite(t) for t in lead) or (k > unit.first and page.doc[k - 1].text == ",")


def _judges(page: Page, unit: Unit, k: int, phrase: NounPhrase) -> bool:
    """ "Pour X, P": a person or body, opening the sentence, then a comma and a whole clause."""
    doc = page.doc
    if not _opens(page, unit, k) or phrase[1] >= unit.last:
        return False
    if phrase[1] - phrase[0] == 1 and doc[phrase[0]].pos_ == "PROPN" and not _known_surname(page, phrase[0]):
        return False  # "Pour Noël, …"
    places = all(doc[i].ent_type_ == "LOC" for i in range(*phrase) if doc[i].pos_ == "PROPN") and any(
        doc[i].pos_ == "PROPN" for i in range(*phrase)
    )
    if doc[phrase[1]].text != "," or (
        places and not any(low(doc[i]) in page.lexicon.speakers for i in range(*phrase))
    ):
        return False
    return any(is_finite(doc[i]) for i in range(phrase[1], unit.last))


def _known_surname(page: Page, i: int) -> bool:
    """Does a single name end a longer one of the document?"""
    surname = low(page.doc[i])
    return any(len(e) > 1 and low(e[-1]) == surname for e in page.doc.ents if e.label_ in {"PER", "PERSON"})


def _within_brackets(page: Page, hit: FrameHit, floor: int, ceiling: int) -> tuple[int, int]:
    """A frame in brackets speaks of what stands in them: "… (seulement 96 selon les chiffres officiels)"."""
    texts = [page.doc[k].text for k in range(floor, hit.first)]
    if texts.count("(") <= texts.count(")"):
        return floor, ceiling
    opening = max(k for k in range(floor, hit.first) if page.doc[k].text == "(")
    closing = next((k for k in range(hit.end, ceiling) if page.doc[k].text == ")"), ceiling)
    if opening + 1 == hit.first and not any(is_finite(page.doc[k]) for k in range(hit.end, closing)):
        return floor, ceiling  # "P (selon X)": of what stands before them
    return opening + 1, closing


def _content(page: Page, unit: Unit, hit: FrameHit, floor: int, ceiling: int) -> tuple[Chars, ...]:
    """The clause that the frame attributes: after it, before it, or on both sides."""
    ceiling = next(
        (k for k in range(hit.end, ceiling) if page.doc[k].text == ";" and page.inside[k] < 0), ceiling
    )
    before, after = page.chars(floor, hit.first), page.chars(hit.end, ceiling)
    introduced = any(low(page.doc[k]) in {"que", "qu'"} for k in range(max(floor, hit.first - 2), hit.first))
    if introduced and after is not None:
        return (after,)  # "Le journal écrit que, selon X, P"
    lead = sum(is_word(page.doc[k]) for k in range(floor, hit.first))
    relative = hit.frame.type != "possessive" and hit.source is not None and hit.source[1] <= hit.first
    if before and after and _parts_subject(page, hit, floor, ceiling):
        return (before, after)
    opens = relative or (not any(is_finite(page.doc[k]) for k in range(floor, hit.first)) and lead < 6)
    if opens and after is not None and hit.end < ceiling:
        return (after,)
    closes = hit.end >= ceiling or after is None
    if closes:
        return (before,) if before else ()
    if (
        page.doc[hit.end].text == ","
        and before
        and after
        and ceiling == unit.last
        and _goes_on(page, hit, ceiling)
    ):
        return (before, after)
    if before and after and _runs_on(page, hit):
        return (before, after)
    return (before,) if before else ()


def _parts_subject(page: Page, hit: FrameHit, floor: int, ceiling: int) -> bool:
    """ "Les assaillants, selon X, ont tiré": the subject of the verb after the frame stands before it."""
    doc = page.doc
    lead = [doc[k] for k in range(floor, hit.first) if page.inside[k] < 0]
    set_off = [not is_word(doc[k]) for k in (hit.first - 1, hit.end)]
    if any(is_finite(token) for token in lead) or set_off[0] != set_off[1]:
        return False
    if any(token.dep_.startswith("nsubj") and hit.end <= token.head.i < ceiling for token in lead):
        return True
    after = hit.end + 1
    return (
        doc[hit.end].text == ","
        and after < ceiling
        and is_finite(doc[after])
        and bool(lead)
        and lead[0].pos_ in {"DET", "PRON", "PROPN"}
    )


def _runs_on(page: Page, hit: FrameHit) -> bool:
    """ "aurait selon X payé 14 millions": no mark on either side of the frame, and the same clause."""
    lead, following = page.doc[hit.first - 1], page.doc[hit.end]
    return is_word(lead) and is_word(following) and low(following) not in _NEW_CLAUSE


def _goes_on(page: Page, hit: FrameHit, ceiling: int) -> bool:
    """Is what follows the frame part of the same clause, not a new one?"""
    return page.doc[hit.first - 1].text == ","
