"""Adjuncts between a verb and its complement: adverbs, dates, "à l'AFP", "dans un communiqué"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.tokens import is_word, low

DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
MONTHS = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_TIME = DAYS | MONTHS | frozenset(
    "hier aujourd'hui avant-hier matin soir après-midi midi nuit veille lendemain dernier dernière"
    " passé passée semaine mois an année ce cette le la l'".split()
)
_HEADS = DAYS | frozenset("hier aujourd'hui avant-hier veille lendemain".split())
_PREPOSITIONS = frozenset(
    "à au aux dans sur lors en devant depuis après avant pendant durant via chez auprès face par mardi de d' du".split()
)
_OPENERS = _PREPOSITIONS - {"de", "d'", "du"}


def skip_adjuncts(doc: Doc, start: int, ceiling: int) -> int:
    """The first token from ``start`` on that is neither adverb, date nor prepositional adjunct."""
    k = start
    while k < ceiling:
        step = _adjunct(doc, k, ceiling)
        if step == k:
            return k
        k = step
    return k


def _adjunct(doc: Doc, k: int, ceiling: int) -> int:
    """One past the adjunct that begins at ``k``; ``k`` itself if none does."""
    token, word = doc[k], low(doc[k])
    if token.pos_ == "ADV" and word not in {"que", "comme"}:
        return k + 1
    if word in {"ainsi", "également", "notamment", "encore", "aussi", "hier"}:
        return k + 1
    dated = date_end(doc, k, ceiling)
    if dated > k:
        return dated
    if word in _OPENERS and token.pos_ in {"ADP", "ADV", "DET", "X"}:
        return _prepositional_end(doc, k, ceiling)
    if word == "," and k + 1 < ceiling and (low(doc[k + 1]) in _OPENERS or date_end(doc, k + 1, ceiling) > k + 1):
        inner = _adjunct(doc, k + 1, ceiling)  # ", lors d'une rencontre à Lille, "
        closing = skip_adjuncts(doc, inner, ceiling)
        if closing < ceiling and doc[closing].text == "," and inner > k + 1:
            return closing + 1
    return k


def date_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past an expression of time: "ce jeudi 16 décembre", "lundi soir", "le 10 janvier 2022"."""
    end, head = k, False
    while end < ceiling and end - k < 6:
        word = low(doc[end])
        if word in _HEADS or word in MONTHS and end > k:
            head = True
        elif not (word in _TIME or word[:1].isdigit() or word == "1er"):
            break
        end += 1
    while end > k and low(doc[end - 1]) in {"le", "la", "ce", "cette", "l'"}:
        end -= 1
    return end if head else k


def _prepositional_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past a prepositional phrase: to the right edge of its noun, before any verb or mark."""
    head = doc[k].head if doc[k].dep_ in {"case", "mark"} else None
    if head is not None and head.i > k and head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "X"}:
        end = head.i + 1
        for child in head.rights:
            if child.i >= ceiling or not is_word(child):
                break
            if child.dep_ in {"nmod", "amod", "flat:name", "flat", "nummod", "fixed"} and _same_case(doc, child):
                end = child.right_edge.i + 1
            else:
                break
        return min(end, ceiling)
    end = k + 1
    while end < ceiling and end - k < 4 and doc[end].pos_ in {"DET", "ADP", "ADJ", "NUM"}:
        end += 1
    if end < ceiling and doc[end].pos_ in {"NOUN", "PROPN", "PRON", "X"}:
        return end + 1
    return k


def _same_case(doc: Doc, child: object) -> bool:
    """Complements that surely belong to the noun: names, adjectives, "de" phrases."""
    token = child  # a spaCy Token
    cases = [low(c) for c in token.lefts if c.dep_ == "case"]  # type: ignore[attr-defined]
    return not cases or cases[0] in {"de", "d'", "du", "des"}
