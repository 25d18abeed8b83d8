"""What goes to a worker and what comes back.

Both go over the pipe as JSON and bytes: a worker in which a query found a hole cannot make the parent
run anything, as it could by a pickle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from kg.errors import AnswerTooLarge, NewskgError, OutputUnusable, QueryInvalid, QueryRefused, QueryStopped
from kg.query.guard import Dataset, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a query may go: seconds of wall time, rows or triples, bytes of the answer, bytes of memory.

    ``memory`` is what a query may take beside the open store; 0 sets no limit.
    """

    seconds: float = 30.0
    rows: int = 100_000
    size: int = 64 << 20
    memory: int = 1 << 30


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query to be run: its text, or the name of one that ships with newskg.

    ``bindings`` gives variables a value. ``dataset`` wins over FROM in the text. ``rows_form`` is the form
    for SELECT and ASK, ``graph_form`` that for CONSTRUCT and DESCRIBE (names of `kg.query.FORMATS`); None
    where the asker can read none.
    """

    text: str = ""
    name: str | None = None
    bindings: Mapping[str, str] = field(default_factory=dict)
    dataset: Dataset = field(default_factory=Dataset)
    rows_form: str | None = "json"
    graph_form: str | None = "turtle"


class NotAcceptable(NewskgError):
    """The asker can read no form of this kind of answer."""


class QueryFailed(NewskgError):
    """A fault of newskg itself; the message tells where."""


Outcome = Literal["answer", "invalid", "refused", "stopped", "oversize", "unacceptable", "unusable", "bug"]
CHUNK = 1 << 20
"""Bytes of an answer that go over the pipe at once, and the most that any message has."""

TOO_MUCH = "the query needs more memory than it may take; ask for less, or add LIMIT without ORDER BY"
CRASHED = (
    "the query ended its process: it needs more memory than it may take, or is nested too deeply; simplify it"
)

ERRORS: Mapping[Outcome, type[NewskgError]] = {
    "invalid": QueryInvalid,
    "refused": QueryRefused,
    "stopped": QueryStopped,
    "oversize": AnswerTooLarge,
    "unacceptable": NotAcceptable,
    "unusable": OutputUnusable,
    "bug": QueryFailed,
}
"""The outcomes that are errors for the asker to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a worker sends before the bytes of an answer, or in place of one.

    ``tired``: the worker has ended, because its memory is used up; another must take its place.
    """

    outcome: Outcome
    message: str = ""
    kind: Kind = "select"
    form: str = ""
    rows: int = 0
    size: int = 0
    tired: bool = False


@dataclass(slots=True, kw_only=True)
class Answer:
    """``size`` bytes of an answer in a form, in a file that is gone when it is closed."""

    kind: Kind
    form: str
    rows: int
    size: int
    file: BinaryIO

    def text(self) -> str:
        """The whole answer; the file is closed."""
        with self.file as file:
            file.seek(0)
            return file.read().decode("utf-8")
