"""What pages say about themselves: days, times, zones, languages.

Dates come out as ISO 8601: "2021-12-16", "2021-12" where no day is given, or
"2021-12-16T16:42:00+01:00". Nothing is completed from the clock.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "février fevrier févr fev fév",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "décembre decembre déc dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
DAY = re.compile(
    rf"(?<!\d)(?:(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)"
    rf"|(?P<d>\d{{1,2}})(?P<sep>[./-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{_YEAR}|\d\d)(?!\d|\.\d)"
    rf"|(?P<d2>\d{{1,2}}|1er)\s+(?P<name>{_NAMES})\b\.?(?:\s+(?P<y2>{_YEAR})\b)?)",
    re.IGNORECASE,
)
_ISO_TIME = re.compile(
    rf"({_YEAR}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d{{1,9}})?\s?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_MONTH = re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])")
_URL_DAY = re.compile(rf"/({_YEAR})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-])")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters are enough to tell a language
_ENOUGH_WORDS = 20  # fewer do not tell it

# The commonest words of a language that the others have not.
_COMMON = {
    "fr": "le la les des du et est une dans pour que qui sur au par avec pas sont ce cette il elle été aux",
    "en": "the of and to in that is was for with his are this has have from at by not be been which",
    "de": "der die das und ist den von mit dem des nicht ein eine auf für sich im auch als wird",
    "es": "el los las del que una por con para es al lo su se fue más pero como sus ha",
    "it": "il di che gli una per non della con sono nel alla è del dei le anche ha più",
    "pt": "o os do da dos das em um uma não com para que por mais foi ao na no são",
    "nl": "de het een van en dat is op te met voor niet zijn aan er om ook als door bij",
}
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def find_day(text: str, default_year: int | None = None) -> str | None:
    """The first day that a text names, as ISO 8601: 16.12.2021, 16/12/2021, 16 décembre 2021.

    A day without a year counts only with ``default_year``.
    """
    for match in DAY.finditer(text):
        if found := matched_day(match, default_year):
            return found
    return None


def matched_day(match: re.Match[str], default_year: int | None = None) -> str | None:
    """The day of a match of `DAY`; None where it has no year, or is no day of the calendar."""
    if match["iso"]:
        return _checked(*map(int, match["iso"].split("-")))
    if match["name"]:
        year = int(match["y2"]) if match["y2"] else default_year
        day = int(match["d2"].lower().removesuffix("er"))
        return _checked(year, _MONTHS[match["name"].lower()], day) if year else None
    year = int(match["y"])
    if year < 100 and match["sep"] != "/":  # 1.2.30 is a version or a paragraph
        return None
    return _checked(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))


def normalise_date(text: str | None) -> str | None:
    """A date stamp as ISO 8601; None for what is none.

    "2021-12-16T16:42+0100" → "2021-12-16T16:42:00+01:00"; "16/12/2021" → "2021-12-16";
    "2018-11" stays a month. A stamp without a zone stays without.
    """
    stamp = (text or "").strip()
    if match := _ISO_TIME.fullmatch(stamp):
        day, clock, seconds, zone = match.groups()
        zone = (zone or "").upper().replace("Z", "+00:00")
        zone = f"{zone[:3]}:{zone[-2:]}" if zone else ""
        try:
            return datetime.fromisoformat(f"{day}T{clock}{seconds or ':00'}{zone}").isoformat()
        except ValueError:
            return None
    if _MONTH.fullmatch(stamp):
        return stamp
    return find_day(stamp) if len(stamp) <= 40 else None


def day_in_url(url: str | None) -> str | None:
    """The day in the path of an address: ".../20211216/..." or ".../2021/12/16/..."."""
    match = _URL_DAY.search(url or "")
    return _checked(*map(int, match.groups())) if match else None


def guess_language(text: str, default: str = "fr") -> str:
    """The language of a text by its commonest words; ``default`` where they do not tell."""
    sample = text[:_SAMPLE]
    words = len(_WORD.findall(sample))
    for language, script in (("ru", _CYRILLIC), ("ar", _ARABIC)):
        if len(script.findall(sample)) > 2 * words:
            return language
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    hits = {
        language: sum(counts[word] for word in common) for language, common in sorted(_COMMON_WORDS.items())
    }
    best = max(hits, key=lambda language: (hits[language], language == default))
    sure = words >= _ENOUGH_WORDS and hits[best] * 10 >= words and hits[best] > 2 * hits.get(default, 0)
    return best if sure else default


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
