"""A server on loopback that says whatever a test wants, byte by byte, and remembers what it was told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """The first line, the headers in lower case, the body."""

    line: str
    headers: dict[str, str]
    body: bytes


Reply = bytes | Callable[[socket.socket], None]


@dataclass
class StrangeServer:
    """``replies`` are given in turn, the last one again and again; each closes its connection."""

    replies: list[Reply]
    url: str = ""
    heard: list[Request] = field(default_factory=list)

    def answer(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with connection, suppress(OSError), connection.makefile("rb") as stream:
            if connection.recv(1, socket.MSG_PEEK) == b"\x16":  # a TLS handshake
                connection.sendall(b"this is no TLS")
                return
            line = stream.readline().decode("latin-1").strip()
            headers: dict[str, str] = {}
            while text := stream.readline().strip():
                name, _, value = text.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", "0")))
            reply = self.replies[min(len(self.heard), len(self.replies) - 1)]
            self.heard.append(Request(line, headers, body))
            if callable(reply):
                reply(connection)
            else:
                connection.sendall(reply)


def says(status: str, body: str = "", *headers: str) -> bytes:
    """A whole response."""
    data = body.encode("utf-8")
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + data


@contextmanager
def strange(*replies: Reply) -> Iterator[StrangeServer]:
    """The server while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = StrangeServer(list(replies))
        server.url = f"http://127.0.0.1:{listening.getsockname()[1]}/data"

        def serve() -> None:
            with suppress(OSError):
                while True:
                    server.answer(listening.accept()[0])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)
