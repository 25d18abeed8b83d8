"""One entry for each id out of several files: later files add, and win where two contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.register.entries import ROLE, Entry, Tenure
from kg.register.names import key
from kg.register.periods import agree, disjoint, finer
from kg.userfile import Place


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Conflict:
    """Two files that contradict each other about ``what``; the later one stands."""

    id: str
    what: str
    kept: str
    kept_at: Place
    dropped: str
    dropped_at: Place

    def __str__(self) -> str:
        return (
            f"{self.kept_at}: {self.what} of {self.id} is {self.kept!r} here but {self.dropped!r} in"
            f" {self.dropped_at}; this one is used"
        )


def merged(files: Iterable[Sequence[Entry]]) -> tuple[dict[str, Entry], list[Conflict]]:
    """The entries of all files by id, sorted, and where they contradict each other.

    The files are in the order in which they count; the periods of all tenures must be readable.
    """
    groups: dict[str, list[Entry]] = {}
    for entries in files:
        for entry in entries:
            groups.setdefault(entry.id, []).append(entry)
    conflicts: list[Conflict] = []
    whole = {identifier: _whole(groups[identifier], conflicts) for identifier in sorted(groups)}
    return whole, sorted(conflicts)


def _whole(group: list[Entry], conflicts: list[Conflict]) -> Entry:
    if len(group) == 1:
        return group[0]
    name, aliases = _name(group, conflicts), _all(entry.aliases for entry in group)
    other_names = _all(entry.wordings[:1] if entry.name else () for entry in group)
    return Entry(
        id=group[0].id,
        kind=_single(group, "kind", conflicts),
        name=name,
        name_en=_last([entry.name_en for entry in group]),
        aliases=tuple(alias for alias in _all([aliases, other_names]) if alias != name),
        metonyms=_all(entry.metonyms for entry in group),
        adjectives=_all(entry.adjectives for entry in group),
        gender=_single(group, "gender", conflicts),
        side=_single(group, "side", conflicts),
        part_of=_all(entry.part_of for entry in group),
        tenures=_tenures(group, conflicts),
        same_as=_all(entry.same_as for entry in group),
        place=group[0].place,
    )


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each once, in the order of the files."""
    return tuple(dict.fromkeys(value for several in values for value in several))


def _last(values: Sequence[str | None]) -> str | None:
    return next((value for value in reversed(values) if value is not None), None)


def _single(group: Sequence[Entry], what: str, conflicts: list[Conflict]) -> str | None:
    return _stated([(getattr(entry, what), entry) for entry in group], what, conflicts)


def _name(group: Sequence[Entry], conflicts: list[Conflict]) -> str | None:
    """The last name; one that only differs in case, accents or article is no contradiction.

    Nor are two wordings of a role: it has many, and the others stay.
    """
    if any(entry.kind == ROLE for entry in group):
        return _last([entry.name for entry in group])
    return _stated([(entry.name, entry) for entry in group], "name", conflicts)


def _stated(values: Iterable[tuple[str | None, Entry]], what: str, conflicts: list[Conflict]) -> str | None:
    """The last of the values that are given; the ones it contradicts are conflicts."""
    given = [(value, entry) for value, entry in values if value is not None]
    for (old, before), (new, after) in pairwise(given):
        if old != new and not (what == "name" and key(old) == key(new)):
            conflicts.append(
                Conflict(
                    id=after.id,
                    what=what,
                    kept=new,
                    kept_at=after.place,
                    dropped=old,
                    dropped_at=before.place,
                )
            )
    return given[-1][0] if given else None


def _tenures(group: Sequence[Entry], conflicts: list[Conflict]) -> tuple[Tenure, ...]:
    """All tenures of a person. One that a later file gives with finer dates is the same tenure."""
    kept: list[Tenure] = []
    for entry in group:
        before, kept = kept, []
        added = list(entry.tenures)
        for old in before:
            same = [k for k, new in enumerate(added) if _may_be_one(old, new)]
            against = [new for new in added if new.role == old.role and not disjoint(_span(old), _span(new))]
            if len(same) == 1:
                added[same[0]] = _finer(old, added[same[0]])
            elif not same and against:
                conflicts += _contradictions(entry.id, old, against[:1])
            elif not same:
                kept.append(old)
        kept += added
    return tuple(kept)


def _span(tenure: Tenure) -> tuple[str, str]:
    return tenure.start, tenure.end


def _may_be_one(old: Tenure, new: Tenure) -> bool:
    return old.role == new.role and agree(old.start, new.start) and agree(old.end, new.end)


def _finer(old: Tenure, new: Tenure) -> Tenure:
    return replace(
        new,
        start=finer(new.start, old.start),
        end=finer(new.end, old.end),
        organization=new.organization or old.organization,
    )


def _contradictions(identifier: str, old: Tenure, against: Iterable[Tenure]) -> Iterator[Conflict]:
    for new in against:
        yield Conflict(
            id=identifier, what=f"the time as {new.role}",
            kept=f"{new.start}/{new.end}", kept_at=new.place,
            dropped=f"{old.start}/{old.end}", dropped_at=old.place,
        )  # fmt: skip
