"""The files of a result folder, as its run.json lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

import msgspec

from kg.errors import OutputUnusable
from kg.export.source import DOCUMENTS, GRAPH, RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """``bytes`` and ``sha256`` (hexadecimal) of a file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is read of run.json. ``fingerprint`` is that of the extractor, ``coding`` that of the codebook."""

    versions: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    coding: str = ""
    files: Mapping[str, Size] = field(default_factory=dict)


def read_run(folder: Path) -> Run:
    """The run.json of a folder; raises OutputUnusable where it is not there or not what it should be."""
    path = folder / RUN
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except FileNotFoundError as error:
        raise OutputUnusable(f"{path}: is not there; build it first: kg build INPUT… -o {folder}") from error
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise OutputUnusable(f"{path}: cannot be read ({reason}); build the result again") from error


def check_sizes(folder: Path, run: Run) -> None:
    """Raises OutputUnusable where a file that run.json lists, or the graph, is not there or has changed."""
    if GRAPH not in run.files:
        raise OutputUnusable(f"{folder / RUN}: does not list {GRAPH}; build the result again")
    for name, known in run.files.items():
        path = folder / name
        try:
            with path.open("rb") as stream:
                now = Size(bytes=path.stat().st_size, sha256=file_digest(stream, "sha256").hexdigest())
        except OSError as error:
            raise OutputUnusable(
                f"{path}: cannot be read ({error.strerror}); build the result again"
            ) from error
        if now != known:
            raise OutputUnusable(f"{path}: is not the file that {RUN} lists; build the result again")


def is_part(path: Path, folder: Path) -> bool:
    """Whether a path is that of a file of the result, which an export must not replace."""
    if path.resolve().parent != folder.resolve():
        return False
    try:
        listed = set(read_run(folder).files)
    except OutputUnusable:
        listed = set()
    return path.name in {GRAPH, DOCUMENTS, RUN} | listed
