"""What can be wrong with entries: alone, in their file, and with those they point to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.register.entries import KINDS, ROLE, Entry, Tenure
from kg.register.periods import first_day, is_bound, last_day
from kg.userfile import Place, Problem

GENDERS = frozenset({"f", "m", "fp", "mp"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_URI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LONGEST = 300  # code points; a name that is longer is two cells run together


def alone(entries: Sequence[Entry]) -> Iterator[Problem]:
    """What is wrong with entries of one file, each by itself, and ids that stand in it twice."""
    first: dict[tuple[bool, str], Place] = {}
    for entry in entries:
        for reason in _reasons(entry):
            yield Problem(entry.place, reason)
        for tenure in entry.tenures:
            yield from _period(entry, tenure)
        before = first.setdefault((entry.kind == ROLE, entry.id), entry.place)
        if before is not entry.place and entry.kind is not None:
            yield Problem(entry.place, f"id {entry.id!r} stands on line {before.line} already; join the two")


def _reasons(entry: Entry) -> Iterator[str]:
    if not _SLUG.fullmatch(entry.id) or len(entry.id) > _LONGEST:
        yield f"id {_short(entry.id)!r} is no slug (lower-case ASCII, digits, single hyphens); rename it"
    if entry.kind is not None and entry.kind not in KINDS:
        yield f"unknown kind {_short(entry.kind)!r}; use one of {', '.join(sorted(KINDS))}"
    if entry.gender is not None and entry.gender not in GENDERS:
        yield f"gender {_short(entry.gender)!r} is none of {', '.join(sorted(GENDERS))}"
    if entry.side is not None and not _SLUG.fullmatch(entry.side):
        yield f"side {_short(entry.side)!r} is no slug (lower-case ASCII, digits, single hyphens); rename it"
    for text in (entry.name, entry.name_en, *entry.aliases, *entry.metonyms, *entry.adjectives):
        if text is not None and (reason := wrong_name(text)):
            yield f"the name {_short(text)!r} {reason}"
    for uri in entry.same_as:
        if not _URI.fullmatch(uri):
            yield f"same_as {_short(uri)!r} is no http address; mend it"
    if entry.tenures and entry.kind not in {None, "person"}:
        yield f"is of kind {entry.kind} and holds a role; only persons hold roles"
    if entry.kind == ROLE and (entry.metonyms or entry.adjectives or entry.gender or entry.side):
        yield "a role has neither metonym nor adjective, gender or side; empty these cells"


def wrong_name(text: str) -> str | None:
    """Why a text cannot be a name; None if it can."""
    if len(text) > _LONGEST:
        return f"is longer than {_LONGEST} characters; shorten it"
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text):
        return "holds a line break or control character; take it out"
    if not any(char.isalnum() for char in text):
        return "holds no letter; mend it"
    return None


def _period(entry: Entry, tenure: Tenure) -> Iterator[Problem]:
    wrong = [bound for bound in (tenure.start, tenure.end) if not is_bound(bound)]
    for bound in wrong:
        reason = f"{_short(bound)!r} (role {_short(tenure.role)}) is no ISO day, month or year; mend it"
        yield Problem(tenure.place, reason)
    if not wrong:
        start, end = first_day(tenure.start), last_day(tenure.end)
        if start and end and start > end:
            reason = f"{entry.id} begins as {tenure.role} on {start}, after its end on {end}; mend the dates"
            yield Problem(tenure.place, reason)


def together(files: Sequence[Sequence[Entry]], merged: Mapping[str, Entry]) -> Iterator[Problem]:
    """What is wrong between entries: ids that nothing describes, no name or kind, circles.

    ``merged`` are the entries by id, as the files together describe them.
    """
    every = [entry for entries in files for entry in entries]
    if clashes := list(_clashes(every)):
        yield from clashes
        return
    for entry in every:
        yield from _pointers(entry, merged)
    for identifier in sorted(merged):
        entry = merged[identifier]
        if entry.name is None:
            yield Problem(entry.place, f"{identifier} has no name in French; add one")
        if entry.kind is None:
            yield Problem(entry.place, f"{identifier} has no kind; add one")
        elif entry.tenures and entry.kind != "person":
            place = entry.tenures[0].place
            yield Problem(place, f"{identifier} is of kind {entry.kind} and holds a role; only persons do")
    yield from _circles(merged, _stated(files))


def _clashes(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Ids that stand for a role here and for an actor there."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind is not None:
            before = first.setdefault(entry.id, entry)
            if (before.kind == ROLE) != (entry.kind == ROLE):
                reason = (
                    f"{entry.id} is a {entry.kind} here but a {before.kind} in {before.place}; rename one"
                )
                yield Problem(entry.place, reason)


def _pointers(entry: Entry, merged: Mapping[str, Entry]) -> Iterator[Problem]:
    for target in entry.part_of:
        yield from _body(entry.place, entry.id, target, merged)
    for tenure in entry.tenures:
        role = merged.get(tenure.role)
        if role is None or role.kind != ROLE:
            what = "an unknown role" if role is None else "no role"
            reason = f"{entry.id} holds {_short(tenure.role)!r}, which is {what}; add a row of kind role"
            yield Problem(tenure.place, reason)
        if tenure.organization is not None:
            yield from _body(tenure.place, entry.id, tenure.organization, merged)


def _body(place: Place, identifier: str, target: str, merged: Mapping[str, Entry]) -> Iterator[Problem]:
    """Is the target something that others can belong to?"""
    found = merged.get(target)
    if found is None:
        yield Problem(place, f"{identifier} is part of {_short(target)!r}, which is unknown; add it")
    elif found.kind in {"person", ROLE}:
        yield Problem(place, f"{identifier} is part of {target}, which is a {found.kind}; name a body")


def _stated(files: Sequence[Sequence[Entry]]) -> dict[tuple[str, str], tuple[int, Place]]:
    """Which file (by number) says first, and where, that one is a part of another."""
    found: dict[tuple[str, str], tuple[int, Place]] = {}
    for number, entries in enumerate(files):
        for entry in entries:
            for parent in entry.part_of:
                found.setdefault((entry.id, parent), (number, entry.place))
    return found


def _circles(
    merged: Mapping[str, Entry], stated: Mapping[tuple[str, str], tuple[int, Place]]
) -> Iterator[Problem]:
    """One problem for each circle of parts, where the last file closes it. Depth first, no recursion."""
    done: set[str] = set()
    for start in sorted(merged):
        path: list[str] = []
        on_path: set[str] = set()
        pending = [(start, False)]
        while pending:
            here, leaving = pending.pop()
            if leaving:
                path.pop()
                on_path.discard(here)
                done.add(here)
            elif here in on_path:
                circle = path[path.index(here) :]
                links = [stated[link] for link in pairwise([*circle, here])]
                last = max(number for number, _ in links)
                place = min(place for number, place in links if number == last)
                names = " → ".join([*circle, here])
                yield Problem(place, f"is part of itself ({names}); break the circle")
            elif here not in done and here in merged:
                path.append(here)
                on_path.add(here)
                pending.append((here, True))
                pending += [(parent, False) for parent in sorted(merged[here].part_of, reverse=True)]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
