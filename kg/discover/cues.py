"""The expressions that tell a group of contents from all others, measured on all contents.

Candidates are the words that recur near each other within a sentence. Of each it is known how many of the
group's contents it finds (recall) and how many of what it finds are the group's (precision).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from kg.discover.contents import Content, folded

Combination = tuple[str, ...]
"""One to three stems, sorted, that stand near each other in one sentence."""

_NEAR = 10  # words from the first to the last
_MOST_CANDIDATES = 80  # of one group
_LEAST_PRECISION = 0.6
_LEAST_PRECISION_ALONE = 0.9  # of a single word, which says less about what is meant
_LEAST_RECALL = 0.08
_MOST_CUES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A combination of words that was chosen for a group.

    ``found`` are the numbers of the group's contents that it finds; ``precision`` and ``recall`` are 0 to 1.
    """

    combination: Combination
    found: frozenset[int]
    precision: float
    recall: float


def combinations_in(content: Content) -> set[Combination]:
    """All combinations of a content."""
    found: set[Combination] = set()
    for sentence in content.sentences:
        places = [(at, stem) for at, stem in enumerate(sentence) if stem]
        for number, (start, first) in enumerate(places):
            found.add((first,))
            near = [stem for at, stem in places[number + 1 :] if at - start < _NEAR and stem != first]
            found.update(tuple(sorted((first, second))) for second in near)
            found.update(
                tuple(sorted((first, *pair))) for pair in combinations(near, 2) if pair[0] != pair[1]
            )
    return found


def candidates(
    contents: Iterable[Content], names: Collection[Combination] = frozenset()
) -> list[Combination]:
    """The combinations that recur most in the contents of a group, the shorter ones first where equal.

    Those that are nothing but a name tell who is spoken of, not what is said, and are left out.
    """
    counts = Counter(combination for content in contents for combination in combinations_in(content))
    recurring = [(combination, count) for combination, count in counts.items() if count > 1]
    recurring.sort(key=lambda item: (-item[1], len(item[0]), item[0]))
    open_ = (combination for combination, _ in recurring if folded(combination) not in names)
    return list(islice(open_, _MOST_CANDIDATES))


def postings(
    contents: Sequence[Content], wanted: Collection[Combination]
) -> Mapping[Combination, frozenset[int]]:
    """Wanted combination → the numbers of all contents that hold it."""
    found: dict[Combination, list[int]] = {combination: [] for combination in wanted}
    for number, content in enumerate(contents):
        for combination in combinations_in(content):
            if combination in found:
                found[combination].append(number)
    return {combination: frozenset(numbers) for combination, numbers in found.items()}


def choose(
    group: frozenset[int],
    offered: Iterable[Combination],
    found_by: Mapping[Combination, frozenset[int]],
) -> list[Cue]:
    """The few cues that together find most of a group and little else, the best first.

    Greedy: the next is what adds most, times its precision. Single words come last, where they add much.
    """
    measured = [_measured(combination, group, found_by[combination]) for combination in offered]
    least = max(2, int(_LEAST_RECALL * len(group)))
    recurring = [cue for cue in measured if len(cue.found) >= least]
    phrases = [c for c in recurring if len(c.combination) > 1 and c.precision >= _LEAST_PRECISION]
    alone = [c for c in recurring if len(c.combination) == 1 and c.precision >= _LEAST_PRECISION_ALONE]
    chosen = _cover(phrases, [], least=max(1, len(group) // 20))
    return _cover(alone, chosen, least=max(2, len(group) // 5))


def covered(cues: Iterable[Cue]) -> frozenset[int]:
    """The numbers of the group's contents that any of the cues finds."""
    return frozenset().union(*(cue.found for cue in cues))


def _measured(combination: Combination, group: frozenset[int], everywhere: frozenset[int]) -> Cue:
    found = group & everywhere
    return Cue(
        combination=combination,
        found=found,
        precision=len(found) / len(everywhere) if everywhere else 0.0,
        recall=len(found) / len(group),
    )


def _cover(offered: Sequence[Cue], chosen: Sequence[Cue], *, least: int) -> list[Cue]:
    """Chosen cues and more, while one adds as many contents as ``least``."""
    cues = list(chosen)
    while len(cues) < _MOST_CUES:
        reached, stems = covered(cues), {stem for cue in cues for stem in cue.combination}
        # What shares neither a word nor a content with the cues before belongs to something else.
        open_ = [
            cue
            for cue in offered
            if len(cue.found - reached) >= least
            and (not cues or cue.found & reached or not stems.isdisjoint(cue.combination))
        ]
        if not open_:
            break
        cues.append(min(open_, key=lambda cue: _rank(cue, reached)))
    return cues


def _rank(cue: Cue, reached: frozenset[int]) -> tuple[float, int, Combination]:
    return -len(cue.found - reached) * cue.precision, len(cue.combination), cue.combination
