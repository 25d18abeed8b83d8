"""Where persons are named: what the entity recogniser finds, and names that begin with a first name.

A recogniser trained on little text cuts names short ("Dominique Strauss", "Jean-Yves") or glues
them to what stands before. A listed first name and the capitalised words after it tell better
where such a name begins and ends.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.tokens import is_capitalised, low

_PARTICLES = frozenset("de d' du des le la van von der den ben bin al el da dos del di ould".split())
_LONGEST = 6  # tokens of a name


def name_spans(doc: Doc, lexicon: Lexicon) -> list[Span]:
    """The names of persons, in order, none inside another."""
    listed = [span for i in range(len(doc)) if (span := _from_first_name(doc, i, lexicon)) is not None]
    found = [
        span
        for entity in doc.ents
        if entity.label_ in {"PER", "PERSON"}
        if (span := _tidy(entity)) is not None
    ]
    taken: list[Span] = []
    for span in sorted([*listed, *found], key=lambda s: (-len(s), s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)


def _from_first_name(doc: Doc, i: int, lexicon: Lexicon) -> Span | None:
    """The name that begins with a listed first name at token ``i``, if a surname follows."""
    if not is_capitalised(doc[i]) or (i and _hyphen(doc, i - 1)):
        return None
    end = _hyphenated(doc, i)
    first = "".join(doc[k].text for k in range(i, end)).lower()
    if first not in lexicon.first_names and first.split("-")[0] not in lexicon.first_names:
        return None
    surname = end
    while (
        surname < len(doc)
        and low(doc[surname]) in _PARTICLES
        and surname - end < 2
        and not _is_name(doc[surname])
    ):
        surname += 1
    stop = surname
    while stop < len(doc) and stop - i < _LONGEST and _is_name(doc[stop]) and _same_breath(doc, stop):
        stop = _hyphenated(doc, stop)
    return doc[i:stop] if stop > surname else None


def _is_name(token: Token) -> bool:
    """A capitalised word of letters (Macron, McCain, O'Neill); no acronym of three letters or more."""
    text = token.text.replace("’", "").replace("'", "").replace("-", "")
    return text[:1].isupper() and text.isalpha() and not (text.isupper() and len(text) > 2)


def _same_breath(doc: Doc, i: int) -> bool:
    """Only a blank or an apostrophe before it."""
    return bool(doc[i - 1].whitespace_) or doc[i - 1].text.endswith(("'", "’"))


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and i > 0 and not doc[i - 1].whitespace_


def _hyphenated(doc: Doc, i: int) -> int:
    """One past a word and what hyphens join to it ("Strauss", "-", "Kahn")."""
    end = i + 1
    while end + 1 < len(doc) and _hyphen(doc, end) and doc[end + 1].text[:1].isupper():
        end += 2
    return end


def _tidy(entity: Span) -> Span | None:
    """The entity from its first capitalised word on, with the hyphenated rest of its last word."""
    start, end = entity.start, entity.end
    while start < end and not is_capitalised(entity.doc[start]):
        start += 1
    while end > start and not any(c.isalnum() for c in entity.doc[end - 1].text):
        end -= 1
    return entity.doc[start : _hyphenated(entity.doc, end - 1)] if start < end else None
