"""What an export is, and what can be asked of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """``with_text``: the whole text of each document too. ``license``: the IRI of that of the dataset.

    ``syntax`` is the name of the RDF format (`kg.export.rdf.SYNTAXES`) of a view; None: its usual one.
    """

    with_text: bool = False
    license: str | None = None
    syntax: str | None = None


Exporter = Callable[[Path, BinaryIO, ExportOptions], None]
"""Writes the result of a folder to an open file, the same bytes each time; raises OutputUnusable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A row of `kg.export.EXPORTS`.

    ``suffixes`` are those of file names, the usual one first; ``by_suffix``: one of them is enough to mean
    this format. ``takes`` are the fields of `ExportOptions` that it heeds.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    description: str
    write: Exporter
    by_suffix: bool = True
    takes: frozenset[str] = frozenset()
