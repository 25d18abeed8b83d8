"""How fast RDF is written, and in how much memory, on a made-up corpus (`bench.rdf_world`).

    python -m bench.rdf [--documents 900] [--times 4]

Prints how long Turtle takes from records in memory, by our writer and by rdflib (`to_rdf`, serialize), and
from triples in memory, by both serialisers; then for every export its speed and peak memory on a graph of
that size and on one some times as large. Each figure is of a process of its own; seconds are of one core,
the less of two rounds, but one round for the large graph.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from bench.rdf_world import FILES, world, write_world
from kg.build.options import BuildOptions, BuildReport
from kg.build.record import RUN_FILE, run_record
from kg.export import EXPORTS, ExportOptions, export_file
from kg.graph.rdf import prefixes, to_rdf, triples
from kg.read.published import survey
from kg.records import Corpus
from kg.write import WRITERS

ROUNDS = 2


def held(documents: int) -> Corpus:
    """A corpus with every record in memory, so that making it is not measured."""
    made = world(documents)
    return Corpus(
        documents=tuple(made.documents),
        statements=tuple(made.statements),
        actors=made.actors,
        claims=made.claims,
        copies=made.copies,
    )


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of one core in the fastest round."""
    seconds = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def ours(documents: int, folder: str) -> tuple[int, float, float]:
    """Triples; seconds from records to graph.ttl; seconds of the serialiser alone, from triples in memory."""
    corpus, path = held(documents), Path(folder) / "ours.ttl"
    whole = least(lambda: WRITERS["graph.ttl"](corpus, path))
    made = list(triples(corpus))
    return (
        len(made),
        whole,
        least(lambda: ox.serialize(made, str(path), ox.RdfFormat.TURTLE, prefixes=prefixes())),
    )


def rdflibs(documents: int, folder: str) -> tuple[float, float]:
    """Seconds that rdflib's serialiser takes, and those that making its graph takes before."""
    corpus, path = held(documents), Path(folder) / "rdflibs.ttl"
    started = time.process_time()
    graph = to_rdf(corpus)
    made = time.process_time() - started
    seconds = least(lambda: graph.serialize(path, format="turtle", encoding="utf-8"))
    written = {str(quad.triple) for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}
    same = {triple.replace('"1.0"^^', '"1"^^') for triple in written}  # rdflib's decimals always have a point
    assert same == {str(triple) for triple in triples(corpus)}
    return seconds, made


def prepare(documents: int, folder: str) -> int:
    """A result folder; the number of its triples."""
    out = Path(folder)
    write_world(out, documents, names=FILES)
    for name in WRITERS.keys() - set(FILES):
        (out / name).touch()  # run.json lists them
    report = BuildReport(
        documents=documents, statements=0, actors=0, copies=0, reused=0, skipped=(), duplicates=(), seconds={}
    )
    dates = survey(world(documents).documents)
    run = run_record([], BuildOptions(), {"fingerprint": "x", "coding": "y"}, report, dates, out)
    (out / RUN_FILE).write_text(json.dumps(run))
    return sum(1 for _ in ox.parse(path=out / "graph.ttl", format=ox.RdfFormat.TURTLE))


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: str, name: str, suffix: str, options: ExportOptions, rounds: int) -> tuple[float, ...]:
    """Seconds, MB written, peak MB, and what the program itself takes."""
    before = peak()
    with tempfile.TemporaryDirectory() as target:
        path = Path(target) / f"x{suffix}"
        seconds = least(lambda: export_file(Path(folder), name, path, options), rounds)
        return seconds, path.stat().st_size / 1e6, peak(), before


def alone(work: Callable[..., Any], *arguments: object) -> Any:
    """The outcome of a function in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def writers(documents: int) -> None:
    """Print the comparison with rdflib."""
    with tempfile.TemporaryDirectory() as folder:
        count, own, ready = alone(ours, documents, folder)
        serialised, made = alone(rdflibs, documents, folder)
    print(f"Turtle of {count:,} triples")
    both = made + serialised
    print("                        newskg    rdflib")
    print(f"  from records        {own:7.2f} s {both:7.2f} s   {both / own:5.1f} times as long")
    print(
        f"  from triples        {ready:7.2f} s {serialised:7.2f} s   {serialised / ready:5.1f} times as long"
    )
    print(f"  rdflib's serialiser alone against ours from records: {serialised / own:.1f} times as long")


def exports(documents: int, times: int) -> None:
    """Print speed and memory of every export on both sizes."""
    rows = [(name, row.suffixes[0], ExportOptions()) for name, row in EXPORTS.items()]
    rows += [("trig", ".trig", ExportOptions(with_text=True)), ("ntriples", ".nt.gz", ExportOptions())]
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        few, many = alone(prepare, documents, small), alone(prepare, documents * times, large)
        print(f"\nExports of {few:,} and of {many:,} triples")
        print("                       seconds        triples/s   MB written     peak MB (the program alone)")
        for name, suffix, options in rows:
            one = alone(measure, small, name, suffix, options, ROUNDS)
            more = alone(measure, large, name, suffix, options, 1)
            label = f"{name}{suffix}{' --with-text' if options.with_text else ''}"
            print(
                f"{label:21} {one[0]:5.2f} {more[0]:6.2f} {few / one[0]:9,.0f} {many / more[0]:9,.0f}"
                f" {one[1]:6.1f} {more[1]:6.1f}   {one[2]:6.0f} {more[2]:6.0f} ({one[3]:.0f}, {more[3]:.0f})"
            )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=900, help="some 350 triples each")
    parser.add_argument("--times", type=int, default=4)
    arguments = parser.parse_args()
    writers(arguments.documents)
    exports(arguments.documents, arguments.times)


if __name__ == "__main__":
    main()
