"""What the fork server imports: all that a worker needs, the grammar of SPARQL made ready by one query."""

from __future__ import annotations

from kg.query.guard import checked
from kg.query.workers import child

__all__ = ["child"]

checked("SELECT * { ?s ?p ?o FILTER(?o = 1) }")
