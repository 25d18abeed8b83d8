"""A codebook from one format to the other, so that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from kg.codebook.entries import Concept, WordClass
from kg.codebook.table import read_table, to_table
from kg.codebook.turtle import read_turtle, to_turtle
from kg.errors import DataInvalid

_Reader = Callable[[str, str], tuple[list[Concept], list[WordClass], object]]
_Writer = Callable[[Sequence[Concept], Sequence[WordClass]], str]
_FORMATS: dict[str, tuple[_Writer, _Reader]] = {
    ".csv": (to_table, read_table),
    ".ttl": (to_turtle, read_turtle),
}
FORMATS = tuple(_FORMATS)


def as_text(path: Path, concepts: Sequence[Concept], classes: Sequence[WordClass] = ()) -> str:
    """The text of a codebook for a file of this name (.csv, .ttl).

    It is read back and compared before it is given out: raises DataInvalid where the format cannot hold
    it, or the name has another ending.
    """
    if path.suffix.lower() not in _FORMATS:
        raise DataInvalid(f"{path}: is no codebook; name a .ttl or .csv file")
    write, read = _FORMATS[path.suffix.lower()]
    text = write(concepts, classes)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = "a text of the codebook holds half a character (a lone surrogate); drop it"
        raise DataInvalid(f"{path}: {reason}") from error
    again, classes_again, _ = read(str(path), text)
    if lost := {*map(_kept, concepts), *map(_kept, classes)} - {
        *map(_kept, again),
        *map(_kept, classes_again),
    }:
        reason = f"cannot hold a text of {min(lost)[0]!r} as it is; shorten it, drop control characters"
        raise DataInvalid(f"{path}: {reason}")
    return text


def _kept(entry: Concept | WordClass) -> tuple[str, ...]:
    """What has to be kept: all but the place, and the order of values, which means nothing."""
    values = (getattr(entry, field.name) for field in fields(entry) if field.name not in ("id", "place"))
    return (entry.id, *(repr(sorted(value) if isinstance(value, tuple) else value) for value in values))
