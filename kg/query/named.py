"""The queries of ontology/queries/: a file each, its head says what it is for.

    # title: What an actor said
    # description: Every statement of the actors whose name holds these letters, by date.
    # parameter actor: part of the name, in any case
    # parameter since = "0001-01-01"^^xsd:date: the first day

A parameter is a variable that every SELECT of the query which uses it names. It gets its value when the
query is run; one with a default need not be given. The default also tells the type: text, xsd:date, a whole
or a decimal number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryInvalid
from kg.query.parameters import Parameter, parameter
from kg.resources import ontology_dir

_HEAD = re.compile(r"#\s*(?:(?P<key>title|description)\s*:\s*(?P<text>.+)|parameter\s+(?P<parameter>.+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query that ships with newskg. ``parameters``: variable → what it is."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, Parameter]
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
    parameters: dict[str, Parameter] = {}
    for line in text.splitlines():
        found = _HEAD.fullmatch(line.strip())
        if found and found["key"]:
            head[found["key"]] = found["text"]
        elif found:
            known = parameter(found["parameter"])
            parameters[known.name] = known
    return NamedQuery(
        name=file.stem,
        title=head.get("title", file.stem),
        description=head.get("description", ""),
        parameters=parameters,
        text=text,
    )
