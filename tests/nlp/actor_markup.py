"""Passages with marked sources to texts and the actors expected behind them.

The format is described in ``tests/actors/README.md``. Offsets are half-open and count code points
of the text without its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PUBLISHED = "2021-06-15"  # the day of a passage that names none
FORMS = ("name", "role", "metonym", "pronoun", "unnamed")
KINDS = ("person", "organization", "state", "media", "group", "document", "unnamed")
GENDERS = ("f", "m", "fp", "mp")

_TAG = re.compile(r"<([^<>|]+)\|([^<>|]+)(?:\|([^<>|]+))?>")
_VALUES = r'[a-z]+=(?:"[^"]*"|\S+)'
_VALUE = re.compile(r'([a-z]+)=(?:"([^"]*)"|(\S+))')
_TAIL = re.compile(rf"\s\|\s+({_VALUES}(?:\s+{_VALUES})*)$")
_PARAGRAPH = re.compile(r"\s*¶\s*")
_KNOWN_FAILURES = "## known failures"
_LOCAL = "?"


class MarkupError(ValueError):
    """A line that does not follow the format; the message names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Words that name a source, and who must be found behind them.

    ``names`` are the names that are right, () where the words themselves are the name. A ``local``
    actor must not leave its document. What is None is not checked.
    """

    start: int
    end: int
    words: str
    names: tuple[str, ...]
    local: bool = False
    kind: str | None = None
    form: str | None = None
    gender: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCase:
    """A passage, its day (ISO 8601; None for undated), its sources in order, and who may not speak in it."""

    text: str
    sources: tuple[Source, ...]
    paragraphs: tuple[tuple[int, int], ...]
    published: str | None = PUBLISHED
    never: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    known_failure: bool = False

    @property
    def id(self) -> str:
        """The file and line, as a test is called."""
        return f"{self.file}:{self.line}"


def parse(markup: str) -> ActorCase:
    """The case that one marked line stands for; raises MarkupError where the line is wrong."""
    tail = _TAIL.search(markup.strip())
    body = _PARAGRAPH.sub("\n\n", _TAIL.sub("", markup.strip()).strip())
    text, sources = _read_tags(body)
    values = _values(tail.group(1) if tail else "", ("published", "never"))
    never = _names(values.get("never", ""), ",")
    if not sources and not never:
        raise MarkupError("no source is marked and nobody is named in never=")
    return ActorCase(
        text=text,
        sources=sources,
        paragraphs=tuple(_paragraphs(text)),
        published=_day(values.get("published", PUBLISHED)),
        never=never,
    )


def read_cases(path: Path) -> tuple[ActorCase, ...]:
    """The cases of a file; raises MarkupError with file and line."""
    return tuple(_cases(path))


def _cases(path: Path) -> Iterator[ActorCase]:
    failing = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        failing = failing or line.strip() == _KNOWN_FAILURES
        if not line.strip() or line.startswith("#"):
            continue
        try:
            case = parse(line)
        except MarkupError as error:
            raise MarkupError(f"{path.name}:{number}: {error}") from error
        yield ActorCase(
            text=case.text, sources=case.sources, paragraphs=case.paragraphs, published=case.published,
            never=case.never, file=path.name, line=number, known_failure=failing,
        )  # fmt: skip


def _read_tags(body: str) -> tuple[str, tuple[Source, ...]]:
    """The text without tags, and the sources that they mark."""
    text, position, sources = "", 0, []
    for match in _TAG.finditer(body):
        words, wanted, values = match.groups()
        text += body[position : match.start()] + words
        sources.append(_source(len(text) - len(words), words, wanted.strip(), values or ""))
        position = match.end()
    text += body[position:]
    if wrong := re.search(r"[<>|]", text):
        around = text[max(0, wrong.start() - 10) : wrong.end() + 10]
        raise MarkupError(f"{wrong.group()} in {around!r} belongs to no tag; write <words|name>")
    return text, tuple(sources)


def _source(start: int, words: str, wanted: str, tail: str) -> Source:
    values = _values(tail, ("kind", "form", "gender", "role"))
    return Source(
        start=start,
        end=start + len(words),
        words=words,
        names=_names(wanted.removeprefix(_LOCAL), " / "),
        local=wanted.startswith(_LOCAL),
        kind=_one_of(values, "kind", KINDS),
        form=_one_of(values, "form", FORMS),
        gender=_one_of(values, "gender", GENDERS),
        role=values.get("role"),
    )


def _names(text: str, separator: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(separator) if name.strip())


def _values(text: str, allowed: tuple[str, ...]) -> Mapping[str, str]:
    """Name → value of "name=value" pairs."""
    found = {name: quoted or plain for name, quoted, plain in _VALUE.findall(text)}
    if left := _VALUE.sub("", text).strip():
        raise MarkupError(f"{left!r} is no name=value")
    if unknown := sorted(set(found) - set(allowed)):
        raise MarkupError(f"{unknown[0]} is no attribute here; use {', '.join(allowed)}")
    return found


def _one_of(values: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str | None:
    value = values.get(name)
    if value is not None and value not in allowed:
        raise MarkupError(f"{name}={value}: use one of {', '.join(allowed)}")
    return value


def _day(value: str) -> str | None:
    if value == "none":
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise MarkupError(f"published={value}: use a day such as {PUBLISHED}, or none") from None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in text.split("\n\n"):
        if piece:
            yield start, start + len(piece)
        start += len(piece) + 2
