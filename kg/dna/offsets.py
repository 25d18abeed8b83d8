"""Places in a text: DNA counts the UTF-16 units of Java, records count code points.

They differ behind every character beyond the Basic Multilingual Plane (an emoji, 𝒳), which takes two units.
"""

from __future__ import annotations

from bisect import bisect_left

_LAST_SINGLE = "\uffff"


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as Java's ``String.length()`` tells it."""
    return len(text) + sum(char > _LAST_SINGLE for char in text)


def cut(text: str, limit: int) -> str:
    """The longest beginning of a text that has at most ``limit`` UTF-16 units."""
    if len(text) <= limit // 2:
        return text
    return text[: Offsets(text).points(limit)]


class Offsets:
    """Offsets of one text, both ways."""

    def __init__(self, text: str) -> None:
        # where the pairs stand, in code points and in units; empty for nearly every text
        wide = () if text.isascii() else tuple(i for i, char in enumerate(text) if char > _LAST_SINGLE)
        self._points = wide
        self._units = tuple(place + before for before, place in enumerate(wide))
        self.length = len(text)
        self.unit_length = len(text) + len(wide)

    def units(self, point: int) -> int:
        """Code points → UTF-16 units."""
        return point + bisect_left(self._points, point)

    def points(self, unit: int) -> int:
        """UTF-16 units → code points; the middle of a pair counts as its beginning."""
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            return self._points[before - 1]
        return unit - before
