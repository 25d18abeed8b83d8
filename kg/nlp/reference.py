"""Reference within a document: pronouns, gender, and who is most in view.

The person most in view is the one last named or last heard, a speaker counting for more than a
bystander, and the subject of a sentence for more than its other nouns (centering, Grosz, Joshi
and Weinstein 1995: subjects outrank objects).
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Span

from kg.nlp.people import People, Person
from kg.nlp.tokens import low
from kg.records import Actor
from kg.register.load import Register

_FEMININE = frozenset("elle elles celle-ci celles-ci".split())
_PLURAL = frozenset("ils elles eux ceux-ci celles-ci leur leurs".split())
_EITHER = frozenset("son sa ses leur leurs qui".split())  # says nothing of gender
_MASCULINE = frozenset("il ils lui eux celui-ci ceux-ci".split())
_SPEAKER_BONUS = 300  # characters that a speaker may stand further off than a bystander
_MEDIA_WORDS = 4  # words of the longest name of a medium


def third_person(word: str) -> bool:
    """Is it a pronoun or possessive of the third person?"""
    return word in _FEMININE or word in _MASCULINE or word in _EITHER


def pronoun_gender(word: str) -> tuple[str | None, bool]:
    """ "f", "m" or None, and whether it is plural."""
    gender = None if word in _EITHER else "f" if word in _FEMININE else "m"
    return gender, word in _PLURAL


def gender_said(span: Span) -> str | None:
    """The gender that the article of a noun phrase tells."""
    return {"la": "f", "cette": "f", "une": "f", "le": "m", "ce": "m", "un": "m", "cet": "m"}.get(
        low(span[0])
    )


def agrees(person: Person, gender: str | None) -> bool:
    """Nothing known of a person's gender contradicts this one."""
    return person.gender is None or gender is None or person.gender == gender


def salient(people: People, spoken: Mapping[str, int], before: int, gender: str | None) -> Person | None:
    """The person most in view before an offset who agrees in gender; None if nobody is named."""
    best: tuple[int, int, Person] | None = None
    for person in people.unique():
        named = max((m for m in person.mentions if m < before), default=-1)
        heard = spoken.get(person.name, -1)
        heard = heard + _SPEAKER_BONUS if 0 <= heard < before else -1
        subject = max((m for m in person.subjects if m < before), default=-1)
        score = max(named, heard, subject + _SPEAKER_BONUS // 2 if subject >= 0 else -1)
        if score < 0 or not agrees(person, gender):
            continue
        if best is None or (score, len(person.mentions)) > best[:2]:
            best = (score, len(person.mentions), person)
    return best[2] if best else None


def last_medium(doc: Doc, register: Register, before: int) -> Actor | None:
    """The medium of the register that is named last before a token ("le quotidien")."""
    for end in range(before, 0, -1):
        for length in range(1, min(_MEDIA_WORDS, end) + 1):
            words = doc[end - length : end]
            if not words.text[:1].isupper() or not words[-1].text[:1].isalnum():
                continue
            known = register.named(words.text)
            if known is not None and known.kind == "media":
                return known
    return None
