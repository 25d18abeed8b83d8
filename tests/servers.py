"""Real servers for tests: processes on loopback that answer before a test begins and end with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]

PATIENCE = 60  # seconds until a server must have answered


def program(name: str, where: Path | None = None, *, package: str) -> str:
    """The path of a program; without it the test is skipped, in CI it fails."""
    path = str(where) if where is not None and where.is_file() else shutil.which(name)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed: {package}")
        pytest.skip(f"{name} is not installed: {package}")
    return path


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


@dataclass(kw_only=True)
class Server:
    """A process with a log. It ends with the test run, however that ends."""

    command: Sequence[str]
    folder: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self, answers: Callable[[], bool]) -> None:
        """Start the process and wait until ``answers()``; fails with the end of its log."""
        tied = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*tied, *self.command], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < end:
            if answers():
                return
            time.sleep(0.05)
        self.kill()
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        pytest.fail(f"{self.command[0]} does not answer: {tail}")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the process as its users would; what does not end in ten seconds is killed."""
        if self._process is not None and self.running:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End the process as a loss of power would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def answers(url: str) -> Callable[[], bool]:
    """Whether something speaks HTTP at ``url`` and is well."""

    def ask() -> bool:
        try:
            return httpx.get(url, timeout=5).status_code < 500
        except httpx.TransportError:
            return False

    return ask


def select(url: str, query: str, graphs: Sequence[str] = ()) -> list[Row]:
    """The rows of a SELECT by the SPARQL protocol over some graphs (none: what the server takes).

    Terms as they came, but for spaces at the end of a literal, which pyoxigraph drops.
    """
    form = {"query": query, "default-graph-uri": list(graphs)}
    headers = {"Accept": "application/sparql-results+xml"}
    answer = httpx.post(url, data=form, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text[:500]
    # Virtuoso's names of blank nodes are no names by the standard.
    found = ox.parse_query_results(
        answer.content.replace(b"nodeID://", b""), format=ox.QueryResultsFormat.XML
    )
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(solution) for solution in found]


def construct(url: str, query: str, graphs: Sequence[str] = ()) -> set[ox.Triple]:
    """The triples of a CONSTRUCT by the SPARQL protocol over some graphs (none: what the server takes)."""
    form = {"query": query, "default-graph-uri": list(graphs)}
    answer = httpx.post(url, data=form, headers={"Accept": "application/n-triples"}, timeout=60)
    assert answer.status_code == 200, answer.text[:500]
    return {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}


def contents(url: str, name: str, graph: str) -> set[ox.Triple]:
    """The triples of a graph by the Graph Store Protocol, where ``name`` is the parameter that names it."""
    answer = httpx.get(url, params={name: graph}, headers={"Accept": "application/n-triples"}, timeout=60)
    assert answer.status_code in (200, 404), answer.text[:500]
    found = b"" if answer.status_code == 404 else answer.content
    return {quad.triple for quad in ox.parse(found, format=ox.RdfFormat.N_TRIPLES)}
