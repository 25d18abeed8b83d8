"""From tags to statements: a cue, the content nearest to it, the source nearest to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.learned.prepare import Row
from bench.learned.sequence import TAGS

_REACH = 160  # code points between a cue and what belongs to it
Chars = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A tagged stretch: its kind and code points."""

    kind: str
    start: int
    end: int


def stretches(offsets: Sequence[Chars], tags: Sequence[int]) -> list[Tagged]:
    """The tagged stretches of a paragraph, from left to right."""
    found: list[Tagged] = []
    for (start, end), tag in zip(offsets, tags, strict=True):
        name = TAGS[tag]
        if name == "O":
            continue
        if name.startswith("I-") and found and found[-1].kind == name[2:]:
            found[-1] = Tagged(kind=name[2:], start=found[-1].start, end=end)
        else:
            found.append(Tagged(kind=name[2:], start=start, end=end))
    return found


def statements(text: str, found: Sequence[Tagged]) -> Iterator[Row]:
    """One statement a cue. A content belongs to its nearest cue; one without goes on with the last."""
    cues = [t for t in found if t.kind == "cue"]
    contents: list[list[Tagged]] = [[] for _ in cues]
    last = None
    for content in (t for t in found if t.kind == "content"):
        near = [(_gap(cue, content), k) for k, cue in enumerate(cues) if _free(cue, content, found)]
        if near and min(near)[0] <= _REACH:
            last = min(near)[1]
        if last is not None:
            contents[last].append(content)
    for cue, parts in zip(cues, contents, strict=True):
        if parts:
            yield _row(text, cue, parts, _source(cue, parts, found))


def _gap(one: Tagged, other: Tagged) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _free(cue: Tagged, content: Tagged, found: Sequence[Tagged]) -> bool:
    """No other cue between a cue and a content."""
    low, high = min(cue.end, content.end), max(cue.start, content.start)
    return not any(t.kind == "cue" and low <= t.start < high and t is not cue for t in found)


def _source(cue: Tagged, parts: Sequence[Tagged], found: Sequence[Tagged]) -> Tagged | None:
    """The nearest source; the one before the cue where both sides have one as near."""
    near = [(_gap(cue, t), t.start, t) for t in found if t.kind == "source"]
    near = [entry for entry in near if entry[0] <= _REACH]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _row(text: str, cue: Tagged, parts: Sequence[Tagged], source: Tagged | None) -> Row:
    content = tuple(trimmed(text, part.start, part.end) for part in parts)
    return Row(
        statement={
            "source": text[source.start : source.end] if source else None,
            "actor": None,
            "cue": text[cue.start : cue.end],
            "content": " ".join(text[s:e] for s, e in content),
        },
        tokens=None,
        at=cue.start,
        content=content,
    )


def trimmed(text: str, start: int, end: int) -> Chars:
    """Without blanks and stops at either end, and without marks that enclose the whole."""
    while end > start + 1 and text[end - 1] in " .,;":
        end -= 1
    while start < end - 1 and text[start] in " ,;:":
        start += 1
    closing = {"«": "»", '"': '"', "“": "”"}.get(text[start])
    if end - start > 2 and closing == text[end - 1] and text[start] not in text[start + 1 : end - 1]:
        return trimmed(text, start + 1, end - 1)
    return start, end
