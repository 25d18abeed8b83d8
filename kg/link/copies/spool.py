"""Word strings of many records on disk: appended in order, read back one by one or in stretches.

An unnamed temporary file of four bytes a word; in memory stays only where each record begins.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import TracebackType

import numpy as np
import numpy.typing as npt

from kg.errors import OutputUnusable
from kg.link.copies.words import Codes, codes

_STRETCH = 1 << 20  # words read at once


class Spool:
    """A context manager: the file is gone at its end. Raises OutputUnusable where there is no room."""

    def __init__(self) -> None:
        self._ends = array("q", [0])
        self.recent = lru_cache(maxsize=4096)(self.words)

    def __enter__(self) -> Spool:
        with _told():
            self._file = tempfile.TemporaryFile()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, words: str) -> None:
        """Keep the words of one more record."""
        with _told():
            self._file.write(words.encode("utf-32-le"))
        self._ends.append(self._ends[-1] + len(words))

    def seal(self) -> None:
        """Nothing more comes; reading may begin."""
        with _told():
            self._file.flush()

    def words(self, number: int) -> str:
        """The words of a record."""
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), 4 * (end - start), 4 * start).decode("utf-32-le")

    def lengths(self) -> npt.NDArray[np.int64]:
        """How many words each record has."""
        ends = np.frombuffer(self._ends, dtype=np.int64)
        return ends[1:] - ends[:-1]

    def stretches(self) -> Iterator[tuple[int, Codes, npt.NDArray[np.int64]]]:
        """All records in order, some thousands at once: the first one's number, codes, where each begins.

        The last start is the end of the codes.
        """
        ends = np.frombuffer(self._ends, dtype=np.int64)
        first = 0
        while first < len(self):
            limit = int(np.searchsorted(ends, ends[first] + _STRETCH, side="right")) - 1
            last = min(max(limit, first + 1), len(self))
            size = 4 * int(ends[last] - ends[first])
            raw = os.pread(self._file.fileno(), size, 4 * int(ends[first]))
            yield first, codes(raw.decode("utf-32-le")), ends[first : last + 1] - ends[first]
            first = last


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"cannot be written ({error.strerror}); make room there or set TMPDIR"
        raise OutputUnusable(f"{tempfile.gettempdir()}: {reason}") from error
