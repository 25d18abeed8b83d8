"""The graph of a result, sent to a SPARQL store: Virtuoso, Fuseki, GraphDB, Oxigraph, … (docs/publish.md).

publish(folder, options)      send what is not there yet, count what is there
Credentials.of(environment)   who writes; None for nobody
"""

from __future__ import annotations

from kg.publish.credentials import Credentials
from kg.publish.options import LAYOUTS, PROTOCOLS, PublishOptions
from kg.publish.run import Report, publish

__all__ = ["LAYOUTS", "PROTOCOLS", "Credentials", "PublishOptions", "Report", "publish"]
