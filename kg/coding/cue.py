"""What the words of a cue do: the act, and on which side of the content they put the source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.codebook.words import words
from kg.lexicon.cues import CueNoun, CueVerb
from kg.lexicon.load import load

SIGNS = {"+": 1, "-": -1, "0": 1}
_CITING = frozenset({"cite"})  # verbs that only go with a quotation: its words are the source's own


@lru_cache(maxsize=20_000)
def act_and_sign(cue: str) -> tuple[str, int] | None:
    """The act of a cue by its words, and 1 or -1: a source that leaves it open counts as for it.

    Of several verbs or nouns the one that takes up most of the cue's words counts, verbs first. None where
    the lexicon knows none of them.
    """
    low = [word.low for word in words(cue)]
    found = max(_candidates(low), key=lambda c: c[0], default=None)
    if found is None:
        return None
    sign = 1 if found[1].frames <= _CITING else SIGNS[found[1].polarity]
    return found[1].act, sign


def _candidates(low: list[str]) -> Iterator[tuple[tuple[int, bool, int], CueVerb | CueNoun]]:
    lexicon = load("fr")
    for k, word in enumerate(low):
        for verb in lexicon.verbs.get(word, ()):
            rest = [piece for part in verb.rest for piece in part.replace("'", " ").split()]
            if all(part in low[k + 1 :] for part in rest):
                yield (len(rest) + 1, True, -k), verb
        if word in lexicon.nouns:
            yield (1, False, -k), lexicon.nouns[word]
