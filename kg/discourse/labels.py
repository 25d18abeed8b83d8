"""Labels that stand for one thing each, on one line, fit for any file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.plain import clean


def labels(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Id → label, from (id, name): the name, with the id behind it where several have that name.

    Homonyms are not one actor; networks are made of labels, so theirs must differ.
    """
    cleaned = {identifier: clean(name) or clean(identifier) for identifier, name in names}
    often = Counter(cleaned.values())
    taken = {name for name, times in often.items() if times == 1}
    found: dict[str, str] = {}
    for identifier in sorted(cleaned):
        label = cleaned[identifier]
        if often[label] > 1:
            label = f"{label} ({clean(identifier)})"
            while label in taken:
                label += "′"
            taken.add(label)
        found[identifier] = label
    return found
