"""The one orchestrator: inputs → documents → statements → stances → corpus → the files of out/.

    find_inputs ─ read_path ─▶ journal ─ Extractor ─▶ journal ─ Coder ─▶ journal ─ link ─▶ WRITERS ─▶ out/

All inputs are read before anything is extracted: only then is it known which documents share an
id (`kg.journal.Journal.settle`), so that neither the order of the inputs nor an interruption can
show in the result. Extraction takes one document at a time, in however many processes: the
neighbours of a document in a batch would otherwise reach into the last digits of the model's scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.build.options import BuildOptions, BuildReport, Progress, Silent
from kg.build.publish import make_usable, publish
from kg.build.record import RUN_FILE, Watch, run_record
from kg.codebook.load import load as load_codebook
from kg.coding.coder import Coder
from kg.errors import DocumentSkipped, InputMissing
from kg.extract import Extractor
from kg.journal import FILE_NAME, Journal
from kg.link import Decisions, link, read_decisions
from kg.read import find_inputs, read_path
from kg.read.published import survey
from kg.records import Corpus, Document, Extraction
from kg.register.load import load as load_register
from kg.workers import extract_all
from kg.write import WRITERS


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
        DataInvalid: a register, the codebook or the file of decisions is wrong, with file and line.
    """
    options, progress = options or BuildOptions(), progress or Silent()
    decisions = read_decisions(options.decisions) if options.decisions else None
    paths = [path for path in find_inputs(inputs) if not _is_output(path, out)]
    make_usable(out)
    watch = Watch()
    with Journal(out / FILE_NAME) as journal:
        with watch.stage("load"):
            extractor = Extractor(options.model, options.registers)
            coder = Coder(load_codebook(options.codebook))
        journal.begin(extractor.fingerprint, coder.fingerprint)
        with watch.stage("read"):
            skipped = list(_read(paths, journal, progress))
            duplicates = journal.settle()
        reused = len(journal.documents())
        with watch.stage("extract"):
            skipped += _extract(journal, extractor, options, progress)
        if not (documents := len(journal.documents())):
            raise InputMissing(_nothing_built(inputs, skipped))
        with watch.stage("code"):
            _code(journal, coder, options, progress)
        with watch.stage("link"):
            corpus = replace(_link(journal, options, decisions, progress), claims=coder.claims())
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
            seconds=watch.seconds,  # those of writing come in yet
        )
        used = {"fingerprint": extractor.fingerprint, "coding": coder.fingerprint}

        def describe(folder: Path) -> Mapping[str, object]:
            return run_record(inputs, options, used, report, dates, folder)

        publish(corpus, out, describe, progress, watch)
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


def _code(journal: Journal, coder: Coder, options: BuildOptions, progress: Progress) -> None:
    keys, register = journal.uncoded(), load_register(*options.registers)
    for number, key in enumerate(keys):
        progress.step("code", number, len(keys))
        journal.keep_coding(key, coder.code(journal.extraction(key), register))
    progress.step("code", len(keys), len(keys))


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


def _is_output(path: Path, out: Path) -> bool:
    """Whether an input found is a file that an earlier build wrote here."""
    return path.name in {*WRITERS, RUN_FILE, FILE_NAME} and path.parent.resolve() == out.resolve()


def _nothing_built(inputs: Sequence[str], skipped: Sequence[DocumentSkipped]) -> str:
    where = " ".join(inputs)
    if not skipped:
        return f"{where}: holds no document; name files or folders with texts to read"
    more = f" (and {len(skipped) - 1} more)" if len(skipped) > 1 else ""
    return f"{where}: no document could be built: {skipped[0]}{more}"
