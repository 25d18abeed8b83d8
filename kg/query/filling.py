"""What a store is filled with: graph.ttl and the ontology as quads, told apart by what changes together.

A document's triples are in the graph of the document (`kg.graph.units`), what documents share is in
`SHARED`, the terms of newskg with their labels are in `ONTOLOGY`. The default graph holds all of them once
more: the engine answers from one graph about twice as fast as from the union of many. A unit is what is
replaced as one: the graph of a document, or all that is said of one shared subject. Each has a digest, so
that a store can be brought up to date by what changed alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import OutputUnusable
from kg.graph.iris import DATA_BASE
from kg.graph.units import quads
from kg.resources import ontology_dir
from kg.results import result_file
from kg.vocab import KG

ONTOLOGY = ox.NamedNode(KG.iri)
"""The graph that holds ontology/newskg.ttl."""

SHARED = ox.NamedNode(f"{DATA_BASE}shared")
"""The graph that holds what documents share: actors, roles, outlets, rules, claims."""

_BATCH = 20_000  # quads that wait to be written together
_CHUNK = 1 << 20  # bytes read at once
_DOCUMENT, _SUBJECT = "document", "subject"

Unit = str
"""``document <IRI of its graph>`` or ``subject <IRI>``."""

Digests = dict[Unit, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many units were added, replaced and removed, and how many were left as they were."""

    added: int = 0
    replaced: int = 0
    removed: int = 0
    kept: int = 0


class Source:
    """A Turtle file that is read once, from beginning to end; ``digest`` is then that of what was read.

    Blank nodes are named ``label`` and a number in the order of the file: it reads the same each time.
    """

    def __init__(self, path: Path, label: str) -> None:
        self.path = path
        self._label = label
        self._hash = hashlib.sha256()
        self._names: dict[ox.BlankNode, ox.BlankNode] = {}

    @property
    def digest(self) -> str:
        """SHA-256 of what has been read."""
        return self._hash.hexdigest()

    def triples(self) -> Iterator[ox.Triple]:
        """The triples in order; raises OutputUnusable where the file cannot be read."""
        try:
            with self.path.open("rb", buffering=0) as file:
                hashed = io.BufferedReader(_Hashed(file, self._hash), _CHUNK)
                for quad in ox.parse(hashed, format=ox.RdfFormat.TURTLE):
                    yield self._named(quad.triple)
        except (OSError, SyntaxError) as error:
            reason = " ".join(str(error).split())
            raise OutputUnusable(f"{self.path}: cannot be read ({reason}); build it again") from error

    def _named(self, triple: ox.Triple) -> ox.Triple:
        subject, thing = triple.subject, triple.object
        if not (isinstance(subject, ox.BlankNode) or isinstance(thing, ox.BlankNode)):
            return triple
        return ox.Triple(
            self._name(subject) if isinstance(subject, ox.BlankNode) else subject,
            triple.predicate,
            self._name(thing) if isinstance(thing, ox.BlankNode) else thing,
        )

    def _name(self, node: ox.BlankNode) -> ox.BlankNode:
        return self._names.setdefault(node, ox.BlankNode(f"{self._label}{len(self._names)}"))


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, file: io.FileIO, into: hashlib._Hash) -> None:
        super().__init__()
        self._file = file
        self._into = into

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer)
        size = self._file.readinto(view)
        self._into.update(view[:size])
        return size


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files that a store is made from, with the SHA-256 of their bytes as they were found."""

    graph: Path
    ontology: Path
    graph_digest: str
    ontology_digest: str

    def read(self) -> tuple[Source, Source]:
        """Graph and ontology, to be read."""
        return Source(self.graph, "g"), Source(self.ontology, "o")


def sources(folder: Path) -> Sources:
    """The files behind the store of a result folder; raises OutputUnusable where there is no graph."""
    graph, ontology = result_file(folder, "graph.ttl"), ontology_dir() / "newskg.ttl"
    return Sources(
        graph=graph,
        ontology=ontology,
        graph_digest=_file_digest(graph),
        ontology_digest=_file_digest(ontology),
    )


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise OutputUnusable(f"{path}: cannot be read ({error.strerror}); build it again") from error


def fill(store: ox.Store, graph: Source, ontology: Source) -> Digests:
    """Put everything into an empty store, one unit in memory at a time; what it holds."""
    digests: Digests = {}

    def counted() -> Iterator[ox.Quad]:
        for unit, held in _units(graph, ontology):
            digests[unit] = _digest(held, digests.get(unit))
            yield from held
            yield from map(_in_default, held)

    store.bulk_extend(counted())
    return digests


def refill(store: ox.Store, graph: Source, ontology: Source, before: Mapping[Unit, str]) -> Digests:
    """Bring a store that holds ``before`` up to date; units that did not change are not touched."""
    digests: Digests = {}
    waiting: list[ox.Quad] = []
    for unit, held in _units(graph, ontology):
        first = unit not in digests
        digests[unit] = _digest(held, digests.get(unit))
        if first and before.get(unit) == digests[unit]:
            continue
        if first and unit in before:
            _remove(store, unit)
        waiting += held
        waiting += map(_in_default, held)
        if len(waiting) >= _BATCH:
            store.extend(waiting)
            waiting = []
    store.extend(waiting)
    for unit in before:
        if unit not in digests:
            _remove(store, unit)
    return digests


def changes(before: Mapping[Unit, str], after: Mapping[Unit, str]) -> tuple[Changes, Changes]:
    """What became of documents, and of subjects that they share."""
    return _changes(before, after, _DOCUMENT), _changes(before, after, _SUBJECT)


def _changes(before: Mapping[Unit, str], after: Mapping[Unit, str], kind: str) -> Changes:
    old = {unit for unit in before if unit.startswith(f"{kind} ") and unit != _TERMS}
    new = {unit for unit in after if unit.startswith(f"{kind} ") and unit != _TERMS}
    kept = sum(before[unit] == after[unit] for unit in old & new)
    return Changes(added=len(new - old), replaced=len(old & new) - kept, removed=len(old - new), kept=kept)


_TERMS: Unit = f"{_DOCUMENT} {ONTOLOGY.value}"


def _units(graph: Source, ontology: Source) -> Iterator[tuple[Unit, list[ox.Quad]]]:
    """The units in the order of the file; in several pieces where another program wrote it."""
    for unit, held in groupby(map(_in_named, quads(graph.triples())), key=_unit):
        yield unit, list(held)
    yield _TERMS, [ox.Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in ontology.triples()]


def _unit(quad: ox.Quad) -> Unit:
    if quad.graph_name == SHARED:
        return f"{_SUBJECT} {quad.subject.value if isinstance(quad.subject, ox.NamedNode) else quad.subject}"
    return f"{_DOCUMENT} {quad.graph_name.value}"  # type: ignore[union-attr]


def _in_named(quad: ox.Quad) -> ox.Quad:
    """What is in no document's graph is in that of what they share."""
    if quad.graph_name != ox.DefaultGraph():
        return quad
    return ox.Quad(quad.subject, quad.predicate, quad.object, SHARED)


def _in_default(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _digest(held: Iterable[ox.Quad], earlier: str | None) -> str:
    """The digest of a piece of a unit, with that of the pieces before."""
    found = hashlib.sha256((earlier or "").encode())
    found.update(ox.serialize(held, format=ox.RdfFormat.N_QUADS) or b"")
    return found.hexdigest()[:32]


def _remove(store: ox.Store, unit: Unit) -> None:
    """Take a unit out of its graph, and out of the default graph what no other graph says, too."""
    kind, _, name = unit.partition(" ")
    graph, subject = SHARED, None
    if kind == _DOCUMENT:
        graph = ox.NamedNode(name)
    else:
        subject = ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)
    for quad in list(store.quads_for_pattern(subject, None, None, graph)):
        store.remove(quad)
        again = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(isinstance(other.graph_name, ox.DefaultGraph) for other in again):
            store.remove(_in_default(quad))
    if kind == _DOCUMENT:
        store.remove_graph(graph)


def write_digests(digests: Mapping[Unit, str], path: Path) -> None:
    """One line a unit, sorted: digest, unit."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{digests[unit]} {unit}\n" for unit in sorted(digests))


def read_digests(path: Path) -> Digests:
    """What `write_digests` wrote."""
    with path.open(encoding="utf-8") as file:
        return {unit: digest for digest, _, unit in (line.rstrip("\n").partition(" ") for line in file)}
