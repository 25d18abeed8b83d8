"""How fast the store answers against rdflib's engine, on the same made-up graph (`bench.rdf_world`).

    python -m bench.queries [--documents 900] [--cap 60] [--repeat 5] [--only NAME …]

Prints the time of the first store, of opening it and of updating it after one document changed; then for
every named query the seconds of both engines and their ratio, and the median ratio. "disk" is the store as
``kg query`` uses it (median of ``repeat``), "memory" the same loaded into memory. rdflib, always in memory,
runs each query once in a process of its own, which has the graph already (forked) and is ended after ``cap``
seconds: its time is then "> cap" and the ratio at least that. Loading is counted for none.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib

from bench.rdf_world import world, write_world
from kg.query import load_store, named_queries, opened, query_store, update_store
from kg.query.parameters import values
from kg.query.rows import Term
from kg.resources import ontology_dir
from kg.write import WRITERS

T = TypeVar("T")

GIVEN = {"about": {"about": "sécurité"}, "by-actor": {"actor": "Bel"}, "silence": {"months": "6"}}
"""What must be given, or finds too much or nothing on this corpus with its default."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_world(folder, options.documents, names=("graph.ttl",))
        size = (folder / "graph.ttl").stat().st_size / 1e6
        print(f"{options.documents} documents, graph.ttl {size:.0f} MB")
        _store(folder, options.documents)
        graph, took = _timed(lambda: _rdflib(folder))
        print(f"(rdflib reads it in {took:.1f} s: {len(graph):,} triples with the vocabulary)\n")
        _queries(folder, graph, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=900)
    parser.add_argument("--cap", type=float, default=60.0, help="seconds that rdflib has for a query")
    parser.add_argument("--repeat", type=int, default=5, help="times that the store is asked")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    return parser.parse_args()


def _store(folder: Path, documents: int) -> None:
    """The life of a store."""
    report, first = _timed(lambda: update_store(folder))
    opens = [_timed(lambda: update_store(folder)) for _ in range(5)]
    assert {report.done for report, _ in opens} == {"kept"}
    given = world(documents)
    head, *rest = given.documents
    changed = replace(given, documents=(replace(head, title="Un autre titre"), *rest))
    WRITERS["graph.ttl"](changed, folder / "graph.ttl")
    update, took = _timed(lambda: update_store(folder))
    disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file()) / 1e6
    print(f"first store   {first:6.2f} s  ({report.documents.added} documents, {disk:.0f} MB on disk)")
    print(f"opening       {statistics.median(took for _, took in opens):6.2f} s  (every file checked)")
    print(f"update        {took:6.2f} s  ({update.documents.replaced} document of {documents} changed)")


def _queries(folder: Path, graph: rdflib.Graph, options: argparse.Namespace) -> None:
    print(f"{'query':20} {'rows':>6} {'disk s':>8} {'memory s':>8} {'rdflib s':>9} {'ratios':>8}")
    memory = load_store(folder)
    ratios: list[tuple[float, float]] = []
    for name, query in named_queries().items():
        if options.only and name not in options.only:
            continue
        bound = values(name, query.parameters, GIVEN.get(name, {}))
        with opened(folder) as store:
            runs = [_timed(partial(query_store, store, query.text, bound)) for _ in range(options.repeat)]
        loaded = [_timed(partial(query_store, memory, query.text, bound)) for _ in range(options.repeat)]
        assert sorted(map(str, loaded[0][0].rows)) == sorted(map(str, runs[0][0].rows))
        ours, ready = (statistics.median(took for _, took in some) for some in (runs, loaded))
        theirs = _capped(graph, query.text, bound, options.cap)
        ratios.append(((theirs or options.cap) / ours, (theirs or options.cap) / ready))
        shown, more = (f"{theirs:9.2f}", "") if theirs else (f"> {options.cap:.0f}", "> ")
        both = " / ".join(f"{more}{ratio:.0f}×" for ratio in ratios[-1])
        rows = len(runs[0][0].rows)
        print(f"{name:20} {rows:6} {ours:8.3f} {ready:8.3f} {shown:>9}  {both}", flush=True)
    disk, in_memory = (sorted(column) for column in zip(*ratios, strict=True))
    for where, found in (("disk", disk), ("memory", in_memory)):
        print(f"{where}: median ratio {statistics.median(found):.0f}×, least {found[0]:.0f}×")


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return do(), time.perf_counter() - start


def _rdflib(folder: Path) -> rdflib.Graph:
    """The same triples: read by pyoxigraph, since rdflib's own reader takes minutes."""
    graph = rdflib.Graph()
    for file in (folder / "graph.ttl", ontology_dir() / "newskg.ttl"):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: Term) -> rdflib.term.Identifier:
    assert not isinstance(term, ox.Triple)
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = rdflib.URIRef(term.datatype.value) == rdflib.XSD.string
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))


def _capped(graph: rdflib.Graph, text: str, bound: dict[str, Term], cap: float) -> float | None:
    """The seconds that rdflib takes; None where it takes longer than ``cap``."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def ask() -> None:
        start = time.perf_counter()
        found = graph.query(text, initBindings={name: _term(term) for name, term in bound.items()})
        len(list(found))
        sender.send(time.perf_counter() - start)

    asked = context.Process(target=ask)
    asked.start()
    took: float | None = receiver.recv() if receiver.poll(cap) else None
    asked.kill()
    asked.join()
    return took


if __name__ == "__main__":
    main()
