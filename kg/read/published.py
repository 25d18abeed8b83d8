"""When an article appeared: which of the days that a page tells counts, and which others contradict it.

In this order: what the page says to machines (the field of a JSON line, meta elements, JSON-LD, the
stamps of a crawler's dump); what htmldate finds in its markup; the first stamp of its posts; a notice
("Publié le …"); the dateline; the day in its address; the day on which it was fetched under a header.
Neither the clock of the machine nor the date of a file has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.records import DateSource, Document

DatedBy = tuple[DateSource, str]  # where a day stands, and the ISO 8601 stamp, day or month
_ORDER: Sequence[DateSource] = ("metadata", "markup", "post", "notice", "dateline", "address", "header")
_NEAR = 1  # days by which two stamps may differ: time zones, pages filed around midnight


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The stamp that counts, where it stands, and those that contradict it ("address 2021-12-01")."""

    stamp: str | None = None
    source: DateSource | None = None
    conflicts: tuple[str, ...] = ()


def told(source: DateSource, stamp: str | None) -> tuple[DatedBy, ...]:
    """A stamp and where it stands, if there is one."""
    return ((source, stamp),) if stamp else ()


def decide(dates: Iterable[DatedBy]) -> Published:
    """The stamp from the surest place, of several there the first."""
    found = sorted(dict.fromkeys(dates), key=lambda one: _ORDER.index(one[0]))
    if not found:
        return Published()
    source, stamp = found[0]
    others = (f"{where} {other}" for where, other in found[1:] if _contradict(stamp, other))
    return Published(stamp=stamp, source=source, conflicts=tuple(dict.fromkeys(others)))


def _contradict(one: str, other: str) -> bool:
    """Can two stamps not mean the same day? A month and a day of it agree."""
    one, other = one[:10], other[:10]
    if len(one) < 10 or len(other) < 10:
        return not (one.startswith(other) or other.startswith(one))
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The documents that do not tell when they appeared, and those that tell it in several ways."""

    unknown: tuple[str, ...]
    conflicts: tuple[Mapping[str, object], ...]

    def notes(self) -> Iterator[str]:
        """What the user should know, one line each."""
        if self.unknown:
            names = ", ".join(self.unknown[:3]) + (", …" if len(self.unknown) > 3 else "")
            yield f"{len(self.unknown)} without a date of publication, so weekdays stay unresolved: {names}"
        if self.conflicts:
            names = ", ".join(str(one["document"]) for one in self.conflicts[:3])
            more = ", …" if len(self.conflicts) > 3 else ""
            yield f"{len(self.conflicts)} with contradictory dates of publication (run.json): {names}{more}"


def survey(documents: Iterable[Document]) -> Dates:
    """What the documents tell of their dates, by name."""
    unknown, conflicts = [], []
    for document in documents:
        if document.published is None:
            unknown.append(document.name)
        if document.published_conflicts:
            conflicts.append(
                {
                    "document": document.name,
                    "published": document.published,
                    "from": document.published_from,
                    "others": list(document.published_conflicts),
                }
            )
    return Dates(
        unknown=tuple(sorted(unknown)),
        conflicts=tuple(sorted(conflicts, key=lambda one: str(one["document"]))),
    )
