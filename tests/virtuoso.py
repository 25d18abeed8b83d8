"""A real Virtuoso for tests, on loopback, with a folder and a password of its own.

Debian's ``virtuoso-opensource-7-bin`` suffices: the database is made anew, without the packages of pages.
It takes about five seconds to start, so one serves the whole session (fixture ``virtuoso``): a test keeps
to graphs of its own, or drops what it made.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.servers import Row, Server, answers, construct, contents, free_port, program, select

PASSWORD = "s3cret é:"  # the fixture's own; a colon and an accent are what passwords have
_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
MaxClientConnections = 10
DirsAllowed = .
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 10
ServerThreads = 10
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


class Virtuoso:
    """A running server. ``user`` may write through the ``…_auth`` addresses (Digest); all may read."""

    user = "dba"

    def __init__(self, folder: Path, password: str = PASSWORD) -> None:
        self.password = password
        command = program("virtuoso-t", package="apt-get install virtuoso-opensource-7-bin")
        self.base = f"http://127.0.0.1:{(http := free_port())}"
        (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http), encoding="utf-8")
        settings = [command, "+configfile", "virtuoso.ini", "+foreground"]
        # A first run makes the database, changes the password and ends.
        subprocess.run(
            [*settings, "+pwdold", "dba", "+pwddba", password],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=60,
        )
        self._server = Server(command=settings, folder=folder)

    @property
    def query_url(self) -> str:
        """SPARQL queries, for everybody."""
        return f"{self.base}/sparql"

    @property
    def query_auth_url(self) -> str:
        """SPARQL queries and updates, with Digest."""
        return f"{self.base}/sparql-auth"

    @property
    def gsp_url(self) -> str:
        """The Graph Store Protocol, for everybody: reading only."""
        return f"{self.base}/sparql-graph-crud"

    @property
    def gsp_auth_url(self) -> str:
        """The Graph Store Protocol, with Digest."""
        return f"{self.base}/sparql-graph-crud-auth"

    @property
    def auth(self) -> httpx.DigestAuth:
        return httpx.DigestAuth(self.user, self.password)

    @property
    def running(self) -> bool:
        return self._server.running

    def start(self) -> None:
        self._server.start(answers(self.query_url))

    def stop(self) -> None:
        self._server.stop()

    def kill(self) -> None:
        """End at once; `start` brings back what was committed."""
        self._server.kill()
        (self._server.folder / "virtuoso.lck").unlink(missing_ok=True)

    def load(self, data: str | bytes, graph: str, content_type: str = "text/turtle") -> None:
        """Put Turtle or N-Triples ("application/n-triples") into a graph, in place of what is there."""
        # GSP sends one HTTP body, which is fine up to some megabytes.
        answer = httpx.put(
            self.gsp_auth_url,
            params={"graph-uri": graph},
            content=data.encode("utf-8") if isinstance(data, str) else data,
            headers={"Content-Type": content_type},
            auth=self.auth,
            timeout=300,
        )
        assert answer.status_code in (200, 201, 204), answer.text[:500]

    def drop(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""
        self.update(f"DROP SILENT GRAPH <{graph}>")

    def update(self, update: str) -> None:
        """Run a SPARQL update as ``user``."""
        answer = httpx.post(self.query_auth_url, data={"query": update}, auth=self.auth, timeout=300)
        assert answer.status_code == 200, answer.text[:500]

    def rows(self, query: str, graphs: Sequence[str] = ()) -> list[Row]:
        """The rows of a SELECT over some graphs (none: over all), terms as Virtuoso gives them."""
        return select(self.query_url, query, graphs)

    def construct(self, query: str, graphs: Sequence[str] = ()) -> set[ox.Triple]:
        """The triples of a CONSTRUCT."""
        return construct(self.query_url, query, graphs)

    def triples(self, graph: str) -> set[ox.Triple]:
        """What a graph holds."""
        return contents(self.gsp_url, "graph-uri", graph)


@contextmanager
def virtuoso_in(folder: Path, password: str = PASSWORD) -> Iterator[Virtuoso]:
    """A running Virtuoso whose files are in ``folder``; skips where it is not installed, fails in CI."""
    server = Virtuoso(folder, password)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """One server for the session: keep to graphs of your own."""
    with virtuoso_in(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server
