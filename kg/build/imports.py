"""Records that others made → the files of an output folder, as a build leaves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.build.options import Progress, Silent
from kg.build.publish import make_usable, publish
from kg.build.record import Watch, files_record, versions
from kg.dna import Account, ImportOptions, read_dna
from kg.errors import InputMissing
from kg.journal import FILE_NAME, Journal
from kg.records import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file of another program holds, and, with how many of it, what could not be taken over.

    ``skipped`` are statements; ``notes`` are all else that is left out, or was changed since newskg wrote it.
    """

    corpus: Corpus
    skipped: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; ``skipped`` and ``notes`` as in `Imported`."""

    documents: int
    statements: int
    actors: int
    skipped: Mapping[str, int]
    notes: Mapping[str, int]

    @property
    def exit_code(self) -> int:
        """0, or 1 where statements were skipped."""
        return 1 if self.skipped else 0


def import_dna(
    path: Path, out: Path, options: ImportOptions | None = None, progress: Progress | None = None
) -> ImportReport:
    """A .dna file as a result in the folder ``out``; errors as of `kg.dna.read_dna` and `import_records`."""

    def read() -> Imported:
        account = Account()
        corpus = read_dna(path, options, account)
        return Imported(corpus=corpus, skipped=account.skipped, notes=account.notes)

    return import_records(read, path, out, {"format": "dna", **_plain(options or ImportOptions())}, progress)


def import_records(
    read: Callable[[], Imported],
    path: Path,
    out: Path,
    options: Mapping[str, object],
    progress: Progress | None = None,
) -> ImportReport:
    """What ``read`` makes of the file ``path`` as a result in the folder ``out``; ``options`` go to run.json.

    Raises:
        InputMissing: it holds no document; what is there in ``out`` stays.
        OutputUnusable: ``out`` cannot be written or a build is writing to it.
    """
    progress, watch = progress or Silent(), Watch()
    with watch.stage("read"):
        found = read()
        corpus = found.corpus
        documents = sum(1 for _ in corpus.documents)
    if not documents:
        raise InputMissing(f"{path}: holds no document")
    report = ImportReport(
        documents=documents,
        statements=sum(1 for _ in corpus.statements),
        actors=len(corpus.actors),
        skipped=dict(found.skipped),
        notes=dict(found.notes),
    )
    make_usable(out)
    with Journal(out / FILE_NAME):

        def describe(folder: Path) -> Mapping[str, object]:
            counts = ("documents", "statements", "actors")
            return {
                "versions": versions(),
                "inputs": [str(path)],
                "options": dict(options),
                "counts": {name: getattr(report, name) for name in counts},
                "seconds": {stage: round(seconds, 3) for stage, seconds in watch.seconds.items()},
                "skipped": dict(sorted(report.skipped.items())),
                "notes": dict(sorted(report.notes.items())),
                "files": files_record(folder),
            }

        publish(corpus, out, describe, progress, watch)
    return report


def _plain(options: ImportOptions) -> dict[str, object]:
    names = ("person", "organization", "concept", "agreement")
    variables = {name: getattr(options.variables, name) for name in names}
    given = {name: getattr(options, name) for name in ("type", "side", "language")}
    return {**given, "variables": variables}
