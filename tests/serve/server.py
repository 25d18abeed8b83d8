"""`kg serve` in a process of its own, and a client for it."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
KG = "from kg.cli.main import main; main()"
HOSTILE, MODEST = "127.0.0.66", "127.0.0.7"
COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }"
TRIPLES = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
QUERY = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REFUSED, STOPPED = frozenset({400, 403, 405, 406, 413, 414, 415, 421, 431}), frozenset({403, 503})
ANY = REFUSED | STOPPED


@dataclass
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        method: str = "GET",
        path: str = "/sparql",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        address: str = "127.0.0.1",
    ) -> Reply:
        """One request on a connection of its own, from an address of the loopback network."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(address, 0))
        try:
            line.request(method, path, body, dict(headers or {}))
            got = line.getresponse()
            return Reply(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            line.close()

    def ask(self, query: str, accept: str = "*/*", address: str = "127.0.0.1", **fields: str) -> Reply:
        """A query by GET."""
        path = f"/sparql?{urlencode({'query': query, **fields})}"
        return self.send("GET", path, headers={"Accept": accept}, address=address)

    def descendants(self) -> list[int]:
        """The processes that it has started, and those that they have, without those that have ended."""
        return descendants(self.process.pid)


def descendants(parent: int) -> list[int]:
    above: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent_of = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            above.setdefault(int(parent_of), []).append(int(stat.parent.name))
    found = [parent]
    for process in found:
        found.extend(above.get(process, ()))
    return found[1:]


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Server]:
    """The server until the block ends; then by Ctrl-C, which must be a clean end."""
    process = subprocess.Popen(
        [sys.executable, "-c", KG, "serve", "-g", str(folder), "--port", "0", *options],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"http://[^/]*:(\d+)/", line)
        assert found, line + process.stderr.read()
        server = Server(process, int(found[1]))
        threading.Thread(target=lambda: server.said.extend(process.stderr or ()), daemon=True).start()
        yield server
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait()
