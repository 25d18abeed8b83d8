"""The graph of a result folder as a stream of triples, with the text of its documents if asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputUnusable
from kg.graph import literals
from kg.graph.iris import DATA_BASE, Iris
from kg.results import read_rows, result_file
from kg.vocab import KG, NIF

GRAPH, DOCUMENTS, RUN = "graph.ttl", "documents.jsonl", "run.json"


def read_triples(folder: Path, with_text: bool = False) -> Iterator[ox.Triple]:
    """The triples of graph.ttl in the order of the file, one at a time.

    Raises OutputUnusable where it is not there, cannot be read, or holds what no build writes: blank nodes.
    """
    found = _parsed(folder)
    return _with_text(found, folder) if with_text else found


def _parsed(folder: Path) -> Iterator[ox.Triple]:
    path = result_file(folder, GRAPH)
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(
                quad.object, ox.NamedNode | ox.Literal
            ):
                raise OutputUnusable(f"{path}: holds a node without a name; build the result again")
            yield quad.triple
    except (OSError, SyntaxError) as error:
        reason = " ".join(str(error).split())
        raise OutputUnusable(f"{path}: cannot be read ({reason}); build the result again") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What is read of a line of documents.jsonl."""

    id: str
    text: str
    sha256: str


def _with_text(stream: Iterator[ox.Triple], folder: Path) -> Iterator[ox.Triple]:
    """The stream with nif:isString at the end of each document's own triples.

    Graph and documents are sorted alike and are walked side by side. The text is the one that the offsets
    count in: its hash is that of the graph.
    """
    iris, texts = Iris(DATA_BASE), read_rows(folder, DOCUMENTS, _Text)
    waiting: tuple[ox.NamedNode, ox.Literal] | None = None
    for triple in stream:
        if waiting is not None and triple.subject != waiting[0]:
            yield ox.Triple(waiting[0], NIF.isString, waiting[1])
            waiting = None
        if triple.predicate == KG.contentHash and isinstance(triple.subject, ox.NamedNode):
            waiting = (triple.subject, _text_of(triple, texts, iris, folder))
        yield triple
    if waiting is not None:
        yield ox.Triple(waiting[0], NIF.isString, waiting[1])


def _text_of(triple: ox.Triple, texts: Iterator[_Text], iris: Iris, folder: Path) -> ox.Literal:
    for row in texts:
        if iris("doc", row.id) == triple.subject:
            if literals.plain(row.sha256) != triple.object:
                break
            return literals.plain(row.text)
    raise OutputUnusable(
        f"{folder / DOCUMENTS}: does not hold the text of {triple.subject.value}; build the result again"  # type: ignore[union-attr]
    )
