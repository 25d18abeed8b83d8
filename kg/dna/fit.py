"""Texts made fit for a column: what SQLite, Java or DNA cannot hold is taken out or stood in for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from kg.dna.offsets import cut

LIMIT = 190
"""UTF-16 units of a short column."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_UNFIT = re.compile(
    "[\x00\r\ud800-\udfff]"
)  # NUL ends a text in C, a text pane of Java drops the CR of CR LF


def short(text: str | None) -> str:
    """The text on one line, cut to what a short column holds; "" for None."""
    return cut(" ".join(_CONTROL.sub("", text or "").split()), LIMIT)


def listed(values: Sequence[str]) -> str:
    """Several values in a short column."""
    return short("; ".join(values))


def several(column: str) -> tuple[str, ...]:
    """The values of a short column that holds several."""
    return tuple(value.strip() for value in column.split(";") if value.strip())


def body(text: str) -> str:
    """A text of any length, each unfit character stood in for by another: offsets stay."""
    return _UNFIT.sub(_stand_in, text)


def odd(text: str) -> list[tuple[int, str]]:
    """The characters of a text that `body` stands in for, with their places."""
    return [(found.start(), found[0]) for found in _UNFIT.finditer(text)]


def restored(text: str, places: Sequence[tuple[int, str]]) -> str:
    """What `body` was given, from what it gave and what `odd` found; ValueError where they do not agree."""
    chars = list(text)
    for place, char in places:
        if not 0 <= place < len(chars) or body(char) != chars[place]:
            raise ValueError("no such character was replaced")
        chars[place] = char
    return "".join(chars)


def hash_of(text: str) -> str:
    """The SHA-256 of a text, by which it is known whether it was changed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _stand_in(found: re.Match[str]) -> str:
    return " " if found[0] == "\r" else "\N{REPLACEMENT CHARACTER}"
