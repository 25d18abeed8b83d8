"""How far a verb group reaches round its verb: auxiliaries, clitics, negation, adverbs, inverted pronoun."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.lexicon.load import Lexicon
from kg.nlp.tokens import (
    AUXILIARIES,
    AVOIR,
    CLITICS,
    INVERTED,
    NEGATIONS,
    NEGATORS,
    REFLEXIVES,
    is_finite,
    low,
)

INVERTIBLE = frozenset({"il", "elle", "on", "ils", "elles"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What stands round a verb whatever its reading: bounds, inverted pronoun, reflexive or not."""

    first: int
    last: int
    clitic: int | None
    reflexive: bool


def reach_of(doc: Doc, i: int, floor: int, ceiling: int, lexicon: Lexicon) -> Reach:
    """The reach of the verb at token ``i``; ``floor`` and ``ceiling`` bound the sentence."""
    first, left = _reach_left(doc, i, floor, lexicon.adverbials)
    last, right = _reach_right(doc, i, ceiling)
    return Reach(
        first=first, last=last, clitic=left if left is not None else right,
        reflexive=_is_reflexive(doc, first, i),
    )  # fmt: skip


def _reach_left(doc: Doc, i: int, floor: int, phrases: frozenset[tuple[str, ...]]) -> tuple[int, int | None]:
    """Where the group begins, and the inverted pronoun in it (a-t-il déclaré)."""
    first, clitic, k = i, None, i - 1
    while k >= floor:
        word = low(doc[k])
        if word in AUXILIARIES or word in NEGATIONS or (word in CLITICS and _is_clitic(doc[k], first)):
            first = k
        elif word == ",":
            step = _between_commas(doc, k, floor, phrases)
            if not step:
                break
            k -= step
        elif word in INVERTED or (word in INVERTIBLE and k > floor and low(doc[k - 1]) in {"-", "-t", "t"}):
            clitic, first = k, k
        elif word in {"-t", "t", "-"} and k > floor and low(doc[k - 1]) in AUXILIARIES:
            first = k
        else:  # a phrase may end with an adverb ("par ailleurs"): the longest first
            length = _adverbial(doc, k, floor, phrases) or _is_adverb(doc[k]) or _over_gap(doc, k, i, floor)
            if not length:
                break
            k -= length - 1
        k -= 1
    return first, clitic


def _is_adverb(token: Token) -> bool:
    word = low(token)
    if word == "même":
        return token.i > 0 and low(token.nbor(-1)) in AUXILIARIES
    return (token.pos_ == "ADV" or word in NEGATORS) and word != "comme"


def _over_gap(doc: Doc, k: int, verb: int, floor: int) -> int:
    """How many tokens an unlisted phrase takes between auxiliary and participle ("a par contre promis").

    It begins with a preposition, an adverb or an unknown word right after the auxiliary, and holds
    no verb and no mark; 0 where there is none.
    """
    if k != verb - 1 or not low(doc[verb]).rstrip("es").endswith(("é", "i", "u", "t", "s", "e")):
        return 0
    for length in range(1, 5):
        at = k - length + 1
        if at <= floor or doc[at].pos_ in {"VERB", "AUX", "PUNCT", "PROPN", "SCONJ"}:
            return 0
        if low(doc[at - 1]) in AUXILIARIES:
            return length if doc[at].pos_ in {"ADP", "ADV", "X", "ADJ", "CCONJ"} else 0
    return 0


def _is_clitic(token: Token, following: int) -> bool:
    """le, la, les, leur, nous, vous are clitics only right before the verb or its auxiliary."""
    return token.i + 1 == following and token.pos_ != "DET"


def _between_commas(doc: Doc, k: int, floor: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How far back the comma is that opens an insertion in the group ("avait, pour sa part, reconnu")."""
    length = _adverbial(doc, k - 1, floor, phrases)
    opening = k - 1 - length
    if length and opening > floor and doc[opening].text == "," and low(doc[opening - 1]) in AUXILIARIES:
        return k - opening
    return 0


def _adverbial(doc: Doc, k: int, floor: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How many tokens the adverbial phrase takes that ends with token ``k``; 0 if none does."""
    for length in range(min(5, k - floor + 1), 0, -1):
        if tuple(low(doc[j]) for j in range(k - length + 1, k + 1)) in phrases:
            return length
    return 0


def _reach_right(doc: Doc, i: int, ceiling: int) -> tuple[int, int | None]:
    """Where the group ends, and an inverted pronoun after a simple form (dit-il, ajoute-t-elle)."""
    last, k = i + 1, i + 1
    if k < ceiling and low(doc[k]) in {"-t", "t", "-"} and k + 1 < ceiling:
        following = low(doc[k + 1])
        if following in INVERTED or following in INVERTIBLE:
            return k + 2, k + 1
    if k < ceiling and low(doc[k]) in INVERTED:
        return k + 1, k
    if k < ceiling and low(doc[k]) in NEGATORS:
        last = k + 1
    return last, None


def _is_reflexive(doc: Doc, first: int, verb: int) -> bool:
    """ "il se dit", "je me suis dit"; not "il m'a dit", "elle nous dit": avoir or another person."""
    clitics = {low(doc[k]) for k in range(first, verb)} & REFLEXIVES
    if not clitics or clitics & {"se", "s'"}:
        return bool(clitics)
    group = [doc[k] for k in range(first, verb + 1)]
    third = any("3" in token.morph.get("Person", []) for token in group if is_finite(token))
    return not third and not any(low(token) in AVOIR for token in group)
