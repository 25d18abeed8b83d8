"""The French expressions of time that news uses, as patterns; kg.nlp.when.resolve turns them into days.

A grammar of our own: dateparser and the like resolve single strings against the present day, and know
neither "la veille" after a date nor that what was said lies in the past of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from kg.nlp.when import resolve
from kg.nlp.when.expression import Anchor, Days, Expression
from kg.nlp.when.resolve import Resolver
from kg.nlp.when.words import any_of
from kg.records import DateBasis

Rule = tuple[re.Pattern[str], Resolver, DateBasis]
_TIME_OF_DAY = (
    r"(?:\s+(?:(?:au\s+)?(?:matin|soir)|midi|après-midi|nuit|dans la (?:matinée|journée|soirée|nuit)"
    r"|en (?:soirée|matinée|début de soirée|fin de (?:journée|matinée|soirée)|début d['’]après-midi)))?"
)
_YEAR = r"(?:\s+(?P<year>(?:19|20)\d\d))?"
_DAY = r"(?:1er|[0-3]?\d)"


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All patterns with what resolves them, the surer first."""
    month, weekday, number = any_of("month"), any_of("weekday"), any_of("number")
    part = (
        r"(?:(?:à\s+la\s+|au\s+|en\s+)?(?:fin|début|mi|milieu|courant)"
        r"(?:-|\s+(?:du\s+mois\s+)?(?:de\s+|d['’]\s*)?)?)"
    )
    count = rf"(?P<n>\d{{1,3}}|{number})\s+(?P<unit>jours?|semaines?|mois|ans?|années?)"
    table: tuple[tuple[str, Resolver, DateBasis], ...] = (
        (
            rf"(?:(?P<this>ce|le|au|dès\s+le)\s+)?(?:(?P<named>{weekday}){_TIME_OF_DAY},?\s+)?"
            rf"(?P<day>{_DAY})(?:\s+|-(?=[A-ZÀ-Ý]))(?P<month>{month})\b\.?{_YEAR}(?:\s+dernier)?{_TIME_OF_DAY}",
            resolve.dated, "explicit",
        ),
        (
            rf"(?:du|les|des|entre\s+le|(?:dans\s+)?la\s+nuit\s+du)\s+(?P<day1>{_DAY})(?:\s+(?P<month1>{month}))?"
            rf"\s+(?:au|et(?:\s+le)?)\s+(?P<day2>{_DAY})\s+(?P<month>{month})\b{_YEAR}(?:\s+derniers?)?",
            resolve.span_of_days, "explicit",
        ),
        (r"(?:le\s+)?(?P<d>[0-3]?\d)[./](?P<m>[01]?\d)[./](?P<y>(?:19|20)\d\d)", resolve.numeric, "explicit"),
        (r"(?:le\s+)?(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)", resolve.numeric, "explicit"),
        (
            rf"(?:dans\s+)?la\s+nuit\s+de\s+(?P<from>{weekday})\s+à\s+(?P<to>{weekday})",
            resolve.night, "deictic",
        ),
        (
            rf"(?:(?:ce|le|dès)\s+)?(?P<weekday>{weekday})(?P<last>\s+(?:dernier|passé))?{_TIME_OF_DAY}",
            resolve.weekday, "deictic",
        ),
        (r"(?:ce|le)\s+week-?end(?P<last>\s+(?:dernier|passé))?", resolve.weekend, "deictic"),
        (rf"(?P<rel>{any_of('day')}){_TIME_OF_DAY}", resolve.relative, "deictic"),
        (rf"(?P<same>{any_of('same')})", resolve.same, "deictic"),
        (
            rf"{count}\s+(?P<way>plus\s+tard|plus\s+tôt|auparavant|avant|après)"
            r"(?!\s+(?:la|le|les|l['’]|son|sa))",
            resolve.later, "deictic",
        ),
        (rf"il\s+y\s+a\s+{count}", resolve.ago, "deictic"),
        (
            rf"(?:(?P<part>{part})|en\s+|au\s+mois\s+d(?:e\s+|['’]\s*))(?P<month>{month})\b{_YEAR}"
            r"(?P<last>\s+dernier)?",
            resolve.month, "explicit",
        ),
        (
            rf"(?P<part>\b)(?P<month>{month})\s+(?P<year>(?:19|20)\d\d)(?P<last>\b)",
            resolve.month, "explicit",
        ),
        (r"(?:le\s+mois\s+(?:dernier|passé)|ce\s+mois-ci)", resolve.month_relative, "deictic"),
        (
            r"(?:plus\s+tôt\s+|en\s+début\s+de\s+)?(?:cette\s+semaine|la\s+semaine\s+(?:dernière|passée))",
            resolve.week, "deictic",
        ),
        (
            rf"(?:(?:à\s+l['’]|au\s+|l['’]|cet\s+|le\s+|en\s+))(?P<season>{any_of('season')})\b"
            r"(?:\s+(?P<year>(?:19|20)\d\d))?(?P<last>\s+dernier)?",
            resolve.season, "explicit",
        ),
        (
            rf"(?:(?P<part>{part})(?:l['’]année\s+)?|en\s+)(?P<year>(?:19|20)\d\d)", resolve.year, "explicit",
        ),
        (r"l['’]an(?:née)?\s+(?:derni[eè]re?|passée?)|cette\s+année", resolve.year_relative, "deictic"),
        (
            rf"le\s+(?P<day>{_DAY})(?=\s*(?:[,;:)]|\.(?:\s|$)|$)|\s+dernier\b)",
            resolve.day_only, "explicit",
        ),
    )  # fmt: skip
    return tuple(
        (re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), resolver, basis)
        for pattern, resolver, basis in table
    )


def find_expressions(
    text: str, start: int, end: int, anchor: Anchor, previous: date | None = None
) -> Iterator[Expression]:
    """The expressions of time between two offsets, in order, none inside another.

    ``previous`` is the day that the text has spoken of last ("la veille" counts from it). What cannot
    be resolved keeps its words: without an anchor, or a day that the calendar has not.
    """
    hits = [
        (match.start(), -match.end(), order, match, resolver, basis)
        for order, (pattern, resolver, basis) in enumerate(rules())
        for match in pattern.finditer(text, start, end)
        if match.end() > match.start()
    ]
    reach = start
    for begin, finish, _, match, resolver, basis in sorted(hits, key=lambda hit: hit[:3]):
        if begin < reach:
            continue
        reach = -finish
        days = resolver(match, anchor, previous)
        if days is None:
            yield Expression(start=begin, end=reach, first=None, last=None, basis="unresolved")
            continue
        if days.first == days.last:
            previous = days.first
        yield _expression(begin, reach, days, basis)


def _expression(start: int, end: int, days: Days, basis: DateBasis) -> Expression:
    return Expression(
        start=start, end=end, first=days.first, last=days.last, basis=basis,
        season=days.season, conflict=days.conflict,
    )  # fmt: skip


def named_days(text: str, latest: date) -> Iterator[tuple[date, bool]]:
    """The days that a text names by day and month, not after a day; whether a weekday confirms each."""
    pattern, resolver, _ = rules()[0]
    for match in pattern.finditer(text):
        days = resolver(match, Anchor(latest=latest), None)
        if days is not None:
            yield days.first, bool(match["named"]) and not days.conflict
