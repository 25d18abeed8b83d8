"""Streaming a Wikidata dump: one entity a line, in a JSON array or as JSON lines, compressed or not."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from kg.errors import DataInvalid, InputMissing

_IDS = re.compile(r"Q[1-9]\d{0,11}|[A-PR-Z][\w-]*", re.ASCII)  # items; properties, lexemes and the like
_LONGEST = 64 * 2**20  # bytes of a line; the largest entities have a few million
_ID = re.compile(rb'\s*\{"type":"item","id":"(Q\d+)"')
_KEPT = 100  # line numbers of bad lines that are remembered; all are counted


@dataclass(slots=True)
class Skipped:
    """The lines that hold no entity: how many, and the 1-based numbers of the first hundred."""

    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """One more."""
        self.count += 1
        if len(self.lines) < _KEPT:
            self.lines.append(line)


def entities(path: Path, skipped: Skipped, wanted: frozenset[str] | None = None) -> Iterator[dict[str, Any]]:
    """The items of a dump in its order; only those whose id is ``wanted``, if that is given.

    The format is that of https://www.wikidata.org/wiki/Wikidata:Database_download: an array with
    one entity a line, or an entity a line without the array. Lines that hold none are added to
    ``skipped``. Memory: one line.

    Raises:
        InputMissing: the file cannot be opened.
        DataInvalid: the archive is damaged.
    """
    number = 0
    try:
        with _open(path) as stream:
            for number, line in _lines(stream):
                text = line.strip().removesuffix(b",")
                if text in {b"", b"[", b"]"}:
                    continue
                known = _ID.match(text)
                if wanted is not None and known and known.group(1).decode() not in wanted:
                    continue
                entity = _decoded(text)
                if entity is None:
                    skipped.add(number)
                elif entity["id"].startswith("Q") and (wanted is None or entity["id"] in wanted):
                    yield entity
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataInvalid(f"{path}: the archive breaks off after line {number}; fetch it again") from error
    except OSError as error:
        if number:
            raise DataInvalid(
                f"{path}: the archive is damaged after line {number}; fetch it again"
            ) from error
        raise InputMissing(f"{path}: cannot be read ({error.strerror or error}); name a dump") from error


def _open(path: Path) -> IO[bytes]:
    """The bytes of the file, unpacked if its first bytes say that it is an archive."""
    with path.open("rb") as file:
        magic = file.read(3)
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if magic == b"BZh":
        return bz2.open(path, "rb")
    return path.open("rb")


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; one that is far too long comes as b"?", which is no entity."""
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST)) and not rest.endswith(b"\n"):
                pass
            line = b"?"
        yield number, line


def _decoded(text: bytes) -> dict[str, Any] | None:
    try:
        entity = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return entity if isinstance(entity, dict) and _IDS.fullmatch(str(entity.get("id"))) else None
