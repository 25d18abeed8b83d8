"""Inflected forms of regular French verbs in -er (first group).

The endings are those of the reference grammars (Grevisse, *Le bon usage*, "conjugaison régulière
en -er"); stems in -c and -g take ç and ge before a and o. Verbs of the other groups, and those
with a changing stem, stand form by form in ``verb_forms.tsv``.
"""

from __future__ import annotations

_ENDINGS = (
    "e es ons ez ent ais ait ions iez aient ai as a âmes âtes èrent erai eras era erons erez eront"
    " erais erait erions eriez eraient asse asses ât assions assiez assent ant é ée és ées er"
).split()
_SOFT = ("c", "g")


def first_group(lemma: str) -> frozenset[str]:
    """All simple forms of a regular verb in -er, participles of any gender and number included.

    Returns the lemma alone for a verb that does not end in -er.
    """
    if not lemma.endswith("er"):
        return frozenset({lemma})
    stem = lemma[:-2]
    return frozenset(_softened(stem, ending) + ending for ending in _ENDINGS)


def _softened(stem: str, ending: str) -> str:
    """The stem as spelled before this ending: annonc- → annonç-, exig- → exige- before a, o."""
    if stem.endswith(_SOFT) and ending[0] in "aâo":
        return stem[:-1] + "ç" if stem.endswith("c") else stem + "e"
    return stem
