"""Extraction in one process or in several, with the same outcome."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from kg.errors import DocumentSkipped, NewskgError
from kg.extract import Extractor
from kg.records import Document, Extraction
from kg.signals import sigint_blocked

Outcome = Extraction | DocumentSkipped

_AHEAD = 3  # documents in flight for each worker: enough to keep it busy, few enough for flat memory
_extractor: Extractor | None = None  # of this worker process


def extract_all(
    documents: Iterable[Document],
    extractor: Extractor,
    model: str | None,
    workers: int,
    registers: Sequence[Path] = (),
) -> Iterator[Outcome]:
    """What each document yields, or why it is skipped.

    With one worker in this process, in order; with more, as they come, each process with an
    `Extractor` of ``model`` and ``registers`` of its own. A document is always extracted alone,
    never in a batch.

    Raises NewskgError if a worker dies.
    """
    if workers <= 1:
        return (_extract(extractor, document) for document in documents)
    return _extract_in_pool(documents, model, workers, tuple(registers))


def _extract_in_pool(
    documents: Iterable[Document], model: str | None, workers: int, registers: tuple[Path, ...]
) -> Iterator[Outcome]:
    # "spawn": a fork would take over the journal's open file and the progress bar's thread.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(model, registers)
    )
    running: set[Future[Outcome]] = set()
    try:
        for document in documents:
            with sigint_blocked():
                running.add(pool.submit(_extract_here, document))
            if len(running) >= _AHEAD * workers:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    except BrokenProcessPool as error:
        raise NewskgError(
            "a worker process ended (short of memory?); what is extracted is kept:"
            " run the same command again, with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(model: str | None, registers: tuple[Path, ...]) -> None:
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _extractor = Extractor(model, registers)


def _follow_parent() -> None:
    """End with the parent, even if it is killed: the pool's own queue would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract_here(document: Document) -> Outcome:
    if _extractor is None:
        raise RuntimeError("the worker has not been started")
    return _extract(_extractor, document)


def _extract(extractor: Extractor, document: Document) -> Outcome:
    try:
        return next(iter(extractor.extract([document])))
    except NewskgError as error:
        return error if isinstance(error, DocumentSkipped) else DocumentSkipped(document.name, str(error))
    except Exception as error:  # one odd document must not end the build of all others
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return DocumentSkipped(document.name, f"the extraction failed ({reason}); please report it")
