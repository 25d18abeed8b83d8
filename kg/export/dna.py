"""A result for the Discourse Network Analyzer (docs/dna.md)."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.dna import dump_dna
from kg.export.options import ExportOptions
from kg.results import read_corpus


def write_dna(folder: Path, file: BinaryIO, options: ExportOptions) -> None:
    """The records of a result as a .dna file, the whole texts with them: coding is done in the text."""
    dump_dna(read_corpus(folder), file)
