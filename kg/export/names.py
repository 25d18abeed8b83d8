"""How the IRIs of an export are shortened: prefixes for Turtle and XML, a context for JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph.rdf import prefixes
from kg.resources import ontology_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """``prefixes``: prefix → namespace. ``context``: of JSON-LD, as data.

    ``graphs``: formats that can do so put every document into a graph of its own (`kg.graph.units`).
    """

    prefixes: Mapping[str, str]
    context: Mapping[str, Any]
    graphs: bool = False


def graph_names() -> Names:
    """Those of the whole graph; the context is that of ontology/context.jsonld."""
    return Names(prefixes=prefixes(), context=read_context("context.jsonld"), graphs=True)


def read_context(name: str) -> Mapping[str, Any]:
    """The context in a file of ontology/."""
    text = (ontology_dir() / name).read_text(encoding="utf-8")
    context: Mapping[str, Any] = json.loads(text)["@context"]
    return context
