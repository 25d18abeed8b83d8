"""Words compared as people type them: without case, accents and punctuation, but whole."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.link.fold import plain

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=10_000)
def folded(text: str) -> tuple[str, ...]:
    """The words of a text in lower case without accents; cut at apostrophes and hyphens."""
    found = map(plain, _WORD.findall(unicodedata.normalize("NFC", text)))
    return tuple(word for word in found if word)


def in_a_row(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Do folded words stand in others, one after the other? Nothing stands nowhere."""
    size = len(wanted)
    return size > 0 and any(
        words[at : at + size] == wanted for at in range(len(words) - size + 1) if words[at] == wanted[0]
    )


def all_there(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Do folded words stand in others, in any order? Nothing stands nowhere."""
    return bool(wanted) and set(wanted) <= set(words)
