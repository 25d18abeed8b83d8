"""Nouns that attribute: "la crainte que P", "l'idée selon laquelle P", "a lancé un appel à N"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from kg.lexicon.load import CueNoun
from kg.nlp.extent import clause_end, phrase_end
from kg.nlp.page import Attribution, Chars, Page
from kg.nlp.rules.infinitive import is_infinitive
from kg.nlp.rules.speaker import Speaker, can_speak, speaker_of
from kg.nlp.sources import NounPhrase, phrase_after
from kg.nlp.tokens import is_finite, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup, support_group

_RELATIVES = frozenset("lequel laquelle lesquels lesquelles".split())
_TAKES = frozenset("à au aux sur contre pour devant face de d' du des envers quant".split())
_CONTRACTED = frozenset("du des au aux".split())
_BARE_ACTS = frozenset({"assert", "explain", "announce"})
_REACH = 7  # tokens between a support verb and its noun


def attributions(page: Page, unit: Unit, taken: Set[int]) -> Iterator[Attribution]:
    """What the nouns of a sentence attribute; ``taken`` holds verbs that other rules have used."""
    for i in range(unit.first, unit.last):
        noun = page.lexicon.nouns.get(low(page.doc[i]))
        if noun is None or page.inside[i] >= 0 or page.doc[i].pos_ not in {"NOUN", "PROPN", "X"}:
            continue
        found = _supported(page, unit, i, noun, taken) or _bare(page, unit, i, noun)
        if found is not None:
            yield found


# --------------------------------------------------------------------- with a support verb


def _supported(page: Page, unit: Unit, i: int, noun: CueNoun, taken: Set[int]) -> Attribution | None:
    """ "a exprimé sa crainte que P", "ont lancé un appel à N"."""
    group = _support(page, unit, i, noun)
    if group is None or group.verb in taken or page.inside[group.verb] >= 0:
        return None
    speaker = speaker_of(page, unit, group)
    content = _complement(page, unit, i, noun, group)
    if speaker is None or speaker.phrase is None or content is None or speaker.is_thing:
        return None
    return _build(
        "noun-support", (group.first, i + 1), group.cue.lemma, noun, speaker, content, 0.8, group.negated
    )


def _support(page: Page, unit: Unit, i: int, noun: CueNoun) -> VerbGroup | None:
    """The group of a support verb that this noun takes, before it."""
    for k in range(i - 1, max(unit.first - 1, i - _REACH), -1):
        for support in page.lexicon.supports.get(low(page.doc[k]), ()):
            if support.lemma in noun.support and _rest_matches(page, k + 1, support.rest):
                return support_group(
                    page.doc, k, f"{support.lemma} {noun.lemma}", noun, unit.first, unit.last, page.lexicon
                )
        if page.doc[k].text in {",", ";", ":"} or (is_finite(page.doc[k]) and page.doc[k].pos_ == "VERB"):
            return None
    return None


def _rest_matches(page: Page, start: int, rest: tuple[str, ...]) -> bool:
    """Do the further words of a support verb follow ("faire part de")?"""
    for offset, word in enumerate(rest):
        said = low(page.doc[start + offset]) if start + offset < len(page.doc) else ""
        if said != word and not (word == "de" and said in {"d'", "du", "des"}):
            return False
    return True


def _complement(page: Page, unit: Unit, i: int, noun: CueNoun, group: VerbGroup) -> Chars | None:
    """The content after the noun: a clause, an infinitive or a noun phrase."""
    doc, k = page.doc, _after_adjectives(page, unit, i + 1)
    if k >= unit.last:
        return None
    if low(doc[k]) in {"que", "qu'"} and "que" in noun.frames:
        return page.chars(k + 1, clause_end(page, unit, k + 1, group))
    if low(doc[k]) == "selon" and k + 1 < unit.last and low(doc[k + 1]) in _RELATIVES:
        return page.chars(k + 2, clause_end(page, unit, k + 2, group))
    if low(doc[k]) not in _TAKES:
        return None
    if low(doc[k]) in {"de", "d'", "à"} and is_infinitive(page, k + 1, unit):
        return page.chars(k + 1, clause_end(page, unit, k + 1, group))
    return _noun_phrase(page, unit, k, noun, group)


def _noun_phrase(page: Page, unit: Unit, k: int, noun: CueNoun, group: VerbGroup) -> Chars | None:
    """ "à N", "sur N", "face à N": what is said, or to whom before "de" or "à" and an infinitive."""
    doc = page.doc
    start = k + 2 if low(doc[k]) in {"face", "quant"} and k + 1 < unit.last else k + 1
    near = range(start, min(unit.last, start + 5))
    head = next((doc[j] for j in near if doc[j].pos_ in {"NOUN", "PROPN"}), None)
    if head is None:
        return None
    limit = clause_end(page, unit, start, group)
    end = max(min(phrase_end(page, unit, head, group), limit), head.i + 1)
    if can_speak(page, head, (head.i, head.i + 1)):
        for j in range(head.i + 1, min(unit.last, head.i + 12)):
            if low(doc[j]) in {"à", "de", "d'", "pour"} and is_infinitive(page, j + 1, unit):
                return page.chars(j + 1, clause_end(page, unit, j + 1, group))
        return None  # "a rendu hommage à Simone Veil"
    if noun.act in _BARE_ACTS:
        return None  # "a tenu des propos sur Europe 1"
    return page.chars(start - 1 if low(doc[start - 1]) in _CONTRACTED else start, end)


def _after_adjectives(page: Page, unit: Unit, k: int) -> int:
    while k < unit.last and page.doc[k].pos_ == "ADJ":
        k += 1
    return k


# --------------------------------------------------------------------- by itself


def _bare(page: Page, unit: Unit, i: int, noun: CueNoun) -> Attribution | None:
    """ "l'annonce (par X) que P", "la promesse du ministre de + infinitive", "la thèse selon laquelle P"."""
    doc, k = page.doc, _after_adjectives(page, unit, i + 1)
    source, k = _holder(page, unit, k)
    if k < unit.last and doc[k].text == ",":
        k = _past_insertion(page, unit, k)
    if k + 1 >= unit.last:
        return None
    if low(doc[k]) in {"que", "qu'"} and "que" in noun.frames and doc[k].dep_ == "mark":
        start = k + 1
    elif low(doc[k]) == "selon" and low(doc[k + 1]) in _RELATIVES and "selon" in noun.frames:
        start = k + 2
    elif low(doc[k]) in {"de", "d'"} and "de" in noun.frames and source and is_infinitive(page, k + 1, unit):
        start = k + 1
    else:
        return None
    content = page.chars(start, _clause_end(page, unit, start, doc[i]))
    if content is None:
        return None
    first = i - 1 if i > unit.first and doc[i - 1].pos_ == "DET" else i
    speaker = Speaker(phrase=source, can_speak=True)
    return _build("noun-clause", (first, i + 1), noun.lemma, noun, speaker, content, 0.7, negated=False)


def _holder(page: Page, unit: Unit, k: int) -> tuple[NounPhrase | None, int]:
    """Whose the noun is ("du ministre", "par le groupe"), and the token after it."""
    doc = page.doc
    if k + 1 >= unit.last or low(doc[k]) not in {"de", "d'", "du", "des", "par"}:
        return None, k
    phrase = phrase_after(doc, k + 1, unit.last, page.lexicon.speakers)
    heads = [doc[j] for j in range(*phrase) if doc[j].pos_ in {"NOUN", "PROPN"}] if phrase else []
    if phrase is None or not heads or not can_speak(page, heads[0], phrase):
        return None, k
    cut = next(
        (j for j in range(*phrase) if low(doc[j]) in {"de", "d'"} and is_infinitive(page, j + 1, unit)),
        phrase[1],
    )
    return (k if low(doc[k]) in _CONTRACTED else phrase[0], cut), cut


def _past_insertion(page: Page, unit: Unit, comma: int) -> int:
    """Past ", défendue par les écologistes," before the clause; past the comma alone before "selon"."""
    doc = page.doc
    if comma + 1 < unit.last and low(doc[comma + 1]) == "selon":
        return comma + 1
    for k in range(comma + 1, min(unit.last, comma + 12)):
        if doc[k].text == ",":
            return k + 1
        if is_finite(doc[k]):
            return comma
    return comma


def _clause_end(page: Page, unit: Unit, start: int, noun: Token) -> int:
    """One past a clause that completes a noun: its subtree, never into the main verb of the sentence."""
    doc, limit = page.doc, unit.last
    if noun.dep_.startswith("nsubj") and noun.head.i > start:
        governor = noun.head
        limit = min(
            [
                governor.i,
                *(t.i for t in governor.lefts if t.i > start and t.dep_.startswith(("aux", "cop", "expl"))),
            ]
        )
    for token in doc[start:limit]:
        if token.left_edge.i <= start and (
            token.dep_.startswith(("acl", "ccomp", "xcomp", "advcl")) or token.head.i == noun.i
        ):
            return min(limit, token.right_edge.i + 1)
    comma = next((k for k in range(start, limit) if doc[k].text == "," and page.inside[k] < 0), limit)
    return min(limit, comma)


def _build(
    rule: str, cue: NounPhrase, lemma: str, noun: CueNoun, speaker: Speaker,
    content: Chars, confidence: float, negated: bool,
) -> Attribution:  # fmt: skip
    return Attribution(
        rule=rule, cue=cue, cue_lemma=lemma, act=noun.act, source=speaker.phrase, content=(content,),
        confidence=confidence, negated=negated,
    )  # fmt: skip
