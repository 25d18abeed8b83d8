"""What the tagger thinks of a candidate, as features for the scorer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.learned.prepare import Prepared, Row
from bench.learned.sequence import TAGS

_CONTENT = {TAGS.index("B-content"), TAGS.index("I-content")}
_CUE = {TAGS.index("B-cue"), TAGS.index("I-cue")}
_SOURCE = {TAGS.index("B-source"), TAGS.index("I-source")}
_PARTS = ((0.0, "0"), (0.3, "few"), (0.7, "half"), (0.95, "most"), (1.0, "all"))


@dataclass(frozen=True, slots=True)
class TaggedText:
    """All tokens of an article with their tags."""

    starts: Sequence[int]
    ends: Sequence[int]
    tags: Sequence[int]

    def of(self, start: int, end: int) -> Sequence[int]:
        """The tags of the tokens in a stretch of code points."""
        return self.tags[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    def after(self, end: int, count: int = 3) -> Sequence[int]:
        """The tags of the tokens that follow."""
        k = bisect_left(self.starts, end)
        return self.tags[k : k + count]

    def before(self, start: int, count: int = 3) -> Sequence[int]:
        """The tags of the tokens that precede."""
        k = bisect_right(self.ends, start)
        return self.tags[max(0, k - count) : k]


def tagged_text(doc: Prepared, tags: Sequence[Sequence[int]]) -> TaggedText:
    """The article with the tags of its paragraphs."""
    offsets = [o for block in doc.blocks for o in block.offsets]
    return TaggedText([s for s, _ in offsets], [e for _, e in offsets], [int(t) for own in tags for t in own])


def with_opinion(text: TaggedText, row: Row, prefix: str = "t") -> Row:
    """The candidate with features that say how far the tags agree with it."""
    inside = [t for start, end in row.content for t in text.of(start, end)]
    part = _share(inside, _CONTENT)
    kind = "loose" if row.loose else "rule"
    at = text.of(row.at, row.at + 1) if row.at >= 0 else ()
    cue = "yes" if at and at[0] in _CUE else "no"
    last = text.of(row.content[-1][1] - 1, row.content[-1][1])
    after = text.after(row.content[-1][1], 2)
    before = text.before(row.content[0][0], 2)
    change = row.change or "own"
    ends = f"{last[0] in _CONTENT if last else ''} {[t in _CONTENT for t in after]}"
    named = f"{_share(text.before(row.at, 12), _SOURCE) != '0'}"
    names = (
        f"{prefix} content={part}",
        f"{prefix} {kind} content={part} cue={cue}",
        f"{prefix} {kind} cue={cue}",
        f"{prefix} {kind} content={part}",
        f"{prefix} {kind} source near={named} cue={cue}",
        f"{prefix} ends={ends}",
        f"{prefix} {change} ends={ends}",
        f"{prefix} starts={[t in _CONTENT for t in before]}",
    )
    return replace(row, features=(*row.features, *names))


def _share(tags: Sequence[int], wanted: set[int]) -> str:
    """How many of the tags are wanted ones, by steps."""
    part = sum(t in wanted for t in tags) / len(tags) if tags else 0.0
    return next(name for bound, name in _PARTS if part <= bound)
