"""Stages of a training run: each fills a folder once, so that a run that was cut off goes on."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

_STAMP = "stage.sha256"


def stage_key(parts: Iterable[str], files: Iterable[Path] = ()) -> str:
    """Hash of what a stage's result depends on: settings as text, and the bytes of its input files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def run_stage(folder: Path, key: str, make: Callable[[Path], None]) -> bool:
    """Let ``make`` fill ``folder`` unless it was filled whole under the same key; whether it ran."""
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == key:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    stamp.write_text(key, encoding="ascii")
    return True
