"""Finite contents: "que P", "si P", "pourquoi P", "… : P" without quotation marks."""

from __future__ import annotations

from kg.nlp.adjuncts import skip_adjuncts
from kg.nlp.extent import clause_end
from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import is_finite, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

QUE = frozenset({"que", "qu'"})
_QUESTIONS = frozenset("si s' comment pourquoi où quand combien quel quelle quels quelles qui".split())
_NOT_COMPLEMENT = frozenset(
    "plus moins ainsi alors bien lors puis autant aussi même tel telle ne n' pas autre après avant pendant"
    " dès depuis sans pour afin tandis parce jusqu'à ce".split()
)
_REACH = 25  # tokens between a verb and its "que"


def que(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "que P", over any distance that the parse or the adjuncts allow."""
    mark = _by_parse(page, unit, group)
    if mark is None:
        mark = _by_words(page, unit, group)
    return None if mark is None else (mark + 1, clause_end(page, unit, mark + 1, group))


def _by_parse(page: Page, unit: Unit, group: VerbGroup) -> int | None:
    """The "que" that marks a clause governed by the verb."""
    doc = page.doc
    verb = doc[group.last - 1] if group.cue.rest else doc[group.verb]
    for child in verb.children:
        if child.dep_ not in {"ccomp", "xcomp", "obj", "advcl"} or child.i <= group.verb:
            continue
        marks = [t.i for t in child.lefts if low(t) in QUE and t.dep_ in {"mark", "obj", "advmod"}]
        if marks and group.last <= marks[0] < unit.last and page.inside[marks[0]] < 0:
            return marks[0] if _complements(page, group, marks[0]) else None
    return None


def _by_words(page: Page, unit: Unit, group: VerbGroup) -> int | None:
    """The first "que" after the verb, with no other verb in between."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    while k < unit.last and k - group.last < _REACH:
        token = doc[k]
        if low(token) in QUE:
            adjoining = k == skip_adjuncts(doc, group.last, unit.last)
            return k if _complements(page, group, k) and (token.pos_ != "PRON" or adjoining) else None
        if page.inside[k] >= 0 or token.text in MARKS:
            k += 1  # a title or a word in quotation marks on the way
            continue
        if is_finite(token) or token.text in {";", ":"} or k in page.groups:
            return None
        if token.text == "," and not _inserted(page, k, unit):
            return None
        k += 1
    return None


def _complements(page: Page, group: VerbGroup, k: int) -> bool:
    """Is this "que" no part of a conjunction or comparison, nor of "ne … que"?"""
    words = [low(page.doc[j]) for j in range(group.first, group.last)]
    if k == group.last:
        return group.negated or not {"ne", "n'"} & set(words)
    return low(page.doc[k - 1]) not in _NOT_COMPLEMENT


def _inserted(page: Page, comma: int, unit: Unit) -> bool:
    """Is there an insertion between two commas, right before "que"?"""
    for k in range(comma + 1, min(unit.last - 1, comma + 16)):
        if page.doc[k].text == "," and low(page.doc[k + 1]) in QUE:
            return True
        if is_finite(page.doc[k]):
            return False
    return comma + 1 < unit.last and low(page.doc[comma + 1]) in QUE


def question(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "si P", "pourquoi P": the question word belongs to the content."""
    for k in (group.last, skip_adjuncts(page.doc, group.last, unit.last)):
        if k < unit.last and low(page.doc[k]) in _QUESTIONS:
            found = any(is_finite(page.doc[j]) for j in range(k + 1, unit.last))
            return (k, clause_end(page, unit, k, group)) if found else None
    return None


def colon(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "X prévient : P", "tous l'ont dit : P": a clause after the colon, not a quotation."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    objects = [t for t in doc[group.verb].children if t.dep_ == "obj" and t.pos_ != "PRON"]
    while k < unit.last and k - group.last < _REACH and doc[k].text != ":" and not objects:
        if is_finite(doc[k]) or k in page.groups or doc[k].text in MARKS:
            return None
        k += 1
    if k + 1 >= unit.last or doc[k].text != ":" or doc[k + 1].text in MARKS:
        return None
    return (k + 1, unit.last) if any(is_finite(doc[j]) for j in range(k + 1, unit.last)) else None
