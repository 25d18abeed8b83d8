"""The stamps of a live blog: "21:32 12.01.2022", "14h32", "Publié le 12 janvier à 14 h 32"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kg.read.body import Line
from kg.read.metadata import DAY, matched_day

_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<h>[01]?\d|2[0-3])\s?(?:[:h]\s?(?P<m>[0-5]\d)(?::[0-5]\d)?|h)(?![\d:\w])", re.IGNORECASE
)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)\b")
_FILLER_WORDS = (
    "publié publiée publie posté mis mise à a jour le la actualisé modifié heure heures de paris "
    "française gmt utc cet cest lundi mardi mercredi jeudi vendredi samedi dimanche aujourd hui hier il t par"
)
_FILLER = frozenset(_FILLER_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SEPARATOR = re.compile(r"\s*[-–—:|•·>]\s+|\s{2,}|\s(?=[A-ZÀ-Þ\"«“])")
_LONGEST = 60  # characters of a line that is nothing but a stamp
_ARTICLE_WORDS = frozenset({"publié", "publiée", "mis", "mise", "modifié", "actualisé"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """The clock of a post, its day where the page gives it, and how long the stamp is in its line."""

    clock: str  # "21:32"
    day: str | None
    length: int
    worded: bool  # "Publié à", "Mis à jour": such lines stand above ordinary articles, too


def parse_stamp(text: str) -> Stamp | None:
    """The stamp that a whole line is; None if it holds anything else."""
    if len(text) > _LONGEST:
        return None
    clock = _CLOCK.search(text.replace("T", " "))
    if not clock:
        return None
    rest = text.replace("T", " ")
    rest = f"{rest[: clock.start()]} {_ZONE.sub('', rest[clock.end() :])}"
    day = DAY.search(rest)
    rest = f"{rest[: day.start()]} {rest[day.end() :]}" if day else rest
    words = [word.lower() for word in _WORD.findall(rest)]
    if any(word not in _FILLER for word in words):
        return None
    worded = any(word in _ARTICLE_WORDS for word in words)
    return Stamp(_clock(clock), _day(day), len(text), worded)


def leading_stamp(text: str) -> Stamp | None:
    """The stamp that a line begins with, the words of the post behind it."""
    head = text[:_LONGEST]
    clock = _CLOCK.match(head)
    if not clock:
        return None
    end = clock.end()
    day = DAY.match(head, end + len(head[end:]) - len(head[end:].lstrip(" ,-")))
    end = day.end() if day else end
    separator = _SEPARATOR.match(text, end)
    return Stamp(_clock(clock), _day(day), separator.end(), False) if separator else None


def find_stamps(lines: Sequence[Line]) -> dict[int, Stamp]:
    """The stamps by index of their line, or nothing if the page is no live blog.

    A live blog has two or more stamps with words below each, three where the stamps are worded like
    those of an article; or three or more lines that begin with a clock.
    """
    whole = {index: stamp for index, line in enumerate(lines) if (stamp := parse_stamp(line.text))}
    first, *others = whole.values() or (None,)
    if first and first.worded and first.day and not any(stamp.day for stamp in others):
        del whole[next(iter(whole))]  # the stamp of the page; those of the posts have no day
    clocks = [index for index, stamp in whole.items() if not stamp.worded]
    if len(clocks) > 1:  # "Publié le …" above the first post is the stamp of the page
        whole = {index: stamp for index, stamp in whole.items() if index >= clocks[0]}
    posts = [index for index in whole if index + 1 < len(lines) and index + 1 not in whole]
    if len(posts) >= (3 if any(stamp.worded for stamp in whole.values()) else 2):
        return whole
    leading = {index: stamp for index, line in enumerate(lines) if (stamp := leading_stamp(line.text))}
    return leading if len(leading) >= 3 else {}


def date_posts(stamps: Sequence[Stamp], page_day: str | None) -> tuple[list[str | None], bool]:
    """The ISO times of posts in the order of the page, and whether the newest stands first.

    A stamp without a day takes that of its neighbours or of the page; the clock running over
    midnight changes the day. Where no day is known at all the time is None.
    """
    newest_first = _newest_first(stamps)
    ordered = list(reversed(stamps)) if newest_first else list(stamps)
    known = next((stamp.day for stamp in ordered if stamp.day), page_day)
    times: list[str | None] = []
    day, last = known, ""
    for stamp in ordered:
        if stamp.day:
            day = stamp.day
        elif day and stamp.clock < last:
            day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        last = stamp.clock
        times.append(f"{day}T{stamp.clock}" if day else None)
    return (times[::-1] if newest_first else times), newest_first


def _newest_first(stamps: Sequence[Stamp]) -> bool:
    steps = [(a.day or "", a.clock) > (b.day or "", b.clock) for a, b in pairwise(stamps)]
    equal = sum((a.day, a.clock) == (b.day, b.clock) for a, b in pairwise(stamps))
    return sum(steps) * 2 > len(steps) - equal


def _clock(match: re.Match[str]) -> str:
    return f"{int(match['h']):02d}:{match['m'] or '00'}"


def _day(match: re.Match[str] | None) -> str | None:
    return matched_day(match) if match else None
