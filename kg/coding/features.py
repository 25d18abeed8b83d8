"""The named features by which a trained codebook knows a concept and a position.

Two families: `topic` tells what a passage is about, `position` on which side of a concept it stands. In the
latter, features of a word count as its sign does, so that what was learned from "livrer des armes" holds
with the other sign for "refuser de livrer des armes".
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, product

from kg.codebook.words import FUNCTION_WORDS
from kg.coding.match import Text
from kg.coding.reading import Reading

Features = dict[str, float]
_BEGINNING = 5  # letters that stand for a word: what prefixes share and stems do not
_NEAR = 8  # words between two groups that are read together
_SELF_CONTAINED = 0.4  # what the surroundings of a content that can be understood alone count
_VERY_SHORT, _SHORT = 4, 10  # words that count
_TAKING_UP = frozenset(
    "cela ça en y ceci celui celle ceux celles lui leur tel telle tels telles cette ces ce".split()
)
_EXPRESSION = 6.0  # what an expression of the codebook counts against a single word


def topic(reading: Reading) -> Features:
    """What the passage is about. What stands around it counts less where it can be understood alone."""
    found: Features = {}
    stems = _stems(reading.text)
    for stem in stems:
        found[f"w={stem}"] = 1.0
    for word in reading.text.words:
        if len(word.low) > _BEGINNING:
            found[f"b={word.low[:_BEGINNING]}"] = 0.5
    for one, other in pairwise(stems):
        found[f"ww={one} {other}"] = 0.7
    _groups(found, reading)
    around = 1.0 if _leans(reading) else _SELF_CONTAINED
    for stem in (*_stems(reading.around), *_stems(reading.before)):
        found[f"x={stem}"] = 0.4 * around
    _groups_around(found, reading, around)
    for name in reading.cue:
        found[f"cue={name}"] = 0.5
    for name in reading.source:
        found[f"source={name}"] = 0.5
    for concept, _, _ in reading.hits:
        found[f"e={concept}"] = _EXPRESSION
    found[f"act={reading.act}"] = 0.5
    return found


def _leans(reading: Reading) -> bool:
    """Is the content too short, or are there words in it that take up others, to be understood alone?"""
    size = len(reading.text.kept)
    taking_up = any(word.low in _TAKING_UP for word in reading.text.words)
    return size <= _VERY_SHORT or (size <= _SHORT and taking_up)


def _groups(found: Features, reading: Reading) -> None:
    """The groups of the content: each, each two, each two that follow each other."""
    own = sorted({name for names in reading.groups.values() for name in names})
    for k, one in enumerate(own):
        found[f"g={one}"] = 1.0
        found[f"gx={one}"] = 0.5
        for other in own[k + 1 :]:
            found[f"gg={one}+{other}"] = 0.7
    for pair in _neighbours(reading):
        one, other = sorted(pair)
        found[f"gn={one}+{other}"] = 0.5


def _groups_around(found: Features, reading: Reading, weight: float) -> None:
    """The groups around the content: each, and each with one of the content."""
    own = {name for names in reading.groups.values() for name in names}
    for other in sorted(reading.around_groups | reading.before_groups):
        found[f"xg={other}"] = 0.5 * weight
        if other not in own:
            found[f"gx={other}"] = 0.5 * weight
            for one in own:
                found[f"ggx={one}+{other}"] = 0.4 * weight


def position(reading: Reading, concept: str) -> Features:
    """On which side of the concept the passage stands."""
    found: Features = {f"c={concept}": 1.0, "sign": reading.sign, f"sign={concept}": reading.sign}
    for k in reading.text.kept:
        stem = reading.text.words[k].stem
        _signed(found, f"w={stem}", concept, reading, k)
    for k, names in reading.groups.items():
        for name in names:
            _signed(found, f"g={name}", concept, reading, k)
    for before, after, k in _pairs(reading):
        found[f"p={before}>{after}"] = 0.7 * reading.governed[k]
        found[f"p={before}>{after}={concept}"] = 0.7 * reading.governed[k]
    told = sum(sign for hit, sign, _ in reading.hits if hit == concept)
    if told:
        found["e"] = found[f"e={concept}"] = _EXPRESSION if told > 0 else -_EXPRESSION
    for name in reading.around_groups | reading.before_groups:
        found[f"x={name}={concept}"] = 0.3
    found[f"act={reading.act}"] = 1.0
    found[f"act={reading.act}={concept}"] = 1.0
    for name in reading.cue:
        found[f"cue={name}"] = 1.0
    for word in reading.passage.cue.lower().replace("’", "'").replace("'", " ").split():
        if word not in FUNCTION_WORDS:
            found[f"q={word}"] = 1.0
    for name in reading.source:
        found[f"source={name}={concept}"] = 1.0
    return {f"±{name}": value for name, value in found.items()}


def _signed(found: Features, name: str, concept: str, reading: Reading, k: int) -> None:
    found[f"{name}±"] = reading.governed[k]
    found[f"{name}±{concept}"] = reading.governed[k]
    found[f"{name}#{concept}"] = reading.whole[k]
    found[f"{name}~{concept}"] = reading.sign
    found[f"{name}"] = 0.5
    found[f"{name}={concept}"] = 0.5


def _stems(text: Text) -> list[str]:
    return [text.words[k].stem for k in text.kept]


def _neighbours(reading: Reading) -> Iterable[tuple[str, str]]:
    """Groups that stand one after the other in the content."""
    places = sorted(reading.groups)
    for one, other in pairwise(places):
        for first, second in product(reading.groups[one], reading.groups[other]):
            if first != second:
                yield first, second


def _pairs(reading: Reading) -> Iterable[tuple[str, str, int]]:
    """Two groups near each other in one clause, in their order, and the place of the first."""
    places = sorted(reading.groups)
    for n, one in enumerate(places):
        for other in places[n + 1 :]:
            if other - one > _NEAR or reading.clauses[one] != reading.clauses[other]:
                break
            for first, second in product(reading.groups[one], reading.groups[other]):
                if first != second:
                    yield first, second, one
