"""The roles that a document shows its persons in: "le ministre de l'Intérieur, X", "X, directrice de Y"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.cast.nouns import folded, is_person_noun
from kg.nlp.cast.titles import is_civility
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import is_finite, low
from kg.register.names import TITLES, key

_FEMININE = ("trice", "euse", "ière", "ienne", "onne", "ente", "ante", "ée", "ue")
_DECADES = {2: "vingtenaire", 3: "trentenaire", 4: "quadragenaire", 5: "quinquagenaire", 6: "sexagenaire",
            7: "septuagenaire", 8: "octogenaire", 9: "nonagenaire"}  # fmt: skip
_BEFORE = 14  # tokens in which a role stands before its name
_LONGEST = 16  # tokens of a role
_OPENING = frozenset("le la l' les un une ce cet cette son sa leur notre".split())
_PREPOSITIONS = frozenset("de d' du des à au aux par pour avec chez contre en et ou que qu' selon".split())
_STOPS = frozenset({".", ":", ";", '"', "«", "»", "“", "”", "(", ")", "!", "?"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A role beside a name: its tokens, its folded noun and other words, the gender its article tells."""

    first: int
    last: int
    noun: str
    words: frozenset[str]
    gender: str | None

    def label(self, doc: Doc) -> str:
        """The role's words."""
        return " ".join(doc[self.first : self.last].text.split())


def shown_roles(span: Span, lexicon: Lexicon) -> list[Shown]:
    """The roles that stand in apposition to a name, before or after it, or that a copula gives it."""
    found = {}
    before = [(_first(span.doc, noun), end, noun) for noun, end in _before(span, lexicon)]
    after = [(*_bounds(span.doc, noun, ceiling), noun) for noun, ceiling in _after(span, lexicon)]
    for first, last, noun in (*before, *after):
        words = {w for t in span.doc[first:last] for w in key(t.text)} - TITLES
        head = folded(noun)
        found[first] = Shown(
            first=first, last=last, noun=head, words=frozenset(words - {head}), gender=noun_gender(noun)
        )
    return [found[first] for first in sorted(found)]


def age_noun(span: Span) -> str | None:
    """The noun for somebody of the age that follows a name: "Armelle R., 44 ans" → "quadragenaire"."""
    doc, k = span.doc, span.end
    if (
        k + 2 < len(doc)
        and doc[k].text in {",", "("}
        and doc[k + 1].text.isdigit()
        and low(doc[k + 2]) == "ans"
    ):
        return _DECADES.get(int(doc[k + 1].text) // 10) if len(doc[k + 1].text) == 2 else None
    return None


def noun_gender(noun: Token) -> str | None:
    """ "f" or "m" by the article or adjective of a role noun, "f" by its own feminine form, else None."""
    for child in noun.lefts:
        word = low(child)
        if word in {"la", "une", "cette", "ancienne", "nouvelle"}:
            return "f"
        if word in {"le", "un", "ce", "cet", "ancien", "nouveau"}:
            return "m"
    return "f" if low(noun).endswith(_FEMININE) and "Masc" not in noun.morph.get("Gender", []) else None


def _before(span: Span, lexicon: Lexicon) -> list[tuple[Token, int]]:
    """ "la ministre de la Santé Agnès B.", "le directeur du zoo, Paul K.": the outermost role noun."""
    doc = span.doc
    if span.start and low(doc[span.start - 1]) in _PREPOSITIONS:
        return []  # "la mère de X"
    floor = max(0, span.start - _BEFORE)
    end = span.start
    while end > 0 and is_civility(doc[end - 1]):
        end -= 1  # "l'avocate du club, Me Rose D."
    comma = end > 0 and doc[end - 1].text == ","
    end -= comma
    if comma and doc[end - 1].text == ")":
        end = next((k for k in range(end - 2, floor, -1) if doc[k].text == "("), end)  # "(Finistère), X"
    best = None
    for k in range(end - 1, floor - 1, -1):
        token = doc[k]
        if token.text in _STOPS or is_finite(token) or token.pos_ in {"SCONJ", "AUX"} or token.text == ",":
            break
        if low(token) in {"et", "avec", "par", "pour", "que", "qu'", "dont"} and best is None:
            break
        beside = (
            token.pos_ == "NOUN" and k > 0 and low(doc[k - 1]) in _OPENING and _only_adjectives(doc, k, end)
        )
        if (is_person_noun(token, lexicon) and token.pos_ in {"NOUN", "PROPN", "ADJ"}) or (
            beside and low(token) not in lexicon.speakers
        ):
            best = token
            if k and low(doc[k - 1]) in _OPENING:
                break
    if best is None or (comma and not _is_opened(doc, best)):
        return []
    return [(best, end)]


def _only_adjectives(doc: Doc, noun: int, end: int) -> bool:
    """ "l'astronome suisse Michel M.": a noun that stands beside a name calls it something."""
    return all(doc[i].pos_ == "ADJ" for i in range(noun + 1, end))


def _is_opened(doc: Doc, noun: Token) -> bool:
    """Before a comma only a role with its article, or one that opens a sentence, belongs to a name."""
    k = noun.i - 1
    while k >= 0 and doc[k].pos_ in {"ADJ", "NUM"}:
        k -= 1
    return k < 0 or low(doc[k]) in _OPENING or doc[k].text in _STOPS or doc[k].text == ","


def _after(span: Span, lexicon: Lexicon) -> list[tuple[Token, int]]:
    """ "Paul K., directeur du zoo,", "Paul K. (maire de Nice)", "Paul K. est le maire de Nice"."""
    doc, k = span.doc, span.end
    block_end = min(len(doc), span.end + _LONGEST)
    if k >= block_end:
        return []
    if doc[k].text in {",", "("}:
        found = next(
            (doc[j] for j in range(k + 1, min(block_end, k + 6)) if _opens_role(doc, k + 1, j, lexicon)), None
        )
        return [] if found is None else [(found, block_end)]
    children = [c for token in span for c in token.children if c.dep_ == "appos" and c.i >= span.end]
    found = next((c for c in children if is_person_noun(c, lexicon)), None)
    if found is None and span.root.dep_.startswith("nsubj"):
        head = span.root.head
        if any(c.dep_ == "cop" for c in head.children) and is_person_noun(head, lexicon):
            found = head
    return [] if found is None else [(found, block_end)]


def _opens_role(doc: Doc, start: int, j: int, lexicon: Lexicon) -> bool:
    """Is the j-th token the noun of a role that begins at ``start``: only articles and adjectives before?"""
    return is_person_noun(doc[j], lexicon) and all(
        low(doc[i]) in _OPENING
        or doc[i].pos_ in {"ADJ", "ADV", "NUM", "DET"}
        or doc[i].text == "-"
        or low(doc[i]) in {"ex", "vice", "porte"}
        for i in range(start, j)
    )


def _first(doc: Doc, noun: Token) -> int:
    """The first token of a role: its noun, the adjectives before it, the word that a hyphen joins to it."""
    first = noun.i
    while first > 0 and (doc[first - 1].pos_ == "ADJ" or _is_joined(doc, first - 1)):
        first -= 1
    return first


def _is_joined(doc: Doc, i: int) -> bool:
    """Does a token touch the next one: the first half of a hyphenated word, or the hyphen?"""
    token = doc[i]
    return (
        not token.whitespace_
        and token.text[-1:] not in {"'", "’", "(", ",", '"', "«"}
        and low(token) not in _OPENING
    )


def _bounds(doc: Doc, noun: Token, ceiling: int) -> tuple[int, int]:
    """The tokens of a role without its article, up to a comma or verb."""
    last = min(ceiling, max(noun.i + 1, noun_phrase(doc, noun, noun.i, ceiling)[1]))
    for k in range(noun.i + 1, last):
        if doc[k].text in _STOPS or doc[k].text == "," or is_finite(doc[k]):
            return _first(doc, noun), k
    return _first(doc, noun), last
