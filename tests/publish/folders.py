"""Result folders to publish, and what is told while it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.graph.rdf import prefixes
from kg.graph.rdf import triples as rdf
from kg.publish.run import Stage
from kg.records import Corpus
from kg.write import WRITERS
from tests.graph.corpora import corpus

DATA = "https://w3id.org/newskg/id/"
ALL = DATA + "graph/all"
SHARED = DATA + "graph/shared"


def result(folder: Path, given: Corpus | None = None) -> Path:
    """A folder with the graph of a corpus, by default the one of tests/graph/corpora.py."""
    folder.mkdir(exist_ok=True)
    WRITERS["graph.ttl"](given or corpus(), folder / "graph.ttl")
    return folder


def result_of(folder: Path, triples: Iterable[ox.Triple]) -> Path:
    """A folder with a graph of these triples, in this order."""
    folder.mkdir(exist_ok=True)
    with (folder / "graph.ttl").open("wb") as file:
        ox.serialize(triples, file, format=ox.RdfFormat.TURTLE, prefixes=prefixes())
    return folder


def triples(folder: Path) -> set[ox.Triple]:
    """What the graph of a folder says, as Oxigraph keeps it."""
    return kept(quad.triple for quad in ox.parse(path=folder / "graph.ttl"))


def own(given: Corpus | None = None) -> set[ox.Triple]:
    """What the corpus says, as Oxigraph keeps it."""
    return kept(rdf(given or corpus()))


def kept(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Oxigraph makes one type of all integers: xsd:nonNegativeInteger comes back as xsd:integer."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return {quad.triple for quad in store}


@dataclass
class Told:
    """Remembers what a publication tells; ``act`` is called with the number of requests that are through."""

    act: Callable[[int], None] = lambda done: None
    sent: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def step(self, stage: Stage, done: int, total: int) -> None:
        if stage == "send":
            self.sent.append(done)
            self.act(done)

    def noted(self, line: str) -> None:
        self.notes.append(line)
