"""What can go wrong, as the user should hear it.

    NewskgError                 exit code 2: could not run
    ├── ModelMissing            the spaCy pipeline asked for is not installed
    ├── OutputUnusable          the output folder cannot be written, or holds no result
    ├── QueryInvalid            a SPARQL query that does not parse, or an unknown name
    │   └── QueryRefused        it asks for something that is never done: SERVICE, an update, foreign data
    ├── QueryStopped            a query passed a limit: time or memory
    │   └── AnswerTooLarge      or the size of its answer
    ├── InputMissing            no readable input at all
    ├── DataInvalid             a shipped or user-given data file (lexicon, register) is wrong
    ├── PublishFailed           a store cannot be reached, refuses, or must not be given what it asks
    └── DocumentSkipped         one document cannot be read; the others go on (exit code 1)

Every message is one line, names the file or thing, and says what to do.
"""

from __future__ import annotations


class NewskgError(Exception):
    """Base of all errors that are meant for the user's eyes."""

    exit_code = 2


class ModelMissing(NewskgError):
    """The spaCy pipeline that was asked for is not installed."""


class OutputUnusable(NewskgError):
    """The output folder cannot be written to, or holds no result to read."""


class QueryInvalid(NewskgError):
    """The query does not parse, asks for something refused, or has no such name."""


class QueryRefused(QueryInvalid):
    """The query asks for something that is never done: foreign data, SERVICE, an update."""


class QueryStopped(NewskgError):
    """The query was stopped at a limit of time, memory or size; there is no answer, not a part of one."""


class AnswerTooLarge(QueryStopped):
    """The answer has more rows or bytes than may be; none of it is given."""


class InputMissing(NewskgError):
    """There is nothing to read: no such path, or no readable file in it."""


class DataInvalid(NewskgError):
    """A lexicon, register or training file does not hold what it must."""


class PublishFailed(NewskgError):
    """A store cannot be reached, refuses what is sent, or must not be given what it asks for."""


class DocumentSkipped(NewskgError):
    """One document cannot be read. ``path`` names it, ``reason`` says why, in one line."""

    exit_code = 1

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentSkipped], tuple[str, str]]:
        # Pickled by its two parts: it comes back from worker processes.
        return DocumentSkipped, (self.path, self.reason)
