"""Queries in processes: limits hold, who is stopped is replaced, who waits is answered, nobody is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from kg.errors import AnswerTooLarge, OutputUnusable, QueryInvalid, QueryRefused, QueryStopped
from kg.query.workers import Busy, Job, Limits, NotAcceptable, Pool, Worker
from kg.query.workers.pool import QUEUE
from kg.write import WRITERS
from tests.graph.corpora import corpus
from tests.processes import alive, eventually

ROOT = Path(__file__).resolve().parent.parent.parent
LIMITS = Limits(seconds=1.0, rows=500, size=100_000, memory=512 << 20)
COUNT = Job(text="SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement }", rows_form="csv")
SIX = "n\r\n6\r\n"
ENDLESS = Job(text="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("out")
    WRITERS["graph.ttl"](corpus(), found / "graph.ttl")
    return found


@pytest.fixture(scope="module")
def worker(folder: Path) -> Iterator[Worker]:
    with Worker(folder, LIMITS) as found:
        yield found


def test_an_answer(worker: Worker) -> None:
    answer = worker.ask(COUNT)
    assert (answer.kind, answer.form, answer.rows) == ("select", "csv", 1)
    assert answer.text() == SIX
    named = worker.ask(Job(name="by-actor", bindings={"actor": "lavrov"}, rows_form="csv"))
    assert "Sergueï Lavrov" in named.text()
    graph = worker.ask(Job(text="CONSTRUCT { ?s kg:cue ?c } WHERE { ?s kg:cue ?c }", graph_form="ntriples"))
    assert (graph.kind, graph.form, graph.rows) == ("construct", "ntriples", 5)
    graph.file.close()


def test_errors_are_those_of_the_library(worker: Worker) -> None:
    with pytest.raises(QueryInvalid, match="line 1"):
        worker.ask(Job(text="SELEC"))
    with pytest.raises(QueryRefused, match="SERVICE"):
        worker.ask(Job(text="SELECT * { SERVICE <http://x/> { } }"))
    with pytest.raises(NotAcceptable):
        worker.ask(Job(text="ASK { }", rows_form=None))
    with pytest.raises(QueryInvalid, match="needs a value for actor"):
        worker.ask(Job(name="by-actor"))
    assert worker.ask(COUNT).text() == SIX


def test_time(worker: Worker) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryStopped, match="longer than 1 seconds"):
        worker.ask(ENDLESS)
    assert time.monotonic() - begin < 2.5
    assert worker.ask(COUNT).text() == SIX


HUNGRY = {
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "doubling": 'SELECT ?x40 { BIND("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" AS ?x0) '
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    + " }",
}


@pytest.mark.parametrize("name", HUNGRY)
def test_memory(name: str, folder: Path) -> None:
    with Worker(folder, Limits(seconds=20, memory=64 << 20)) as found:
        with pytest.raises(QueryStopped, match="memory"):
            found.ask(Job(text=HUNGRY[name]))
        assert found.ask(COUNT).text() == SIX


def test_size(worker: Worker) -> None:
    with pytest.raises(AnswerTooLarge, match="500 rows"):
        worker.ask(Job(text="SELECT ?a { ?a ?b ?c . ?d ?e ?f }"))
    with pytest.raises(AnswerTooLarge, match="100000 bytes"):
        worker.ask(Job(text="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 499"))
    answer = worker.ask(Job(text="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200", rows_form="csv"))
    assert answer.text().count("\r\n") == 201


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"graph\.ttl"), Worker(tmp_path):
        pass
    with pytest.raises(OutputUnusable, match=r"graph\.ttl"):
        Pool(tmp_path, count=2).start()


# ---- the second lock

CONFINED = """
import sys, socket, subprocess, ctypes
import pyoxigraph as ox
from kg.query.workers.confine import confine
confine()
for attempt in (
    lambda: list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }")),
    lambda: socket.create_connection(("127.0.0.1", %d)),
    lambda: subprocess.run(["/bin/true"]),
):
    try:
        attempt()
    except OSError as error:
        print(type(error).__name__)
    else:
        print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the second lock is Linux's")
def test_a_worker_cannot_call_or_start_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", CONFINED % (port, port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert "done" not in done.stdout
        assert len(done.stdout.split()) == 3
        with pytest.raises(TimeoutError):
            listening.accept()


ORPHANS = """
import sys, time
from pathlib import Path
from kg.query.workers import Job, Limits, Pool
if __name__ == "__main__":
    pool = Pool(Path(sys.argv[1]), Limits(seconds=3), 2)
    pool.start()
    pool.submit(Job(text=sys.argv[2]))
    while not all(worker.alive for worker in pool._workers):
        time.sleep(0.05)
    time.sleep(0.3)
    print(*(worker._running.process.pid for worker in pool._workers), flush=True)
    time.sleep(60)
"""


def test_no_worker_outlives_its_parent(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(folder), ENDLESS.text],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    workers = list(map(int, parent.stdout.readline().split()))
    assert len(workers) == 2
    assert all(map(alive, workers))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: not any(map(alive, workers)))


# ---- several


@pytest.fixture
def pool(folder: Path) -> Iterator[Pool]:
    found = Pool(folder, Limits(seconds=1.5), 2)
    found.start()
    yield found
    found.close()


def test_one_client_does_not_hold_all_workers(pool: Pool) -> None:
    greedy = [pool.submit(ENDLESS, "greedy") for _ in range(4)]
    time.sleep(0.2)
    begin = time.monotonic()
    for _ in range(3):
        assert pool.submit(COUNT, "modest").future.result(5).text() == SIX
    assert time.monotonic() - begin < 1.5
    for ticket in greedy:
        ticket.cancel()


def test_the_queue_is_bounded(pool: Pool) -> None:
    tickets = [pool.submit(ENDLESS, "greedy")]
    with pytest.raises(Busy):
        tickets.extend(pool.submit(ENDLESS, "greedy") for _ in range(QUEUE))
    assert len(tickets) <= QUEUE // 4 + 1
    assert tickets[-1].withdraw()
    assert not tickets[-1].withdraw()
    assert pool.submit(COUNT, "modest").future.result(5).text() == SIX
    for ticket in tickets:
        ticket.cancel()


def test_who_goes_away_frees_a_worker(pool: Pool) -> None:
    running = [pool.submit(ENDLESS, name) for name in ("a", "b")]
    assert eventually(lambda: all(ticket.worker for ticket in running))
    begin = time.monotonic()
    for ticket in running:
        ticket.cancel()
    assert pool.submit(COUNT, "c").future.result(5).text() == SIX
    assert time.monotonic() - begin < 1.4  # less than the limit of time


def test_killed_workers_are_replaced(pool: Pool) -> None:
    for _ in range(2):
        for worker in pool._workers:
            worker.kill()
        jobs = [pool.submit(COUNT, str(n)).future for n in range(6)]
        assert not wait(jobs, 10).not_done
        answers = [job for job in jobs if job.exception() is None]
        assert answers
        assert {job.result().text() for job in answers} == {SIX}
    assert eventually(lambda: all(worker.alive for worker in pool._workers))


def test_a_result_built_anew_is_seen(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    WRITERS["graph.ttl"](corpus(), graph)
    whole = graph.read_text()
    notes: list[str] = []
    found = Pool(tmp_path, Limits(seconds=5), 2, note=notes.append)
    found.start()
    try:
        ask = Job(text="ASK { <http://x/new> ?p ?o }", rows_form="json")
        assert "false" in found.submit(ask).future.result(5).text()
        (tmp_path / "new").write_text(f'{whole}\n<http://x/new> <http://x/p> "1" .\n')
        (tmp_path / "new").replace(graph)
        assert eventually(lambda: "true" in found.submit(ask).future.result(9).text(), 15)
        (tmp_path / "new").write_text("<a")
        (tmp_path / "new").replace(graph)
        assert eventually(lambda: bool(notes), 15)
        assert "graph.ttl" in notes[0]
        assert "true" in found.submit(ask).future.result(9).text()
    finally:
        found.close()


def test_the_end(folder: Path) -> None:
    found = Pool(folder, Limits(seconds=5), 2)
    found.start()
    running, waiting = found.submit(ENDLESS, "a"), [found.submit(ENDLESS, "a") for _ in range(3)]
    assert eventually(lambda: running.worker is not None)
    processes = [worker._running.process.pid for worker in found._workers if worker._running]
    found.close()
    for ticket in (running, *waiting):
        assert isinstance(ticket.future.exception(1), Busy)
    assert not any(map(alive, processes))
    with pytest.raises(Busy):
        found.submit(COUNT)
