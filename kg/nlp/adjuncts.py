"""Adjuncts between a verb and its complement: adverbs, dates, "à l'AFP", "dans un communiqué"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.lexicon.load import load
from kg.nlp.knowledge import register_of
from kg.nlp.tokens import NEGATORS, is_finite, low

DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
MONTHS = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_TIME = (
    DAYS
    | MONTHS
    | frozenset(
        "hier aujourd'hui avant-hier matin soir après-midi midi nuit veille lendemain dernier dernière"
        " passé passée semaine mois an année ce cette le la l'".split()
    )
)
_STOPS = frozenset('.:;?!"«»“”')
TIME_NOUNS = frozenset(
    "semaine semaines mois an année ans années jour jours matin soir nuit heure heures fois date"
    " dates".split()
)
_HEADS = DAYS | frozenset("hier aujourd'hui avant-hier veille lendemain".split())
_PREPOSITIONS = frozenset(
    "à au aux dans sur lors en devant depuis après avant pendant durant via chez auprès face par"
    " de d' du".split()
)
_POINTING = frozenset({"ce", "cet", "cette"})
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


def skip_adverbs(doc: Doc, start: int, ceiling: int) -> int:
    """The first token from ``start`` on that is neither adverb, adverbial phrase nor date."""
    k = start
    while k < ceiling:
        word = low(doc[k])
        if word in NEGATORS or (doc[k].pos_ == "ADV" and word not in {"que", "comme", "ne", "n'"}):
            k += 1
            continue
        step = max(_adverbial_end(doc, k, ceiling), date_end(doc, k, ceiling))
        if step == k:
            return k
        k = step
    return k


def _adjunct(doc: Doc, k: int, ceiling: int) -> int:
    """One past the adjunct that begins at ``k``; ``k`` itself if none does."""
    token, word = doc[k], low(doc[k])
    if (
        word in _OPENERS
        and token.pos_ in {"ADP", "ADV", "DET", "X"}
        and _prepositional_end(doc, k, ceiling) > k
    ):
        return _prepositional_end(doc, k, ceiling)
    if token.pos_ == "ADV" and word not in {"que", "comme", "ne", "n'"}:
        return k + 1
    if word in NEGATORS:
        return k + 1
    phrase = _adverbial_end(doc, k, ceiling)
    if phrase > k:
        return phrase
    if word in {"ainsi", "également", "notamment", "encore", "aussi", "hier"}:
        return k + 1
    dated = date_end(doc, k, ceiling)
    if dated > k:
        return dated
    if word == "il" and k + 2 < ceiling and low(doc[k + 1]) == "y" and low(doc[k + 2]) == "a":
        return _ago_end(doc, k, ceiling)
    if word == ",":
        return _insertion_end(doc, k, ceiling)
    return k


def _insertion_end(doc: Doc, comma: int, ceiling: int) -> int:
    """One past an insertion between two commas (", encore sous le choc, "); ``comma`` if there is none."""
    for k in range(comma + 1, min(ceiling, comma + 18)):
        token = doc[k]
        if token.text == ",":
            return k + 1 if k > comma + 1 else comma
        if is_finite(token) or low(token) in {"que", "qu'", "qui", "dont"} or token.text in _STOPS:
            return comma
        if token.pos_ == "VERB" and low(token).endswith("ant"):
            return comma
    return comma


def date_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past an expression of time: "ce jeudi 16 décembre", "lundi soir", "le 10 janvier 2022"."""
    end, head = k, False
    while end < ceiling and end - k < 6:
        word = low(doc[end])
        if (
            word in _HEADS
            or (word in MONTHS and end > k)
            or (word in TIME_NOUNS and low(doc[k]) in _POINTING)
        ):
            head = True
        elif not (word in _TIME or word[:1].isdigit() or word == "1er"):
            break
        end += 1
    while end > k and low(doc[end - 1]) in {"le", "la", "ce", "cette", "l'"}:
        end -= 1
    return end if head else k


def _adverbial_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past a listed adverbial phrase ("d'ailleurs", "pour sa part") that begins at ``k``."""
    phrases = load("fr").adverbials
    for length in range(min(5, ceiling - k), 1, -1):
        if tuple(low(doc[j]) for j in range(k, k + length)) in phrases:
            return k + length
    return k


def _ago_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past "il y a près d'un an"; ``k`` where no unit of time closes it."""
    for j in range(k + 3, min(ceiling, k + 9)):
        if low(doc[j]).rstrip("s") in {"an", "année", "moi", "jour", "semaine", "heure", "minute"}:
            return j + 1
    return k


def _prepositional_end(doc: Doc, k: int, ceiling: int) -> int:
    """One past a prepositional phrase: to the end of its noun and what surely belongs to it.

    Never into the name of a person after it ("sur France Inter Philippe Martinez").
    """
    end = k + 1
    while end < ceiling and end - k < 5 and doc[end].pos_ in {"DET", "ADP", "ADJ", "NUM"}:
        end += 1
    if end >= ceiling or doc[end].pos_ not in {"NOUN", "PROPN", "PRON", "X"}:
        return k
    end += 1
    while end < ceiling:
        token = doc[end]
        if token.ent_iob_ == "B" and token.ent_type_ in {"PER", "PERSON"} and end > k + 2:
            return end
        if token.text.istitle() and token.pos_ == "PROPN" and _is_medium(doc, k + 1, end):
            return end
        if (token.pos_ == "PROPN" and doc[end - 1].pos_ == "PROPN") or (
            token.pos_ in {"ADJ", "NUM"} and token.head.i < end
        ):
            end += 1
        elif (
            low(token) in {"de", "d'", "du", "des"}
            and not _before_infinitive(doc, end, ceiling)
            and token.head.head.i < end
        ):
            inner = _prepositional_end(doc, end, ceiling)
            if inner == end:
                return end
            end = inner
        else:
            return end
    return end


def _is_medium(doc: Doc, first: int, last: int) -> bool:
    """ "à l'AFP Marie Dupont", "au Monde Jean Petit": a medium's name is whole without the person's."""
    while first < last and doc[first].pos_ == "DET":
        first += 1
    known = register_of(doc).named(doc[first:last].text)
    return known is not None and known.kind == "media"


def _before_infinitive(doc: Doc, k: int, ceiling: int) -> bool:
    """Does an infinitive, with its clitics and negation, follow?"""
    for j in range(k + 1, min(ceiling, k + 5)):
        if "Inf" in doc[j].morph.get("VerbForm", []):
            return True
        if doc[j].pos_ not in {"ADV", "PRON"}:
            return False
    return False
