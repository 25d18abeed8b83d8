"""A corpus into a folder: all files written beside the old ones, then moved into place together."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.build.options import Progress
from kg.build.record import RUN_FILE, Watch
from kg.errors import OutputUnusable
from kg.records import Corpus
from kg.write import WRITERS

_STAGING = ".new"


def publish(
    corpus: Corpus,
    out: Path,
    describe: Callable[[Path], Mapping[str, object]],
    progress: Progress,
    watch: Watch,
) -> None:
    """Every file of `WRITERS` and run.json, in the place of an earlier set once all of them are written.

    ``describe`` tells what run.json says of the folder where they are; it is asked when they are there.
    Whoever calls holds the lock of ``out`` (its journal). Raises OutputUnusable.
    """
    with _staging(out) as folder:
        with watch.stage("write"):
            _write(corpus, folder, progress)
        _move(folder, out, describe(folder))


def make_usable(out: Path) -> None:
    """Make the folder; raises OutputUnusable where it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputUnusable(f"{out}: cannot be written ({error.strerror}); choose another -o") from error


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder for the new files beside the old ones, so that no set is ever mixed."""
    folder = out / _STAGING
    shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(corpus: Corpus, folder: Path, progress: Progress) -> None:
    for number, (name, write) in enumerate(WRITERS.items()):
        progress.step("write", number, len(WRITERS))
        write(corpus, folder / name)
    progress.step("write", len(WRITERS), len(WRITERS))


def _move(folder: Path, out: Path, record: Mapping[str, object]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (folder / RUN_FILE).write_text(text, encoding="utf-8")
    for name in (*WRITERS, RUN_FILE):  # run.json last: once it is new, the whole set is
        (folder / name).replace(out / name)
