"""From the words of an expression to days, counted from an anchor.

What was said lies in the past of the day of writing: a weekday is the last one on or before it, a day
or month without a year the last one that is not after it. Where only the month of writing is known, a
weekday is the one nearest to the day that the text names (`Anchor.near`), as news names days in full
and by their weekday alone within the same week. Parts of a month: its first ten days (début), the
next ten (mi-), the rest (fin); seasons are those of meteorology.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.nlp.when.expression import Anchor, Days, month_end, safe_date
from kg.nlp.when.words import number_of

Match = re.Match[str]
Resolver = Callable[[Match, Anchor, date | None], Days | None]
_WEEK = 7
_HALF = 3  # days on either side of a day that the text names: one of each weekday
_UPDATED = timedelta(days=1)  # pages go on being written after the day they give
_STEPS = {"jour": 1, "semaine": 7}


def dated(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "jeudi 16 décembre [2021]", "ce 27 décembre", "le 1er janvier dernier"."""
    day, month = int(re.sub(r"\D", "", match["day"])), number_of("month", match["month"])
    weekday = number_of("weekday", match["named"]) if match["named"] else None
    if match["year"]:
        found = safe_date(int(match["year"]), month, day)
    else:
        found = _without_year(day, month, weekday, anchor, near=(match["this"] or "").lower() == "ce")
    if found is None:
        return None
    return _day(found, conflict=weekday is not None and found.weekday() != weekday)


def _without_year(day: int, month: int, weekday: int | None, anchor: Anchor, *, near: bool) -> date | None:
    """The last such day; that of the year before where only there the weekday fits, unless it is "ce …"."""
    last = anchor.last
    if last is None:
        return None
    bound = last + _UPDATED if last < date.max - _UPDATED else last
    past = [
        d
        for year in range(bound.year, bound.year - 5, -1)
        if (d := safe_date(year, month, day)) is not None and d <= bound
    ]
    if not past:
        return None
    fits = [d for d in past[:2] if weekday is None or d.weekday() == weekday]
    return past[0] if near or not fits else fits[0]


def span_of_days(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "les 19 et 20 juin 2018", "du 12 au 14 mars", "dans la nuit du 4 au 5 mai", "du 30 mai au 2 juin"."""
    end_month = number_of("month", match["month"])
    start_month = number_of("month", match["month1"]) if match["month1"] else end_month
    last_day = int(re.sub(r"\D", "", match["day2"]))
    if match["year"]:
        last = safe_date(int(match["year"]), end_month, last_day)
    else:
        last = _without_year(last_day, end_month, None, anchor, near=False)
    if last is None:
        return None
    year = last.year - (start_month > end_month)
    first = safe_date(year, start_month, int(re.sub(r"\D", "", match["day1"])))
    return Days(first=first, last=last) if first is not None and first <= last else None


def numeric(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "12/01/2022", "12.01.2022", "2022-01-12"."""
    found = safe_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return _day(found) if found else None


def day_only(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "le 10": of the month last spoken of, else the last such day."""
    day = int(re.sub(r"\D", "", match["day"]))
    base = previous or anchor.last
    if base is None:
        return None
    found = safe_date(base.year, base.month, day)
    if previous is None and (found is None or found > base):
        before = base.replace(day=1) - timedelta(days=1)
        found = safe_date(before.year, before.month, day)
    if found is None or (anchor.last is not None and found > anchor.last):
        return None
    return _day(found)


def weekday(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "lundi", "jeudi soir", "lundi dernier", "ce mardi"."""
    found = _last_weekday(number_of("weekday", match["weekday"]), anchor, before=bool(match["last"]))
    return _day(found) if found else None


def _last_weekday(number: int, anchor: Anchor, *, before: bool) -> date | None:
    """The last such weekday ("dernier": before the day of writing), or the one nearest to a near day."""
    if anchor.day is not None:
        back = (anchor.day.weekday() - number) % _WEEK
        return anchor.day - timedelta(days=back + (_WEEK if before and not back else 0))
    if anchor.near is None:
        return None
    ahead = (number - anchor.near.weekday() + _HALF) % _WEEK - _HALF
    found = anchor.near + timedelta(days=ahead)
    if (anchor.latest is not None and found > anchor.latest) or (before and ahead > 0):
        found -= timedelta(days=_WEEK)
    return found


def night(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "dans la nuit de mardi à mercredi": both days."""
    last = _last_weekday(number_of("weekday", match["to"]), anchor, before=False)
    if last is None or (number_of("weekday", match["from"]) + 1) % _WEEK != last.weekday():
        return None
    return Days(first=last - timedelta(days=1), last=last)


def weekend(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "ce week-end", "le week-end dernier": the last Saturday and Sunday, whole or begun."""
    if anchor.day is None:
        return None
    saturday = anchor.day - timedelta(days=(anchor.day.weekday() - 5) % _WEEK)
    if match["last"] and anchor.day.weekday() >= 5:
        saturday -= timedelta(days=_WEEK)
    return Days(first=saturday, last=saturday + timedelta(days=1))


def relative(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "hier", "avant-hier soir", "aujourd'hui", "ce matin"."""
    if anchor.day is None:
        return None
    return _day(anchor.day + timedelta(days=number_of("day", match["rel"])))


def same(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "la veille", "le lendemain", "le même jour", "dans la soirée": from the day last spoken of."""
    base = previous or anchor.day
    found = _moved(base, number_of("same", match["same"]))
    return _day(found) if found is not None and (anchor.last is None or found <= anchor.last) else None


def later(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "deux jours plus tard", "une semaine auparavant", "un mois plus tard": from the day last spoken of."""
    if previous is None:
        return None
    forward = match["way"].lower().endswith("tard") or match["way"].lower().startswith("après")
    return _stepped(previous, match, 1 if forward else -1)


def ago(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "il y a trois jours", "il y a deux semaines", "il y a six mois", "il y a dix ans"."""
    return None if anchor.day is None else _stepped(anchor.day, match, -1)


def month(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "fin janvier", "en octobre 2017", "mi-avril", "début mars", "en juin dernier"."""
    number = number_of("month", match["month"])
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if anchor.last is None:
            return None
        same_year = number <= anchor.last.month - bool(match["last"])
        year = anchor.last.year - (not same_year)
    first, last = date(year, number, 1), month_end(year, number)
    match _part(match):
        case "début":
            return Days(first=first, last=first.replace(day=10))
        case "mi":
            return Days(first=first.replace(day=11), last=first.replace(day=20))
        case "fin":
            return Days(first=first.replace(day=21), last=last)
    return Days(first=first, last=last)


def month_relative(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "le mois dernier", "ce mois-ci"."""
    if anchor.last is None:
        return None
    return _months(anchor.last, 0 if match[0].lower().startswith("ce") else -1, whole_year=False)


def week(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "cette semaine" up to the day of writing, "la semaine dernière" from Monday to Sunday."""
    if anchor.day is None:
        return None
    monday = anchor.day - timedelta(days=anchor.day.weekday())
    if "cette" in match[0].lower():
        return Days(first=monday, last=anchor.day)
    return Days(first=monday - timedelta(days=7), last=monday - timedelta(days=1))


def year(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "en 2021", "début 2022", "à la fin de l'année 2020", "mi-2019"."""
    number = int(match["year"])
    match _part(match):
        case "début":
            return Days(first=date(number, 1, 1), last=date(number, 4, 30))
        case "mi":
            return Days(first=date(number, 5, 1), last=date(number, 8, 31))
        case "fin":
            return Days(first=date(number, 9, 1), last=date(number, 12, 31))
    return Days(first=date(number, 1, 1), last=date(number, 12, 31))


def year_relative(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "l'an dernier", "l'année dernière", "cette année"."""
    if anchor.last is None:
        return None
    number = anchor.last.year - (not match[0].lower().startswith("cette"))
    return Days(first=date(number, 1, 1), last=date(number, 12, 31)) if number > 0 else None


def season(match: Match, anchor: Anchor, previous: date | None) -> Days | None:
    """ "à l'été 2021", "l'été dernier", "au printemps", "cet hiver"."""
    number = number_of("season", match["season"])
    begins = 3 * (number - 20)
    if match["year"]:
        return _season(int(match["year"]), begins, number)
    if anchor.last is None:
        return None
    found = _season(anchor.last.year, begins, number)
    over = found.last >= anchor.last if match["last"] else found.first > anchor.last
    return _season(anchor.last.year - 1, begins, number) if over and anchor.last.year > 1 else found


def _part(match: Match) -> str | None:
    """Which part of a month or year is meant: "début", "mi", "fin", or all of it."""
    part = (match["part"] or "").lower()
    if "mi" in part.split("-")[0].split() or "milieu" in part:
        return "mi"
    return next((word for word in ("début", "fin") if word in part), None)


def _stepped(base: date, match: Match, sign: int) -> Days | None:
    """So many days, weeks, months or years from a day; the month or year where that is the unit."""
    number, unit = sign * _count(match["n"]), match["unit"].lower().rstrip("s")
    if unit in _STEPS:
        found = _moved(base, number * _STEPS[unit])
        return _day(found) if found is not None else None
    years = unit.startswith("an")
    return _months(base, number * (12 if years else 1), whole_year=years)


def _season(year: int, begins: int, number: int) -> Days:
    ends, end_year = (begins + 1) % 12 + 1, year + (begins == 12 and year < 9999)
    return Days(first=date(year, begins, 1), last=month_end(end_year, ends), season=number)


def _day(found: date, *, conflict: bool = False) -> Days:
    return Days(first=found, last=found, conflict=conflict)


def _moved(base: date | None, days: int) -> date | None:
    try:
        return None if base is None else base + timedelta(days=days)
    except OverflowError:
        return None


def _months(base: date, step: int, *, whole_year: bool) -> Days | None:
    """The month, or year, so many months from a day."""
    total = base.year * 12 + base.month - 1 + step
    if not 12 <= total < 12 * 10000:
        return None
    year, index = divmod(total, 12)
    if whole_year:
        return Days(first=date(year, 1, 1), last=date(year, 12, 31))
    return Days(first=date(year, index + 1, 1), last=month_end(year, index + 1))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else number_of("number", word)
