"""Which words of a text turn round what others say, and the sign that each word gets from them.

Two turns cancel out (compositional polarity, after Moilanen and Pulman, "Sentiment composition", 2007).
Clauses end at marks and at conjunctions; the parse is not asked, so that records are enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Literal

from kg.coding.match import Text
from kg.coding.senses import Senses

Turn = Literal["", "onward", "back", "both"]

_BREAK = re.compile(r"[.;:!?,]")
_CONJUNCTIONS = frozenset("mais car tandis alors puisque quand lorsque".split())
_NEGATION = frozenset({"ne", "n"})
_NEGATORS = frozenset("pas jamais aucun aucune ni personne guère nullement nul nulle rien".split())
_ALONE = frozenset("sans non".split())  # they negate without "ne"
_BE = frozenset(
    "est sont était étaient sera seront serait seraient être soit soient doit doivent devrait devraient devra"
    " devront saurait s été".split()
)
_RANGE = 8  # words between the parts of a negation
_WIDEST = 8  # words of a phrase that turns


def clauses_of(content: str, text: Text) -> tuple[int, ...]:
    """The number of the clause of each word."""
    numbers: list[int] = []
    number = end = 0
    for word in text.words:
        gap = content[end : word.start]
        ends = _BREAK.search(gap) and not (len(gap) == 1 and content[end - 1 : end].isdigit())  # "49.3"
        if numbers and (ends or word.low in _CONJUNCTIONS):
            number += 1
        numbers.append(number)
        end = word.end
    return tuple(numbers)


def turns_of(
    text: Text, clauses: Sequence[int], places: Iterable[tuple[str, int, int]], senses: Senses
) -> list[Turn]:
    """Which way each word turns: what follows it in its clause, what stands before it, or both.

    ``places`` are the groups found: name, first word, word after the last; of those that turn
    and lie within each other only the longest does.
    """
    turning = {(s, e): name for name, s, e in places if name in senses.reverse or name in senses.reject}
    starts: dict[int, str] = {}
    ends: dict[int, int] = {}
    for start, end in turning:
        ends[start] = max(end, ends.get(start, end))
    for (start, end), name in turning.items():
        wider = range(max(0, start - _WIDEST), start)
        if end == ends[start] and not any(ends.get(other, 0) >= end for other in wider):
            starts[start] = name
    return [_turn(text, clauses, k, starts.get(k), senses) for k in range(len(text.words))]


def _turn(text: Text, clauses: Sequence[int], k: int, name: str | None, senses: Senses) -> Turn:
    low = text.words[k].low
    if low in _NEGATION:
        return _negation(text, [j for j in _near(k, clauses) if j > k])
    if low in _ALONE:
        following = text.words[k + 1].low if k + 1 < len(text.words) else ""
        return "" if following == "seulement" else "onward"
    if low in _NEGATORS:  # what "ne" has turned already is not turned again
        paired = low == "rien" or any(text.words[j].low in _NEGATION for j in _near(k, clauses))
        return "" if paired else "onward"
    if name is None:
        return ""
    if name in senses.reject:
        return "both"
    passive = any(text.words[j].low in _BE for j in range(max(0, k - 2), k))
    return "back" if passive else "onward"


def _near(k: int, clauses: Sequence[int]) -> list[int]:
    """The words around one in its clause."""
    around = range(max(0, k - _RANGE), min(k + _RANGE, len(clauses)))
    return [j for j in around if clauses[j] == clauses[k]]


def _negation(text: Text, following: Sequence[int]) -> Turn:
    """What "ne" turns: what follows; with "être" and "devoir" all; nothing in "ne … que"."""
    words = [text.words[j].low for j in following]
    only = next((n for n, word in enumerate(words) if word in {"que", "qu"}), None)
    negator = next((n for n, word in enumerate(words) if word in _NEGATORS or word == "plus"), None)
    if only is not None and (negator is None or negator > only or "autre" in words[:only]):
        return ""
    return "both" if words and words[0] in _BE else "onward"


def signs(turns: Sequence[str], clauses: Sequence[int]) -> tuple[list[int], list[int]]:
    """The signs of the words by what governs them, and by all that their clause holds."""
    governed, whole = [1] * len(turns), [1] * len(turns)
    for _, members in groupby(range(len(turns)), key=clauses.__getitem__):
        clause = list(members)
        every = sum(1 for j in clause if turns[j])
        before, after = 0, sum(turns[j] in ("back", "both") for j in clause)
        for k in clause:
            after -= turns[k] in ("back", "both")
            governed[k] = -1 if (before + after) % 2 else 1
            whole[k] = -1 if (every - bool(turns[k])) % 2 else 1
            before += turns[k] in ("onward", "both")
    return governed, whole


def governed_by(k: int, turns: Sequence[str], clauses: Sequence[int], own: Collection[int]) -> int:
    """The sign of a word by what turns it round in its clause, its ``own`` words apart."""
    count = 0
    for j, turn in enumerate(turns):
        if turn and clauses[j] == clauses[k] and j not in own:
            count += turn in (("onward", "both") if j < k else ("back", "both"))
    return -1 if count % 2 else 1
