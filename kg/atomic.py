"""Files that are either whole or not there."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import OutputUnusable


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A UTF-8 file of lines, written whole or not at all; raises OutputUnusable as ``atomic`` does."""
    with atomic(path) as file:
        for line in lines:
            file.write(line.encode("utf-8") + b"\n")


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A file to write ``path`` anew: it takes its place when the block ends well, else nothing changes.

    Raises OutputUnusable where the folder or the file cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputUnusable(
            f"{path}: cannot be written ({reason}); choose another folder with -o"
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


@contextmanager
def zipped(file: BinaryIO) -> Iterator[BinaryIO]:
    """What is written goes to ``file`` compressed: the same bytes each time, without name or time."""
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as packed,
        io.BufferedWriter(cast(io.RawIOBase, packed), 1 << 16) as target,
    ):
        yield cast(BinaryIO, target)
