"""The persons a document names: full names, the surnames that stand for them, their roles.

Everything here is local to one document; joining documents is the link stage's work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.names import name_spans
from kg.nlp.tokens import low
from kg.register.names import TITLES, key, title_gender, without_title

_ROLE_LINKS = frozenset({"appos", "flat:name", "nmod", "flat", "amod"})


@dataclass(slots=True)
class Person:
    """A person of the document: the fullest name, where it is first named, what he is called."""

    name: str
    first: int  # code point of the first mention
    mentions: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)  # mentions as the subject of a verb
    roles: set[str] = field(default_factory=set)  # folded head nouns: "ministre", "president"
    role_words: set[str] = field(default_factory=set)
    gender: str | None = None


@dataclass(slots=True)
class People:
    """All persons of a document, found by any form of their name."""

    spans: tuple[Span, ...] = ()
    by_name: dict[tuple[str, ...], Person] = field(default_factory=dict)

    def find(self, name: str) -> Person | None:
        """The person for a full name or a surname; None if nobody or several fit."""
        wanted = key(without_title(name))
        if wanted in self.by_name:
            return self.by_name[wanted]
        fitting = {id(p): p for k, p in self.by_name.items() if k and wanted and k[-len(wanted) :] == wanted}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def with_role(self, noun: str, words: set[str], before: int) -> Person | None:
        """The person last named before an offset who is shown in a role ("le ministre")."""
        fitting = [
            (len(words & person.role_words), max(m for m in person.mentions if m <= before), person)
            for person in self.unique()
            if noun in person.roles and min(person.mentions) <= before
        ]
        return max(fitting, key=lambda f: (f[0], f[1]))[2] if fitting else None

    def unique(self) -> list[Person]:
        """Each person once, in the order of first mention."""
        return sorted({id(p): p for p in self.by_name.values()}.values(), key=lambda p: (p.first, p.name))


def find_people(doc: Doc, lexicon: Lexicon) -> People:
    """The persons of a Doc by its entities, surnames joined to full names."""
    spans = name_spans(doc, lexicon)
    full = _full_names(spans)
    people = People(spans=tuple(spans))
    for span in spans:
        name = _resolve(clean_name(span), full)
        if not name:
            continue
        person = people.by_name.setdefault(key(name), Person(name=name, first=span.start_char))
        person.mentions.append(span.start_char)
        if span.root.dep_.startswith("nsubj"):
            person.subjects.append(span.start_char)
        person.first = min(person.first, span.start_char)
        for noun, words, gender in _roles_around(span, lexicon):
            person.roles.add(noun)
            person.role_words |= words
            person.gender = person.gender or gender
        person.gender = person.gender or _title_gender(doc, span) or _first_name_gender(name, lexicon)
    return people


def clean_name(span: Span) -> str:
    """The name without titles, line breaks and trailing marks."""
    return without_title(" ".join(span.text.split())).strip(" ,.;:«»\"'’")


def _full_names(spans: list[Span]) -> dict[str, str]:
    """Folded surname → the one full name of the document that ends with it."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        name = clean_name(span)
        words = key(name)
        if 2 <= len(words) <= 5:
            names[words[-1]][name] += 1
            if len(words) > 2:
                names["-".join(words[1:])][name] += 1
    found = {}
    for surname, counts in names.items():
        folded = {key(name) for name in counts}
        if len(folded) == 1 or _one_person(folded):
            found[surname] = max(counts, key=lambda name: (len(key(name)), counts[name], name))
    return found


def _one_person(folded: set[tuple[str, ...]]) -> bool:
    """Do all names begin with the same first name?"""
    return len({words[0] for words in folded}) == 1


def _resolve(name: str, full: dict[str, str]) -> str:
    words = key(name)
    if not words:
        return ""
    if len(words) == 1:
        return full.get(words[0], name)
    return (
        full.get(words[-1], name)
        if key(full.get(words[-1], ""))[:1] == words[:1]
        else full.get("-".join(words), name)
    )


def _roles_around(span: Span, lexicon: Lexicon) -> list[tuple[str, set[str], str | None]]:
    """Role nouns that the name stands in apposition to, before or after it."""
    found = []
    head = span.root
    candidates: list[Token] = [child for token in span for child in token.children if child.dep_ == "appos"]
    current = head
    for _ in range(3):
        if current.dep_ in _ROLE_LINKS and current.head.i != current.i and not _has_case(current):
            current = current.head
            candidates.append(current)
    for k in range(max(0, span.start - 8), span.start):  # "le ministre de l'Intérieur Christophe Castaner"
        token = span.doc[k]
        if low(token) in lexicon.speakers and _unbroken(span.doc, k, span.start):
            candidates.append(token)
    for token in candidates:
        noun = "".join(key(token.text)[:1])
        if lexicon.speakers.get(low(token)) == "person":
            words = {w for t in token.subtree if abs(t.i - token.i) < 10 for w in key(t.text)}
            found.append((noun, words - TITLES, _gender(token)))
    return found


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.lefts)


def _unbroken(doc: Doc, start: int, end: int) -> bool:
    """No verb, stop or second comma between a role noun and a name."""
    commas = 0
    for k in range(start, end):
        commas += doc[k].text == ","
        if doc[k].pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"} or doc[k].text in {".", ":", ";", '"', "«", "»"}:
            return False
    return commas == 0 or (commas == 1 and doc[end - 1].text == ",")


def _gender(noun: Token) -> str | None:
    """ "f" or "m" by the article of a role noun, else by its morphology."""
    for child in noun.lefts:
        if low(child) in {"la", "une", "cette"}:
            return "f"
        if low(child) in {"le", "un", "ce"}:
            return "m"
    return None


def _first_name_gender(name: str, lexicon: Lexicon) -> str | None:
    """What the first name tells ("Ségolène Royal"), for a name of two words at least."""
    first, _, rest = name.partition(" ")
    return lexicon.first_names.get(first.lower()) if rest else None


def _title_gender(doc: Doc, span: Span) -> str | None:
    """What a title before the name, or first in it, tells."""
    before = title_gender(doc[span.start - 1].text) if span.start else None
    return before or title_gender(span.text)
