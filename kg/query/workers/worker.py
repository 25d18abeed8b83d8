"""One worker as its parent sees it: started, asked, timed, killed, replaced."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from kg.errors import OutputUnusable, QueryStopped
from kg.query.workers.child import run
from kg.query.workers.job import CHUNK, CRASHED, DEFAULT_LIMITS, ERRORS, Answer, Head, Job, Limits
from kg.signals import sigint_blocked

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_HELD = 1 << 18  # bytes of an answer in memory; a larger one waits in a file
_heads = msgspec.json.Decoder(Head)


@dataclass(frozen=True, slots=True)
class _Running:
    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Worker:
    """A process that answers one query after the other over the graph of a folder.

    A query that passes its limits ends with its process; another takes its place at `start`, or when the next
    query comes. Not for several threads at once, but `kill` may come from any.
    """

    def __init__(self, folder: Path, limits: Limits = DEFAULT_LIMITS, *, in_memory: bool = False) -> None:
        self.folder = folder
        self.limits = limits
        self.in_memory = in_memory
        self._running: _Running | None = None

    def __enter__(self) -> Worker:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Does its process run, with the store open?"""
        running = self._running
        return running is not None and running.process.exitcode is None

    def start(self) -> None:
        """Start a process and wait until it has the store open; one that runs is left alone.

        Raises OutputUnusable where there is no graph, or none that can be read.
        """
        if not self.alive:
            self.close()
            self._running = self._begin()

    def renew(self) -> None:
        """Let a new process, which sees the result as it is now, take the place of the old one.

        The old one stays where the new one cannot start; raises OutputUnusable as `start` does.
        """
        old, self._running = self._running, self._begin()
        if old is not None:
            old.end()

    def ask(self, job: Job) -> Answer:
        """The answer to a query; its file must be closed.

        Raises QueryInvalid, QueryRefused, NotAcceptable; QueryStopped at a limit; OutputUnusable where there
        is no graph; QueryFailed for a fault of newskg.
        """
        self.start()
        assert self._running is not None
        try:
            return self._ask(self._running.pipe, job)
        except (EOFError, OSError):
            self.close()
            raise QueryStopped(CRASHED) from None
        except _Late:
            self.close()
            raise QueryStopped(
                f"the query took longer than {self.limits.seconds:g} seconds; simplify it, or ask for less"
            ) from None
        except KeyboardInterrupt:
            self.close()
            raise

    def kill(self) -> None:
        """End the process at once; who waits in `ask` hears of it."""
        running = self._running
        if running is not None:
            running.process.kill()

    def close(self) -> None:
        """End the process, if there is one, and wait until it is gone."""
        running, self._running = self._running, None
        if running is not None:
            running.end()

    def _begin(self) -> _Running:
        here, there = multiprocessing.Pipe()
        process = _context().Process(
            target=run, args=(there, self.folder, self.limits, self.in_memory), daemon=True
        )
        with sigint_blocked():
            process.start()
        there.close()  # else its end would not be seen
        running = _Running(process, here)
        try:
            head = _heads.decode(here.recv_bytes(CHUNK))
        except (EOFError, OSError):
            running.end()
            raise OutputUnusable(
                f"{self.folder}: the process that opens the graph ended (short of memory?); try it again"
            ) from None
        except BaseException:
            running.end()
            raise
        if head.outcome != "answer":
            running.end()
            raise ERRORS[head.outcome](head.message)
        return running

    def _ask(self, pipe: Connection, job: Job) -> Answer:
        deadline = time.monotonic() + self.limits.seconds
        pipe.send_bytes(msgspec.json.encode(job))
        head = _heads.decode(_receive(pipe, deadline))
        if head.outcome != "answer":
            if head.tired:
                self.close()
            raise ERRORS[head.outcome](head.message)
        file = cast(BinaryIO, SpooledTemporaryFile(_HELD))  # noqa: SIM115 - it goes out with the answer
        try:
            left = head.size
            while left > 0:
                chunk = _receive(pipe, deadline)
                file.write(chunk)
                left -= len(chunk)
        except BaseException:
            file.close()
            raise
        if head.tired:
            self.close()
        file.seek(0)
        return Answer(kind=head.kind, form=head.form, rows=head.rows, size=head.size, file=file)


@cache
def _context() -> ForkServerContext | SpawnContext:
    """How processes are made: never as a fork of this one, which would take over threads and sockets.

    Where there is a fork server it has imported everything already: the next worker costs a tenth of the
    first, and whoever kills workers again and again does not keep the machine busy with that.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "kg.query.workers.warm"])
    return context


class _Late(Exception):
    """The time of the query is over."""


def _receive(pipe: Connection, deadline: float) -> bytes:
    if not pipe.poll(max(0.0, deadline - time.monotonic())):
        raise _Late
    return pipe.recv_bytes(CHUNK)
