"""Plurals and feminines of French nouns and adjectives, and the possessives in fixed phrases.

The endings are those of the reference grammars (Grevisse, *Le bon usage*, "pluriel des noms",
"féminin des adjectifs"), as far as the cue tables need them.
"""

from __future__ import annotations

_INVARIABLE = ("s", "x", "z")
_POSSESSIVES = ("mon notre son leur", "ma notre sa leur", "mes nos ses leurs")


def plural(noun: str) -> str:
    """The plural of a noun; of a compound with "en" or "de", that of its first word.

    "aveu" → "aveux", "mise en garde" → "mises en garde", "propos" → "propos".
    """
    head, *rest = noun.split(" ")
    return " ".join([_plural(head), *rest])


def _plural(word: str) -> str:
    if word.endswith(_INVARIABLE):
        return word
    if word.endswith(("eau", "eu", "œu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") else word + "s"


def agreeing(adjective: str) -> frozenset[str]:
    """The four forms of an adjective or participle: certain, certaine, certains, certaines."""
    if adjective.endswith("e"):
        feminine = adjective
    elif adjective.endswith(("el", "il", "en", "on")):
        feminine = adjective + adjective[-1] + "e"
    else:
        feminine = adjective + "e"
    return frozenset({adjective, feminine, _plural(adjective), _plural(feminine)})


def possessives(word: str) -> frozenset[str]:
    """The possessives that can stand for "son", "sa" or "ses"; any other word stands for itself.

    Those of the second person are left out: a source does not give the reader's word.
    """
    for row in _POSSESSIVES:
        forms = row.split()
        if word in forms:
            return frozenset(forms)
    return frozenset({word})
