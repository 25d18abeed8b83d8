"""Infinitive contents: "dit vouloir", "a promis de", "exhorte X à"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.nlp.adjuncts import skip_adjuncts, skip_adverbs
from kg.nlp.extent import clause_end
from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

Finder = Callable[[Page, Unit, VerbGroup], tuple[int, int] | None]
_BEFORE_INFINITIVE = frozenset(
    "ne n' pas plus se s' y en le les la l' lui leur me m' te t' nous vous".split()
)


def infinitive(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "dit vouloir", "affirme ne pas avoir": a bare infinitive right after the verb."""
    k = skip_adjuncts(page.doc, group.last, unit.last)
    return (k, clause_end(page, unit, k, group)) if is_infinitive(page, k, unit) else None


def is_infinitive(page: Page, k: int, unit: Unit) -> bool:
    """Does an infinitive begin here, with its clitics, negation and a quotation mark?"""
    while k < unit.last and (low(page.doc[k]) in _BEFORE_INFINITIVE or page.doc[k].text in MARKS):
        k += 1
    return k < unit.last and "Inf" in page.doc[k].morph.get("VerbForm", [])


def _says(page: Page, k: int, unit: Unit) -> bool:
    """Is the infinitive that begins here a verb of saying?"""
    while k < unit.last and "Inf" not in page.doc[k].morph.get("VerbForm", []):
        k += 1
    return k in page.groups and page.groups[k].cue.act in {"assert", "explain", "announce"}


def preposition(*forms: str) -> Finder:
    """de / à and an infinitive: "a promis de", "exhorte à"."""

    def find(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
        k = skip_adjuncts(page.doc, group.last, unit.last)
        for at in (group.last, skip_adverbs(page.doc, group.last, unit.last), k):
            if at < unit.last and low(page.doc[at]) in forms and is_infinitive(page, at + 1, unit):
                if _says(page, at + 1, unit):  # "a refusé de dire si": the saying itself is the cue
                    return None
                return at + 1, clause_end(page, unit, at + 1, group)
        for end in _addressee_ends(page, unit, group, k):
            if low(page.doc[end]) in forms and is_infinitive(page, end + 1, unit):
                return end + 1, clause_end(page, unit, end + 1, group)
        return None

    return find


def _addressee_ends(page: Page, unit: Unit, group: VerbGroup, start: int) -> Iterator[int]:
    """The first token after each complement near the verb ("demande aux préfets de rester")."""
    for child in page.doc[group.verb].children:
        if child.dep_.startswith(("iobj", "obl")) and group.last <= child.left_edge.i <= start + 1:
            end = child.right_edge.i + 1
            inner = next((t.i for t in child.subtree if low(t) in {"de", "d'"} and t.i > child.i
                          and is_infinitive(page, t.i + 1, unit)), end)  # fmt: skip
            if inner < unit.last:
                yield inner


def object_infinitive(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "accuse X de créer", "appelle X à cesser": X belongs to the content; passive: from "de" on."""
    doc, verb = page.doc, page.doc[group.verb]
    if group.passive:
        k = skip_adjuncts(doc, group.last, unit.last)
        for at in (group.last, skip_adverbs(page.doc, group.last, unit.last), k):
            if at < unit.last and low(doc[at]) in {"de", "d'", "à"}:
                return at + 1, clause_end(page, unit, at + 1, group)
        return None
    objects = [
        t
        for t in verb.children
        if t.dep_ in {"obj", "iobj", "obl:arg"} and t.i >= group.last and has_no_case(t)
    ]
    if not objects:
        return None
    start = max(group.last, objects[0].left_edge.i)
    end = clause_end(page, unit, start, group)
    if group.cue.act in {"demand", "propose"}:
        links = [k for k in range(objects[0].i, end) if low(doc[k]) in {"de", "d'", "à"}]
        return (start, end) if any(is_infinitive(page, k + 1, unit) for k in links) else None
    words = {low(doc[k]) for k in range(objects[0].i, end)}
    return (start, end) if words & {"de", "d'", "à", "du", "des", "au", "aux", "pour"} else None


def has_no_case(token: Token) -> bool:
    return not any(child.dep_ == "case" for child in token.lefts)
