"""Company: in which documents dossiers stand, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log10

from kg.link.dossier import Dossier

# Fewer documents tell too little about chance: a corpus counts as this large at least.
_LEAST = 1000
_WORTH = 0.12  # of one shared companion who is a thousand times more often there than chance has it
_MOST = 0.3
_CIRCLE = 5  # companions that make a circle to compare


def is_full(dossier: Dossier) -> bool:
    """Is it a body, or a person by more than a surname or initials?"""
    return not dossier.is_person or dossier.name.full


class Company:
    """Who stands in which document, in one state of the linking: those with full names.

    ``cast`` holds for every document the units in it; ``dossier_of`` the dossier of each unit now.
    """

    def __init__(self, cast: Sequence[Sequence[str]], dossier_of: Mapping[str, Dossier]) -> None:
        known = {unit: dossier.unit for unit, dossier in dossier_of.items() if is_full(dossier)}
        self._cast = [tuple(sorted({known[unit] for unit in units if unit in known})) for units in cast]
        self._size = max(len(self._cast), _LEAST)
        self._frequency: Counter[str] = Counter()
        for units in self._cast:
            self._frequency.update(units)
        self._around: dict[str, Counter[str]] = {}

    def around(self, dossier: Dossier) -> Counter[str]:
        """The dossiers (by their unit) that stand in a document with this one: in how many."""
        if dossier.unit not in self._around:
            found: Counter[str] = Counter()
            for document in dossier.documents:
                found.update(self._cast[document])
            del found[dossier.unit]
            self._around[dossier.unit] = found
        return self._around[dossier.unit]

    def shared(self, one: Dossier, other: Dossier) -> tuple[float, tuple[str, ...]]:
        """What common companions are worth, 0 to 0.3, and the ones that count most.

        A companion of the one that is in fewer documents speaks for the other by how much more often
        the other stands in his documents than in any (the logarithm of that ratio).
        """
        small, large = sorted((one, other), key=lambda d: (len(d.documents), d.unit))
        if not small.documents:
            return 0.0, ()
        worth: dict[str, float] = {}
        usual = len(large.documents) / self._size
        beside = self.around(large)
        for unit in self.around(small).keys() & beside.keys():
            ratio = beside[unit] / self._frequency[unit] / usual
            if unit != large.unit and ratio > 1:
                worth[unit] = min(1.0, log10(ratio) / 3) * _WORTH
        # many documents meet many people: their company must be told by more of them
        total = sum(sorted(worth.values())) / (1 + log10(max(1, len(small.documents))))
        best = sorted(worth, key=lambda unit: (-worth[unit], unit))
        return min(_MOST, total), tuple(best[:3])

    def circles(self, one: Dossier, other: Dossier) -> float:
        """Which part of the smaller circle of companions is in the larger one, less what chance gives."""
        small, large = sorted((self.around(one).keys(), self.around(other).keys()), key=len)
        if len(small) < _CIRCLE:
            return 0.0
        return len(small & large) / len(small) - len(large) / max(len(self._frequency), 1)
