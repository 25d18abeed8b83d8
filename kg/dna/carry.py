"""Records as JSON that a .dna file carries in long texts, notes and settings, in ASCII.

A field that has its default is left out; a span is ``{"start": 3, "end": 9}``, its words being those of the
document, and has ``"text"`` only where they are others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

import msgspec

from kg.records import Span

VERSION = "1"
"""Of this form; kept in the settings as `MARK`."""
MARK = "newskg"

_PLACE = {
    "start",
    "end",
}  # a span, and no part of a document, which has a role, or date, whose days are texts

Record = TypeVar("Record")


class Unreadable(ValueError):
    """A text is not what newskg carries."""


def dumps(value: object) -> str:
    """JSON on one line of ASCII, which holds NUL and half surrogate pairs, too."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def loads(text: str) -> dict[str, Any]:
    """An object of JSON; raises Unreadable."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(found, dict):
        raise Unreadable("no object")
    return found


def pack(record: Any, text: str = "", *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields of a record, spans as places in ``text``."""
    return {
        field.name: _plain(getattr(record, field.name), text)
        for field in fields(record)
        if field.name not in without
        and (field.default is MISSING or getattr(record, field.name) != field.default)
    }


def _plain(value: Any, text: str) -> Any:
    if isinstance(value, Span):
        place = {"start": value.start, "end": value.end}
        same = 0 <= value.start <= value.end and text[value.start : value.end] == value.text
        return place if same else {**place, "text": value.text}
    if is_dataclass(value):
        return pack(value, text)
    if isinstance(value, tuple | list):
        return [_plain(one, text) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def unpack(kind: type[Record], given: Mapping[str, Any], text: str = "") -> Record:
    """The record of a kind from its fields; raises Unreadable."""
    try:
        return msgspec.convert(_worded(given, text), kind)
    except (msgspec.ValidationError, RecursionError, TypeError) as error:
        raise Unreadable(str(error)) from error


def _worded(value: Any, text: str) -> Any:
    if isinstance(value, Mapping):
        start, end = value.get("start"), value.get("end")
        if value.keys() == _PLACE and isinstance(start, int) and isinstance(end, int):
            if not 0 <= start <= end <= len(text):
                raise Unreadable("a place outside of the text")
            return {"start": start, "end": end, "text": text[start:end]}
        return {name: _worded(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [_worded(one, text) for one in value]
    return value
