"""Publishing to a real Oxigraph server: the same triples, replaced or added, resumed, counted, removed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OutputUnusable, PublishFailed
from kg.graph.rdf import triples as rdf
from kg.graph.units import quads
from kg.publish import LAYOUTS, PROTOCOLS, PublishOptions, Report, publish
from kg.publish.options import Layout, Protocol
from tests.graph.corpora import corpus
from tests.oxigraph_server import OxigraphServer
from tests.publish.folders import ALL, SHARED, Told, kept, own, result, result_of, triples

OTHER = "DROP ALL ; INSERT DATA { GRAPH <urn:other> { <urn:a> <urn:b> <urn:c> } }"
QUICK = 25  # triples a chunk: enough requests to be cut off between


@pytest.fixture
def server(oxigraph: OxigraphServer) -> Iterator[OxigraphServer]:
    """The server with one triple of somebody else."""
    oxigraph.update(OTHER)
    yield oxigraph
    if not oxigraph.running:
        oxigraph.start()
    assert held(oxigraph, "urn:other"), "what is not ours must stay"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return result(tmp_path / "out")


def options(server: OxigraphServer, protocol: Protocol = "gsp", layout: Layout = "one") -> PublishOptions:
    url = server.gsp_url if protocol == "gsp" else server.update_url
    query = server.query_url if protocol == "update" else None
    return PublishOptions(
        url=url, protocol=protocol, layout=layout, query=query, chunk_triples=QUICK, tries=2, pause=0.01
    )


def run(out: Path, asked: PublishOptions, told: Told | None = None) -> Report:
    return publish(out, asked, None, told or Told())


def held(server: OxigraphServer, graph: str | None) -> set[ox.Triple]:
    """What the server has in a graph."""
    if graph is None:
        return server.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return server.triples(graph)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_server_holds_what_the_graph_says(
    protocol: Protocol, layout: Layout, server: OxigraphServer, out: Path
) -> None:
    asked = options(server, protocol, layout)
    report = run(out, asked)
    assert (report.wrong, report.held, report.sent) == ({}, len(own()), report.chunks)
    assert report.chunks > 4
    if layout == "documents":
        expected: dict[str, set[ox.Triple]] = {}
        for quad in quads(rdf(corpus())):
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else SHARED
            expected.setdefault(name, set()).add(quad.triple)
        assert {name: held(server, name) for name in expected} == {n: kept(e) for n, e in expected.items()}
        assert report.graphs == len(expected) == 3
    else:
        assert held(server, asked.graph_iri) == own()
    again = run(out, asked)
    assert (again.up_to_date, again.sent, again.wrong, again.held) == (True, 0, {}, len(own()))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_replace_and_append(protocol: Protocol, server: OxigraphServer, out: Path) -> None:
    asked = options(server, protocol)
    server.update(f"INSERT DATA {{ GRAPH <{ALL}> {{ <urn:x> <urn:y> <urn:z> }} }}")
    added = run(out, replace(asked, append=True))
    assert (added.wrong, added.held) == ({}, len(own()) + 1)
    assert len(held(server, ALL)) == len(own()) + 1
    run(out, asked)
    assert held(server, ALL) == own()


def test_a_graph_of_ones_own_name(server: OxigraphServer, out: Path) -> None:
    assert run(out, replace(options(server), graph="urn:my:é")).held == len(own())
    assert held(server, "urn:my:é") == own()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_server_that_was_killed_is_given_the_rest(
    protocol: Protocol, server: OxigraphServer, out: Path
) -> None:
    asked = options(server, protocol)

    def kill(done: int) -> None:
        if done == 3:
            server.kill()

    with pytest.raises(PublishFailed, match=r"cannot be reached.*\(3 of \d+ requests are through"):
        run(out, asked, Told(act=kill))
    server.start()
    told = Told()
    report = run(out, asked, told)
    assert told.sent[0] == 3
    assert (report.sent, report.wrong) == (report.chunks - 3, {})
    assert held(server, ALL) == own()


_KILLED = """
import os, signal, sys
from pathlib import Path
from kg.publish import PublishOptions, publish

class Told:
    def step(self, stage, done, total):
        if done == {done}:
            os.kill(os.getpid(), signal.SIGKILL)
    def noted(self, line):
        pass

options = PublishOptions(url=sys.argv[2], layout=sys.argv[3], chunk_triples={size})
publish(Path(sys.argv[1]), options, None, Told())
"""


@pytest.mark.parametrize(("layout", "done"), [("one", 2), ("documents", 4), ("one", 0)])
def test_a_run_that_was_killed_goes_on(layout: Layout, done: int, server: OxigraphServer, out: Path) -> None:
    script = _KILLED.format(done=done, size=QUICK)
    ended = subprocess.run(
        [sys.executable, "-c", script, str(out), server.gsp_url, layout], cwd=Path(__file__).parents[2]
    )
    assert ended.returncode == -signal.SIGKILL
    report = run(out, options(server, "gsp", layout))
    assert (report.sent, report.wrong, report.held) == (report.chunks - done, {}, len(own()))


def test_another_graph_is_sent_from_the_beginning(server: OxigraphServer, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(out, options(server), Told(act=interrupt))
    result_of(out, [t for t in rdf(corpus()) if "span" not in t.subject.value])
    report = run(out, options(server))
    assert (report.sent, report.wrong) == (report.chunks, {})
    assert held(server, ALL) == triples(out)


def interrupt(done: int) -> None:
    if done == 2:
        raise KeyboardInterrupt


def test_other_sizes_are_sent_from_the_beginning(server: OxigraphServer, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(out, options(server), Told(act=interrupt))
    report = run(out, replace(options(server), chunk_triples=40))
    assert (report.sent, report.wrong) == (report.chunks, {})
    assert held(server, ALL) == own()


def test_a_server_that_lost_it_is_given_all_again(server: OxigraphServer, out: Path) -> None:
    run(out, options(server))
    for lost in (f"DROP GRAPH <{ALL}>", f"DELETE WHERE {{ GRAPH <{ALL}> {{ ?s a ?c }} }}"):
        server.update(lost)
        told = Told()
        report = run(out, options(server), told)
        assert (report.sent, report.wrong) == (report.chunks, {})
        assert "less than was sent before" in told.notes[0]
        assert held(server, ALL) == own()


def test_what_somebody_added_is_told_and_force_replaces_it(server: OxigraphServer, out: Path) -> None:
    run(out, options(server))
    server.update(f"INSERT DATA {{ GRAPH <{ALL}> {{ <urn:x> <urn:y> <urn:z> }} }}")
    report = run(out, options(server))
    assert (report.sent, report.wrong) == (0, {ALL: (len(own()) + 1, len(own()))})
    assert run(out, replace(options(server), force=True)).wrong == {}
    assert held(server, ALL) == own()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_documents_that_left_the_result_leave_the_server(
    protocol: Protocol, server: OxigraphServer, out: Path
) -> None:
    asked = options(server, protocol, "documents")
    run(out, asked)
    both = {graph.value for (graph,) in server.rows("SELECT DISTINCT ?g { GRAPH ?g {} }")}  # type: ignore[union-attr]
    given = corpus()
    stays = next(iter(given.documents))
    said = tuple(s for s in given.statements if s.document == stays.id)
    result(out, replace(given, documents=(stays,), statements=said))
    plan = publish(out, asked, None, Told(), dry=True)
    assert plan.removed == 1
    report = run(out, asked)
    assert (report.removed, report.wrong) == (1, {})
    left = {graph.value for (graph,) in server.rows("SELECT DISTINCT ?g { GRAPH ?g {} }")}  # type: ignore[union-attr]
    assert len(both - left) == 1
    assert run(out, asked).up_to_date


def test_a_dry_run_sends_nothing(server: OxigraphServer, out: Path) -> None:
    report = publish(out, options(server), None, Told(), dry=True)
    assert (report.sent, report.triples, report.held) == (report.chunks, len(own()), None)
    assert not held(server, ALL)
    assert not (out / ".publish").exists()


def test_without_an_address_for_queries_updates_are_not_counted(server: OxigraphServer, out: Path) -> None:
    report = run(out, replace(options(server, "update"), query=None))
    assert (report.held, report.wrong) == (None, {})
    assert held(server, ALL) == own()


def test_the_state_is_whole_small_and_may_be_lost(server: OxigraphServer, out: Path) -> None:
    asked = replace(options(server), url=server.gsp_url + "?key=s3cret")
    run(out, asked)
    (state,) = (out / ".publish").iterdir()
    text = state.read_text(encoding="utf-8")
    assert "s3cret" not in text
    assert len(text) < 1000
    done = '"done": '
    for broken in ("", "{", '{"done": 1}', text.replace(done, f"{done}-"), text.replace(done, f"{done}9")):
        state.write_text(broken, encoding="utf-8")
        report = run(out, asked)
        assert (report.sent, report.wrong) == (report.chunks, {}), broken


def test_a_folder_that_cannot_be_written(server: OxigraphServer, out: Path) -> None:
    (out / ".publish").write_text("in the way")
    with pytest.raises(PublishFailed, match="make the folder writable"):
        run(out, options(server))


def test_a_result_that_is_none(server: OxigraphServer, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"graph\.ttl: is not there"):
        run(tmp_path, options(server))
    for text, words in (
        ("<a", "cannot be read"),
        ("", "no triple"),
        ("<urn:a> <urn:b> [] .", "blank node"),
        ("[] <urn:b> 1 .", "blank node"),
    ):
        (tmp_path / "graph.ttl").write_text(text)
        with pytest.raises(OutputUnusable, match=words):
            run(tmp_path, options(server))


@pytest.mark.parametrize(
    ("protocol", "path", "words"),
    [
        ("gsp", "/nowhere", "answers 404"),
        ("gsp", "/query", "answers 404: PUT"),
        ("update", "/query", r"takes no SPARQL Update \(415\)"),
        ("update", "/store", r"takes no SPARQL Update \(415\)"),
    ],
)
def test_a_wrong_address_is_told(
    protocol: Protocol, path: str, words: str, server: OxigraphServer, out: Path
) -> None:
    with pytest.raises(PublishFailed, match=words) as caught:
        run(out, replace(options(server, protocol), url=server.base + path))
    assert "\n" not in str(caught.value)


def test_a_wrong_address_for_queries_is_told(server: OxigraphServer, out: Path) -> None:
    for path in ("/update", "/store", "/"):
        with pytest.raises(PublishFailed, match=r"for queries\?|answers 4|answers 5") as caught:
            run(out, replace(options(server), query=server.base + path, force=True))
        assert "\n" not in str(caught.value)
