"""The one orchestrator: inputs → documents → statements → corpus → the files of out/.

    find_inputs ─ read_path ─▶ journal ─ Extractor ─▶ journal ─ link ─▶ WRITERS ─▶ out/

All inputs are read before anything is extracted: only then is it known which documents share an
id (`kg.journal.Journal.settle`), so that neither the order of the inputs nor an interruption can
show in the result. Extraction takes one document at a time, in however many processes: the
neighbours of a document in a batch would otherwise reach into the last digits of the model's scores.
"""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Protocol

from kg.errors import DocumentSkipped, InputMissing, OutputUnusable
from kg.extract import Extractor
from kg.journal import FILE_NAME, Duplicate, Journal
from kg.link import Decisions, link, read_decisions
from kg.read import find_inputs, read_path
from kg.read.published import Dates, survey
from kg.records import Corpus, Document, Extraction
from kg.register.load import load as load_register
from kg.workers import extract_all
from kg.write import WRITERS

_COUNTS = ("documents", "statements", "actors", "copies", "reused")
Stage = Literal["read", "extract", "link", "write"]
RUN_FILE = "run.json"
_STAGING = ".new"
_PACKAGES = (
    *("newskg", "htmldate", "msgspec", "networkx", "numpy", "pyoxigraph", "rapidfuzz", "rdflib", "spacy"),
    "trafilatura",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. ``model`` is an installed spaCy pipeline or a path; None is the shipped one.

    ``registers`` are the user's own files of actors (.ttl, .csv), the one that counts most last;
    ``decisions`` is a file that says which actors are the same and which are not (.csv).
    """

    model: str | None = None
    registers: tuple[Path, ...] = ()
    decisions: Path | None = None
    workers: int = 1


class Progress(Protocol):
    """What a build tells while it runs."""

    def step(self, stage: Stage, done: int, total: int | None) -> None:
        """``done`` of ``total`` (None: not known yet) pieces of a stage are through."""

    def skipped(self, document: DocumentSkipped) -> None:
        """A document is left out; the others go on."""

    def warned(self, line: str) -> None:
        """Something the user gave is left out; the build goes on."""

    def noted(self, line: str) -> None:
        """Something about the documents that the user may want to know; nothing is left out."""


class Silent:
    """Tells nothing."""

    def step(self, stage: Stage, done: int, total: int | None) -> None: ...

    def skipped(self, document: DocumentSkipped) -> None: ...

    def warned(self, line: str) -> None: ...

    def noted(self, line: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    ``copies`` counts the statements that copy an earlier one; ``reused`` documents were extracted by an
    earlier build; ``seconds`` by stage.
    """

    documents: int
    statements: int
    actors: int
    copies: int
    reused: int
    skipped: tuple[DocumentSkipped, ...]
    duplicates: tuple[Duplicate, ...]
    seconds: Mapping[str, float]

    @property
    def exit_code(self) -> int:
        """0, or 1 where documents were skipped."""
        return 1 if self.skipped else 0


def build(
    inputs: Sequence[str],
    out: Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of ``inputs`` (files, folders, globs) into the folder ``out``.

    Documents that cannot be read or extracted are skipped and reported. The files of an earlier
    build are replaced together, at the end, each in one step.

    Raises:
        InputMissing: nothing to read, or no document of the inputs could be built.
        OutputUnusable: ``out`` cannot be written or another build is writing to it.
        ModelMissing: the pipeline asked for is not installed.
        DataInvalid: a register or the file of decisions is wrong; the message names file and line.
    """
    options, progress = options or BuildOptions(), progress or Silent()
    decisions = read_decisions(options.decisions) if options.decisions else None
    paths = [path for path in find_inputs(inputs) if not _is_output(path, out)]
    _make_usable(out)
    watch = _Watch()
    with Journal(out / FILE_NAME) as journal, _staging(out) as folder:
        with watch.stage("load"):
            extractor = Extractor(options.model, options.registers)
        journal.begin(extractor.fingerprint)
        with watch.stage("read"):
            skipped = list(_read(paths, journal, progress))
            duplicates = journal.settle()
        reused = len(journal.documents())
        with watch.stage("extract"):
            skipped += _extract(journal, extractor, options, progress)
        if not (documents := len(journal.documents())):
            raise InputMissing(_nothing_built(inputs, skipped))
        with watch.stage("link"):
            corpus = _link(journal, options, decisions, progress)
        with watch.stage("write"):
            _write(corpus, folder, progress)
        dates = survey(corpus.documents)
        for line in dates.notes():
            progress.noted(line)
        report = BuildReport(
            documents=documents,
            statements=sum(1 for _ in corpus.statements),
            actors=len(corpus.actors),
            copies=sum(len(group.members) for group in corpus.copies if group.kind == "statement"),
            reused=reused,
            skipped=tuple(sorted(skipped, key=lambda error: (error.path, error.reason))),
            duplicates=duplicates,
            seconds=watch.seconds,
        )
        _publish(folder, out, _run_record(inputs, options, extractor.fingerprint, report, dates, folder))
        journal.prune()
    return report


def _read(paths: Sequence[Path], journal: Journal, progress: Progress) -> Iterator[DocumentSkipped]:
    for number, path in enumerate(paths):
        progress.step("read", number, len(paths))
        for document in read_path(path):
            if isinstance(document, Document):
                try:
                    journal.add(document)
                    continue
                except UnicodeEncodeError:
                    document = DocumentSkipped(
                        document.name, "holds half a surrogate pair; mend its encoding"
                    )
            progress.skipped(document)
            yield document
    progress.step("read", len(paths), len(paths))


def _extract(
    journal: Journal, extractor: Extractor, options: BuildOptions, progress: Progress
) -> Iterator[DocumentSkipped]:
    keys = journal.pending()
    outcomes = extract_all(
        map(journal.document, keys),
        extractor,
        options.model,
        min(options.workers, len(keys)),
        options.registers,
    )
    for number, outcome in enumerate(outcomes):
        progress.step("extract", number, len(keys))
        if isinstance(outcome, Extraction):
            journal.keep(outcome)
        else:
            progress.skipped(outcome)
            yield outcome
    progress.step("extract", len(keys), len(keys))


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


def _link(journal: Journal, options: BuildOptions, decisions: Decisions | None, progress: Progress) -> Corpus:
    progress.step("link", 0, 1)
    corpus = link(
        journal.documents(),
        journal.statements(),
        journal.appearances(),
        register=load_register(*options.registers),
        decisions=decisions,
        warn=progress.warned,
    )
    progress.step("link", 1, 1)
    return corpus


def _write(corpus: Corpus, folder: Path, progress: Progress) -> None:
    for number, (name, write) in enumerate(WRITERS.items()):
        progress.step("write", number, len(WRITERS))
        write(corpus, folder / name)
    progress.step("write", len(WRITERS), len(WRITERS))


def _publish(folder: Path, out: Path, run_record: Mapping[str, object]) -> None:
    text = json.dumps(run_record, ensure_ascii=False, indent=2) + "\n"
    (folder / RUN_FILE).write_text(text, encoding="utf-8")
    for name in (*WRITERS, RUN_FILE):  # run.json last: once it is new, the whole set is
        (folder / name).replace(out / name)


def _run_record(
    inputs: Sequence[str],
    options: BuildOptions,
    fingerprint: str,
    report: BuildReport,
    dates: Dates,
    folder: Path,
) -> dict[str, object]:
    return {
        "versions": {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES},
        "inputs": list(inputs),
        "options": _plain(options),
        "fingerprint": fingerprint,
        "counts": {name: getattr(report, name) for name in _COUNTS},
        "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
        "skipped": [{"path": error.path, "reason": error.reason} for error in report.skipped],
        "duplicates": [asdict(duplicate) for duplicate in report.duplicates],
        "undated": list(dates.unknown),
        "date_conflicts": list(dates.conflicts),
        "files": {name: _fingerprint_file(folder / name) for name in WRITERS},
    }


def _plain(options: BuildOptions) -> dict[str, object]:
    decisions = None if options.decisions is None else str(options.decisions)
    registers = [str(path) for path in options.registers]
    return asdict(options) | {"registers": registers, "decisions": decisions}


def _fingerprint_file(path: Path) -> dict[str, object]:
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "sha256": file_digest(stream, "sha256").hexdigest()}


def _is_output(path: Path, out: Path) -> bool:
    """Whether an input found is a file that an earlier build wrote here."""
    return path.name in {*WRITERS, RUN_FILE, FILE_NAME} and path.parent.resolve() == out.resolve()


def _make_usable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputUnusable(f"{out}: cannot be written ({error.strerror}); choose another -o") from error


def _nothing_built(inputs: Sequence[str], skipped: Sequence[DocumentSkipped]) -> str:
    where = " ".join(inputs)
    if not skipped:
        return f"{where}: holds no document; name files or folders with texts to read"
    more = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"{where}: no document could be built: {skipped[0]}{more}"


class _Watch:
    """Seconds by stage, on the monotonic clock; they go to run.json and nowhere else."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
