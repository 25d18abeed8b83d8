"""A plain story: a title perhaps, a line with author and day perhaps, paragraphs, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.read.body import Block, Body, Line, Metadata, assemble
from kg.read.boilerplate import is_foreign, load_boilerplate
from kg.read.clean import unglue
from kg.read.metadata import DAY, guess_language, matched_day, normalise_date
from kg.read.published import told

_STOPS = (".", "!", "?", "…", '"', "»", "”", ":", ";", ",", ")")
_TITLE = 200
_HEADING = 120
_BYLINE = 80
_STAMP = 120
_WRAP = (40, 100)  # characters: the width of lines in a text that was wrapped by hand
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)(?!\d)", re.IGNORECASE)
_BY = re.compile(r"^(?:rédigé par|propos recueillis par|par)\s+", re.IGNORECASE)
_AUTHORS = re.compile(r"\s*,\s*|\s+et\s+|\s+avec\s+")
_DATELINE = re.compile(
    r"(?P<day>(?:[\d.]{1,3}|1er)\s+[^\W\d_]+\.?\s+(?:19|20)\d\d)(?:,\s[^\W\d_][^.–—]{1,40})?\.?\s*[-–—]\s+(?=\S)"
)


_AGENCY = re.compile(
    r"[A-ZÀ-Þ][\w'’ -]{1,40}(?:\s?\([^()]{1,30}\))?"
    r"(?:,\s+(?P<day>(?:\d{1,2}|1er)\s+[^\W\d_]+\.?(?:\s+(?:19|20)\d\d)?))?"
    r"\s+\((?:AFP|Reuters|AP|ATS|Belga|TASS|DPA|EFE|ANSA|APS|MAP|TAP)(?:\s?[-–,/][^()]{1,30})?\)\s*[-–—]\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the input: one line, or the lines of a text that was wrapped by hand."""

    start: int
    end: int
    line: int
    text: str


def read_story(source: str, lines: Sequence[Line]) -> tuple[Body, Metadata]:
    """The body and the metadata of a plain story."""
    paragraphs, metadata = strip_notices(list(join_lines(lines)))
    first = paragraphs[0] if paragraphs else None
    if first and len(paragraphs) > 1 and _is_title(first.text):
        metadata["title"] = first.text
        del paragraphs[0]
    day, taken = dateline(source, paragraphs[0].start) if paragraphs else (None, 0)
    if taken:
        metadata["dates"] = (*metadata.get("dates", ()), *told("dateline", day))
        paragraphs[0] = replace(paragraphs[0], start=paragraphs[0].start + taken)
    body = assemble(source, to_blocks(source, paragraphs))
    metadata["language"] = guess_language(body.text)
    return body, metadata


def to_blocks(source: str, paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Paragraphs as blocks, those without a stop that others follow as headings."""
    for index, paragraph in enumerate(paragraphs):
        if index + 1 < len(paragraphs) and is_heading(paragraph.text):
            yield Block("heading", paragraph.start, paragraph.end, line=paragraph.line)
        else:
            yield from unglue(source, paragraph.start, paragraph.end, paragraph.line)


def strip_notices(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], Metadata]:
    """Drop what is no news from a page and keep what it tells: authors, days, translation."""
    boilerplate = load_boilerplate()
    kept: list[Paragraph] = []
    metadata = Metadata()
    related = False
    for paragraph in paragraphs:
        text = paragraph.text
        kind = boilerplate.kind(text)
        short = not text.endswith(_STOPS) and len(text) <= _TITLE
        related = kind == "related" or (related and short)
        if kind == "translation":
            metadata["machine_translated"] = True
        elif kind in ("stamp", "change") and len(text) <= _STAMP and DAY.search(text):
            if kind == "stamp":
                metadata["dates"] = (*metadata.get("dates", ()), *told("notice", find_stamp(text)))
            elif metadata.get("modified") is None:
                metadata["modified"] = find_stamp(text)
        elif kind == "byline" and len(kept) <= 1 and short and len(text) <= _BYLINE:
            metadata["authors"] = tuple(filter(None, _AUTHORS.split(_BY.sub("", text))))
        elif kind in ("interface", "caption") or related or is_foreign(text):
            continue
        else:
            kept.append(paragraph)
    return kept, metadata


def find_stamp(text: str) -> str | None:
    """The day, with the time if there is one, of a line like "Publié le 12 janvier 2022 à 14h32"."""
    match = DAY.search(text)
    day = matched_day(match) if match else None
    clock = _CLOCK.search(text, match.end()) if match else None
    return normalise_date(f"{day}T{int(clock[1]):02d}:{clock[2]}") if day and clock else day


def dateline(source: str, start: int = 0) -> tuple[str | None, int]:
    """The day that a story begins with ("22 mai 2012. - Prévu …") and how many characters it takes.

    An agency's dateline ("BRUXELLES, 12 jan (AFP) - ") may tell no year, and then no day.
    """
    match = _DATELINE.match(source, start)
    agency = _AGENCY.match(source, start) if match is None else None
    words = match["day"] if match else agency["day"] if agency else None
    found = DAY.match(words) if words else None
    day = matched_day(found) if found else None
    if agency is not None:
        return day, agency.end() - start
    return (day, match.end() - start) if match and day else (None, 0)


def is_heading(text: str) -> bool:
    """Whether a paragraph is a heading: short, without a stop at its end."""
    return len(text) <= _HEADING and not text.endswith(_STOPS)


def _is_title(text: str) -> bool:
    return (
        len(text) <= _TITLE
        and not text.endswith((".", "…", ",", ";", ":"))
        and not text.startswith(("-", "•"))
    )


def join_lines(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Lines, or groups of lines between blank ones where the text was wrapped by hand."""
    wrapped = _is_wrapped(lines)
    group: list[Line] = []
    for line in lines:
        if group and (line.apart or not wrapped):
            yield _join(group)
            group = []
        group.append(line)
    if group:
        yield _join(group)


def _join(group: Sequence[Line]) -> Paragraph:
    text = " ".join(line.text for line in group)
    return Paragraph(group[0].start, group[-1].end, group[0].number, text)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether most lines break inside a sentence, at one width."""
    inner = [a for a, b in pairwise(lines) if not b.apart]
    open_ended = [line for line in inner if not line.text.endswith(_STOPS[:7])]
    least, most = _WRAP
    fits = all(len(line.text) <= most for line in lines)
    wide = [line for line in open_ended if len(line.text) >= least]
    return fits and len(wide) * 2 > len(inner) and len(wide) > 1
