"""What went wrong, as a client hears it: a status, one line, and nothing of the machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from kg.errors import (
    AnswerTooLarge,
    NewskgError,
    OutputUnusable,
    QueryInvalid,
    QueryRefused,
    QueryStopped,
)
from kg.query.workers import Busy, NotAcceptable

RETRY_AFTER = "5"  # seconds
_STATUS: tuple[tuple[type[NewskgError], int], ...] = (
    (QueryRefused, 403),
    (QueryInvalid, 400),
    (NotAcceptable, 406),
    (AnswerTooLarge, 403),
    (QueryStopped, 503),
    (Busy, 503),
    (OutputUnusable, 503),
)


class Problem(Exception):
    """A request that gets no answer, with the status that says why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def problem_of(error: NewskgError) -> Problem | None:
    """How a client hears of an error of newskg; None where it is a fault of ours."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), None)
    if status is None:
        return None
    if isinstance(error, OutputUnusable):  # its message names folders of this machine
        return Problem(status, "the graph cannot be read at the moment; try again later")
    return Problem(status, str(error), {"Retry-After": RETRY_AFTER} if isinstance(error, Busy) else None)


def response(problem: Problem, accept: str) -> Response:
    """One line of text, or RFC 9457 JSON for who asks for JSON."""
    line = " ".join("".join(char if char.isprintable() else " " for char in problem.message).split())
    if "application/problem+json" in accept or "application/json" in accept:
        title = HTTPStatus(problem.status).phrase
        body = json.dumps({"title": title, "status": problem.status, "detail": line}, ensure_ascii=False)
        return Response(f"{body}\n", problem.status, problem.headers, "application/problem+json")
    return Response(f"{line}\n", problem.status, problem.headers, "text/plain; charset=utf-8")
