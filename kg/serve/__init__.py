"""A SPARQL 1.1 endpoint over a result folder, that strangers cannot hurt (docs/endpoint.md).

serve(Options(folder=Path("out")))      until it is told to end
"""

from __future__ import annotations

from kg.serve.options import Options
from kg.serve.run import serve

__all__ = ["Options", "serve"]
