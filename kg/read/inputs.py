"""What the user names on the command line, as files: files, folders, globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kg.errors import InputMissing
from kg.read.decode import is_binary

_SNIFF = 4096  # bytes that tell whether a file of an unknown kind is text


def list_files(inputs: Sequence[str], suffixes: Collection[str]) -> list[Path]:
    """The files that the inputs name, in the order given, each once; those of a folder sorted.

    A folder is searched with its folders; hidden files and links to folders are left out. Raises
    InputMissing for a path or pattern that names nothing, and for a folder without a file that has
    one of the suffixes or looks like text.
    """
    found: dict[Path, Path] = {}
    for name in inputs:
        for path in _expand(name, suffixes):
            found.setdefault(path.resolve(), path)
    if not found:
        raise InputMissing("nothing to read; name a file, a folder or a pattern such as articles/*.html")
    return list(found.values())


def _expand(name: str, suffixes: Collection[str]) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        files = list(_walk(path))
        if not any(_could_read(file, suffixes) for file in files):
            raise InputMissing(f"{name}: the folder holds no file that can be read; see `kg build --help`")
        return files
    if path.exists():
        return [path]
    # Path.glob refuses absolute patterns.
    matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207
    files = [file for match in matches for file in (_walk(match) if match.is_dir() else [match])]
    if not files:
        raise InputMissing(f"{name}: no such file or folder; check the path")
    return files


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, sorted; nothing hidden, no link to a folder followed."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _could_read(path: Path, suffixes: Collection[str]) -> bool:
    if path.suffix.lower() in suffixes:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_SNIFF)
    except OSError:
        return False
    return bool(start.strip()) and not is_binary(start)
