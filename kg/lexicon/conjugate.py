"""Inflected forms of French verbs in -er (first group).

The endings are those of the reference grammars (Grevisse, *Le bon usage*, "conjugaison régulière
en -er"). Stems in -c and -g take ç and ge before a and o; a vowel before a mute syllable changes
(répéter: répète, lever: lève, rappeler: rappelle, employer: emploie). Verbs of the other groups
stand form by form in ``verb_forms.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator

_SPOKEN = (
    "ons ez ais ait ions iez aient ai as a âmes âtes èrent asse asses ât assions assiez assent ant é ée és"
    " ées er"
).split()
_MUTE = "e es ent erai eras era erons erez eront erais erait erions eriez eraient".split()
_FUTURE = frozenset(ending for ending in _MUTE if ending.startswith("er"))
_SOFT = ("c", "g")
_CONSONANTS = "bcdfghjklmnpqrstvxz"
_CLUSTERS = ("bl br ch cl cr dr fl fr gl gn gr gu pl pr qu tr vr").split()  # they open one syllable
_DOUBLED = ("l", "t")
_GLIDES = ("ay", "oy", "uy")


def first_group(lemma: str) -> frozenset[str]:
    """All simple forms of a verb in -er, participles of any gender and number included.

    Where spelling allows two stems (rappelle and grommèle, balaie and balaye, répètera and
    répétera) both are given. Returns the lemma alone for a verb that does not end in -er.
    """
    if not lemma.endswith("er"):
        return frozenset({lemma})
    stem = lemma[:-2]
    spoken = {_softened(stem, ending) + ending for ending in _SPOKEN}
    mute = {changed + ending for ending in _MUTE for changed in _mute_stems(stem, ending in _FUTURE)}
    return frozenset(spoken | mute)


def _softened(stem: str, ending: str) -> str:
    """The stem as spelled before this ending: annonc- → annonç-, exig- → exige- before a, o."""
    if stem.endswith(_SOFT) and ending[0] in "aâo":
        return stem[:-1] + "ç" if stem.endswith("c") else stem + "e"
    return stem


def _mute_stems(stem: str, future: bool) -> Iterator[str]:
    """The stem as spelled before a mute e: répét- → répèt-, appel- → appell-, employ- → emploi-."""
    if stem.endswith(_GLIDES):
        yield stem[:-1] + "i"
        if stem.endswith("ay"):
            yield stem
        return
    onset = _onset(stem)
    rest = stem.removesuffix(onset)
    before, vowel = rest[:-1], rest[-1:]
    if onset and vowel == "é":
        yield before + "è" + onset
        if future:
            yield stem
    elif onset and vowel == "e" and not before.endswith("e"):  # but tweeter: tweete
        yield before + "è" + onset
        if onset in _DOUBLED:
            yield stem + onset
    else:
        yield stem


def _onset(stem: str) -> str:
    """The consonants after the last vowel of the stem, if they open one syllable; else nothing."""
    for cluster in _CLUSTERS:
        if stem.endswith(cluster):
            return cluster
    single = stem[-1:] if stem[-1:] in _CONSONANTS else ""
    return "" if single and stem[-2:-1] in _CONSONANTS else single
