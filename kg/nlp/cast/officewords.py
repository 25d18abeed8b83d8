"""The words of a role as a reader would give them.

What stands beside a name is found generously (`roles.py`), because any noun may help to tell who "il" is. As
somebody's role it must hold up: "la veille, X" is no role, and of "le ministre de l'Intérieur X" the role is
the whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.lexicon.load import Lexicon
from kg.nlp.adjuncts import TIME_NOUNS
from kg.nlp.cast.entities import ShownRole
from kg.nlp.cast.nouns import folded, is_person_noun
from kg.nlp.tokens import is_finite, low

_REACH = 10  # tokens from a complement back to its role noun
_ARTICLES = frozenset("le la l' l’ les un une ce cet cette son sa leur".split())
_OF = frozenset({"de", "d'", "d’"})
_PLACES = frozenset("à en dans sur sous vers chez depuis pendant durant dès avant après".split())
_TIMES = TIME_NOUNS | frozenset(
    "veille lendemain surlendemain journée matinée soirée après-midi midi minuit week-end époque moment"
    " saison été hiver printemps automne".split()
)
_ABSTRACT = ("tion", "sion", "ité", "isme", "ment", "gie", "esse")
_STOPS = frozenset({",", ".", ":", ";", '"', "«", "»", "“", "”", "(", ")", "!", "?"})


def office_roles(shown: Iterable[ShownRole], doc: Doc, lexicon: Lexicon) -> list[ShownRole]:
    """The roles that hold up, in their order, each with all its words."""
    found: list[ShownRole] = []
    for role in shown:
        whole = _whole(role, doc, lexicon)
        if whole is not None and all(other.label != whole.label for other in found):
            found.append(whole)
    return found


def _whole(role: ShownRole, doc: Doc, lexicon: Lexicon) -> ShownRole | None:
    noun = next((t for t in doc[role.first : role.last] if folded(t) == role.noun), None)
    if noun is None or is_person_noun(noun, lexicon):
        return role
    k = noun.i
    opened = k > 1 and low(doc[k - 1]) in _ARTICLES
    head = _head(doc, k - 2, lexicon) if opened and low(doc[k - 2]) in _OF else None
    if head is not None:
        first = _first(head)
        label = " ".join(doc[first : role.last].text.split())
        return ShownRole(label=label, first=first, last=role.last, noun=folded(head), body=role.body)
    placed = opened and low(doc[k - 2]) in _PLACES
    return None if placed or low(noun) in _TIMES or low(noun).endswith(_ABSTRACT) else role


def _first(head: Token) -> int:
    """The first token of a role: adjectives and nouns before its noun ("ancien procureur général")."""
    first = head.i
    while first > 0 and head.doc[first - 1].pos_ in {"ADJ", "NOUN"}:
        first -= 1
    return first


def _head(doc: Doc, of: int, lexicon: Lexicon) -> Token | None:
    """The noun for a person that a complement belongs to: "le secrétaire d'État chargé de la Santé"."""
    for k in range(of - 1, max(-1, of - _REACH), -1):
        token = doc[k]
        if token.text in _STOPS or is_finite(token) or token.pos_ in {"SCONJ", "AUX"}:
            return None
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and is_person_noun(token, lexicon):
            return token
    return None
