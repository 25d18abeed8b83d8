"""Counts different texts, exactly, in memory that does not grow with their number.

Of each text a hash of 128 bits is kept; beyond a bound the hashes go to temporary files, one for each of
their first bits, which are counted one after the other. (That two of 10^9 texts share a hash happens once
in 10^20 times.)
"""

from __future__ import annotations

from hashlib import blake2b
from tempfile import TemporaryFile
from typing import IO

_BYTES, _FILES = 16, 64
_HELD = 50_000  # hashes in memory, some 5 MB


class Distinct:
    """``add`` texts, then ask ``count`` once."""

    def __init__(self, held: int = _HELD) -> None:
        self._most = held
        self._held: set[bytes] = set()
        self._files: list[IO[bytes]] = []

    def add(self, text: str) -> None:
        """Take in one text."""
        self._held.add(blake2b(text.encode("utf-8"), digest_size=_BYTES).digest())
        if len(self._held) >= self._most:
            self._spill()

    def count(self) -> int:
        """How many different ones there were."""
        if not self._files:
            return len(self._held)
        self._spill()
        return sum(map(_count, self._files))

    def _spill(self) -> None:
        if not self._files:
            self._files = [TemporaryFile() for _ in range(_FILES)]  # noqa: SIM115  # closed by _count
        sorted_out: list[list[bytes]] = [[] for _ in range(_FILES)]
        for digest in self._held:
            sorted_out[digest[0] % _FILES].append(digest)
        for file, digests in zip(self._files, sorted_out, strict=True):
            file.write(b"".join(digests))
        self._held.clear()


def _count(file: IO[bytes]) -> int:
    with file:
        file.seek(0)
        return len(set(iter(lambda: file.read(_BYTES), b"")))
