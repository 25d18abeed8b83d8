"""A real Oxigraph server for tests, on loopback (the wheel ``oxigraph``, of the development extra).

It starts in a tenth of a second; the fixture ``oxigraph`` is one for each test module. The data is on disk:
a server that was killed has it again when it starts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.servers import Row, Server, answers, construct, contents, free_port, program, select


class OxigraphServer:
    """A running server; it asks nobody for a password."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        command = program(
            "oxigraph", Path(sys.executable).parent / "oxigraph", package="pip install oxigraph"
        )
        serve = [command, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
        self._server = Server(command=serve, folder=folder)

    @property
    def query_url(self) -> str:
        return f"{self.base}/query"

    @property
    def update_url(self) -> str:
        return f"{self.base}/update"

    @property
    def gsp_url(self) -> str:
        return f"{self.base}/store"

    @property
    def running(self) -> bool:
        return self._server.running

    def start(self) -> None:
        self._server.start(answers(f"{self.base}/query?query=ASK%7B%7D"))

    def stop(self) -> None:
        self._server.stop()

    def kill(self) -> None:
        """End at once; `start` brings back what was committed."""
        self._server.kill()

    def load(self, data: str | bytes, graph: str, content_type: str = "text/turtle") -> None:
        """Put Turtle or N-Triples into a graph, in place of what is there."""
        content = data.encode("utf-8") if isinstance(data, str) else data
        headers = {"Content-Type": content_type}
        answer = httpx.put(self.gsp_url, params={"graph": graph}, content=content, headers=headers)
        assert answer.status_code in (201, 204), answer.text[:500]

    def update(self, update: str) -> None:
        answer = httpx.post(self.update_url, data={"update": update}, timeout=60)
        assert answer.status_code == 204, answer.text[:500]

    def rows(self, query: str, graphs: Sequence[str] = ()) -> list[Row]:
        """The rows of a SELECT over some graphs (none: over the default graph)."""
        return select(self.query_url, query, graphs)

    def construct(self, query: str, graphs: Sequence[str] = ()) -> set[ox.Triple]:
        """The triples of a CONSTRUCT."""
        return construct(self.query_url, query, graphs)

    def triples(self, graph: str) -> set[ox.Triple]:
        """What a graph holds."""
        return contents(self.gsp_url, "graph", graph)


@contextmanager
def oxigraph_in(folder: Path) -> Iterator[OxigraphServer]:
    """A running server whose files are in ``folder``; skips where it is not installed, fails in CI."""
    server = OxigraphServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphServer]:
    """One server for a module of tests."""
    with oxigraph_in(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server
