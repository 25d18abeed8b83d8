"""A passage as it was understood: groups of words where they stand, and which side each word is on.

The sign of a word is 1 where the source stands by what it says, -1 where a cue, a negation or a
word that turns things round (refuser, cesser, absurde) puts the source on the other side; two
of them cancel out (compositional polarity, after Moilanen and Pulman, 2007). Clauses end at marks and at
conjunctions; the parse is not asked, so that records are enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.codebook.load import Codebook
from kg.coding.cue import act_and_sign
from kg.coding.match import Expressions, Finder, Text, read
from kg.coding.passage import Passage
from kg.coding.senses import Senses

_BREAK = re.compile(r"[.;:!?,]")
_CONJUNCTIONS = frozenset("mais car tandis alors puisque quand lorsque".split())
_NEGATION = frozenset({"ne", "n"})
_NEGATORS = frozenset("pas jamais aucun aucune ni personne guère nullement nul nulle sans non".split())
_BE = frozenset(
    "est sont était étaient sera seront serait seraient être soit soient doit doivent devrait devraient devra"
    " s été".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``groups`` gives the names of the senses and word classes that begin at a word of the content.

    ``hits`` are the expressions found: concept, sign as the source stands to it, numbers of the words.
    ``clauses`` numbers the clause of each word, ``sign`` what cue and negation of the saying do,
    ``governed`` the sign of each word by what stands before it in its clause, ``whole`` by all of the clause.
    """

    passage: Passage
    text: Text
    groups: Mapping[int, tuple[str, ...]]
    hits: tuple[tuple[str, int, tuple[int, ...]], ...]
    clauses: tuple[int, ...]
    act: str
    sign: int
    governed: tuple[int, ...]
    whole: tuple[int, ...]
    cue: frozenset[str]
    source: frozenset[str]
    around: Text
    around_groups: frozenset[str]
    before: Text
    before_groups: frozenset[str]


class Reader:
    """Reads passages with the senses of the language, the word classes and expressions of a codebook."""

    def __init__(self, senses: Senses, codebook: Codebook) -> None:
        self._senses = senses
        self._codebook = codebook
        self._cues = Expressions([known.expression for known in codebook.expressions])
        self._exclusions = Expressions([known.expression for known in codebook.exclusions])
        terms = {
            **senses.terms,
            **codebook.classes,
        }  # a class takes the place of its namesake
        self._finder = Finder((name, pattern) for name, term in terms.items() for pattern in term.patterns)

    def read(self, passage: Passage) -> Reading:
        """The reading of a passage."""
        text, around, before = read(passage.content), read(passage.around), read(passage.before)
        groups: dict[int, list[str]] = defaultdict(list)
        for name, start, _ in self._finder.find(text):
            if name not in groups[start]:
                groups[start].append(name)
        named = {k: tuple(sorted(names)) for k, names in groups.items() if names}
        clauses = _clauses(passage.content, text)
        cue = self._names(read(passage.cue))
        turned = cue & (self._senses.reverse | self._senses.reject)
        act, sign = act_and_sign(passage.cue) or ("refuse" if turned else "assert", -1 if turned else 1)
        if passage.negated:
            sign = -sign
        governed, whole = self._signs(text, named, clauses)
        excluded = self._excluded(text, around, before)
        hits = [
            (known.concept, sign * known.sign * governed[words[0]], tuple(sorted(words)))
            for number, words in self._cues.find(text)
            if (known := self._codebook.expressions[number]).concept not in excluded
        ]
        return Reading(
            passage=passage,
            text=text,
            groups=named,
            hits=tuple(hits),
            clauses=clauses,
            act=act,
            sign=sign,
            governed=tuple(sign * s for s in governed),
            whole=tuple(sign * s for s in whole),
            cue=cue,
            source=self._names(read(passage.source)),
            around=around,
            around_groups=self._names(around),
            before=before,
            before_groups=self._names(before),
        )

    def _excluded(self, *texts: Text) -> frozenset[str]:
        """The concepts that some words in or around the content show not to be meant."""
        found = {number for text in texts for number, _ in self._exclusions.find(text)}
        return frozenset(self._codebook.exclusions[number].concept for number in found)

    def _names(self, text: Text) -> frozenset[str]:
        return frozenset(name for name, _, _ in self._finder.find(text))

    def _signs(
        self, text: Text, groups: Mapping[int, Sequence[str]], clauses: Sequence[int]
    ) -> tuple[list[int], list[int]]:
        """The signs of the words by what governs them, and by all that their clause holds."""
        turns = [self._turns(text, k, groups.get(k, ()), clauses) for k in range(len(text.words))]
        governed: list[int] = []
        whole: list[int] = []
        for k, clause in enumerate(clauses):
            same = [j for j, other in enumerate(clauses) if other == clause and j != k]
            before = sum(turns[j] in ("onward", "both") for j in same if j < k)
            after = sum(turns[j] in ("back", "both") for j in same if j > k)
            governed.append(-1 if (before + after) % 2 else 1)
            whole.append(-1 if sum(turns[j] != "" for j in same) % 2 else 1)
        return governed, whole

    def _turns(self, text: Text, k: int, names: Sequence[str], clauses: Sequence[int]) -> str:
        """Which way a word turns things round: "onward", "back" (a passive), "both", or not at all."""
        low = text.words[k].low
        if low in _NEGATION:
            return "onward"
        if low in _NEGATORS:
            paired = any(
                text.words[j].low in _NEGATION for j in range(max(0, k - 8), k) if clauses[j] == clauses[k]
            )
            return "" if paired else "onward"
        if self._senses.reject.intersection(names):
            return "both"
        if self._senses.reverse.intersection(names):
            passive = any(text.words[j].low in _BE for j in range(max(0, k - 2), k))
            return "back" if passive else "onward"
        return ""


def _clauses(content: str, text: Text) -> tuple[int, ...]:
    numbers: list[int] = []
    number = end = 0
    for word in text.words:
        if numbers and (_BREAK.search(content, end, word.start) or word.low in _CONJUNCTIONS):
            number += 1
        numbers.append(number)
        end = word.end
    return tuple(numbers)
