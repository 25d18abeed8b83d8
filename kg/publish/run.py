"""Publishes a result: sends what a store does not have yet, then counts what it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from kg.errors import OutputUnusable, PublishFailed
from kg.publish.chunks import Chunk, Tally, chunks, tally
from kg.publish.client import Client
from kg.publish.credentials import Credentials
from kg.publish.options import PublishOptions, checked
from kg.publish.state import State, StateFile, fresh
from kg.publish.stores import STORES, Store
from kg.results import result_file

Stage = Literal["send", "count"]


class Progress(Protocol):
    """Who is told how it goes."""

    def step(self, stage: Stage, done: int, total: int) -> None:
        """So many requests of so many are acknowledged, so many graphs of so many counted."""

    def noted(self, line: str) -> None:
        """Something to know, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a publication ended.

    ``triples`` of the graph go into ``graphs``, in ``chunks`` requests, of which ``sent`` were made now.
    ``removed`` graphs held documents that are in the result no more. ``held``: triples that the store has in
    those graphs, None where it could not be asked. ``wrong``: graph → what it holds and what was sent, where
    these differ.
    """

    triples: int
    graphs: int
    chunks: int
    sent: int = 0
    removed: int = 0
    held: int | None = None
    wrong: Mapping[str | None, tuple[int, int]]

    @property
    def up_to_date(self) -> bool:
        """Everything was there before."""
        return not self.sent and not self.removed


def publish(
    folder: Path,
    options: PublishOptions,
    credentials: Credentials | None,
    progress: Progress,
    *,
    dry: bool = False,
) -> Report:
    """Send graph.ttl of a result folder to the store of the options; ``dry``: only tell what would be sent.

    A run that was cut off goes on after the last request that the store acknowledged, if the graph is the
    same and the store still holds what it acknowledged; else everything is sent. Raises PublishFailed where
    the store refuses or stays away, OutputUnusable where there is no graph to send.
    """
    checked(options, credentials is not None)
    path = result_file(folder, "graph.ttl")
    # One open file: a build that replaces graph.ttl meanwhile does not change what is sent.
    with path.open("rb") as file, Client(options, credentials, progress.noted) as client:
        run = _Run(file, path, options, STORES[options.protocol](client, options), progress)
        return run.plan() if dry else run.all()


class _Run:
    """One publication."""

    def __init__(
        self, file: BinaryIO, path: Path, options: PublishOptions, store: Store, progress: Progress
    ) -> None:
        self._file, self._path, self._options = file, path, options
        self._store, self._progress = store, progress
        self._memory = StateFile(path.parent, options)
        self._beginning = fresh(file, options)
        self._total = tally(self._chunks())
        if not self._total.chunks:
            raise OutputUnusable(f"{path}: holds no triple; build it again")

    def plan(self) -> Report:
        """What would be sent: nothing is asked of the store."""
        left = self._total.chunks - self._known().done
        return self._report(sent=left, removed=len(self._left_over()), found={})

    def all(self) -> Report:
        """Send, remove, count."""
        state = self._known()
        acknowledged = tally(islice(self._chunks(), state.done))
        found = self._count(acknowledged)
        if any(number < acknowledged.triples[graph] for graph, number in found.items()):
            self._progress.noted(f"{state.target}: holds less than was sent before; everything is sent again")
            state = self._beginning
        left = self._total.chunks - state.done
        self._send(state)
        removed = self._remove()
        if left:
            found = self._count(self._total)
        report = self._report(sent=left, removed=removed, found=found)
        self._memory.save(replace(state, done=self._total.chunks))
        return report

    def _chunks(self) -> Iterator[Chunk]:
        return chunks(self._file, self._path, self._options)

    def _known(self) -> State:
        """How far earlier runs came with this very graph."""
        known = self._memory.load()
        if known is None or self._options.force or replace(known, done=0) != self._beginning:
            return self._beginning
        return known if 0 <= known.done <= self._total.chunks else self._beginning

    # ---- sending

    def _send(self, state: State) -> None:
        """The chunks after those that are acknowledged."""
        if state.done == self._total.chunks:
            return
        if self._options.layout == "documents":
            self._memory.save_graphs(self._memory.graphs() | self._names())
        self._progress.step("send", state.done, self._total.chunks)
        for chunk in islice(self._chunks(), state.done, None):
            try:
                self._store.write(chunk, replace=not self._options.append)
            except PublishFailed as error:
                raise self._cut_off(error, state) from error
            state = replace(state, done=state.done + 1)
            self._memory.save(state)
            self._progress.step("send", state.done, self._total.chunks)

    def _cut_off(self, error: PublishFailed, state: State) -> PublishFailed:
        if not state.done:
            return error
        through = f"{state.done} of {self._total.chunks} requests are through"
        return PublishFailed(f"{error} ({through}; the same command goes on from there)")

    # ---- documents that are gone

    def _names(self) -> set[str]:
        return {graph for graph in self._total.triples if graph is not None}

    def _left_over(self) -> list[str]:
        """Graphs of earlier runs whose documents are not in the result."""
        if self._options.layout != "documents" or self._options.append:
            return []
        return sorted(self._memory.graphs() - self._names())

    def _remove(self) -> int:
        gone = self._left_over()
        for graph in gone:
            self._store.drop(graph)
        if gone:
            self._memory.save_graphs(self._names())
        return len(gone)

    # ---- counting

    def _count(self, expected: Tally) -> dict[str | None, int]:
        """How many triples the store holds in each of these graphs; empty where it cannot be asked."""
        found: dict[str | None, int] = {}
        for number, (graph, size) in enumerate(expected.bytes.items(), 1):
            there = self._store.count(graph, size)
            if there is None:
                return {}
            found[graph] = there
            self._progress.step("count", number, len(expected.bytes))
        return found

    def _report(self, sent: int, removed: int, found: Mapping[str | None, int]) -> Report:
        """``found`` is compared with what was sent; what a store had before is no fault where we only add."""
        wrong = {
            graph: (number, self._total.triples[graph])
            for graph, number in found.items()
            if number != self._total.triples[graph]
            and not (self._options.append and number > self._total.triples[graph])
        }
        return Report(
            triples=sum(self._total.triples.values()),
            graphs=len(self._total.triples),
            chunks=self._total.chunks,
            sent=sent,
            removed=removed,
            held=sum(found.values()) if found else None,
            wrong=wrong,
        )
