"""French expressions of time, found by their words and resolved against a known day.

A weekday is the last one on or before the day the text was written; a day without a year lies in
the past of that day, as what was said does. Whatever is less exact than a day keeps its bounds
(EDTF, Library of Congress, level 0 and 1). Without an anchor an expression keeps only its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.lexicon.load import rows
from kg.records import DateBasis
from kg.resources import lexicon_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression of time: code points, the days it covers (None: unresolved) and its basis."""

    start: int
    end: int
    first: date | None
    last: date | None
    basis: DateBasis

    @property
    def edtf(self) -> str | None:
        """The EDTF literal of the days covered."""
        if self.first is None or self.last is None:
            return None
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == month_end(self.first.year, self.first.month):
            return self.first.isoformat()[:7]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


Bounds = tuple[date, date]
Resolver = Callable[["re.Match[str]", date | None, date | None], Bounds | None]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (
        date(year + month // 12, month % 12 + 1, 1) if year < 9999 or month < 12 else date.max
    ) - timedelta(days=1)


@lru_cache(maxsize=1)
def _words(type_: str | None = None) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for row in rows(lexicon_dir("fr") / "calendar.tsv"):
        table.setdefault(row["type"], {})[row["word"]] = int(row["value"])
    return table


def _any(type_: str) -> str:
    return "|".join(re.escape(w) for w in sorted(_words()[type_], key=lambda w: (-len(w), w)))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    """ "jeudi 16 décembre [2021]", "le 10 janvier": without a year the latest one not after the anchor.

    A weekday must fit; where it contradicts every near year, the date is kept without it.
    """
    day = int(re.sub(r"\D", "", match["day"]))
    month = _words()["month"][match["month"].lower()]
    if match["year"]:
        found = _safe(int(match["year"]), month, day)
        return (found, found) if found else None
    if anchor is None:
        return None
    years = [anchor.year, anchor.year - 1, anchor.year - 4]
    past = [d for year in years if (d := _safe(year, month, day)) is not None and d <= anchor]
    weekday = _words()["weekday"].get((match["named"] or "").lower())
    fitting = [d for d in past if weekday is None or d.weekday() == weekday] or past
    return (fitting[0], fitting[0]) if fitting else None


def year_hint(text: str) -> date | None:
    """A day to count from where none is known: the year that a written weekday and date agree on.

    "mardi 7 juillet" and a year named in the text (or one beside it) whose 7 July is a Tuesday fix
    each other; the last day of that year is returned. None where nothing agrees, or two years do.
    """
    named = sorted({int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)})
    if not named:
        return None
    near = {named[-1] - 1, named[-1], named[-1] + 1}
    found: set[int] = set()
    for match in _patterns()[0][0].finditer(text):
        weekday = _words()["weekday"].get((match["named"] or "").lower())
        if weekday is None or match["year"]:
            continue
        day, month = int(re.sub(r"\D", "", match["day"])), _words()["month"][match["month"].lower()]
        found |= {y for y in near if (d := _safe(y, month, day)) is not None and d.weekday() == weekday}
    return date(found.pop(), 12, 31) if len(found) == 1 else None


def _numeric(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    found = _safe(int(match["y"]), int(match["m"]), int(match["d"]))
    return (found, found) if found else None


def _weekday(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    if anchor is None:
        return None
    back = (anchor.weekday() - _words()["weekday"][match["weekday"].lower()]) % 7
    if back == 0 and match["last"]:
        back = 7
    found = anchor - timedelta(days=back)
    return found, found


def _relative(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    if anchor is None:
        return None
    word = re.sub(r"\s+", " ", match["rel"].lower().replace("’", "'"))
    found = anchor + timedelta(days=_words()["day"][word])
    return found, found


def _eve(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    """ "la veille", "le lendemain", "le même jour": from the day last spoken of."""
    base = previous or anchor
    if base is None:
        return None
    step = {"la veille": -1, "le lendemain": 1}.get(match[0].lower(), 0)
    found = base + timedelta(days=step)
    if anchor and found > anchor:
        return None
    return found, found


def _month(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    """ "fin janvier", "en octobre 2017", "mi-avril"."""
    month = _words()["month"][match["month"].lower()]
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if anchor is None:
            return None
        year = anchor.year if month <= anchor.month else anchor.year - 1
    return date(year, month, 1), month_end(year, month)


def _week(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    if anchor is None:
        return None
    monday = anchor - timedelta(days=anchor.weekday())
    if "cette" in match[0].lower():
        return monday, anchor
    return monday - timedelta(days=7), monday - timedelta(days=1)


def _ago(match: re.Match[str], anchor: date | None, previous: date | None) -> Bounds | None:
    if anchor is None:
        return None
    word = match["n"].lower()
    number = int(word) if word.isdigit() else _words()["number"][word]
    try:
        found = anchor - timedelta(days=number * (7 if match["unit"].startswith("sem") else 1))
    except OverflowError:
        return None
    return found, found


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Resolver, DateBasis], ...]:
    month, weekday, number = _any("month"), _any("weekday"), _any("number")
    relative = _any("day").replace(r"\ ", r"\s+").replace("'", "['’]")
    time_of_day = r"(?:\s+(?:matin|midi|soir|après-midi|en (?:soirée|matinée|fin de journée)))?"
    year = r"(?:\s+(?P<year>(?:19|20)\d\d))?"
    table: tuple[tuple[str, Resolver, DateBasis], ...] = (
        (
            rf"(?:(?:ce|le)\s+)?(?:(?P<named>{weekday})\s+)?(?P<day>1er|[0-3]?\d)\s+(?P<month>{month})\b{year}"
            r"(?:\s+dernier)?", _dated, "explicit",
        ),
        (r"(?:le\s+)?(?P<d>[0-3]?\d)[./](?P<m>[01]?\d)[./](?P<y>(?:19|20)\d\d)", _numeric, "explicit"),
        (rf"(?:ce\s+|dès\s+)?(?P<weekday>{weekday})(?P<last>\s+dernier)?{time_of_day}", _weekday, "deictic"),
        (rf"(?P<rel>{relative}){time_of_day}", _relative, "deictic"),
        (r"la\s+veille|le\s+lendemain|le\s+même\s+jour", _eve, "deictic"),
        (
            rf"(?:fin|début|courant|mi-|en|au\s+mois\s+de|au\s+mois\s+d['’])\s*(?P<month>{month})\b{year}",
            _month, "explicit",
        ),
        (
            r"(?:plus\s+tôt\s+|en\s+début\s+de\s+)?(?:cette\s+semaine|la\s+semaine\s+(?:dernière|passée))",
            _week, "deictic",
        ),
        (rf"il\s+y\s+a\s+(?P<n>\d{{1,3}}|{number})\s+(?P<unit>jours?|semaines?)", _ago, "deictic"),
    )  # fmt: skip
    return tuple(
        (re.compile(rf"(?<![\w-]){p}(?![\w-])", re.IGNORECASE), resolve, basis) for p, resolve, basis in table
    )


def find_expressions(
    text: str, start: int, end: int, anchor: date | None, latest: date | None = None
) -> Iterator[Expression]:
    """The expressions of time between two offsets, in order, none inside another.

    ``anchor`` is the day the text was written (publication, or the stamp of a post); where only
    the month or year of writing is known, ``latest`` is its last day, which tells the year of a
    written date but no weekday.
    """
    hits = [
        (match.start(), -match.end(), order, match, resolve, basis)
        for order, (pattern, resolve, basis) in enumerate(_patterns())
        for match in pattern.finditer(text, start, end)
    ]
    reach, previous = start, None
    for begin, finish, _, match, resolve, basis in sorted(hits, key=lambda h: h[:3]):
        if begin < reach:
            continue
        reach = -finish
        bounds = resolve(match, anchor or (latest if basis == "explicit" else None), previous)
        if bounds is None:
            yield Expression(start=begin, end=reach, first=None, last=None, basis="unresolved")
            continue
        if bounds[0] == bounds[1]:
            previous = bounds[0]
        yield Expression(start=begin, end=reach, first=bounds[0], last=bounds[1], basis=basis)
