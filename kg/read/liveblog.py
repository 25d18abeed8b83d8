"""A live blog: a head with title and lead, then dated posts, newest or oldest first.

Of the page's other lines the buttons, the repeated captions, the cards of linked pages and the
foot are dropped; what they are follows from kg/lexicon/fr/boilerplate.tsv and from their form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.read.body import Block, Body, Line, Metadata, assemble, one_line
from kg.read.boilerplate import fold, is_foreign, load_boilerplate
from kg.read.clean import unglue
from kg.read.metadata import find_day, guess_language
from kg.read.published import told
from kg.read.stamps import Stamp, date_posts, leading_stamp, parse_stamp

# A picture's credit as crawlers leave it: "caption - Outlet, 1920, 12.01.2022".
_CREDIT = re.compile(
    r"(?:^|\s)[-–—]\s(?P<outlet>[^,]{2,60}),\s(?:\d{3,4},\s)?(?P<day>\d{1,2}[./]\d{1,2}[./]\d{4})\Z"
)
_DIGITS = re.compile(r"[\d\s.,]+")
_TWO_SENTENCES = re.compile(r"[a-zà-öø-ÿ)\"»][.!?…][\"»]?\s+[\"«]?\s?[A-ZÀ-ÖØ-Þ]")
_HEADLINE = 250  # characters; a longer first line of a post is a paragraph
_CAPTION = 200
_STOPS = (".", "!", "?", "…", ":", '."', ".»", ". »", '"', "»", ")")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the first post."""

    title: Line | None
    lead: Line | None
    paragraphs: tuple[Line, ...]
    section: str | None
    caption: str | None


def read_liveblog(source: str, lines: Sequence[Line], stamps: Mapping[int, Stamp]) -> tuple[Body, Metadata]:
    """The body and the metadata of a live blog; ``stamps`` as `kg.read.stamps.find_stamps` gives them."""
    places = sorted(stamps)
    credits = [found for line in lines if (found := _CREDIT.search(line.text[-_CAPTION:]))]
    outlet = credits[0]["outlet"].strip() if credits else None
    above = lines[: places[0]]
    page_day = next((day for line in above if (day := _line_day(line.text))), None)
    times, newest_first = date_posts([stamps[place] for place in places], page_day)
    drop = _dropper(lines, places, outlet)
    head = _read_head(above, outlet, drop)

    blocks = [
        block for line in head.paragraphs for block in unglue(source, line.start, line.end, line.number)
    ]
    for post, (place, following) in enumerate(pairwise([*places, len(lines)])):
        first = _rest_of_line(source, lines[place])
        inside = _lines_of_post([*first, *lines[place + 1 : following]], drop)
        blocks.extend(_blocks_of_post(source, inside, post, times[post]))
    body = assemble(source, blocks)
    days = sorted(time[:10] for time in times if time)
    return body, Metadata(
        title=head.title.text if head.title else None,
        description=head.lead.text if head.lead else None,
        lead=head.lead.text if head.lead else None,
        outlet=outlet,
        publisher=outlet,
        section=head.section,
        dates=(*told("post", days[0] if days else None), *told("notice", page_day)),
        language=guess_language(body.text),
        kind="live-blog",
        post_order="newest first" if newest_first else "oldest first",
        image_caption=head.caption,
    )


@dataclass(frozen=True, slots=True)
class _Dropper:
    """Says of a line whether it is no text of the page."""

    outlet: str | None
    repeated: frozenset[str]

    def kind(self, line: Line) -> str | None:
        """The kind of boilerplate a line is, None for text."""
        text = line.text
        if _DIGITS.fullmatch(text) or is_foreign(text) or fold(text) in self.repeated:
            return "card" if _CREDIT.search(text[-_CAPTION:]) else "interface"
        if _CREDIT.search(text[-_CAPTION:]):
            return "card"
        if self.outlet and len(text) <= _CAPTION and text.endswith((f"- {self.outlet}", f"– {self.outlet}")):
            return "caption"
        return load_boilerplate().kind(text)


def _dropper(lines: Sequence[Line], places: Sequence[int], outlet: str | None) -> _Dropper:
    """Short lines that occur again are captions or buttons, but not the first line of a post."""
    heads = set(places) | {place + 1 for place in places}
    texts = Counter(fold(line.text) for index, line in enumerate(lines) if index not in heads)
    short = {text for text, count in texts.items() if count > 1 and len(text) <= _CAPTION}
    return _Dropper(outlet, frozenset(short))


def _is_headline(text: str) -> bool:
    return len(text) <= _HEADLINE and not text.endswith(_STOPS)


def _line_day(text: str) -> str | None:
    """The day of a credit or of a line that tells when the page was published."""
    if found := _CREDIT.search(text[-_CAPTION:]):
        return find_day(found["day"])
    return find_day(text) if load_boilerplate().kind(text) in ("stamp", "change") else None


def _read_head(lines: Sequence[Line], outlet: str | None, drop: _Dropper) -> _Head:
    """Title: the last short line that stands apart; the lead follows it; a theme box precedes it."""
    kept: list[Line] = []
    caption = None
    for line in lines:
        kind = drop.kind(line)
        if kind == "caption" and caption is None:
            caption = line.text
        if kind in (None, "byline"):
            kept.append(line)
    short = [index for index, line in enumerate(kept) if _is_headline(line.text)]
    apart = [index for index in short if index == 0 or kept[index].apart]
    at = (apart or short or [-1])[-1]
    below = kept[at + 1 :]
    lead, paragraphs = (below[0], below[1:]) if below and at >= 0 else (None, below)
    section = next((kept[index].text for index in short if index < at), None)
    return _Head(kept[at] if at >= 0 else None, lead, tuple(paragraphs), section, caption)


def _rest_of_line(source: str, line: Line) -> list[Line]:
    """The words of a post that stand behind its stamp in the same line."""
    if parse_stamp(line.text):
        return []
    raw = source[line.start : line.end]
    indent = len(raw) - len(raw.lstrip())
    stamp = leading_stamp(raw[indent:])
    start = line.start + indent + (stamp.length if stamp else 0)
    text = one_line(source[start : line.end])
    return [replace(line, start=start, text=text)] if text else []


def _lines_of_post(lines: Sequence[Line], drop: _Dropper) -> list[Line]:
    """The lines of a post that are text, up to the foot of the page."""
    kept: list[Line] = []
    after_card = related = False
    for index, line in enumerate(lines):
        kind = drop.kind(line) if index or drop.kind(line) != "interface" else None
        if kind == "end":
            break
        short = _is_headline(line.text)
        linked = bool(kept) and short and (after_card or related)
        if kind is None and not linked:
            kept.append(line)
        after_card = kind == "card"
        related = kind == "related" or (related and short)
    return kept


def _blocks_of_post(source: str, lines: Sequence[Line], post: int, time: str | None) -> list[Block]:
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        single = len(line.text) <= _HEADLINE and not _TWO_SENTENCES.search(line.text)
        if index == 0 and single and not line.text.startswith(('"', "«", "“")):
            found = [Block("post-headline", line.start, line.end, line=line.number)]
        else:
            found = unglue(source, line.start, line.end, line.number)
        blocks.extend(replace(block, post=post, time=time) for block in found)
    return blocks
