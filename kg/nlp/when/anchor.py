"""The day that expressions of time count from: that of publication, or what the text tells of it."""

from __future__ import annotations

import re
from datetime import date

from kg.nlp.when.expression import Anchor, published_days, safe_date
from kg.nlp.when.grammar import named_days, rules
from kg.nlp.when.words import number_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def anchor_of(text: str, published: str | None) -> Anchor:
    """The anchor of an article by its date of publication: a day, a month, a year, or None.

    Without a day, the last day that the text names in full with its weekday tells about when it was
    written; without any date, a year named in the text with which a weekday and a date agree.
    """
    days = published_days(published)
    if days is not None and days[0] == days[1]:
        return Anchor(day=days[0])
    first, latest = days or (None, _year_told(text))
    if latest is None:
        return Anchor()
    named = [day for day, sure in named_days(text, latest) if sure and (first is None or day >= first)]
    return Anchor(near=max(named, default=None), latest=latest)


def _year_told(text: str) -> date | None:
    """The last day of the year that a written weekday and date agree on.

    "mardi 7 juillet" and a year named in the text (or one beside it) whose 7 July is a Tuesday fix
    each other. None where nothing agrees, or two years do.
    """
    named = sorted({int(year) for year in _YEAR.findall(text)})
    if not named:
        return None
    near = {named[-1] - 1, named[-1], named[-1] + 1}
    found: set[int] = set()
    for match in rules()[0][0].finditer(text):
        if not match["named"] or match["year"]:
            continue
        weekday = number_of("weekday", match["named"])
        day, month = int(re.sub(r"\D", "", match["day"])), number_of("month", match["month"])
        found |= {y for y in near if (d := safe_date(y, month, day)) is not None and d.weekday() == weekday}
    return date(found.pop(), 12, 31) if len(found) == 1 else None
