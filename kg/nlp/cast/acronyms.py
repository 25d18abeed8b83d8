"""Acronyms in brackets and the names they are short for: "le syndicat mixte Autolib' Métropole (SAM)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text" (2003): letters are matched from the right; here only against the first letters of words.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from kg.nlp.tokens import is_capitalised, is_finite, low
from kg.register.names import fold

_MOST, _EXTRA = 12, 5  # letters of an acronym; words of a name beyond its letters
_EMPTY = frozenset("de d' du des la le les l' et en pour à au aux sur of the for and".split())


def acronym_after(doc: Doc, k: int) -> Span | None:
    """The short name in brackets that begin at a token: "(HRW)"."""
    if k + 2 < len(doc) and doc[k].text == "(" and doc[k + 2].text == ")" and is_capitalised(doc[k + 1]):
        word = doc[k + 1].text
        if sum(c.isupper() for c in word) >= 2 and len(word) <= _MOST:
            return doc[k + 1 : k + 2]
    return None


def long_forms(doc: Doc) -> dict[int, Span]:
    """The names that an acronym in brackets follows and whose initials it has, by their first token."""
    found = {}
    for k in range(1, len(doc)):
        acronym = acronym_after(doc, k)
        span = None if acronym is None else _long_form(doc, k, fold(acronym.text))
        if span is not None:
            found[span.start] = span
    return found


def is_short_for(acronym: str, name: Span) -> bool:
    """Has an acronym the initials of a name's words, small words aside?"""
    span = _long_form(name.doc, name.end, fold(acronym))
    return span is not None and span.start >= name.start


def _long_form(doc: Doc, end: int, letters: str) -> Span | None:
    """The words before a token of which each letter begins one, in order; small words do not count."""
    k, left, passed = end, len(letters), 0
    while left and k > 0 and end - k < 2 * len(letters) + 2 * _EXTRA:
        k -= 1
        token = doc[k]
        if token.text in {".", ",", ";", ":", "(", ")"} or is_finite(token):
            return None
        if fold(token.text)[:1] == letters[left - 1] and (low(token) not in _EMPTY):
            left -= 1
        elif token.text[0].isalpha() and low(token) not in _EMPTY:
            if is_capitalised(token) or passed:
                return None
            passed += 1  # "syndicat mixte Autolib'": one word may have no letter
    return doc[k:end] if not left and end - k > 1 else None
