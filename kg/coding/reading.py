"""A passage as it was understood: groups of words where they stand, and which side each word is on.

The sign of a word is 1 where the source stands by what it says, -1 where a cue, a negation or a
word that turns things round (refuser, cesser, absurde) puts the source on the other side
(see `kg.coding.polarity`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.codebook.load import Codebook
from kg.coding.cue import act_and_sign
from kg.coding.match import Expressions, Finder, Text, read
from kg.coding.passage import Passage
from kg.coding.polarity import clauses_of, governed_by, signs, turns_of
from kg.coding.senses import Senses

_FEELINGS = frozenset({"condemn", "fear", "regret", "warn"})  # said with a quotation: the words are meant
_CAUSES = frozenset({"car", "puisque", "parce"})  # what follows is the source's own reason, whatever the cue


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
        terms = {**senses.terms, **codebook.classes}  # a class takes the place of its namesake
        self._finder = Finder((name, pattern) for name, term in terms.items() for pattern in term.patterns)

    def read(self, passage: Passage) -> Reading:
        """The reading of a passage."""
        text, around, before = read(passage.content), read(passage.around), read(passage.before)
        places = list(self._finder.find(text))
        groups: dict[int, list[str]] = defaultdict(list)
        for name, start, _ in places:
            if name not in groups[start]:
                groups[start].append(name)
        named = {k: tuple(sorted(names)) for k, names in groups.items() if names}
        cue = self._names(read(passage.cue))
        turned = cue & (self._senses.reverse | self._senses.reject)
        act, sign = act_and_sign(passage.cue) or ("refuse" if turned else "assert", -1 if turned else 1)
        if passage.cited and act in _FEELINGS:
            sign = 1
        elif cue & self._senses.reject:  # "a été jugé inacceptable"
            sign = -1
        if passage.negated:
            sign = -sign
        clauses = clauses_of(passage.content, text)
        turns = turns_of(text, clauses, places, self._senses)
        governed, whole = signs(turns, clauses)
        cause = next((k for k, word in enumerate(text.words) if word.low in _CAUSES), len(text.words))
        by_cue = [sign if k < cause else 1 for k in range(len(text.words))]
        hits = self._hits(text, self._excluded(text, around, before), turns, clauses, by_cue)
        return Reading(
            passage=passage,
            text=text,
            groups=named,
            hits=tuple(hits),
            clauses=clauses,
            act=act,
            sign=sign,
            governed=tuple(one * other for one, other in zip(by_cue, governed, strict=True)),
            whole=tuple(one * other for one, other in zip(by_cue, whole, strict=True)),
            cue=cue,
            source=self._names(read(passage.source)),
            around=around,
            around_groups=self._names(around),
            before=before,
            before_groups=self._names(before),
        )

    def _hits(
        self,
        text: Text,
        excluded: frozenset[str],
        turns: Sequence[str],
        clauses: Sequence[int],
        by_cue: Sequence[int],
    ) -> list[tuple[str, int, tuple[int, ...]]]:
        """The expressions found. Words that belong to one of a concept turn none of that concept round."""
        found = [
            (known, head, words)
            for number, head, words in self._cues.find(text)
            if (known := self._codebook.expressions[number]).concept not in excluded
        ]
        own: dict[str, set[int]] = defaultdict(set)
        for known, _, words in found:
            own[known.concept].update(words)
        return [
            (
                known.concept,
                by_cue[head] * known.sign * governed_by(head, turns, clauses, own[known.concept]),
                words,
            )
            for known, head, words in found
        ]

    def _excluded(self, *texts: Text) -> frozenset[str]:
        """The concepts that some words in or around the content show not to be meant."""
        found = {number for text in texts for number, _, _ in self._exclusions.find(text)}
        return frozenset(self._codebook.exclusions[number].concept for number in found)

    def _names(self, text: Text) -> frozenset[str]:
        return frozenset(name for name, _, _ in self._finder.find(text))
