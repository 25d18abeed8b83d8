"""Verb groups that attribute: "n'a pas évoqué", "a-t-il noté", "affirmant", "se dit".

A group is found by the inflected forms of the lexicon, not by the tagger's lemma, so that any
pipeline serves; the tagger only decides between a verb and a noun of the same form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from kg.lexicon.load import CueNoun, CueVerb, Lexicon
from kg.nlp.quotes import MARKS
from kg.nlp.reach import INVERTIBLE, Reach, reach_of
from kg.nlp.tokens import (
    AUXILIARIES,
    AVOIR,
    ETRE,
    INVERTED,
    NEGATIONS,
    NEGATORS,
    REFLEXIVES,
    low,
)

_DETERMINERS = frozenset("un une ce cette sa son ses leur ma mon du au cet".split())
Form = Literal["finite", "present-participle", "past-participle", "infinitive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """A verb group whose verb attributes, as token indices.

    ``first``/``last`` bound the group (exclusive end), ``verb`` is its lexical verb, ``clitic``
    the inverted subject pronoun ("-t-il"), ``passive`` says être + past participle of a verb
    that takes no être of its own.
    """

    first: int
    last: int
    verb: int
    cue: CueVerb
    form: Form
    clitic: int | None
    negated: bool
    passive: bool


def verb_group(doc: Doc, i: int, lexicon: Lexicon, floor: int, ceiling: int) -> VerbGroup | None:
    """The attributing verb group whose lexical verb is token ``i``, or None.

    ``floor`` and ``ceiling`` bound the sentence.
    """
    cues = lexicon.verbs.get(low(doc[i]))
    if not cues or not _verbal(doc, i, floor, lexicon.homographs):
        return None
    reach = reach_of(doc, i, floor, ceiling, lexicon)
    cue, last = _choose(doc, cues, reach, i, ceiling)
    return None if cue is None else _group(doc, i, cue, last, reach, floor, ceiling)


def support_group(
    doc: Doc, i: int, lemma: str, noun: CueNoun, floor: int, ceiling: int, lexicon: Lexicon
) -> VerbGroup:
    """The group of a support verb at token ``i`` ("a exprimé" of "a exprimé sa crainte")."""
    cue = CueVerb(
        lemma=lemma, verb=lemma.partition(" ")[0], rest=(), reflexive=False, act=noun.act,
        polarity=noun.polarity, frames=frozenset({"que"}),
    )  # fmt: skip
    reach = reach_of(doc, i, floor, ceiling, lexicon)
    return _group(doc, i, cue, reach.last, reach, floor, ceiling)


def _group(doc: Doc, i: int, cue: CueVerb, last: int, reach: Reach, floor: int, ceiling: int) -> VerbGroup:
    """All about the group round a verb once its reading is chosen."""
    first = reach.first
    words = [low(doc[k]) for k in range(first, i)]
    auxiliaries = [word for word in words if word in AUXILIARIES]
    form = _form(doc[i], cue, auxiliaries)
    passive = (
        form == "finite" and bool(auxiliaries) and _is_passive(doc[i], cue, auxiliaries, reach.reflexive)
    )
    negated = any(w in NEGATIONS for w in words) and any(
        low(doc[k]) in NEGATORS for k in range(first, min(last + 1, ceiling))
    )
    withheld = _refused(doc, first, floor) or _withheld(doc, first, floor)
    return VerbGroup(
        first=first, last=last, verb=i, cue=cue, form=form, passive=passive and not cue.takes_etre,
        clitic=reach.clitic, negated=negated or withheld,
    )  # fmt: skip


def _verbal(doc: Doc, i: int, floor: int, homographs: frozenset[str]) -> bool:
    """Is this form of a verb used as one? Nouns (note, juge, demande) and adjectives are not.

    The construction is asked first, the tagger only for forms that are nouns as well.
    """
    token, word = doc[i], low(doc[i])
    before = low(doc[i - 1]) if i > floor else ""
    after = low(doc[i + 1]) if i + 1 < len(doc) else ""
    if (
        before in AUXILIARIES
        or before in REFLEXIVES - {"nous", "vous"}
        or after in INVERTED
        or after in {"-t", "t"}
    ):
        return True
    if before in INVERTIBLE or before in INVERTED:
        return True
    if _after_mark(doc, i, floor) and i + 1 < len(doc) and doc[i + 1].pos_ in {"PROPN", "DET", "ADV"}:
        return True  # ", lance Philippe Gosselin": taggers take such forms for nouns
    if token.pos_ == "NOUN" and any(t.dep_ == "nsubj" for t in token.lefts) and _leads_on(doc, i):
        return True  # "Le maire, lui, menace de partir"
    if before in {"l'", "le"} and i > floor + 1 and low(doc[i - 2]) == "comme":
        return True  # "comme l'annonce X"
    if before in _DETERMINERS:
        return bool(before == "leur" and token.pos_ == "VERB")
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return (
        word not in homographs
        and before not in {"de", "d'", "en", "par", "à"}
        and token.pos_ in {"NOUN", "ADJ", "ADV", "X"}
        and (not (i > floor and doc[i - 1].pos_ == "DET"))
    )


def _leads_on(doc: Doc, i: int) -> bool:
    """Is it no predicate noun ("X est la menace"), and does "que", or "de" and an infinitive, follow?"""
    if any(t.dep_ == "cop" for t in doc[i].lefts) or i + 2 >= len(doc):
        return False
    infinitive = "Inf" in doc[i + 2].morph.get("VerbForm", [])
    return low(doc[i + 1]) in {"que", "qu'"} or (low(doc[i + 1]) in {"de", "d'", "à"} and infinitive)


def _after_mark(doc: Doc, i: int, floor: int) -> bool:
    """Does a comma or a closing quotation mark stand right before?"""
    return i > floor and (doc[i - 1].text == "," or doc[i - 1].text in MARKS)


def _choose(
    doc: Doc, cues: tuple[CueVerb, ...], reach: Reach, i: int, ceiling: int
) -> tuple[CueVerb | None, int]:
    """The reading of the form that fits: with its further words, reflexive or not."""
    for cue in cues:
        if cue.rest:
            end = _rest_end(doc, cue.rest, i + 1, ceiling)
            if end:
                return cue, end
        elif cue.reflexive == reach.reflexive:
            return cue, reach.last
    plain = [cue for cue in cues if not cue.rest and not cue.reflexive]
    if reach.reflexive and plain and low(doc[i - 1]) in {"nous", "vous"}:
        return plain[0], reach.last
    return None, reach.last


def _rest_end(doc: Doc, rest: tuple[str, ...], start: int, ceiling: int) -> int | None:
    """One past the last of the words that complete a cue, with up to three words in between."""
    at = start
    for word in rest:
        window = [k for k in range(at, min(ceiling, at + 4)) if low(doc[k]) == word]
        if not window:
            return None
        at = window[0] + 1
    return at


def _form(token: Token, cue: CueVerb, auxiliaries: list[str]) -> Form:
    """Finite (with its auxiliary), participle or infinitive."""
    word = low(token)
    if auxiliaries:
        return "finite" if set(auxiliaries) - {"ayant", "avoir", "être", "étant"} else (
            "present-participle" if set(auxiliaries) & {"ayant", "étant"} else "infinitive")  # fmt: skip
    if word == cue.verb:
        return "infinitive"
    if word.endswith("ant"):
        return "present-participle"
    if "Part" in token.morph.get("VerbForm", []):
        return "past-participle"
    return "finite"


def _is_passive(token: Token, cue: CueVerb, auxiliaries: list[str], reflexive: bool) -> bool:
    """être (simple or with été) and a participle of a transitive verb."""
    if reflexive or low(token) == cue.verb:
        return False
    return "été" in auxiliaries or (
        all(word in ETRE for word in auxiliaries) and not any(word in AVOIR for word in auxiliaries)
    )


def _withheld(doc: Doc, first: int, floor: int) -> bool:
    """ "sans préciser": the saying does not take place."""
    return first > floor and low(doc[first - 1]) == "sans"


def _refused(doc: Doc, first: int, floor: int) -> bool:
    """ "a refusé de dire", "s'est gardé d'évoquer": the saying is refused."""
    k = first - 1
    if k >= floor and low(doc[k]) in {"de", "d'"}:
        k -= 1
        return k >= floor and low(doc[k]).startswith(("refus", "omis", "omet"))
    return False
