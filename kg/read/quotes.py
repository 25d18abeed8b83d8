"""Which straight quotation marks of a line open and which close.

Glued text leaves the blanks out that would tell: in `rassembleur".Le`, `partie.""On` and
`troubles"Une` only the marks before and after decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MARK = '"'
_MARK = re.compile(MARK)
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f([{«“'’-–—/:")
_AFTER_CLOSING = frozenset(" \t\u00a0\u202f.,;:!?)]}»”…-–—")
_SENTENCE_END = frozenset(".!?…")

Side = Literal["opens", "closes"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A straight mark at ``at`` and its side; ``glued`` if words stand right before and after it."""

    at: int
    side: Side
    glued: bool


def orient(text: str, start: int, end: int) -> list[Quote]:
    """The straight quotation marks of a stretch, in order, each with its side.

    A mark with a blank on one side is plain. A glued one goes by the mark before it, or, where a
    paragraph may have ended in between without closing its quotation, by the plain mark after it.
    Marks inside a word (accusé d"avoir) are slips and left out.
    """
    marks = [match.start() for match in _MARK.finditer(text, start, end)]
    plain = [_plain_side(text, at, start, end) for at in marks]
    following = _next_plain(plain)
    quotes: list[Quote] = []
    is_open, since = False, start
    for index, (at, side) in enumerate(zip(marks, plain, strict=True)):
        before, after = _around(text, at, start, end)
        if side is None and before.isalpha() and after.islower() and not is_open:
            continue
        glued = side is None
        if side is None:
            side = "closes" if is_open else "opens"
            if _paragraph_ends(text, since, at) and following[index] is not None:
                side = "opens" if following[index] == "closes" else "closes"
        quotes.append(Quote(at, side, glued))
        is_open, since = side == "opens", at + 1
    return quotes


def _around(text: str, at: int, start: int, end: int) -> tuple[str, str]:
    return (text[at - 1] if at > start else " ", text[at + 1] if at + 1 < end else " ")


def _plain_side(text: str, at: int, start: int, end: int) -> Side | None:
    """The side of a mark that blanks or brackets tell; None if it is glued on both sides."""
    before, after = _around(text, at, start, end)
    if before == MARK:  # the second of a pair: it opens only before a word
        return "closes" if after in _AFTER_CLOSING else "opens"
    if after == MARK:
        return "opens" if before in _BEFORE_OPENING else "closes"
    if before in _BEFORE_OPENING and after not in _AFTER_CLOSING:
        return "opens"
    if before not in _BEFORE_OPENING and after in _AFTER_CLOSING:
        return "closes"
    if before in _BEFORE_OPENING and after in _AFTER_CLOSING:
        return "closes" if after not in " \u00a0" else None
    return None


def _next_plain(plain: list[Side | None]) -> list[Side | None]:
    """For each mark the side of the next plain mark after it."""
    following: list[Side | None] = [None] * len(plain)
    for index in range(len(plain) - 2, -1, -1):
        following[index] = plain[index + 1] or following[index + 1]
    return following


def _paragraph_ends(text: str, start: int, end: int) -> bool:
    """Whether a full stop is glued to a capital between two marks."""
    return any(
        text[at] in _SENTENCE_END and text[at + 1].isupper() and not text[at - 1].isupper()
        for at in range(start, max(start, end - 1))
    )
