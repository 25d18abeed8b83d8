"""The store on disk: what a result says, after any change, whoever is killed, whoever reads beside."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import portalocker
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.rdf_world import Documents, Maker, Statements, world
from kg.errors import OutputUnusable
from kg.graph.rdf import triples
from kg.query import StoreReport, load_store, open_store, opened, query_store, run_query, update_store
from kg.query.filling import ONTOLOGY, SHARED, Changes, changes, fill, refill, sources
from kg.query.versions import POINTER, Versions
from kg.records import Corpus
from kg.write import WRITERS
from tests.graph.corpora import corpora, corpus

COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement }"
ROOT = Path(__file__).resolve().parents[2]


def put(given: Corpus, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    WRITERS["graph.ttl"](given, folder / "graph.ttl")


def without(given: Corpus, *documents: str) -> Corpus:
    """The corpus as it would be had these documents not been there."""
    return replace(
        given,
        documents=tuple(d for d in given.documents if d.id not in documents),
        statements=tuple(s for s in given.statements if s.document not in documents),
    )


def held(given: Corpus) -> Corpus:
    return replace(given, documents=tuple(given.documents), statements=tuple(given.statements))


def content(store: ox.Store) -> set[ox.Quad]:
    return set(store)


def as_it_should_be(folder: Path) -> set[ox.Quad]:
    return content(load_store(folder))


def versions(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "store").glob("v-*"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    put(corpus(), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """What is warned of; nothing may go anywhere else."""
    heard: list[str] = []
    yield heard
    assert capsys.readouterr() == ("", "")


# ---- what is in it


def test_a_graph_a_document_one_for_what_they_share_and_everything_in_the_default_graph(out: Path) -> None:
    with opened(out) as store:
        documents = {document.id for document in corpus().documents}
        graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
        assert {graph.rpartition("/")[2] for graph in graphs - {ONTOLOGY.value, SHARED.value}} == documents
        whole = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
        assert whole == {quad.triple for quad in store if quad.graph_name != ox.DefaultGraph()}
        data = {quad.triple for quad in store if quad.graph_name not in (ONTOLOGY, ox.DefaultGraph())}
        # the engine keeps every whole number as xsd:integer
        assert {str(t).replace("nonNegativeInteger", "integer") for t in triples(corpus())} == set(
            map(str, data)
        )
        shared = {quad.subject.value for quad in store.quads_for_pattern(None, None, None, SHARED)}  # type: ignore[union-attr]
        assert "https://w3id.org/newskg/id/actor/serguei-lavrov" in shared
        assert not any("/stmt/" in subject for subject in shared)


def test_plain_patterns_see_all_graphs_and_graph_tells_the_document(out: Path) -> None:
    assert run_query(out, COUNT).rows[0][0] == ox.Literal(6)
    text = """SELECT DISTINCT ?g ?name WHERE {
      GRAPH ?g { ?s a kg:Statement ; kg:document ?doc ; kg:mode ?m } ?doc dcterms:identifier ?name .
      ?m skos:prefLabel ?label } ORDER BY ?name"""
    found = run_query(out, text)
    assert [row[1] for row in found.rows] == [ox.Literal("000_article.txt"), ox.Literal("003_direct.txt")]


def test_it_is_read_only(out: Path) -> None:
    node = ox.NamedNode("http://x/a")
    with opened(out) as store, pytest.raises((OSError, RuntimeError), match="read-write"):
        store.add(ox.Quad(node, node, node))


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"graph\.ttl.*kg build"):
        open_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("<a")
    with pytest.raises(OutputUnusable, match="cannot be read") as caught:
        open_store(tmp_path)
    assert "\n" not in str(caught.value)
    assert versions(tmp_path) == []


def test_a_graph_that_breaks_off_leaves_the_old_store_for_when_it_is_whole(out: Path) -> None:
    update_store(out)
    before, whole = versions(out), (out / "graph.ttl").read_bytes()
    (out / "graph.ttl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(OutputUnusable, match="cannot be read"):
        open_store(out)
    (out / "graph.ttl").write_bytes(whole)
    assert update_store(out).done == "kept"
    assert versions(out) == before


# ---- increments


def test_what_did_not_change_is_not_touched(out: Path) -> None:
    first = update_store(out)
    assert (first.done, first.documents) == ("built", Changes(added=2))
    files = {path: path.stat().st_mtime_ns for path in (out / "store").rglob("*")}
    assert update_store(out) == StoreReport(done="kept")
    assert {path: path.stat().st_mtime_ns for path in (out / "store").rglob("*")} == files

    article, blog = corpus().documents
    put(without(corpus(), blog.id), out)
    second = update_store(out)
    assert (second.done, second.documents) == ("updated", Changes(removed=1, kept=1))
    assert second.shared.kept > 3
    assert content(open_store(out)) == as_it_should_be(out)

    put(corpus(), out)
    third = update_store(out)
    assert (third.done, third.documents) == ("updated", Changes(added=1, kept=1))
    assert third.shared.kept == second.shared.kept
    assert content(open_store(out)) == as_it_should_be(out)

    changed = replace(article, title="Un autre titre")
    put(replace(corpus(), documents=(changed, blog)), out)
    fourth = update_store(out)
    assert fourth.documents == Changes(replaced=1, kept=1)
    assert (fourth.shared.added, fourth.shared.replaced, fourth.shared.removed) == (0, 0, 0)
    assert content(open_store(out)) == as_it_should_be(out)


def test_a_shared_subject_that_changes_is_replaced_alone(out: Path) -> None:
    update_store(out)
    first, *others = corpus().actors
    put(replace(corpus(), actors=(replace(first, name="Un autre nom"), *others)), out)
    report = update_store(out)
    assert report.documents == Changes(kept=2)
    assert (report.shared.added, report.shared.replaced, report.shared.removed) == (0, 1, 0)
    assert content(open_store(out)) == as_it_should_be(out)


@settings(max_examples=15, deadline=None)
@given(st.lists(corpora(), min_size=2, max_size=3))
def test_any_history_ends_in_what_the_last_graph_says(history: list[Corpus]) -> None:
    """Over the filling alone, in memory: what is on disk takes the same way."""
    store, before = ox.Store(), None
    with tempfile.TemporaryDirectory() as name:
        for given_corpus in history:
            put(given_corpus, Path(name))
            read = sources(Path(name)).read()
            after = fill(store, *read) if before is None else refill(store, *read, before)
            assert content(store) == as_it_should_be(Path(name))
            documents, _ = changes(before or {}, after)
            assert documents.added + documents.replaced + documents.kept == len(given_corpus.documents)  # type: ignore[arg-type]
            before = after


def test_a_graph_in_another_order_is_the_same_in_the_end(out: Path) -> None:
    """As another program may write it: documents in pieces, what they share before, between and after."""
    update_store(out)
    article, blog = corpus().documents
    held_triples = list(triples(corpus()))
    pieces = [[t for t in held_triples if article.id in t.subject.value], held_triples[::3], held_triples]  # type: ignore[union-attr]
    with (out / "graph.ttl").open("wb") as file:
        for piece in pieces:
            ox.serialize(piece, file, ox.RdfFormat.N_TRIPLES)
    update_store(out)
    assert content(open_store(out)) == as_it_should_be(out)
    put(without(corpus(), blog.id), out)
    update_store(out)
    assert content(open_store(out)) == as_it_should_be(out)


def test_the_ontology_counts_too(out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    update_store(out)
    (tmp_path / "newskg.ttl").write_text("<http://x/a> <http://x/b> 1 .")
    monkeypatch.setattr("kg.query.filling.ontology_dir", lambda: tmp_path)
    report = update_store(out)
    assert (report.done, report.documents) == ("updated", Changes(kept=2))
    assert len(list(open_store(out).quads_for_pattern(None, None, None, ONTOLOGY))) == 1


# ---- whoever is killed

_UPDATE = """
import sys
from pathlib import Path
from kg.query import update_store
print("ready", flush=True)
sys.stdin.readline()
print(update_store(Path(sys.argv[1])).done, flush=True)
"""


def process(code: str, *args: object) -> subprocess.Popen[str]:
    """Python of ours, waiting for a line."""
    started = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def go(started: subprocess.Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


def end(started: subprocess.Popen[str]) -> str:
    out, err = started.communicate(timeout=60)
    assert (started.returncode, err) == (0, "")
    return out.strip()


@pytest.mark.slow
def test_a_kill_at_any_time_leaves_a_whole_store(tmp_path: Path) -> None:
    out, made = tmp_path / "out", held(world(40))
    smaller = without(made, *(document.id for document in list(made.documents)[::2]))
    put(made, out)
    expected = {True: len(as_it_should_be(out))}
    started, since = process(_UPDATE, out), time.monotonic()
    go(started)
    assert end(started) == "built"
    took = time.monotonic() - since
    put(smaller, out)
    expected[False] = len(as_it_should_be(out))
    killed = torn = 0
    for turn in range(12):
        put(made if turn % 2 else smaller, out)
        started = process(_UPDATE, out)
        go(started)
        time.sleep(0.6 * took * turn / 11)
        started.send_signal(signal.SIGKILL)
        started.wait()
        killed += started.returncode == -signal.SIGKILL
        torn += len(versions(out)) > 1
        put(smaller if turn % 3 else made, out)
        with opened(out) as store:
            assert len(store) == expected[not turn % 3]
    assert killed > 2
    assert torn, "no kill came in the middle"
    put(corpus(), out)
    assert update_store(out).done == "updated"
    assert len(versions(out)) == 1, "what the killed ones left is gone"
    assert content(open_store(out)) == as_it_should_be(out)


# ---- whoever is beside


def test_two_that_want_to_build_both_have_it_and_one_built_it(out: Path) -> None:
    both = [process(_UPDATE, out) for _ in range(2)]
    for one in both:
        go(one)
    assert sorted(map(end, both)) == ["built", "kept"]
    assert len(versions(out)) == 1


def test_a_reader_keeps_its_version_and_the_next_one_removes_it(out: Path) -> None:
    article, blog = corpus().documents
    with opened(out) as store:
        (old,) = versions(out)
        before = content(store)
        put(without(corpus(), blog.id), out)
        update_store(out)
        assert len(versions(out)) == 2
        with opened(out) as newer:
            assert content(newer) == as_it_should_be(out) != before
        assert content(store) == before
    put(without(corpus(), article.id), out)
    update_store(out)
    assert old not in versions(out)
    assert len(versions(out)) == 1


_READ = """
import sys
from pathlib import Path
from kg.query import open_store, query_store
store = open_store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
rows = query_store(store, "SELECT (COUNT(?s) AS ?n) WHERE { ?s a kg:Statement }").rows
print(rows[0][0].value, flush=True)
"""


def test_readers_of_other_processes_keep_theirs(out: Path) -> None:
    readers = [process(_READ, out) for _ in range(3)]
    _, blog = corpus().documents
    for given_corpus in (without(corpus(), blog.id), corpus(), without(corpus(), blog.id)):
        put(given_corpus, out)
        update_store(out)
    assert len(versions(out)) == 2
    for reader in readers:
        go(reader)
    assert {end(reader) for reader in readers} == {"6"}
    put(corpus(), out)
    update_store(out)
    assert len(versions(out)) == 1


def test_opening_again_takes_no_more_files(out: Path) -> None:
    open_store(out)
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(20):
        open_store(out)
    after = len(list(Path("/proc/self/fd").iterdir())) if before else 0
    assert after <= before + 2


# ---- damage, strangers, folders that cannot be written


def _files(out: Path) -> list[Path]:
    return sorted(path for path in (out / "store").rglob("*") if path.is_file() and path.stat().st_size)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_flip, _cut, _empty, Path.unlink])
def test_damage_to_any_file_is_found_and_mended(
    damage: object, out: Path, said: list[str], tmp_path: Path
) -> None:
    update_store(out)
    expected = as_it_should_be(out)
    names = [path.relative_to(out) for path in _files(out) if path.name not in ("LOG", "LOCK")]
    assert len(names) > 10
    for name in names:
        copy = tmp_path / "copy"
        shutil.copytree(out, copy)
        damage(copy / name)  # type: ignore[operator]
        report = update_store(copy, said.append)
        assert report.done == "built", name
        with opened(copy, said.append) as store:
            assert content(store) == expected
        assert len(versions(copy)) == 1
        shutil.rmtree(copy)
    assert said == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"format": 1}', "\x00", "é" * 100],
)
def test_a_pointer_that_is_none(text: str, out: Path) -> None:
    update_store(out)
    (out / "store" / POINTER).write_bytes(text.encode("latin-1"))
    assert update_store(out).done == "built"
    assert len(versions(out)) == 1


@pytest.mark.parametrize(
    ("field", "value"), [("format", 0), ("engine", "pyoxigraph 0.1"), ("version", "../..")]
)
def test_another_format_or_engine_is_built_anew(field: str, value: object, out: Path) -> None:
    update_store(out)
    pointer = out / "store" / POINTER
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {field: value}))
    assert update_store(out).done == "built"
    assert content(open_store(out)) == as_it_should_be(out)


def test_files_that_are_not_its_own_stay(out: Path) -> None:
    folder = out / "store"
    (folder / "v-0123456789abcdef").mkdir(parents=True)
    strangers = [
        folder / "notes.md",
        folder / "CURRENT",
        folder / "v-0123456789abcdef" / "thesis.odt",
        folder / "v-mine" / "data",
    ]
    (folder / "v-mine").mkdir()
    for path in strangers:
        path.write_text("mine")
    elsewhere = out / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "000001.sst").write_text("mine")
    (folder / "v-fedcba9876543210").symlink_to(elsewhere)
    _, blog = corpus().documents
    for given_corpus in (corpus(), without(corpus(), blog.id), corpus()):
        put(given_corpus, out)
        update_store(out)
    assert [path.read_text() for path in strangers] == ["mine"] * 4
    assert (elsewhere / "000001.sst").read_text() == "mine"
    assert content(open_store(out)) == as_it_should_be(out)


def test_a_file_where_the_store_should_be(out: Path, said: list[str]) -> None:
    (out / "store").write_text("mine")
    with opened(out, said.append) as store:
        assert content(store) == as_it_should_be(out)
    assert (out / "store").read_text() == "mine"
    assert update_store(out, said.append).done == "in memory"
    assert len(said) == 2
    assert "cannot be kept" in said[0]
    assert "\n" not in said[0]


def test_by_default_the_warning_goes_to_stderr(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "store").write_text("mine")
    open_store(out)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: ")
    assert captured.err.count("\n") == 1


_AS_NOBODY = """
import os, sys
from pathlib import Path
import pyoxigraph
from kg.query import open_store, query_store, update_store
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print("ready", flush=True)
sys.stdin.readline()
said = []
print(update_store(Path(sys.argv[1]), said.append).done, len(said), end=' ')
print(len(open_store(Path(sys.argv[1]), said.append)))
"""


def test_a_folder_that_cannot_be_written(out: Path) -> None:
    """By somebody who is not root: what is there is opened, what is not is made in memory."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "out"
        shutil.copytree(out, place)
        size = len(as_it_should_be(place))
        _protect(Path(name))
        started = process(_AS_NOBODY, place)
        go(started)
        assert end(started) == f"in memory 1 {size}"
        _release(Path(name))
        update_store(place)
        _protect(Path(name))
        started = process(_AS_NOBODY, place)
        go(started)
        assert end(started) == f"kept 0 {size}"
        _release(Path(name))


def _protect(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def _release(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_version_that_is_held_is_not_swept(out: Path) -> None:
    update_store(out)
    found = Versions(out / "store").current()
    assert found is not None
    with found, (found.folder / "lock").open("r+b") as other, pytest.raises(portalocker.LockException):
        portalocker.lock(other, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)


# ---- size


@pytest.mark.slow
def test_memory_while_building_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    code = """
import resource, sys
from pathlib import Path
from kg.query import update_store
print("ready", flush=True)
sys.stdin.readline()
update_store(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peaks = []
    for size in (100, 400):
        people = world(100)
        maker = Maker(people.actors, 5)
        grown = replace(people, documents=Documents(size, maker), statements=Statements(size, maker))
        put(replace(grown, copies=()), tmp_path / str(size))
        started = process(code, tmp_path / str(size))
        go(started)
        peaks.append(int(end(started)))
    assert peaks[1] < 1.5 * peaks[0]


def test_the_same_answer_from_disk_and_from_memory(out: Path) -> None:
    text = "SELECT * WHERE { ?s ?p ?o FILTER(isIRI(?s) && !isBlank(?o)) } ORDER BY ?s ?p STR(?o) LANG(?o)"
    with opened(out) as store:
        assert query_store(store, text) == query_store(load_store(out), text)
