"""The lines of a page that are no news, from the linguist's table boilerplate.tsv."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import DataInvalid
from kg.lexicon.load import rows
from kg.resources import lexicon_dir

KINDS = frozenset({"interface", "related", "end", "caption", "stamp", "change", "byline", "translation"})
MATCHES = frozenset({"line", "start", "part"})
_BLANKS = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Longer lines are text, whatever they begin with ("Abonnez-vous, a lancé le ministre à …").
_LONGEST = {"interface": 100, "caption": 200, "translation": 600}


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The table, by way of matching."""

    lines: Mapping[str, str]
    starts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]

    def kind(self, line: str) -> str | None:
        """What a line of a page is ("interface", "end", …), None for what may be news."""
        if len(line) > max(_LONGEST.values()):
            return None
        plain = fold(line)
        kind = self.lines.get(plain) or self._by_start(plain) or self._by_part(plain)
        return kind if kind is None or len(line) <= _LONGEST.get(kind, 200) else None

    def _by_start(self, plain: str) -> str | None:
        for text, kind in self.starts:
            if plain.startswith(text) and not plain[len(text) : len(text) + 1].isalnum():
                return kind
        return None

    def _by_part(self, plain: str) -> str | None:
        return next((kind for text, kind in self.parts if text in plain), None)


def fold(line: str) -> str:
    """A line as the table holds it: lower case, straight apostrophes, single blanks."""
    return _BLANKS.sub(" ", line).strip().casefold().replace("’", "'")


def is_foreign(line: str) -> bool:
    """Whether a line has letters, but hardly any Latin ones: no part of a French article."""
    letters = len(_LETTER.findall(line))
    return letters > 0 and len(_LATIN.findall(line)) * 2 < letters


@lru_cache(maxsize=4)
def load_boilerplate(language: str = "fr") -> Boilerplate:
    """The table of a language. Raises DataInvalid for a row it cannot use."""
    path = lexicon_dir(language) / "boilerplate.tsv"
    tables: dict[str, dict[str, str]] = {match: {} for match in MATCHES}
    for row in rows(path):
        if row["match"] not in MATCHES or row["kind"] not in KINDS:
            raise DataInvalid(f"{path.name}: {row['text']}: no such match or kind; see the top of the file")
        tables[row["match"]][fold(row["text"])] = row["kind"]
    # The longest first, so that the most telling entry decides.
    starts, parts = (
        sorted(tables[m].items(), key=lambda item: (-len(item[0]), item)) for m in ("start", "part")
    )
    return Boilerplate(tables["line"], tuple(starts), tuple(parts))


@lru_cache(maxsize=4)
def load_words(language: str = "fr") -> Mapping[str, frozenset[str]]:
    """Word lists for parting glued sentences, by kind: opener, abbreviation, weak."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(lexicon_dir(language) / "boilerplate_words.tsv"):
        words[row["kind"]].update(row["words"].split())
    return {kind: frozenset(found) for kind, found in words.items()}
