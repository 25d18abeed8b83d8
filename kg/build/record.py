"""run.json: versions, options, counts, timings and checksums of a build."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

from kg.build.options import BuildOptions, BuildReport
from kg.read.published import Dates
from kg.write import WRITERS

RUN_FILE = "run.json"
_COUNTS = ("documents", "statements", "actors", "copies", "reused")
_PACKAGES = (
    *("newskg", "htmldate", "msgspec", "networkx", "numpy", "pyoxigraph", "rapidfuzz", "rdflib", "spacy"),
    "trafilatura",
)


def run_record(
    inputs: Sequence[str],
    options: BuildOptions,
    fingerprints: Mapping[str, str],
    report: BuildReport,
    dates: Dates,
    folder: Path,
) -> dict[str, object]:
    """What run.json says of a build whose files stand in ``folder``."""
    return {
        "versions": versions(),
        "inputs": list(inputs),
        "options": _plain(options),
        **fingerprints,
        "counts": {name: getattr(report, name) for name in _COUNTS},
        "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
        "skipped": [{"path": error.path, "reason": error.reason} for error in report.skipped],
        "duplicates": [asdict(duplicate) for duplicate in report.duplicates],
        "undated": list(dates.unknown),
        "date_conflicts": list(dates.conflicts),
        "files": files_record(folder),
    }


def versions() -> dict[str, str]:
    """Of Python and of the packages that a result depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES}


def files_record(folder: Path) -> dict[str, object]:
    """Size and checksum of each file of a result."""
    return {name: _fingerprint_file(folder / name) for name in WRITERS}


def _plain(options: BuildOptions) -> dict[str, object]:
    files = {"decisions": options.decisions, "codebook": options.codebook}
    named = {name: None if path is None else str(path) for name, path in files.items()}
    return asdict(options) | named | {"registers": [str(path) for path in options.registers]}


def _fingerprint_file(path: Path) -> dict[str, object]:
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "sha256": file_digest(stream, "sha256").hexdigest()}


class Watch:
    """Seconds by stage, on the monotonic clock; they go to run.json and nowhere else."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done in it."""
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
