"""Several workers and the queue before them: bounded, fair, and deaf to who has gone.

Each worker has a thread, which takes the next query from the queue. No client holds all the workers, so that
another's query finds one; among the waiting the one goes first whose client has the fewest running.
When the result in the folder is built anew the workers are replaced, one after the other.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from kg.errors import NewskgError
from kg.query.workers.job import DEFAULT_LIMITS, Answer, Job, Limits
from kg.query.workers.worker import Worker

QUEUE = 64
"""Queries that may wait, over all clients; one client may fill a quarter of it."""

_LOOK = 1.0  # seconds between looks at the folder, and between attempts to start a worker


class Busy(NewskgError):
    """More queries wait than may."""


class Ticket:
    """A query on its way: ``future`` gets its answer or its error."""

    def __init__(self, pool: Pool, job: Job, client: str) -> None:
        self.job = job
        self.client = client
        self.future: Future[Answer] = Future()
        self.worker: Worker | None = None  # while it runs
        self.unwanted = False
        self._pool = pool

    def withdraw(self) -> bool:
        """Take it back if it still waits; False where it runs or is done."""
        return self._pool._withdraw(self)

    def cancel(self) -> None:
        """Nobody waits for the answer any more: a query that runs is stopped, its worker replaced."""
        self._pool._cancel(self)


class Pool:
    """``count`` workers over the graph of a folder.

    ``note`` hears, in one line, what goes wrong behind the queries: a worker that cannot start.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits = DEFAULT_LIMITS,
        count: int = 4,
        *,
        in_memory: bool = False,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = folder
        self.limits = limits
        self.count = count
        self.generation = -1  # one more whenever the result has changed
        self._best = -1  # the newest generation that any worker has opened
        self._stamp: tuple[int, int, int] | None = None
        self._note = note
        self._noted = ""
        self._workers = [Worker(folder, limits, in_memory=in_memory) for _ in range(count)]
        self._share = max(1, count - 1)
        self._waiting: list[Ticket] = []
        self._active: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._renewing = threading.Lock()
        self._closing = False
        self._ready: Future[None] = Future()
        self._threads = [
            threading.Thread(target=self._work, args=(worker,), name=f"kg-worker-{number}", daemon=True)
            for number, worker in enumerate(self._workers)
        ]

    def start(self) -> None:
        """Start the workers and wait for the first; raises OutputUnusable where there is no graph."""
        for thread in self._threads:
            thread.start()
        self._watcher = threading.Thread(target=self._watch, name="kg-watch", daemon=True)
        self._watcher.start()
        try:
            self._ready.result()
        except BaseException:
            self.close()
            raise

    @property
    def ready(self) -> bool:
        """Has any worker the graph open?"""
        return not self._closing and any(worker.alive for worker in self._workers)

    def submit(self, job: Job, client: str = "") -> Ticket:
        """Put a query into the queue; raises Busy where that is full."""
        ticket = Ticket(self, job, client)
        with self._changed:
            mine = sum(waiting.client == client for waiting in self._waiting)
            if self._closing or len(self._waiting) >= QUEUE or mine >= QUEUE // 4:
                raise Busy("too many queries wait; try again in some seconds")
            self._waiting.append(ticket)
            self._changed.notify_all()
        return ticket

    def close(self) -> None:
        """Stop everything and wait until the processes are gone; what waits or runs gets Busy."""
        with self._changed:
            self._closing = True
            waiting, self._waiting = self._waiting, []
            for worker in self._workers:
                worker.kill()
            self._changed.notify_all()
        for ticket in waiting:
            ticket.future.set_exception(Busy("the service ends"))
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _withdraw(self, ticket: Ticket) -> bool:
        with self._changed:
            if ticket not in self._waiting:
                return False
            self._waiting.remove(ticket)
            return True

    def _cancel(self, ticket: Ticket) -> None:
        with self._changed:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            elif ticket.worker is not None:
                ticket.unwanted = True
                ticket.worker.kill()
        ticket.future.add_done_callback(_drop)

    def _work(self, worker: Worker) -> None:
        seen: int | None = None
        try:
            while not self._closing:
                seen = self._refresh(worker, seen)
                ticket = None if seen is None else self._next(seen, worker)
                if ticket is not None:
                    self._do(worker, ticket)
        finally:
            worker.close()

    def _refresh(self, worker: Worker, seen: int | None) -> int | None:
        """Have the worker run, over the newest result; the generation that it has open, None for none.

        Where the newest cannot be opened it goes on with what it has, unless another has something newer: an
        answer from before must not follow one from after.
        """
        newest = self._observe()
        try:
            if seen != newest or not worker.alive:
                with self._renewing:  # one at a time: the others answer meanwhile
                    newest = self._observe()
                    worker.renew()
        except NewskgError as error:
            return self._failed(worker, seen, error)
        with self._changed:
            self._best, self._noted = max(self._best, newest), ""
        if not self._ready.done():
            self._ready.set_result(None)
        return newest

    def _failed(self, worker: Worker, seen: int | None, error: NewskgError) -> int | None:
        with self._changed:
            if not self._ready.done():
                self._noted = str(error)
                self._ready.set_exception(error)
            elif self._noted != str(error):
                self._noted = str(error)
                self._note(f"{error} (until then the graph as it was is served)")
            if seen is None or seen < self._best:
                worker.close()
            if worker.alive:
                return self.generation  # as if it were the newest, until there is one again
            self._changed.wait(_LOOK)
            return None

    def _next(self, seen: int, worker: Worker) -> Ticket | None:
        """The query to do next; None when there is something else to do first."""
        with self._changed:
            while not self._closing and self.generation == seen:
                ticket = self._choice()
                if ticket is not None:
                    self._waiting.remove(ticket)
                    ticket.worker = worker
                    self._active[ticket.client] += 1
                    return ticket
                self._changed.wait()
        return None

    def _choice(self) -> Ticket | None:
        free = [ticket for ticket in self._waiting if self._active[ticket.client] < self._share]
        return min(free, key=lambda ticket: self._active[ticket.client], default=None)

    def _do(self, worker: Worker, ticket: Ticket) -> None:
        answer: Answer | None = None
        failure: BaseException | None = None
        try:
            if ticket.unwanted:
                raise Busy("nobody waits for this answer")
            answer = worker.ask(ticket.job)
        except Exception as error:
            failure = error
        with self._changed:
            ticket.worker = None
            self._active[ticket.client] -= 1
            if not self._active[ticket.client]:
                del self._active[ticket.client]
            self._changed.notify_all()
        if failure is not None:
            ticket.future.set_exception(Busy("the service ends") if self._closing else failure)
        elif answer is not None:
            ticket.future.set_result(answer)

    def _watch(self) -> None:
        """Tell the workers when the result has been built anew."""
        while not self._closing:
            self._observe()
            with self._changed:
                self._changed.wait_for(lambda: self._closing, _LOOK)

    def _observe(self) -> int:
        """The generation of the result as it stands in the folder now."""
        with self._changed:
            try:
                status = (self.folder / "graph.ttl").stat()
            except OSError:
                return self.generation
            stamp = (status.st_ino, status.st_size, status.st_mtime_ns)
            if stamp != self._stamp:
                self._stamp = stamp
                self.generation += 1
                self._changed.notify_all()
            return self.generation


def _drop(future: Future[Answer]) -> None:
    if not future.cancelled() and future.exception() is None:
        future.result().file.close()
