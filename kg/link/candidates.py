"""Pairs worth judging: dossiers that share a key, so that nobody is compared with everybody.

A key is a stretch of the name with, for the weaker names, a role's noun or a body beside it; slips of
the pen are caught by the forms of a surname that lack one letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.link.dossier import Dossier
from kg.link.fold import fold
from kg.link.names import deletions, initial_class

_LARGEST = 120  # dossiers under one key; of a larger block only full names are paired with the others
_SLIPS_FROM = 5  # letters of a surname


def pairs(dossiers: Iterable[Dossier]) -> Iterator[tuple[Dossier, Dossier]]:
    """Every pair that shares a key, once, in a fixed order; the one with the smaller unit first."""
    blocks: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in sorted(dossiers, key=lambda d: d.unit):
        for key in _keys(dossier):
            blocks[key].append(dossier)
    seen: set[tuple[str, str]] = set()
    for key in sorted(key for key, block in blocks.items() if len(block) > 1):
        for one, other in _within(blocks[key]):
            if (one.unit, other.unit) not in seen:
                seen.add((one.unit, other.unit))
                yield one, other


def _within(block: list[Dossier]) -> Iterator[tuple[Dossier, Dossier]]:
    if len(block) <= _LARGEST:
        yield from combinations(block, 2)
        return
    # the best known first; what stands in few documents meets only these
    known = sorted(block, key=lambda d: (not d.registered, -len(d.documents), d.unit))[:_LARGEST]
    chosen = {d.unit for d in known}
    for dossier in block:
        for other in known:
            if dossier.unit not in chosen or dossier.unit < other.unit:
                yield (dossier, other) if dossier.unit < other.unit else (other, dossier)


def _keys(dossier: Dossier) -> set[str]:
    return _person_keys(dossier) if dossier.is_person else _body_keys(dossier)


def _person_keys(dossier: Dossier) -> set[str]:
    name = dossier.name
    surname = name.folded_surname
    found: set[str] = set()
    if name.given:
        found.add(f"i {initial_class(name)} {surname}")
    if name.full:
        found.add(f"w {' '.join(sorted(map(fold, name.words)))}")
        found.add(f"e {' '.join(sorted((name.folded_given, surname)))}")
    if name.initials:
        return found
    # without a role or a body in common, surnames and slips lead to nothing
    marks = {noun for noun, facts in dossier.facts.items() if name.full or any(f.telling for f in facts)}
    marks |= {f"@{body}" for body in dossier.bodies - dossier.states}
    for mark in marks:
        found.add(f"s {surname} {mark}")
        if len(name.surname) >= _SLIPS_FROM:
            found.update(f"d {part} {mark}" for part in deletions(name.surname))
    return found


def _body_keys(dossier: Dossier) -> set[str]:
    found: set[str] = set()
    for form in dossier.forms:
        found |= {f"n {form.joined}", f"n {''.join(form.bare)}"}
        if form.acronym:
            found.add(f"a {form.acronym}")
        elif len(form.letters) > 2:
            found.add(f"a {form.letters}")
        if len(form.bare) > 1 and form is dossier.body:
            # all words but one: a slip in any word leaves the others
            found |= {f"o {' '.join(form.bare[:k] + form.bare[k + 1 :])}" for k in range(len(form.bare))}
        elif len(form.joined) >= 10:
            found.update(f"o {part}" for part in deletions(form.joined))
    return found
