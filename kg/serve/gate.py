"""What every request passes, whatever it asks: host, origin, methods, headers, and how errors are told."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import NewskgError
from kg.serve.options import Options
from kg.serve.problem import Problem, problem_of, response

METHODS = "GET, HEAD, POST, OPTIONS"
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
        " base-uri 'none'"
    ),
    "Cache-Control": "no-cache",
}


class Gate:
    """Lets in who may come, tells errors in one line, and puts the same headers on everything.

    ``note`` hears of faults of ours, which a client only learns to be there.
    """

    def __init__(self, app: ASGIApp, options: Options, note: Callable[[str], None]) -> None:
        self._app = app
        self._options = options
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(message, headers)
            await send(message)

        try:
            self._admit(headers)
            if scope["method"] == "OPTIONS":
                await Response(status_code=204, headers={"Allow": METHODS})(scope, receive, sent)
            else:
                await self._app({**scope, "app": self}, receive, sent)  # so that it raises what goes wrong
        except ClientDisconnect:
            return
        except Exception as error:
            if started:
                self._note("".join(traceback.format_exception(error)))
                raise  # too late to tell: the connection is cut, so that half an answer is not taken for one
            await response(self._problem(error), headers.get("accept", ""))(scope, receive, sent)

    def _admit(self, headers: Headers) -> None:
        host = headers.get("host", "")
        if len(headers.getlist("host")) > 1 or not _HOST.fullmatch(host):
            raise Problem(400, "the Host header is no host")
        if not self._options.allows_host(urlsplit(f"//{host}").hostname or ""):
            raise Problem(421, "this service does not go by that name; see kg serve --url")
        if "content-length" in headers and "transfer-encoding" in headers:  # RFC 9112, 6.1: smuggling
            raise Problem(400, "the length of the body is told in two ways")
        origin = headers.get("origin")
        if origin is not None and self._options.allowed_origin(origin, host) is None:
            raise Problem(403, "a page of that origin may not ask this service; see kg serve --cors")

    def _problem(self, error: Exception) -> Problem:
        if isinstance(error, Problem):
            return error
        if isinstance(error, HTTPException):
            return Problem(error.status_code, _LINES.get(error.status_code, error.detail), error.headers)
        known = problem_of(error) if isinstance(error, NewskgError) else None
        if known is None:
            self._note("".join(traceback.format_exception(error)))
            known = Problem(500, "newskg failed at this request; please report it with the query")
        return known

    def _dress(self, message: Message, request: Headers) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _SAFE_HEADERS.items():
            headers.setdefault(name, value)
        headers["Vary"] = "Accept, Accept-Language, Origin"
        if message["status"] >= 400:
            headers["Connection"] = "close"  # what is left of a refused request is not read
        origin = request.get("origin")
        allowed = self._options.allowed_origin(origin, request.get("host", "")) if origin else None
        if allowed is None:
            return
        headers["Access-Control-Allow-Origin"] = allowed
        if "access-control-request-method" in request:
            headers["Access-Control-Allow-Methods"] = METHODS
            headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type"
            headers["Access-Control-Max-Age"] = "86400"


_LINES = {
    404: "there is nothing here; the endpoint is /sparql, the queries with a name are under /queries/",
    405: "this method is not allowed here; use GET or POST",
}
