"""Which words can be part of a person's name, and how far a run of them goes."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.lexicon.load import Lexicon
from kg.nlp.tokens import is_capitalised, low

_ARABIC = frozenset({"el", "al", "ben", "bin"})
_SYLLABLE = 5  # letters of the second half of a Korean or Chinese given name
PARTICLES = frozenset("de d' du des le la van von der den ben bin al el da dos del di ould".split())


def run(doc: Doc, start: int, ceiling: int) -> int:
    """One past a run of name words, with particles between them ("Ferreira da Costa")."""
    stop = start
    while stop < len(doc) and stop < ceiling:
        if is_name(doc[stop]) and (stop == start or same_breath(doc, stop)):
            stop = hyphenated(doc, stop, given=stop > start)
        elif stop > start and low(doc[stop]) in _ARABIC and hyphenated(doc, stop) > stop + 1:
            stop = hyphenated(doc, stop)  # "Abdel Rahman el-Tayeb"
        elif (
            low(doc[stop]) in PARTICLES
            and stop + 1 < len(doc)
            and stop > start
            and _is_surname_part(doc, stop)
        ):
            stop += 1
        else:
            break
    return stop


def _is_surname_part(doc: Doc, i: int) -> bool:
    """Is a particle part of a surname: no "de" of a role or place ("maire de Nice" is no name)?"""
    if low(doc[i]) == "de" and doc[i + 1].text in {"La", "Le"}:
        return True  # "Jean-Baptiste de La Motte"
    return is_name(doc[i + 1]) and low(doc[i]) not in {"de", "d'", "du", "des", "la", "le"}


def is_name(token: Token) -> bool:
    """A capitalised word of letters (Macron, McCain, O'Neill); no acronym of three letters or more."""
    text = token.text.replace("’", "").replace("'", "").removeprefix("el-").removeprefix("al-")
    text = text.replace("-", "")
    return text[:1].isupper() and text.isalpha() and not (text.isupper() and len(text) > 2)


def same_breath(doc: Doc, i: int) -> bool:
    """Only a blank or an apostrophe before it."""
    return bool(doc[i - 1].whitespace_) or doc[i - 1].text.endswith(("'", "’"))


def hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and i > 0 and not doc[i - 1].whitespace_


def hyphenated(doc: Doc, i: int, *, given: bool = False) -> int:
    """One past a word and what hyphens join to it ("Strauss", "-", "Kahn"; ``given``: "Jae", "-", "in")."""
    end = i + 1
    while end + 1 < len(doc) and hyphen(doc, end):
        following = doc[end + 1].text
        if not following[:1].isupper() and not (
            given and following.isalpha() and len(following) <= _SYLLABLE
        ):
            break
        end += 2
    return end


def is_first_name(token: Token, lexicon: Lexicon) -> bool:
    word = low(token)
    return is_capitalised(token) and (
        word in lexicon.first_names or word.split("-")[0] in lexicon.first_names
    )
