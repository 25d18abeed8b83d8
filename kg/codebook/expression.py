"""The expressions by which a codebook knows its concepts in a text.

    élargissement de l'Otan      these words in one sentence, in any order, near each other
    armement*                    a word that begins so; other words count in any inflection
    livrer/fournir/envoyer       one of these
    livrer/"mettre à disposition"  one of these; phrases between quotation marks
    @arme                        one word or phrase of the class that the codebook calls so
    "mai 1997"                   these words side by side
    !Bélarus                     this word must not stand in the sentence

Articles, prepositions and the like count only between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.codebook.words import FUNCTION_WORDS, inflected_stems, words

_TOKEN = re.compile(r'(!?)((?:"[^"]*"|[^\s"])+)')
_CHOICE = re.compile(r'(?:"[^"]*"|[^/"])+')  # what "/" separates, but between quotation marks


@dataclass(frozen=True, slots=True, order=True)
class Pattern:
    """One word, or words side by side: stems, or beginnings of words where ``open`` says so."""

    stems: tuple[str, ...]
    open: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What one place of an expression can be: one of these patterns."""

    patterns: tuple[Pattern, ...]
    name: str  # as the expression has it


@dataclass(frozen=True, slots=True)
class Expression:
    """All ``terms`` must be there, none of ``barred``."""

    text: str
    terms: tuple[Term, ...]
    barred: tuple[Term, ...]


class ExpressionInvalid(ValueError):
    """Why an expression cannot be used."""


def parse(text: str, classes: Mapping[str, Term]) -> Expression:
    """The expression that a text says; raises ExpressionInvalid for one that says nothing.

    ``classes`` gives the word classes by name, without "@".
    """
    if text.count('"') % 2:
        raise ExpressionInvalid(f"expression {text!r} has a quotation mark that does not close; close it")
    terms: list[Term] = []
    barred: list[Term] = []
    for bar, token in _TOKEN.findall(text):
        found = _term(token, classes)
        if found is not None:
            (barred if bar else terms).append(found)
    if not terms:
        raise ExpressionInvalid(f"expression {text!r} names no word to look for; add one")
    return Expression(text, tuple(terms), tuple(barred))


def word_class(name: str, members: tuple[str, ...]) -> Term:
    """The class of these words and phrases; raises ExpressionInvalid for a member without words."""
    patterns: list[Pattern] = []
    for member in members:
        found = _patterns(member)
        if not found:
            raise ExpressionInvalid(f"class @{name} has the member {member!r}, which is no word; drop it")
        patterns += found
    return Term(tuple(dict.fromkeys(patterns)), f"@{name}")


def _term(token: str, classes: Mapping[str, Term]) -> Term | None:
    """The term of a token; None where it is a word that does not count."""
    patterns: list[Pattern] = []
    for choice in _CHOICE.findall(token):
        if choice.startswith("@"):
            if choice[1:] not in classes:
                known = ", ".join(f"@{name}" for name in sorted(classes)) or "none yet"
                raise ExpressionInvalid(f"unknown class {choice}; there are: {known}")
            patterns += classes[choice[1:]].patterns
        else:
            patterns += _patterns(choice)
    return Term(tuple(dict.fromkeys(patterns)), token) if patterns else None


def _patterns(text: str) -> list[Pattern]:
    """A word in its inflections, or a phrase; between quotation marks with the words that do not count."""
    pattern = _pattern(text.strip('"'), keep_all='"' in text)
    if pattern is None:
        return []
    single = len(pattern.stems) == 1 and not pattern.open[0] and '"' not in text
    others = inflected_stems(text) - {pattern.stems[0]} if single else frozenset()
    return [pattern, *(Pattern((other,), (False,)) for other in sorted(others))]


def _pattern(text: str, *, keep_all: bool) -> Pattern | None:
    """The words of a phrase; None where none counts."""
    opens = re.sub(r"(\w)\*", "\\1\ue000", text)  # a letter to the word cutter, unlike "*"
    stems: list[str] = []
    open_: list[bool] = []
    for cut in re.split(r"\s+", opens):
        for word in words(cut.replace("\ue000", "")):
            if keep_all or word.low not in FUNCTION_WORDS:
                last = cut.endswith("\ue000") and word.end == len(cut) - 1
                stems.append(word.low if last else word.stem)
                open_.append(last)
    return Pattern(tuple(stems), tuple(open_)) if stems else None
