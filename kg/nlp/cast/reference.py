"""Pronouns and what stands in for them ("celui-ci", "ce dernier"): gender, number and person."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from kg.nlp.tokens import bare_pronoun

_ANAPHORS = {
    "ce dernier": "celui-ci", "cette dernière": "celle-ci", "ces derniers": "ceux-ci",
    "ces dernières": "celles-ci",
}  # fmt: skip
_FEMININE = frozenset("elle elles celle-ci celles-ci elle-même celle".split())
_MASCULINE = frozenset("il ils lui eux celui-ci ceux-ci lui-même celui".split())
_PLURAL = frozenset("ils elles eux ceux-ci celles-ci leur leurs nous".split())
_EITHER = frozenset("son sa ses leur leurs qui".split())  # says nothing of gender
_FIRST = frozenset("je j' moi nous".split())
_NEAREST = frozenset("celui-ci celle-ci ceux-ci celles-ci".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A pronoun: its word, gender ("f", "m" or None), number, person (1 or 3) and sort ("il", "celui-ci")."""

    word: str
    gender: str | None
    plural: bool
    person: int
    sort: str


def reference_of(span: Span) -> Reference | None:
    """The pronoun that a source is; None for any other words."""
    if len(span) > 1 and span[0].text.startswith("-"):
        span = span[-1:]  # "-t", "-il"
    word = bare_pronoun(span[0]) if len(span) == 1 else _ANAPHORS.get(_low_text(span), _low_text(span))
    if word in _FIRST:
        return Reference(word=word, gender=None, plural=word == "nous", person=1, sort="je")
    if word not in _FEMININE | _MASCULINE | _EITHER:
        return None
    gender = None if word in _EITHER else "f" if word in _FEMININE else "m"
    plural = word in _PLURAL
    sort = "celui-ci" if word in _NEAREST else "ils" if plural else "il"
    return Reference(word=word, gender=gender, plural=plural, person=3, sort=sort)


def _low_text(span: Span) -> str:
    return str(span.text.lower().replace("’", "'"))
