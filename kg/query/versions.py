"""Versions of a store on disk, of which one is current: whole or not there, whoever is killed, whoever reads.

    DIR/store/newskg-store.json     the current version, with the SHA-256 of each of its files
              newskg-store.lock     held by who makes a version
              v-0123456789abcdef/   a version; it never changes once it has been current
                  lock              held, with others, by who reads it, alone by who removes it
                  units             what the version was made from (`kg.query.filling`)
                  data/             the store (RocksDB)

A version is made in a folder of its own and becomes current when the JSON file is replaced, in one step.
The engine does not check what it reads from disk, and a flipped bit can take the process down with it;
hence every file is compared with its digest before a version is used. Only files of the names above
and RocksDB's own are ever removed.

Locks are those of the operating system and end with their process; portalocker has them for Windows
as well, shared ones included.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec
import portalocker

from kg.atomic import atomic

FORMAT = 2
POINTER, WRITER_LOCK = "newskg-store.json", "newskg-store.lock"

_VERSION = re.compile(r"v-[0-9a-f]{16}")
_ENGINE_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(?:\.old\.\d+)?|(?:MANIFEST|OPTIONS)-\d+(?:\.dbtmp)?|\d+\.(?:sst|log|dbtmp)"
)
_VOLATILE = re.compile(r"LOCK|LOG.*")


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """What newskg-store.json says: the current version, what it was made from and with."""

    format: int
    engine: str
    graph: str
    ontology: str
    version: str
    files: dict[str, str]


class Version:
    """A version that is held: while it is, nobody removes it. ``pointer`` is None until it is current."""

    def __init__(self, folder: Path, lock: BinaryIO, pointer: Pointer | None = None) -> None:
        self.folder = folder
        self.pointer = pointer
        self._lock = lock

    @property
    def data(self) -> Path:
        """Where the engine keeps its files."""
        return self.folder / "data"

    @property
    def units(self) -> Path:
        """Where it is told what the version was made from."""
        return self.folder / "units"

    def release(self) -> None:
        """Let others remove it once it is no longer current."""
        self._lock.close()

    def __enter__(self) -> Version:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class Versions:
    """The versions in a folder. OSError where the folder or a lock cannot be had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Version | None:
        """The current version, held; None where there is none that is whole and of this format."""
        while (pointer := self._pointer()) is not None:
            folder = self.folder / pointer.version
            try:
                lock = (folder / "lock").open("rb")
                _lock(lock, portalocker.LockFlags.SHARED)
            except FileNotFoundError:
                if self._pointer() == pointer:
                    return None
                continue
            if self._pointer() == pointer:
                return _checked(Version(folder, lock, pointer))
            lock.close()  # another one became current between the two
        return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who makes a version: waits for whoever does."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / WRITER_LOCK).open("ab") as lock:
            _lock(lock, portalocker.LockFlags.EXCLUSIVE)
            yield

    def new(self) -> Version:
        """A folder for a version to be made, held; for who is `writing`."""
        folder = self.folder / f"v-{secrets.token_hex(8)}"
        folder.mkdir()
        lock = (folder / "lock").open("a+b")
        _lock(lock, portalocker.LockFlags.SHARED)
        return Version(folder, lock)

    def publish(self, made: Version, *, engine: str, graph: str, ontology: str) -> None:
        """Make a version, whose files are closed, the current one; raises OutputUnusable."""
        files = {name: _digest(made.folder / name) for name in _names(made.folder)}
        made.pointer = Pointer(
            format=FORMAT,
            engine=engine,
            graph=graph,
            ontology=ontology,
            version=made.folder.name,
            files=files,
        )
        with atomic(self.folder / POINTER) as file:
            file.write(msgspec.json.format(msgspec.json.encode(made.pointer, order="sorted")) + b"\n")

    def sweep(self) -> None:
        """Remove the versions that are not current and that nobody holds; for who is `writing`."""
        pointer = self._pointer()
        for folder in self.folder.iterdir():
            current = pointer is not None and folder.name == pointer.version
            if _VERSION.fullmatch(folder.name) and not current and not folder.is_symlink():
                with suppress(OSError):  # still read, or not ours to remove
                    _remove(folder)

    def _pointer(self) -> Pointer | None:
        try:
            found = msgspec.json.decode((self.folder / POINTER).read_bytes(), type=Pointer)
        except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        usable = found.format == FORMAT and _VERSION.fullmatch(found.version)
        return found if usable else None


def _lock(file: BinaryIO, flags: portalocker.LockFlags) -> None:
    """Lock an open file, wait if need be; the file is closed where that fails, with OSError."""
    try:
        portalocker.lock(file, flags)
    except portalocker.LockException as error:
        file.close()
        raise OSError(f"{file.name}: cannot be locked") from error


def _checked(version: Version) -> Version | None:
    """The version if each of its files is what it was when it was made."""
    with suppress(OSError):
        pointer = version.pointer
        if pointer and set(_names(version.folder)) == set(pointer.files):
            found = ((_digest(version.folder / name), digest) for name, digest in pointer.files.items())
            if all(one == other for one, other in found):
                return version
    version.release()
    return None


def _names(folder: Path) -> list[str]:
    """The files of a version that say what is in it."""
    inside = (path.name for path in (folder / "data").iterdir() if _ENGINE_FILE.fullmatch(path.name))
    return sorted(["units", *(f"data/{name}" for name in inside if not _VOLATILE.fullmatch(name))])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(folder: Path) -> None:
    """Remove the files of a version, and the folder if nothing else is in it."""
    lock = folder / "lock"
    with lock.open("a+b") as file:
        _lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        for inner in (folder / "data", folder / "data.tmp"):  # a checkpoint is first made beside
            if inner.is_dir() and not inner.is_symlink():
                _clear(inner)
        (folder / "units").unlink(missing_ok=True)
    lock.unlink(missing_ok=True)
    folder.rmdir()


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if _ENGINE_FILE.fullmatch(path.name):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()
