"""A statement as its coder reads it: what is said, by what words, and what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.records import Extraction, Span, Statement

# a full stop that ends a sentence: not that of "M." or of an initial, and a capital or a mark follows
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\bMM)(?<!\bDr)[.!?…]+[\"»”’)]*\s+(?=[A-ZÀ-ÖØ-Þ\"«“—–\d-])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is said (``content``, its parts joined by a blank, each at its place in ``parts``), how
    (``cue``, ``source``, ``negated``), the rest of that sentence (``around``) and the one ``before``.
    ``cited``: the words are the source's own, since they stand in quotation marks or before their cue.
    """

    content: str
    parts: tuple[Span, ...]
    cue: str
    source: str
    negated: bool
    around: str
    before: str
    cited: bool = False

    def place(self, start: int, end: int) -> Span | None:
        """Where a stretch of the content stands in the document; None where it spans two parts."""
        at = 0
        for part in self.parts:
            if at <= start and end <= at + len(part.text):
                first = part.start + start - at
                return Span(start=first, end=first + end - start, text=part.text[start - at : end - at])
            at += len(part.text) + 1
        return None


class Sentences:
    """The sentences of a text by their offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _STOP.finditer(text))]

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that hold a stretch of the text."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1))
        return self._starts[first], self._starts[last] if last < len(self._starts) else len(self.text)

    def before(self, start: int) -> str:
        """The sentence before the one that begins here; nothing at the beginning of the text."""
        k = bisect_right(self._starts, start) - 1
        return self.text[self._starts[k - 1] : self._starts[k]] if k > 0 else ""


def of_statement(statement: Statement, sentences: Sentences) -> Passage:
    """The passage of a statement of the document whose sentences these are."""
    return passage(
        sentences,
        statement.content,
        cue=statement.cue,
        source=statement.source.span if statement.source else None,
        negated=statement.negated,
    )


def passage(
    sentences: Sentences, parts: tuple[Span, ...], *, cue: Span | None, source: Span | None, negated: bool
) -> Passage:
    """The passage of content, cue and source at their places."""
    taken = sorted((s.start, s.end) for s in (*parts, cue, source) if s is not None)
    near = [*parts, *([cue] if cue else [])]
    start, end = sentences.bounds(min(s.start for s in near), max(s.end for s in near))
    return Passage(
        content=" ".join(part.text for part in parts),
        parts=parts,
        cue=cue.text if cue else "",
        source=source.text if source else "",
        negated=negated,
        cited=_is_cited(sentences.text, parts[0].start, cue),
        around=_without(sentences.text, start, end, taken),
        before=sentences.before(start),
    )


def _is_cited(text: str, start: int, cue: Span | None) -> bool:
    return text[:start].rstrip()[-1:] in set('«“"') or (cue is not None and start < cue.start)


def _without(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> str:
    """A stretch of text without what is taken, a blank in its place."""
    kept, at = [], start
    for first, last in taken:
        if at < first <= end:
            kept.append(text[at : min(first, end)])
        at = max(at, last)
    return " ".join([*kept, text[at:end]] if at < end else kept)


def passages(extraction: Extraction, described: Callable[[str], str]) -> list[Passage]:
    """The passages of the statements of a document, in their order.

    ``described`` gives words that tell who an actor is, which are added to those of the source.
    """
    sentences = Sentences(extraction.document.text)
    found = []
    for statement in extraction.statements:
        own = of_statement(statement, sentences)
        who = described(statement.speaker) if statement.speaker else ""
        found.append(replace(own, source=f"{own.source} {who}".strip()))
    return found
