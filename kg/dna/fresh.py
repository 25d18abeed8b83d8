"""A new SQLite file that is the same, byte for byte, whenever and by whichever SQLite it is written."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

# places in the header (https://www.sqlite.org/fileformat.html) and what stands there in a file just made
_HEADER = (
    (24, 1),
    (92, 1),
    (96, 3_040_000),
)  # changes, changes at the last writer, version of the last writer
_HEADER_BYTES = 100


@contextmanager
def fresh(
    target: BinaryIO, schema: Iterable[str], beside: Path | None = None
) -> Iterator[sqlite3.Connection]:
    """A connection to fill, whose file goes to ``target`` when the block ends well.

    It is made in a folder of its own in ``beside``, by default where the system keeps such things. Raises
    OSError where there is no room.
    """
    with TemporaryDirectory(prefix=".newskg.", dir=beside) as folder:
        made = Path(folder) / "new"
        try:
            connection = sqlite3.connect(made, isolation_level=None)
            try:
                _prepare(connection)
                for command in schema:
                    connection.execute(command)
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        with made.open("rb") as source:
            head = bytearray(source.read(_HEADER_BYTES))
            for place, value in _HEADER:
                struct.pack_into(">I", head, place, value)
            target.write(head)
            shutil.copyfileobj(source, target, 1 << 20)


def _prepare(connection: sqlite3.Connection) -> None:
    # no journal: a file that is not finished is thrown away
    for setting in (
        "page_size = 4096",
        "encoding = 'UTF-8'",
        "journal_mode = OFF",
        "synchronous = OFF",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
