"""From a request with a query to the bytes of its answer: wait in the queue, wait for the worker, send."""

from __future__ import annotations

import asyncio
import codecs
import html
import ipaddress
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any, BinaryIO

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from kg.query.workers import Answer, Busy, Job, Pool, Ticket
from kg.serve.media import GRAPHS, PAGE, ROWS, Choice
from kg.serve.page import Frame

QUEUE_SECONDS = 10.0
_CHUNK = 1 << 16
_UNREAD = 1 << 30  # bytes, on disk but for small answers


class Outbox:
    """The bytes of answers that clients have yet to read: bounded, over all of them and for each."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()

    def put(self, client: str, size: int) -> None:
        """Count an answer; raises Busy where it is too much."""
        mine = self._held[client] + size
        if mine > _UNREAD // 4 or self._held.total() + size > _UNREAD:
            raise Busy("too many answers wait to be read; read them first")
        self._held[client] = mine

    def take(self, client: str, size: int) -> None:
        """An answer is read, or given up."""
        self._held[client] -= size
        if self._held[client] <= 0:
            del self._held[client]


async def deliver(
    request: Request, pool: Pool, outbox: Outbox, job: Job, choice: Choice, frame: Frame
) -> Response:
    """The answer to a query in the media type of its kind; raises what `Worker.ask` does, and Busy."""
    answer = await answered(request, pool, job)
    client = client_of(request)
    try:
        outbox.put(client, answer.size)
    except Busy:
        answer.file.close()
        raise

    def close() -> None:
        answer.file.close()
        outbox.take(client, answer.size)

    rows = answer.kind in ("select", "ask")
    media = (choice.rows if rows else choice.graph) or ""
    if (ROWS if rows else GRAPHS)[media] == PAGE:
        return _Closing(close, _page(answer, frame), media)
    length = {"Content-Length": str(answer.size)}
    return _Closing(close, _chunks(answer.file), media, length)


async def answered(request: Request, pool: Pool, job: Job) -> Answer:
    """The answer to a query, unless the client goes away first: then nobody works on it any more."""
    ticket = pool.submit(job, client_of(request))
    future = asyncio.wrap_future(ticket.future)
    gone = asyncio.ensure_future(_gone(request))
    either: set[asyncio.Future[Any]] = {future, gone}
    try:
        done, _ = await asyncio.wait(either, timeout=QUEUE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            if ticket.withdraw():
                raise Busy("all workers are busy; try again in some seconds")
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if future.done():
            return future.result()
        raise ClientDisconnect
    finally:
        gone.cancel()
        if not future.done():
            _forget(future, ticket)


def _forget(future: asyncio.Future[Answer], ticket: Ticket) -> None:
    ticket.cancel()
    future.add_done_callback(lambda late: late.cancelled() or late.exception())  # heard, so not reported


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def client_of(request: Request) -> str:
    """Who counts as one client: an IPv4 address, or the /64 of an IPv6 one, which one host may own whole."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return host


class _Closing(StreamingResponse):
    """A response that lets go of its answer, however it ends."""

    def __init__(
        self,
        close: Callable[[], None],
        content: AsyncIterator[bytes],
        media: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(content, headers=headers, media_type=media)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._close()


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


async def _page(answer: Answer, frame: Frame) -> AsyncIterator[bytes]:
    yield frame.head.encode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    async for chunk in _chunks(answer.file):
        yield html.escape(decoder.decode(chunk)).encode()
    yield frame.foot.encode()
