"""The queries of ontology/queries/: a file each, its head says what it is for.

    # title: What an actor said
    # description: Every statement of the actors whose name holds these letters, by date.
    # parameter actor: part of the name, in any case

A parameter is a variable of the SELECT clause that gets its value when the query is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryInvalid
from kg.resources import ontology_dir

_HEAD = re.compile(r"#\s*(title|description|parameter\s+(?P<name>\w+))\s*:\s*(?P<text>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query that ships with newskg. ``parameters``: variable → what to give for it."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, str]
    text: str


def named_queries() -> dict[str, NamedQuery]:
    """Every query of ontology/queries/ by name, sorted."""
    files = sorted((ontology_dir() / "queries").glob("*.rq"))
    return {file.stem: _read(file) for file in files}


def named_query(name: str) -> NamedQuery:
    """A query by name; raises QueryInvalid, with the names there are, for an unknown one."""
    known = named_queries()
    if name not in known:
        raise QueryInvalid(f"no query is called {name!r}; there are: {', '.join(known)}")
    return known[name]


def _read(file: Path) -> NamedQuery:
    text = file.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for line in text.splitlines():
        found = _HEAD.fullmatch(line.strip())
        if found and found["name"]:
            parameters[found["name"]] = found["text"]
        elif found:
            head[found[1]] = found["text"]
    return NamedQuery(
        name=file.stem,
        title=head.get("title", file.stem),
        description=head.get("description", ""),
        parameters=parameters,
        text=text,
    )
