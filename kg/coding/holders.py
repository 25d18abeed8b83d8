"""Whose position it is: the speaker's, or that of somebody whom the content itself shows taking one.

"Les États-Unis ont répondu par la négative aux propositions sur les garanties", says Lavrov: the
answer is a position of the United States, found by reading the content as a statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.codebook.words import Word, words
from kg.coding.passage import Passage
from kg.lexicon.load import load
from kg.records import Actor, Span
from kg.register.load import Register
from kg.register.names import key

_LONGEST = 8  # words of a name at the head of a content
_BETWEEN = frozenset(  # what may stand between a name and its verb
    "n ne s se l la le y en a ont avait avaient aura auront est sont était étaient pas jamais déjà toujours"
    " aussi également désormais".split()
)
_NO_STAND = frozenset({"assert", "explain", "ask", "predict"})  # acts that only say something
_HEAD = re.compile(r"^\W*(?:qu(?:e\b|['’]))?\s*")


@dataclass(frozen=True, slots=True)
class Reported:
    """A position within a content: whose it is, and the passage that tells it."""

    actor: str
    passage: Passage


class Holders:
    """Finds whom a content names at its head; knows the actors of a document and the register."""

    def __init__(self, actors: Iterable[Actor], register: Register) -> None:
        self._register = register
        self._own: Mapping[tuple[str, ...], str] = {
            key(name): actor.id for actor in actors for name in (*actor.aliases, actor.name) if key(name)
        }

    def reported(self, passage: Passage) -> Reported | None:
        """The position that a content reports at its head; None where it reports none."""
        head = _HEAD.match(passage.content)
        begin = head.end() if head else 0
        found = [word for word in words(passage.content) if word.start >= begin]
        for size in range(min(_LONGEST, len(found)), 0, -1):
            actor = self._named(passage.content[begin : found[size - 1].end])
            if actor is not None:
                cue = _cue_end(found, size)
                return None if cue is None else Reported(actor, _inner(passage, begin, found, size, cue))
        return None

    def _named(self, name: str) -> str | None:
        """The one actor of the document or the register that these words name."""
        own = self._own.get(key(name))
        known = self._register.named(name)
        if own is not None or known is not None:
            return own or (known.id if known else None)
        meant = self._register.metonyms.get(key(name), ())
        return meant[0] if len(meant) == 1 else None


def _cue_end(found: Sequence[Word], size: int) -> int | None:
    """The number of the word after the verb that follows a name, if that takes a position on what follows."""
    verbs = load("fr").verbs
    k = size
    while k < len(found) and found[k].low in _BETWEEN:
        k += 1
    if k >= len(found):
        return None
    for verb in verbs.get(found[k].low, ()):
        rest = [part.rstrip("'") for part in verb.rest]
        end = k + 1 + len(rest)
        if verb.act not in _NO_STAND and [w.low for w in found[k + 1 : end]] == rest and end < len(found):
            return end
    return None


def _inner(passage: Passage, begin: int, found: Sequence[Word], size: int, cue: int) -> Passage:
    """What follows name and verb, as said by whom the name means."""
    name, verb = found[size - 1].end, found[cue - 1].end
    return replace(
        passage,
        content=passage.content[verb:],
        parts=_cut(passage.parts, verb),
        cue=passage.content[name:verb].strip(),
        source=passage.content[begin:name],
        negated=any(word.low in {"n", "ne"} for word in found[size:cue]),
    )


def _cut(parts: Iterable[Span], begin: int) -> tuple[Span, ...]:
    """The parts of a content from an offset of it on."""
    kept: list[Span] = []
    at = 0
    for part in parts:
        if at + len(part.text) > begin:
            skip = max(0, begin - at)
            kept.append(Span(start=part.start + skip, end=part.end, text=part.text[skip:]))
        at += len(part.text) + 1
    return tuple(kept)
