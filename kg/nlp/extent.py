"""How far a content reaches: to the end of its clause, not into what the journalist adds."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import SENTENCE_FINAL, is_finite, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_FRAME_STARTS = frozenset({"selon", "d'après"})


def clause_end(page: Page, unit: Unit, start: int, group: VerbGroup) -> int:
    """One past the last token of a clause that begins at ``start`` under the cue ``group``.

    It runs to the end of the sentence but for: a semicolon; another verb that goes on reporting
    (", ajoutant que", "et a promis"); "avant d'ajouter"; ", comme l'a dit"; ", selon X"; and a
    finite clause that the parse coordinates with the cue itself.
    """
    doc = page.doc
    for k in range(start + 1, unit.last):
        if page.inside[k] >= 0:
            continue
        text = doc[k].text
        if text == ";":
            return k
        if text in {",", "(", "–", "—"} and _reporting_goes_on(page, unit, k + 1, group):
            return k
        if low(doc[k]) in {"et", "mais", "avant", "puis"} and _reporting_goes_on(page, unit, k, group):
            return k
        if text == ":" and not _explains(page, k, unit):
            return k
    return unit.last


def _explains(page: Page, colon: int, unit: Unit) -> bool:
    """What follows a colon inside a content goes on with it."""
    return colon + 1 < unit.last


def _reporting_goes_on(page: Page, unit: Unit, k: int, group: VerbGroup) -> bool:
    """Does the text leave the content at ``k`` for another act of reporting?"""
    doc = page.doc
    if k >= unit.last:
        return False
    word = low(doc[k])
    if word == "selon" or word in {"d'", "à"} and k + 1 < unit.last and low(doc[k + 1]) in {"après", "en"} and (
        word == "d'" or k + 2 < unit.last and low(doc[k + 2]) == "croire"
    ):
        return True
    if word == "comme" and any(j in page.groups for j in range(k, min(unit.last, k + 6))):
        return True
    if word == "avant" and any(
        j in page.groups and page.groups[j].form == "infinitive" for j in range(k + 1, min(unit.last, k + 4))
    ):
        return True
    j = k
    while j < unit.last and j - k < 4 and (low(doc[j]) in {"et", "mais", "puis", "tout", "en", "ou"} or doc[j].pos_ in {"ADV", "CCONJ"}):
        j += 1
    for at in range(j, min(unit.last, j + 4)):
        other = page.groups.get(at)
        if other is None or not other.first <= max(j, k) <= at:
            continue
        if other.form == "present-participle":
            return True
        if other.form == "finite" and other.clitic is None and _coordinated(doc[at], doc[group.verb]):
            return True
    return _main_clause_goes_on(doc[j] if j < unit.last else None, page, group, k, unit)


def _coordinated(token: Token, verb: Token) -> bool:
    """Is a verb, by the parse, coordinated with the cue?"""
    seen = 0
    while token.dep_ == "conj" and seen < 5:
        token, seen = token.head, seen + 1
        if token == verb:
            return True
    return token == verb


def _main_clause_goes_on(token: Token | None, page: Page, group: VerbGroup, k: int, unit: Unit) -> bool:
    """Does a finite clause coordinated with the cue, by the parse, begin here?"""
    verb = page.doc[group.verb]
    for other in verb.conjuncts:
        if other.i > k and other.left_edge.i in {k, k + 1} and is_finite_group(other):
            return True
    return False


def is_finite_group(token: Token) -> bool:
    """A finite verb, or a participle with its auxiliary."""
    return is_finite(token) or any(c.dep_.startswith(("aux", "cop")) and is_finite(c) for c in token.children)


def phrase_end(page: Page, unit: Unit, head: Token, group: VerbGroup) -> int:
    """One past a nominal content: its subtree by the parse, and to the end of a quotation it opens."""
    doc = page.doc
    end = min(head.right_edge.i + 1, unit.last)
    for k in range(head.i + 1, end):
        if page.inside[k] < 0 and doc[k].text in {",", ";"} and _reporting_goes_on(page, unit, k + 1, group):
            end = k
            break
    if end < unit.last and (page.inside[end] >= 0 or doc[end].text in MARKS) and not doc[end - 1].text == ",":
        number = page.inside[end] if page.inside[end] >= 0 else page.inside[min(end + 1, unit.last - 1)]
        if number >= 0:
            while end < unit.last and doc[end].idx < page.quotes[number].outer_end:
                end += 1
    while end > head.i + 1 and doc[end - 1].text in SENTENCE_FINAL | {",", ";"}:
        end -= 1
    return end
