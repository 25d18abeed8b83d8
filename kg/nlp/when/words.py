"""The words of the calendar, as kg/lexicon/fr/calendar.tsv lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.lexicon.load import rows
from kg.resources import lexicon_dir


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Mapping[str, int]]:
    """Type ("month", "weekday", …) → word → number; raises DataInvalid where the table is wrong."""
    found: dict[str, dict[str, int]] = {}
    for row in rows(lexicon_dir("fr") / "calendar.tsv"):
        found.setdefault(row["type"], {})[row["word"]] = int(row["value"])
    return found


def number_of(type_: str, word: str) -> int:
    """The number of a word, whatever its case, blanks and apostrophes."""
    return tables()[type_][re.sub(r"\s+", " ", word.lower().replace("’", "'"))]


def any_of(type_: str) -> str:
    """A regular expression for the words of a type, the longest first."""
    words = sorted(tables()[type_], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words)
