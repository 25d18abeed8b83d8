"""The register of actors: what ships in ontology/ and what a user adds, as plain data with look-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import DataInvalid
from kg.register.check import alone, together
from kg.register.entries import Entry
from kg.register.index import index
from kg.register.lookup import Holder, Register
from kg.register.merge import Conflict, merged
from kg.register.phrases import Key
from kg.register.table import read_table
from kg.register.turtle import read_turtle
from kg.resources import ontology_dir
from kg.userfile import Place, Problem, content_digest, read_text, summary

__all__ = ["Conflict", "Holder", "Key", "Problem", "Register", "Report", "check", "load",
           "sources"]  # fmt: skip

_READERS = {".ttl": read_turtle, ".csv": read_table}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What register files hold: ``register`` unless there are problems, and where they contradict.

    ``counts`` gives the number of entries of each kind, all files together.
    """

    register: Register | None
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    counts: Mapping[str, int]


def sources(*own: Path) -> tuple[Path, ...]:
    """The files of a register in the order in which they count: the shipped ones, then ``own``."""
    shipped = ontology_dir()
    tables = sorted((shipped / "register").glob("*.csv"))
    return (*sorted(shipped.glob("actors.ttl")), *tables, *own)


def load(*own: Path) -> Register:
    """The shipped register with the user's own files (.ttl or .csv), which add to it and win.

    The same files with the same content are read once in a process. Raises DataInvalid, with file
    and line, for the first thing that is wrong in them.
    """
    return _load(own, tuple(map(content_digest, own)))


@lru_cache(maxsize=8)
def _load(own: tuple[Path, ...], _content: tuple[str, ...]) -> Register:
    report = check(*own)
    if report.register is None:
        raise DataInvalid(summary(report.problems))
    return report.register


def check(*own: Path) -> Report:
    """All that is wrong in the shipped register with the user's own files, and where they contradict."""
    files: list[list[Entry]] = []
    problems: list[Problem] = []
    for path in sources(*own):
        entries, wrong = _read(path, str(path) if path in own else path.name)
        problems += [*wrong, *alone(entries)]
        files.append(entries)
    if problems:
        return _invalid(problems)
    entries_by_id, conflicts = merged(files)
    if problems := list(together(files, entries_by_id)):
        return _invalid(problems)
    return Report(
        register=index(entries_by_id),
        problems=(),
        conflicts=tuple(conflicts),
        counts=dict(sorted(Counter(str(entry.kind) for entry in entries_by_id.values()).items())),
    )


def _invalid(problems: Sequence[Problem]) -> Report:
    return Report(register=None, problems=tuple(dict.fromkeys(problems)), conflicts=(), counts={})


def _read(path: Path, name: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of one file, called ``name`` in messages."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        return [], [Problem(Place(name, 1), "is no register; name a .ttl or .csv file")]
    text = read_text(path, name)
    return ([], [text]) if isinstance(text, Problem) else reader(name, text)
