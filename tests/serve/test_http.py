"""HTTP itself abused: heads, bodies, slow clients, many connections; and the end of the service."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.processes import alive, eventually
from tests.serve.server import COUNT, HOSTILE, MODEST, REFUSED, TRIPLES, Server, running


def raw(server: Server, *parts: bytes, pause: float = 0.0, wait: float = 3.0) -> bytes:
    """What comes back for these bytes, until the connection is closed or nothing comes any more."""
    with socket.create_connection(("127.0.0.1", server.port), source_address=(HOSTILE, 0)) as line:
        line.settimeout(wait)
        got = b""
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while chunk := line.recv(65536):
                got += chunk
        except OSError:
            pass
        return got


HOST = b"Host: 127.0.0.1\r\n"
ABUSE: Mapping[str, tuple[bytes, ...]] = {
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,),
    "a long line": (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",),
    "a long query": (b"GET /sparql?query=" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",),
    "many headers": (b"GET / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 30_000 + b"\r\n",),
    "a long header": (b"GET / HTTP/1.1\r\n" + HOST + b"Accept: " + b"a/b," * 40_000 + b"\r\n\r\n",),
    "NUL in the line": (b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",),
    "NUL in a header": (b"GET / HTTP/1.1\r\n" + HOST + b"Accept: a\x00b\r\n\r\n",),
    "two hosts": (b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",),
    "no host": (b"GET / HTTP/1.1\r\n\r\n",),
    "two lengths": (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
    ),
    "length and chunks": (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\n"
        b"5\r\nASK{}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    ),
    "a negative length": (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",),
    "a bad chunk": (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",),
    "an endless body": (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n",
        *([b"10000\r\n" + b"#" * 65536 + b"\r\n"] * 20),
    ),
    "a length that lies": (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"
        b"Content-Length: 99999999999\r\n\r\n",
    ),
    "CONNECT": (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + b"\r\n",),
    "a header injected": (b"GET /?lang=fr%0d%0aSet-Cookie:a=b HTTP/1.1\r\n" + HOST + b"\r\n",),
    "a websocket": (
        b"GET / HTTP/1.1\r\n" + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    ),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",),
}


@pytest.mark.parametrize("name", ABUSE)
def test_http_abuse(name: str, server: Server) -> None:
    got = raw(server, *ABUSE[name], wait=1.0)
    lines = got.split(b"\r\n")
    status = int(lines[0].split()[1]) if got else 400
    assert status in REFUSED | {404} | ({200} if name in ("a header injected", "a websocket") else set())
    assert b"set-cookie" not in got.lower()
    assert got.count(b"HTTP/1.1 ") <= 1
    assert server.send("GET", "/healthz").status == 200
    assert not server.said


def test_many_connections_from_one_address_leave_room_for_others(server: Server) -> None:
    lines = []
    try:
        for _ in range(200):
            lines.append(socket.create_connection(("127.0.0.1", server.port), source_address=(HOSTILE, 0)))
        assert server.ask(COUNT, "text/csv", MODEST).text == "n\r\n6\r\n"
    finally:
        for line in lines:
            line.close()


@pytest.mark.slow
def test_slow_clients_are_let_go(server: Server) -> None:
    """A head that does not end, a body that does not come, a second request that does not: all are cut."""
    head = b"GET / HTTP/1.1\r\n" + HOST
    body = (
        b"POST /sparql HTTP/1.1\r\n"
        + HOST
        + b"Content-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\n"
    )
    first = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"

    def drip(start: bytes) -> float:
        begin = time.monotonic()
        with socket.create_connection(("127.0.0.1", server.port), source_address=(HOSTILE, 0)) as line:
            line.settimeout(0.5)
            line.sendall(start)
            while time.monotonic() - begin < 25:
                try:
                    line.sendall(b"#")
                    if line.recv(65536) == b"":
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
        return time.monotonic() - begin

    with ThreadPoolExecutor(4) as threads:
        times = list(threads.map(drip, (b"", head, body, first)))
    assert max(times) < 20, times
    assert server.send("GET", "/healthz").status == 200


def test_who_does_not_wait_frees_the_workers(server: Server) -> None:
    query = quote(f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}").encode()
    for number in range(9):
        line = socket.create_connection(
            ("127.0.0.1", server.port), source_address=(f"127.0.1.{number + 1}", 0)
        )
        line.sendall(b"GET /sparql?query=" + query + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(0.02)
        line.close()
    begin = time.monotonic()
    assert server.ask(COUNT, "text/csv", MODEST).text == "n\r\n6\r\n"
    assert time.monotonic() - begin < 2


# ---- the end


def test_nothing_is_left_when_the_server_is_killed(result: Path) -> None:
    with running(result, "--workers", "2", "--memory") as server:
        line = socket.create_connection(("127.0.0.1", server.port))
        query = quote(f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}").encode()
        line.sendall(b"GET /sparql?query=" + query + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        assert eventually(lambda: len(server.descendants()) >= 3)
        time.sleep(0.3)
        left = server.descendants()
        server.process.kill()
        server.process.wait()
        assert eventually(lambda: not [process for process in left if alive(process)])
        line.close()


def test_a_port_that_is_taken(result: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with pytest.raises(AssertionError, match="cannot be listened on"), running(result, "--port", port):
            pass
