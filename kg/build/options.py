"""What a build is told, what it tells while it runs, and what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from kg.errors import DocumentSkipped
from kg.journal import Duplicate

Stage = Literal["read", "extract", "code", "link", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. ``model`` is an installed spaCy pipeline or a path; None is the shipped one.

    ``registers`` are the user's own files of actors (.ttl, .csv), the one that counts most last;
    ``decisions`` is a file that says which actors are the same and which are not (.csv); ``codebook`` one
    of the propositions that statements are coded with (.ttl, .csv), the shipped one by default.
    """

    model: str | None = None
    registers: tuple[Path, ...] = ()
    decisions: Path | None = None
    codebook: Path | None = None
    workers: int = 1


class Progress(Protocol):
    """What a build tells while it runs."""

    def step(self, stage: Stage, done: int, total: int | None) -> None:
        """``done`` of ``total`` (None: not known yet) pieces of a stage are through."""

    def skipped(self, document: DocumentSkipped) -> None:
        """A document is left out; the others go on."""

    def warned(self, line: str) -> None:
        """Something the user gave is left out; the build goes on."""

    def noted(self, line: str) -> None:
        """Something about the documents that the user may want to know; nothing is left out."""


class Silent:
    """Tells nothing."""

    def step(self, stage: Stage, done: int, total: int | None) -> None: ...

    def skipped(self, document: DocumentSkipped) -> None: ...

    def warned(self, line: str) -> None: ...

    def noted(self, line: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    ``copies`` counts the statements that copy an earlier one; ``reused`` documents were extracted by an
    earlier build; ``seconds`` by stage.
    """

    documents: int
    statements: int
    actors: int
    copies: int
    reused: int
    skipped: tuple[DocumentSkipped, ...]
    duplicates: tuple[Duplicate, ...]
    seconds: Mapping[str, float]

    @property
    def exit_code(self) -> int:
        """0, or 1 where documents were skipped."""
        return 1 if self.skipped else 0
