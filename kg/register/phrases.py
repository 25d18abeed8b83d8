"""Reading the words for a role: what is the role, and which state or body it is of.

"le ministre russe des Affaires étrangères", "le ministre des Affaires étrangères de la Russie" and
"la ministre des Affaires étrangères russe" are one wording, ("ministre", "des", "affaires",
"etrangeres"), of one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

from kg.register.names import key

Key = tuple[str, ...]
Ids = tuple[str, ...]

_OF = frozenset({"de", "du", "des", "d"})
_THE = frozenset({"la", "le", "l", "les"})
_NOT_NOW = frozenset(
    "ex ancien ancienne anciens anciennes futur future feu feue defunt defunte prochain prochaine"
    " precedent precedente alors".split()
)
_NOW_BEFORE = frozenset({"actuel", "actuelle", "nouveau", "nouvel", "nouvelle"})
_NOW_AFTER = frozenset({"actuel", "actuelle", "sortant", "sortante"})
_LONGEST = 24  # words; what is longer is a clause, not a role
_PLACES = 6  # states and bodies that one phrase is searched for
_EMPTY: Mapping[Key, Ids] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The words of a role (feminines as masculines), and of what it is: each one of these ids."""

    role: Key
    of: tuple[Ids, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words by which places are found in a phrase, and the pairs of nouns."""

    adjectives: Mapping[Key, Ids] = field(default_factory=lambda: _EMPTY)
    names: Mapping[Key, Ids] = field(default_factory=lambda: _EMPTY)
    masculine: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    longest: int = 1

    def readings(self, words: Key) -> Iterator[Reading]:
        """Every way to read the words: with no place, or with one to three of those in them."""
        if not words or len(words) > _LONGEST:
            return
        found = list(self._places(words))[:_PLACES]
        for count in range(min(len(found), 3) + 1):
            for chosen in combinations(found, count):
                taken = [k for start, end, _ in chosen for k in range(start, end)]
                if len(set(taken)) == len(taken):
                    rest = tuple(word for k, word in enumerate(words) if k not in taken)
                    yield Reading(role=self.folded(rest), of=tuple(ids for _, _, ids in chosen))

    def folded(self, words: Key) -> Key:
        """The words with feminines as masculines: "la chancelière" → ("chancelier",)."""
        return tuple(self.masculine.get(word, word) for word in words)

    def _places(self, words: Key) -> Iterator[tuple[int, int, Ids]]:
        """Adjectives of states, and "de" with the name of a state or body; never the first word."""
        for start in range(1, len(words)):
            of = words[start] in _OF
            begin = start + 1 if of else start
            if of and begin < len(words) and words[begin] in _THE:
                begin += 1
            table = self.names if of else self.adjectives
            for end in range(min(len(words), begin + self.longest), begin, -1):
                ids = table.get(words[begin:end])
                if ids:
                    yield start, end, ids


def role_words(phrase: str) -> Key:
    """The words for a role that is held now; () where they say that it was or will be held."""
    words = key(phrase)
    if not words or words[0] in _NOT_NOW:
        return ()
    if len(words) > 1 and words[0] in _NOW_BEFORE:
        words = words[1:]
    return (words[0], *(word for word in words[1:] if word not in _NOW_AFTER))
