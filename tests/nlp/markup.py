"""Sentences with inline markup to texts and the statements expected of them.

The format is described in ``tests/cases/README.md``. Offsets are half-open and count code points
of the text without its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Field = Literal["content", "cue", "source"]
Bounds = tuple[int, int]

_TAG = re.compile(r"<(/?)(content|cue|source)([1-9]*)>")
_LIKE_TAG = re.compile(r"</?[A-Za-z]+\d*>")
_ATTRIBUTES = re.compile(r'\s\|\s+((?:[a-z]+[1-9]?=(?:"[^"]*"|\S+)\s*)+)$')
_ATTRIBUTE = re.compile(r'([a-z]+)([1-9]?)=(?:"([^"]*)"|(\S+))')
_PARAGRAPH = re.compile(r"\s*¶\s*")
_KNOWN_FAILURES = "## known failures"
_MODES = ("direct", "indirect", "mixed")
_BLOCKS = ("paragraph", "post-headline")


class MarkupError(ValueError):
    """A line that does not follow the format; the message names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One statement that a case expects; bounds are code points of the text.

    ``content`` holds the parts in order. ``cue`` and ``source`` are None where the markup has none:
    then the cue is not checked, and no source may be found. ``act`` is None where it is not checked.
    """

    content: tuple[Bounds, ...]
    cue: Bounds | None = None
    source: Bounds | None = None
    mode: str = "indirect"
    negated: bool = False
    via: tuple[str, ...] = ()
    act: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text and its expected statements, in the order of their numbers; a trap has none.

    ``paragraphs`` are the bounds of its blocks; ``block`` is the role of the first one.
    """

    text: str
    expected: tuple[Expected, ...]
    paragraphs: tuple[Bounds, ...]
    block: str = "paragraph"
    file: str = ""
    line: int = 0
    known_failure: bool = False

    @property
    def id(self) -> str:
        """The file and line, as a test is called."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class _Draft:
    """The fields of one statement while its line is read."""

    spans: dict[Field, list[Bounds]] = field(default_factory=lambda: {"content": [], "cue": [], "source": []})
    attributes: dict[str, str] = field(default_factory=dict)


def strip_tags(markup: str) -> str:
    """The text of a marked line: without tags and attributes, paragraphs a blank line apart."""
    return _TAG.sub("", _PARAGRAPH.sub("\n\n", _without_attributes(markup)))


def parse(markup: str) -> Case:
    """The case that one marked line stands for; raises MarkupError where the line is wrong."""
    body = _PARAGRAPH.sub("\n\n", _without_attributes(markup))
    drafts: dict[str, _Draft] = {}
    text = _read_tags(body, drafts)
    block = "paragraph"
    for name, number, value in _attributes(markup):
        if name == "block":
            block = _one_of(value, _BLOCKS, name)
        elif (number or "1") not in drafts:
            raise MarkupError(f"attribute {name}{number}: no statement {number or '1'} is marked")
        else:
            drafts[number or "1"].attributes[name] = value
    return Case(
        text=text,
        expected=tuple(_expected(number, drafts[number]) for number in sorted(drafts)),
        paragraphs=tuple(_paragraphs(text)),
        block=block,
    )


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file; raises MarkupError with file and line."""
    return tuple(_cases(path))


def _cases(path: Path) -> Iterator[Case]:
    failing = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() == _KNOWN_FAILURES:
            failing = True
        if not line.strip() or line.startswith("#"):
            continue
        try:
            case = parse(line)
        except MarkupError as error:
            raise MarkupError(f"{path.name}:{number}: {error}") from error
        yield Case(
            text=case.text, expected=case.expected, paragraphs=case.paragraphs, block=case.block,
            file=path.name, line=number, known_failure=failing,
        )  # fmt: skip


def _without_attributes(markup: str) -> str:
    return _ATTRIBUTES.sub("", markup.strip()).strip()


def _attributes(markup: str) -> Iterator[tuple[str, str, str]]:
    """Name, number ("" for the first statement) and value of each attribute of a line."""
    found = _ATTRIBUTES.search(markup.strip())
    for match in _ATTRIBUTE.finditer(found.group(1)) if found else ():
        name, number, quoted, plain = match.groups()
        yield name, number, plain if quoted is None else quoted


def _read_tags(body: str, drafts: dict[str, _Draft]) -> str:
    """The text without tags; the bounds of every tagged stretch go into the drafts."""
    pieces: list[str] = []
    length = position = 0
    opened: dict[tuple[Field, str], int] = {}
    for match in _TAG.finditer(body):
        piece = body[position : match.start()]
        pieces.append(piece)
        length += len(piece)
        position = match.end()
        closes, name, numbers = match.groups()
        tag: tuple[Field, str] = (_field(name), numbers or "1")
        if not closes:
            if tag in opened:
                raise MarkupError(f"<{name}{numbers}> is opened twice")
            opened[tag] = length
        elif tag not in opened:
            raise MarkupError(f"</{name}{numbers}> closes nothing")
        else:
            bounds = opened.pop(tag), length
            for number in tag[1]:
                drafts.setdefault(number, _Draft()).spans[tag[0]].append(bounds)
    if opened:
        name, numbers = min(opened)
        raise MarkupError(f"<{name}{numbers.lstrip('1')}> is not closed")
    text = "".join([*pieces, body[position:]])
    wrong = _LIKE_TAG.search(text)
    if wrong:
        raise MarkupError(f"{wrong.group()} is no tag; use content, cue or source and digits from 1")
    return text


def _field(name: str) -> Field:
    fields: tuple[Field, ...] = ("content", "cue", "source")
    return next(known for known in fields if known == name)


def _expected(number: str, draft: _Draft) -> Expected:
    """The statement of a draft; raises MarkupError where it is incomplete."""
    spans, attributes = draft.spans, draft.attributes
    if not spans["content"]:
        raise MarkupError(f"statement {number} has no <content>")
    for name in ("cue", "source"):
        if len(spans[_field(name)]) > 1:
            raise MarkupError(f"statement {number} has two <{name}>")
    unknown = sorted(set(attributes) - {"mode", "negated", "via", "act"})
    if unknown:
        raise MarkupError(f"{unknown[0]} is no attribute; use mode, negated, via, act or block")
    return Expected(
        content=tuple(spans["content"]),
        cue=next(iter(spans["cue"]), None),
        source=next(iter(spans["source"]), None),
        mode=_one_of(attributes.get("mode", "indirect"), _MODES, "mode"),
        negated=_one_of(attributes.get("negated", "false"), ("true", "false"), "negated") == "true",
        via=tuple(name.strip() for name in attributes.get("via", "").split(",") if name.strip()),
        act=attributes.get("act"),
    )


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise MarkupError(f"{name}={value}: use one of {', '.join(allowed)}")
    return value


def _paragraphs(text: str) -> Iterator[Bounds]:
    start = 0
    for piece in text.split("\n\n"):
        if piece:
            yield start, start + len(piece)
        start += len(piece) + 2
