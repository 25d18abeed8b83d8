"""Nominal and judging contents: "dénonce N", "se félicite de N", "juge inacceptable …", "qualifie X de Y"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.adjuncts import skip_adjuncts, skip_adverbs
from kg.nlp.extent import clause_end, phrase_end
from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.rules.infinitive import Finder, has_no_case
from kg.nlp.tokens import is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup


def nominal(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """The object of "dénonce", "rejette", "évoque" …, or the subject of their passive."""
    verb = page.doc[group.verb]
    if any(low(page.doc[k]) in {"vous", "te", "t'"} for k in range(group.first, group.verb)):
        return None  # "vous propose un choix": an offer to the reader
    if group.passive:
        subjects = [t for t in verb.children if t.dep_.startswith("nsubj") and t.i < group.first]
        return (subjects[0].left_edge.i, subjects[0].right_edge.i + 1) if subjects else None
    objects = [
        t for t in verb.children
        if t.dep_ in {"obj", "ccomp", "xcomp"} and t.i >= group.last and t.left_edge.i >= group.last
        and t.pos_ in {"NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"} and has_no_case(t)
    ]  # fmt: skip
    if objects and objects[0].pos_ == "PRON" and low(objects[0]) not in {"cela", "ceci", "ça"}:
        return None
    if objects and _is_person(page, objects[0]):
        return None
    if objects:
        return objects[0].left_edge.i, phrase_end(page, unit, objects[0], group)
    return _by_words(page, unit, group)


def _is_person(page: Page, head: Token) -> bool:
    """ "a salué ses supporters": somebody, not something said (unless words of it are quoted)."""
    if any(page.doc[k].text in MARKS for k in range(head.left_edge.i, head.right_edge.i + 1)):
        return False
    kind = page.lexicon.speakers.get(low(head)) or page.lexicon.speakers.get(low(head).removesuffix("s"))
    return head.ent_type_ in {"PER", "PERSON"} or kind == "person"


def _by_words(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """The noun phrase right after the verb, where the parse sees no object."""
    doc, k = page.doc, skip_adjuncts(page.doc, group.last, unit.last)
    at = k + 1 if k < unit.last and doc[k].text in MARKS else k
    if at >= unit.last or (doc[at].pos_ != "DET" and low(doc[at]) not in {"des", "de", "d'", "du"}):
        return None
    head = next((doc[j] for j in range(at, min(unit.last, at + 5)) if doc[j].pos_ == "NOUN"), None)
    if (
        head is None
        or group.form == "past-participle"
        or (low(doc[at]) in {"de", "d'", "du"} and doc[at].pos_ != "DET")
    ):
        return None
    return k, max(phrase_end(page, unit, head, group), head.i + 1)


def prepositional(*forms: str) -> Finder:
    """ "se félicite de N", "appelle à N": de and à stay outside, du and au inside."""

    def find(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
        k = skip_adjuncts(page.doc, group.last, unit.last)
        for at in (group.last, skip_adverbs(page.doc, group.last, unit.last), k):
            if at + 1 >= unit.last or low(page.doc[at]) not in forms:
                continue
            head = page.doc[at].head if page.doc[at].dep_ == "case" else page.doc[at + 1]
            if head.i < at:
                continue
            contracted = low(page.doc[at]) in {"du", "des", "au", "aux"}
            return (at if contracted else at + 1), max(phrase_end(page, unit, head, group), at + 2)
        return None

    return find


def quoted_only(find: Finder) -> Finder:
    """A content that counts only because words of it are quoted ("parle d'un « séisme »")."""

    def found(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
        bounds = find(page, unit, group)
        if bounds is None or not any(page.doc[k].text in MARKS for k in range(*bounds)):
            return None
        return bounds

    return found


def judgement(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "juge inacceptable tout retard", "se dit prêt à …": from the adjective on."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    at = k
    while at < unit.last and (doc[at].text in MARKS or doc[at].pos_ == "ADV"):
        at += 1
    if at < unit.last and (
        doc[at].pos_ == "ADJ"
        or (
            doc[at].dep_ == "xcomp"
            and "Inf" not in doc[at].morph.get("VerbForm", [])
            and doc[at].pos_ == "VERB"
        )
        or ("Part" in doc[at].morph.get("VerbForm", []) and not low(doc[at]).endswith("ant"))
    ):
        return k, clause_end(page, unit, k, group)
    return None


def qualified(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "qualifie X de Y", "présente X comme Y": both X and Y."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    k = group.last if k > group.last and low(doc[group.last]) in {"de", "d'", "à", "comme"} else k
    end = clause_end(page, unit, k, group)
    links = (
        {"de", "d'"}
        if group.cue.lemma in {"qualifier", "traiter", "taxer"}
        else {"comme"}
        if group.cue.lemma not in {"comparer", "assimiler"}
        else {"à"}
    )
    found = [j for j in range(k, end) if low(doc[j]) in links]
    quoted = any(doc[j].text in MARKS for j in range(k, end))
    if (
        not found
        or not (quoted or group.cue.lemma in {"qualifier", "comparer", "taxer", "assimiler"})
        or (not is_word(doc[k]) and not quoted)
    ):
        return None
    return k, end
