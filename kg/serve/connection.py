"""HTTP connections that cannot be held for nothing: uvicorn's protocol with a few more clocks and counts.

uvicorn bounds the wait between two requests, but not that for the head of a request, nor that for a client
that does not read its answer.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""From the connection, or the first byte of a further request, to the end of the request's head."""

STALL_SECONDS = 20.0
"""How long a client may leave what was sent to it unread at a stretch."""

STALLED_SECONDS = 600.0
"""The same, over one connection."""

PER_ADDRESS = 64
"""Connections from one address, unless it is a proxy's."""


class Connection(H11Protocol):
    """One connection, with its clocks."""

    proxies: ClassVar[frozenset[str]] = frozenset()
    count: ClassVar[Counter[str]] = Counter()

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._head: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None
        self._stalled = 0.0
        self._since = 0.0
        self._address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        line = transport.get_extra_info("socket")
        if line is not None:  # asyncio overlooks it where the listening socket names no protocol
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._address = self.client[0] if self.client else ""
        self.count[self._address] += 1
        if self.count[self._address] > PER_ADDRESS and self._address not in self.proxies:
            transport.abort()
        else:
            self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.count[self._address] -= 1
        if not self.count[self._address]:
            del self.count[self._address]
        for timer in (self._head, self._stall):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch_head()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch_head()

    def _watch_head(self) -> None:
        """Keep the clock running while no request is being answered."""
        if self.cycle is not None and not self.cycle.response_complete:
            if self._head is not None:
                self._head.cancel()
                self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._since = time.monotonic()
        left = max(0.0, STALLED_SECONDS - self._stalled)
        self._stall = self.loop.call_later(min(STALL_SECONDS, left), self.transport.abort)

    def resume_writing(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
            self._stalled += time.monotonic() - self._since
        super().resume_writing()


def connections(proxies: frozenset[str]) -> type[Connection]:
    """The protocol of one server: its own count, its own proxies."""
    return type("ServedConnection", (Connection,), {"proxies": proxies, "count": Counter()})
