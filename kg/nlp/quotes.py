"""Quotation marks to quotation spans, in messy text.

Marks are read from left to right, block by block, with a stack for nesting. A straight mark opens
or closes by what stands around it. What does not balance is repaired locally and flagged: a mark
left open ends with its block (unless the next block goes on with the same opening mark, the
convention of long quotations), a closing mark without an opening one begins with its sentence.
Nothing raises; the worst text yields odd spans, never a lost document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

OPENING = {"«": "»", "“": "”", "„": "”", "‹": "›"}
CLOSING = frozenset("»”›")
STRAIGHT = '"'
MARKS = frozenset(OPENING) | CLOSING | {STRAIGHT}
_STRAY = 12  # characters before a lone closing mark that make it more than a slip
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_a-zà-ÿ])")


# a subject, an auxiliary, a participle and "que": what another reports, before the mark that was lost
_REPORTED = re.compile(
    r"\s*(?:L[ea]s? |L['’])?[A-ZÀ-Ýa-zà-ÿ][^,;:!?.«»“”\"]{3,90}?\s(?:a|ont|avait|avaient)"
    r"\s\w{2,20}(?:é|it|is|u)(?:\s\w{1,20}['’]?\w{0,20}){0,3}?\s(?:que\s|qu['’])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation: ``start``/``end`` without its marks and blanks, ``outer_…`` with them.

    Offsets are code points of the text given. ``depth`` is 0 for a quotation that stands in no
    other; ``balanced`` is False where a mark was missing and supplied.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    balanced: bool = True


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


def find_quotes(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
    """All quotations of a text, outermost first where they begin together.

    ``blocks`` are the half-open bounds of its paragraphs, in order.
    """
    found: list[Quote] = []
    pending: list[_Open] = []  # open across blocks
    for number, (start, end) in enumerate(blocks):
        stack = list(pending)
        found.extend(_scan(text, start, end, stack))
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        pending = []
        for depth, opened in enumerate(stack):
            if depth == 0 and following and _goes_on(text, opened, following):
                pending = [opened]
                break
            found.append(_quote(text, opened.at, end, end, depth, balanced=False))
    kept = [quote for quote in found if quote.end > quote.start]
    return tuple(sorted(kept, key=lambda q: (q.outer_start, -q.outer_end)))


def _goes_on(text: str, opened: _Open, block: tuple[int, int]) -> bool:
    """Does an unclosed quotation go on in the next block?

    It does where that block begins with the same opening mark, or where its first guillemet
    closes; straight marks say too little to run on.
    """
    start, end = block
    if opened.mark == STRAIGHT:
        return False
    if text[start] == opened.mark:
        return True
    first = next((c for c in text[start:end] if c in MARKS), "")
    return first == OPENING.get(opened.mark)


def _scan(text: str, start: int, end: int, stack: list[_Open]) -> Iterator[Quote]:
    """Quotations closed within one block; what stays open is left on the stack."""
    floor = start  # a supplied opening never reaches back over a quotation that is closed
    for at in range(start, end):
        char = text[at]
        if char not in MARKS:
            continue
        if at == start and stack and char == stack[0].mark:
            continue  # the mark that only repeats that the quotation goes on
        role = _role(text, at, start, end, stack)
        if role == "open":
            if stack and stack[-1].mark == char == STRAIGHT:
                opened = stack.pop()  # a straight mark cannot nest in itself: the first was never closed
                yield _quote(text, opened.at, at, at, len(stack), balanced=False)
            stack.append(_Open(char, at))
        elif stack:
            while (
                len(stack) > 1
                and not _closes(stack[-1].mark, char)
                and any(_closes(o.mark, char) for o in stack)
            ):
                opened = stack.pop()
                yield _quote(text, opened.at, at, at, len(stack), balanced=False)
            opened = stack.pop()
            yield _quote(text, opened.at, at, at + 1, len(stack))
            floor = at + 1
        else:
            begin = max(floor, _last_sentence_end(text, floor, at))
            reported = _REPORTED.match(text, begin, at)
            begin = reported.end() if reported else begin  # "X a espéré que P », a déclaré Y"
            yield replace(_quote(text, begin - 1, at, at + 1, 0, balanced=False), outer_start=begin)
            floor = at + 1


def _role(text: str, at: int, start: int, end: int, stack: list[_Open]) -> str:
    """ "open" or "close" for the mark at this place."""
    char = text[at]
    if char in OPENING:
        return "open"
    if char in CLOSING:
        return "close"
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    inside = any(o.mark == STRAIGHT for o in stack)
    if not inside and before.isspace() and after.isspace():  # says nothing: let the marks to come decide
        spoken = at - _last_sentence_end(text, start, at) > _STRAY
        return "close" if spoken and text.count(STRAIGHT, at, end) % 2 else "open"
    if not inside:
        return (
            "open" if not after.isspace() and after not in ".,;:)]" else "close" if before != " " else "open"
        )
    if (before.isspace() or before in "(['’") and after.isalnum():
        return "open"
    return "close"


def _closes(opening: str, closing: str) -> bool:
    return closing == STRAIGHT == opening or OPENING.get(opening) == closing


def _last_sentence_end(text: str, start: int, end: int) -> int:
    """Where the last sentence between two offsets begins (``start`` if there is but one)."""
    last = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end:
            last = match.end()
    return last


def _quote(text: str, mark: int, end: int, outer_end: int, depth: int, *, balanced: bool = True) -> Quote:
    """The quotation between the opening mark at ``mark`` and ``end``, blanks trimmed."""
    start = mark + 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(start=start, end=end, outer_start=mark, outer_end=outer_end, depth=depth, balanced=balanced)
