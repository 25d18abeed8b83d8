"""The process of a worker: it holds the store, reads jobs from the pipe, and sends answers back.

It ends when the pipe closes. While a query runs the system's own timer is set, so that it ends soon after the
time limit also where nobody is left to stop it.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pyoxigraph as ox

from kg.errors import NewskgError
from kg.query.format import format_rows
from kg.query.guard import checked
from kg.query.named import named_query
from kg.query.parameters import values
from kg.query.rows import Term
from kg.query.solve import Caps, solve
from kg.query.store import load_store, open_store
from kg.query.workers.confine import confine, end_after, held_memory, hush, limit_memory
from kg.query.workers.job import CHUNK, ERRORS, TOO_MUCH, Head, Job, Limits, NotAcceptable, Outcome

_GRACE = 2.0  # seconds that the parent has to stop us before the system does
_TIRED = 0.5  # of the memory for queries: a worker that still holds so much after one is replaced


def run(pipe: Connection, folder: Path, limits: Limits, in_memory: bool) -> None:
    """Open the store, say whether that went well, then answer jobs until the pipe closes."""
    confine()
    try:
        store = load_store(folder) if in_memory else open_store(folder)
    except NewskgError as error:
        _send(pipe, Head(outcome="unusable", message=str(error)))
        return
    hush()
    base = held_memory()
    limit_memory(limits.memory)
    _send(pipe, Head(outcome="answer"))
    jobs = msgspec.json.Decoder(Job)
    try:
        while True:
            data = pipe.recv_bytes()
            end_after(limits.seconds + _GRACE)
            head, body = answer(store, jobs.decode(data), limits)
            tired = bool(limits.memory) and held_memory() - base > limits.memory * _TIRED
            _send(pipe, replace(head, tired=tired))
            for at in range(0, len(body), CHUNK):
                pipe.send_bytes(body[at : at + CHUNK])
            end_after(0)
            if tired:
                return
            del body
    except (EOFError, OSError):  # the parent is gone
        return


def answer(store: ox.Store, job: Job, limits: Limits) -> tuple[Head, memoryview]:
    """The head and the bytes of the answer; no bytes where there is none."""
    try:
        return _solved(store, job, limits)
    except NewskgError as error:
        return Head(outcome=_outcome(error), message=str(error)), memoryview(b"")
    except MemoryError:
        return Head(outcome="stopped", message=TOO_MUCH, tired=True), memoryview(b"")
    except Exception:
        return Head(outcome="bug", message=traceback.format_exc()), memoryview(b"")


def _solved(store: ox.Store, job: Job, limits: Limits) -> tuple[Head, memoryview]:
    text: str = job.text
    bindings: Mapping[str, str | Term] = dict(job.bindings)
    if job.name:
        named = named_query(job.name)
        text, bindings = named.text, values(named.name, named.parameters, job.bindings)
    query = checked(text)
    form = job.rows_form if query.kind in ("select", "ask") else job.graph_form
    if form is None:
        raise NotAcceptable(f"{query.kind.upper()} cannot be answered in the form that was asked for")
    caps = Caps(rows=limits.rows, size=limits.size)
    rows = solve(store, query, bindings, dataset=job.dataset, caps=caps)
    body = format_rows(rows, form).encode("utf-8")
    caps.check(len(body))
    head = Head(outcome="answer", kind=query.kind, form=form, rows=len(rows.rows), size=len(body))
    return head, memoryview(body)


def _outcome(error: NewskgError) -> Outcome:
    # the refused are a kind of the invalid: the narrower class stands for itself
    return next((outcome for outcome, kind in ERRORS.items() if type(error) is kind), "bug")


def _send(pipe: Connection, head: Head) -> None:
    pipe.send_bytes(msgspec.json.encode(head))
