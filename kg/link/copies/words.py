"""Words as numbers: one character each, without case, accents, punctuation and quotation marks.

A text becomes a string with one character for every word, so that a comparison of words is a
comparison of characters, for which rapidfuzz is made, and takes four bytes a word. Words that hold
a digit have characters of their own (`is_number`).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.lexicon.load import rows
from kg.resources import lexicon_dir

Codes = npt.NDArray[np.uint32]

SPAN = 1 << 20
"""How many characters there are for words: the planes of Unicode above the first one."""

_FIRST = 0x10000  # above the surrogates, which no string of ours may hold
_NUMBERS = 1 << 16  # of the span, for words with digits
_WORD = re.compile(r"\w+")
_THOUSANDS = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))")
_DIGIT = re.compile(r"\d")
_MOST = 1 << 19  # words remembered: hostile input could bring ever new ones


def in_words(text: str) -> str:
    """The words of a text, one character each."""
    text = unicodedata.normalize("NFC", text).lower()
    return "".join(map(_CHARACTERS.__getitem__, _WORD.findall(_THOUSANDS.sub("", text))))


def codes(words: str) -> Codes:
    """The words as numbers below `SPAN`."""
    return np.frombuffer(words.encode("utf-32-le"), dtype=np.uint32) - np.uint32(_FIRST)


def is_number(word: str) -> bool:
    """Whether a character stands for a word with a digit."""
    return ord(word) < _FIRST + _NUMBERS


@cache
def negations() -> frozenset[str]:
    """The characters of the words that deny."""
    return frozenset(in_words(" ".join(row["word"] for row in rows(lexicon_dir("fr") / "negations.tsv"))))


class _Characters(dict[str, str]):
    """Word in lower case → its character, the same in every run: a hash of the word without accents.

    Two words of a million share one by chance; a comparison of some words bears that.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        value = zlib.crc32(bare.encode("utf-8", errors="surrogatepass"))
        place = value % _NUMBERS if _DIGIT.search(word) else _NUMBERS + value % (SPAN - _NUMBERS)
        return self.setdefault(word, chr(_FIRST + place))


_CHARACTERS = _Characters()
