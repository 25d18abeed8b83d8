"""The dump of a page by a crawler: one field of the page a line, the body glued to one line.

A header line with month and address, the title (twice), a truncated description with day and
outlet, time stamps, tags, XPath left over by the crawler, the address of the image, the body,
tags, the publisher's contact data, authors with portraits, section, locale, sizes, keywords. Any
of them may be missing; what a line is follows from its form and its place beside the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.body import Block, Body, Line, Metadata, assemble
from kg.read.boilerplate import fold, is_foreign, load_boilerplate
from kg.read.clean import unglue
from kg.read.metadata import day_in_url, find_day, guess_language, normalise_date
from kg.read.published import told

_HEADER = re.compile(r"(?:date\s+)?(?P<date>\d{4}-\d\d(?:-\d\d)?)\s+(?P<url>https?://\S+)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_XPATH = re.compile(r"/html/|@content\b|\bmeta\[@")
_ADDRESS = re.compile(r"https?://\S+")
_NAME_AND_ADDRESS = re.compile(r"(?P<name>[^\d@:/]{2,80}?) https?://\S+")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_PHONE = re.compile(r"\+?\d[\d ().-]{6,20}\d")
_NUMBERS = re.compile(r"(?: \d+)+\Z")
_LOCALE = re.compile(r"[a-z]{2,3}[_-][A-Z]{2}")
_COUNTS = re.compile(r"[\d\s.,:x×-]+(?:true|false)?", re.IGNORECASE)
_DATED_BY = re.compile(r"\s(?P<day>\d{1,2}[./]\d{1,2}[./]\d{4}),\s*(?P<outlet>[^,]{2,60})\Z")
_SENTENCE = re.compile(r"[a-zà-öø-ÿ\d)\"»”’][.!?…]+[\"»”’)]*(?=\s|\Z|[A-ZÀ-Þ\"«“])")
_TAIL = 120
_PROSE_WORDS = 5
_TAG_CHARACTERS = 60
_ENOUGH_SIGNS = 3


@dataclass(frozen=True, slots=True)
class _Field:
    """A line and what its form tells."""

    line: Line
    kind: str  # header stamp xpath address author publisher locale counts prose short


def is_crawl(lines: Sequence[Line]) -> bool:
    """Whether the lines are such a dump: a header line, or three other signs of one."""
    if not lines:
        return False
    if _HEADER.fullmatch(lines[0].text) and len(lines) > 1:
        return True
    kinds = {_kind(line.text) for line in lines}
    signs = len(kinds & {"stamp", "xpath", "address", "author", "publisher", "locale"})
    twice = any(a.text == b.text and len(a.text) > 15 for a, b in pairwise(lines[:5]))
    return signs + twice + _is_dated(lines[:6]) >= _ENOUGH_SIGNS


def read_crawl(source: str, lines: Sequence[Line]) -> tuple[Body, Metadata]:
    """The body and the metadata of a crawler's dump."""
    fields = [_Field(line, _kind(line.text)) for line in lines]
    header = _HEADER.fullmatch(lines[0].text)
    rest = fields[1:] if header else fields
    title = next((field.line.text for field in rest if field.kind in ("short", "prose")), None)
    rest = [field for field in rest if field.line.text != title]
    first = _first_of_body(rest)
    description = next((f for f in rest[:first] if f.kind == "prose" or _is_dated([f.line])), None)
    before = [field for field in rest[:first] if field is not description]
    last = _last_of_body(rest, first)
    after = rest[last:]
    tags = _unique(field.line.text for field in before if _is_tag(field))
    body = assemble(source, _body_blocks(source, rest[first:last], tags, after))
    metadata = _metadata(before, after, tags, description.line.text if description else None)
    url = header["url"] if header else None
    metadata["title"], metadata["url"] = title, url
    metadata["dates"] = (
        *metadata.get("dates", ()), *told("address", day_in_url(url)),
        *told("header", header["date"] if header else None),
    )  # fmt: skip
    if metadata.get("language") is None:
        metadata["language"] = guess_language(body.text)
    return body, metadata


def is_prose(text: str) -> bool:
    """Whether a line is running text: it has a sentence with its full stop, and some words."""
    return len(text.split()) >= _PROSE_WORDS and (len(text) > 400 or _SENTENCE.search(text) is not None)


def _kind(text: str) -> str:
    if _HEADER.fullmatch(text):
        return "header"
    if _STAMP.fullmatch(text):
        return "stamp"
    if len(text) < 1000 and _XPATH.search(text):
        return "xpath"
    if all(_ADDRESS.fullmatch(word) for word in text.split()):
        return "address"
    if _NAME_AND_ADDRESS.fullmatch(text):
        return "author"
    if len(text) < 300 and _EMAIL.search(text) and not _SENTENCE.search(text):
        return "publisher"
    if _LOCALE.fullmatch(text):
        return "locale"
    if _COUNTS.fullmatch(text):
        return "counts"
    return "prose" if is_prose(text) else "short"


def _is_dated(lines: Sequence[Line]) -> bool:
    """Whether a line ends like a description: "… 16.12.2021, Outlet"."""
    return any(_DATED_BY.search(line.text[-_TAIL:]) for line in lines)


def _is_tag(field: _Field) -> bool:
    return field.kind == "short" and len(field.line.text) <= _TAG_CHARACTERS


def _first_of_body(fields: Sequence[_Field]) -> int:
    """Index of the first prose after what stands before a body: description, stamps, XPath, image."""
    prose = [index for index, field in enumerate(fields) if field.kind == "prose"]
    undated = [index for index in prose if not _is_dated([fields[index].line])]
    machine = [i for i, field in enumerate(fields) if field.kind in ("stamp", "xpath", "address")]
    behind = [index for index in undated if any(before < index for before in machine)]
    return (behind or undated or prose or [len(fields)])[0]


def _last_of_body(fields: Sequence[_Field], first: int) -> int:
    """Index behind the last prose that stands before the publisher, the authors, the locale."""
    last = first
    for index in range(first, len(fields)):
        if fields[index].kind in ("publisher", "author", "locale", "stamp", "xpath"):
            break
        if fields[index].kind == "prose":
            last = index + 1
    return last


def _body_blocks(
    source: str, fields: Sequence[_Field], tags: Sequence[str], after: Sequence[_Field]
) -> list[Block]:
    known = {fold(text) for text in tags} | {fold(field.line.text) for field in after}
    boilerplate = load_boilerplate()
    blocks: list[Block] = []
    for field in fields:
        line = field.line
        if field.kind == "prose" and not is_foreign(line.text) and not boilerplate.kind(line.text):
            blocks.extend(unglue(source, line.start, line.end, line.number))
        elif field.kind == "short" and fold(line.text) not in known and not boilerplate.kind(line.text):
            blocks.append(Block("heading", line.start, line.end, line=line.number))
    return blocks


def _metadata(
    before: Sequence[_Field], after: Sequence[_Field], tags: tuple[str, ...], description: str | None
) -> Metadata:
    stamps = [normalise_date(field.line.text) for field in (*before, *after) if field.kind == "stamp"]
    dated = _DATED_BY.search(description[-_TAIL:]) if description else None
    text = description.removesuffix(dated.group()).strip() if description and dated else description
    contact, publisher = _publisher(after)
    locale = next((field.line.text for field in after if field.kind == "locale"), None)
    keywords = _keywords(after, tags)
    section = _section(after, keywords)
    metadata = Metadata(
        description=text,
        description_truncated=bool(text and text.endswith(("...", "…"))),
        dates=(
            *told("metadata", stamps[0] if stamps else None),
            *told("notice", find_day(dated["day"]) if dated else None),
        ),
        modified=stamps[-1] if len(stamps) > 2 or len(set(stamps)) > 1 else None,
        outlet=dated["outlet"].strip() if dated else contact,
        publisher=publisher,
        authors=_authors(after),
        section=section or (tags[0] if tags and (tags[0] not in keywords) else None),
        keywords=keywords,
        locale=locale.replace("-", "_") if locale else None,
        image=next((field.line.text.split()[0] for field in before if field.kind == "address"), None),
    )
    if locale:
        metadata["language"] = locale[:2]
    return metadata


def _publisher(fields: Sequence[_Field]) -> tuple[str | None, str | None]:
    """Outlet and publishing house of a contact line; its e-mail and telephone are dropped."""
    line = next((field.line.text for field in fields if field.kind == "publisher"), None)
    if line is None:
        return None, None
    outlet, house = (part.strip() for part in _EMAIL.split(line, maxsplit=1))
    house = _NUMBERS.sub("", _PHONE.sub("", house, count=1)).strip()
    return outlet or None, house or outlet or None


def _authors(fields: Sequence[_Field]) -> tuple[str, ...]:
    matches = (_NAME_AND_ADDRESS.fullmatch(f.line.text) for f in fields if f.kind == "author")
    return _unique(match["name"].strip() for match in matches if match)


def _keywords(after: Sequence[_Field], tags: tuple[str, ...]) -> tuple[str, ...]:
    """The last line that is a list of tags, else the tags before the body."""
    for field in reversed(after):
        items = [item.strip() for item in field.line.text.split(",")]
        listed = len(items) > 1 and all(0 < len(item) <= _TAG_CHARACTERS for item in items)
        if field.kind == "short" and listed:
            return tuple(items)
    return tags


def _section(after: Sequence[_Field], keywords: Sequence[str]) -> str | None:
    """The short line that stands before the locale, or behind the authors."""
    known = {fold(word) for word in keywords}
    for place, field in enumerate(after):
        if not _is_tag(field) or fold(field.line.text) in known or "," in field.line.text:
            continue
        behind = after[place + 1].kind if place + 1 < len(after) else ""
        ahead = after[place - 1].kind if place else ""
        if behind == "locale" or ahead == "author":
            return field.line.text
    return None


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
