"""One file a format: each takes a corpus and a path and leaves a whole file or none.

Another format is a module with ``write_x(corpus, path)`` and a row of `WRITERS`; the round-trip
tests find it there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.atomic import atomic
from kg.records import Corpus
from kg.write.gexf import write_gexf
from kg.write.graphml import write_graphml
from kg.write.jsonl import (
    write_actors,
    write_claims,
    write_copies,
    write_documents,
    write_merges,
    write_statements,
)
from kg.write.table import write_table
from kg.write.turtle import write_turtle

__all__ = ["WRITERS", "Writer", "atomic"]

Writer = Callable[[Corpus, Path], None]
"""Writes a corpus to a path, byte for byte the same each time; raises OutputUnusable."""

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "documents.jsonl": write_documents,
        "statements.jsonl": write_statements,
        "actors.jsonl": write_actors,
        "merges.jsonl": write_merges,
        "copies.jsonl": write_copies,
        "claims.jsonl": write_claims,
        "graph.ttl": write_turtle,
        "graph.gexf": write_gexf,
        "graph.graphml": write_graphml,
        "statements.csv": write_table,
    }
)
"""Name of the file in the output folder → who writes it."""
