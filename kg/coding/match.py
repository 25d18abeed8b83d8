"""Finding the words, word classes and expressions of a codebook in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.codebook.expression import Expression, Pattern, Term
from kg.codebook.words import FUNCTION_WORDS, Word, words

_MOST = 64  # places of a term that are looked at: no content says a word so often for a reason
NEAR = 8  # words that count between two terms of an expression, at most


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text; ``kept`` are the numbers of those that count."""

    words: tuple[Word, ...]
    kept: tuple[int, ...]


def read(text: str) -> Text:
    """A text, ready to be searched."""
    found = tuple(words(text))
    return Text(found, tuple(k for k, word in enumerate(found) if word.low not in FUNCTION_WORDS))


class Finder:
    """Finds many patterns at once: those of ``patterns`` are known by their key."""

    def __init__(self, patterns: Iterable[tuple[str, Pattern]]) -> None:
        self._whole: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
        self._open: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
        for key, pattern in patterns:
            first = pattern.stems[0]
            (self._open if pattern.open[0] else self._whole)[first].append((key, pattern))
        self._lengths = sorted({len(first) for first in self._open})

    def find(self, text: Text) -> Iterator[tuple[str, int, int]]:
        """Each key with the numbers of the first word of a place and of the word after it."""
        for position, number in enumerate(text.kept):
            word = text.words[number]
            for key, pattern in self._candidates(word):
                end = _end(pattern, text, position)
                if end is not None:
                    yield key, number, end
        for number, word in enumerate(text.words):  # phrases that begin with a word that does not count
            if word.low in FUNCTION_WORDS:
                for key, pattern in self._whole.get(word.stem, ()):
                    if _fits(pattern, text.words[number : number + len(pattern.stems)]):
                        yield key, number, number + len(pattern.stems)

    def _candidates(self, word: Word) -> Iterator[tuple[str, Pattern]]:
        yield from self._whole.get(word.stem, ())
        for length in self._lengths:
            yield from self._open.get(word.low[:length], ())


def _end(pattern: Pattern, text: Text, position: int) -> int | None:
    """Where a pattern that begins at this kept word ends: side by side, or with common words between."""
    number = text.kept[position]
    size = len(pattern.stems)
    if _fits(pattern, text.words[number : number + size]):
        return number + size
    numbers = text.kept[position : position + size]
    if _fits(pattern, [text.words[k] for k in numbers]):
        return numbers[-1] + 1
    return None


def _fits(pattern: Pattern, found: Sequence[Word]) -> bool:
    return len(found) == len(pattern.stems) and all(
        word.low.startswith(stem) if open_ else word.stem == stem
        for stem, open_, word in zip(pattern.stems, pattern.open, found, strict=True)
    )


class Expressions:
    """Finds expressions: all their terms near each other in one clause or sentence."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self.expressions = expressions
        terms = {term for e in expressions for term in (*e.terms, *e.barred)}
        self._names: Mapping[Term, str] = {term: str(n) for n, term in enumerate(sorted(terms, key=_order))}
        self._finder = Finder((name, p) for term, name in self._names.items() for p in term.patterns)
        self._by_first: dict[str, list[int]] = defaultdict(list)
        for number, expression in enumerate(expressions):
            self._by_first[self._names[expression.terms[0]]].append(number)

    def find(self, text: Text) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Each expression that is there: its number, the word its first term begins at, all its words."""
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, start, end in self._finder.find(text):
            places[name].append((start, end))
        order = {number: k for k, number in enumerate(text.kept)}
        candidates = sorted(number for name in places for number in self._by_first.get(name, ()))
        for number in candidates:
            expression = self.expressions[number]
            if any(self._names[term] in places for term in expression.barred):
                continue
            found = [places.get(self._names[term], [])[:_MOST] for term in expression.terms]
            if all(found) and (chosen := _nearest(found, order)):
                yield number, chosen[0][0], tuple(sorted({k for s, e in chosen for k in range(s, e)}))


def _order(term: Term) -> tuple[str, tuple[Pattern, ...]]:
    return term.name, term.patterns


def _nearest(
    found: Sequence[Sequence[tuple[int, int]]], order: Mapping[int, int]
) -> list[tuple[int, int]] | None:
    """A place for each term, no two the same, each near one chosen before; None where there are none."""
    for first in sorted(found[0], key=lambda p: (p[0], -p[1])):  # the longest of those that begin together
        chosen = [first]
        for places in found[1:]:
            near = [p for p in places if p not in chosen and _distance(p, chosen, order) <= NEAR]
            if not near:
                break
            chosen.append(min(near, key=lambda p: (_distance(p, chosen, order), p)))
        else:
            return chosen
    return None


def _distance(place: tuple[int, int], chosen: Sequence[tuple[int, int]], order: Mapping[int, int]) -> int:
    """Words that count from a place to the nearest of the chosen ones."""
    at = order.get(place[0], 0)
    return min(abs(at - order.get(other[0], 0)) for other in chosen)
