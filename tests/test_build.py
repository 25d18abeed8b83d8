"""A build: whole, the same every time, and unharmed by what goes wrong."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import kg.build.run
from kg.build import RUN_FILE, BuildOptions, BuildReport, build
from kg.check import check
from kg.errors import DocumentSkipped, InputMissing, OutputUnusable
from kg.extract import Extractor
from kg.journal import FILE_NAME, Journal
from kg.records import Corpus, Document, Extraction
from kg.write import WRITERS

SPEAKERS = ("Anne Lefort", "Bruno Caron", "Claire Vasseur", "Denis Morel", "Élise Garnier", "Fabien Roussel")


def article(number: int) -> str:
    speaker = SPEAKERS[number % len(SPEAKERS)]
    return (
        f"Le projet numéro {number} divise le conseil\n\n"
        f"La maire {speaker} a déclaré mardi que le projet numéro {number} serait terminé avant l'été.\n\n"
        f"« Nous tiendrons les délais », a-t-elle ajouté. Selon le syndicat des transports, le chantier"
        f" coûtera pourtant {number + 2} millions d'euros.\n"
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(article(number), encoding="utf-8")
    return folder


def exports(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in WRITERS}


def run_record(out: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="module")
def seed_build(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    out = tmp_path_factory.mktemp("seeds") / "out"
    return out, build([str(seeds)], out)


def test_the_seeds_give_every_file_of_the_plan(seed_build: tuple[Path, BuildReport]) -> None:
    out, report = seed_build
    promised = (
        "documents.jsonl statements.jsonl actors.jsonl merges.jsonl copies.jsonl claims.jsonl"
        " graph.ttl graph.gexf graph.graphml statements.csv"
    )
    assert {path.name for path in out.iterdir()} == {*promised.split(), RUN_FILE, FILE_NAME}
    assert report.documents == 5
    assert report.exit_code == 0
    assert report.statements > 30
    lines = (out / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == report.statements
    assert {json.loads(line)["doc"] for line in lines} == {path.name for path in (seed_docs(out))}


def seed_docs(out: Path) -> Iterator[Path]:
    for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        yield Path(json.loads(line)["name"])


def test_the_run_record_says_what_was_done(seed_build: tuple[Path, BuildReport], seeds: Path) -> None:
    out, report = seed_build
    record = run_record(out)
    assert record["inputs"] == [str(seeds)]
    files = {"model": None, "registers": [], "decisions": None, "codebook": None}
    assert record["options"] == {**files, "workers": 1}
    assert record["skipped"] == record["duplicates"] == []
    counts, seconds, versions, files = (record[key] for key in ("counts", "seconds", "versions", "files"))
    assert isinstance(counts, dict)
    assert counts["documents"] == 5
    assert counts["statements"] == report.statements
    assert isinstance(seconds, dict)
    assert list(seconds) == ["load", "read", "extract", "code", "link", "write"]
    assert isinstance(versions, dict)
    assert {"newskg", "spacy", "python"} <= set(versions)
    assert isinstance(files, dict)
    assert {name: files[name]["bytes"] for name in files} == {
        name: len(data) for name, data in exports(out).items()
    }


def test_the_graph_of_the_seeds_conforms_to_its_shapes(seed_build: tuple[Path, BuildReport]) -> None:
    out, report = seed_build
    found = check([out / "graph.ttl"])
    assert [group for group in found.groups if group.severity != "info"] == []
    assert found.triples > 50 * report.statements
    assert 0 < found.counts["info"] < report.statements  # those without a date


def test_a_second_run_extracts_nothing_and_gives_the_same_bytes(
    seed_build: tuple[Path, BuildReport], seeds: Path
) -> None:
    out, first = seed_build
    before = exports(out)
    again = build([str(seeds)], out)
    assert (first.reused, again.reused) == (0, 5)
    assert exports(out) == before


def test_the_order_of_the_inputs_does_not_show(
    seed_build: tuple[Path, BuildReport], seeds: Path, tmp_path: Path
) -> None:
    out, _ = seed_build
    build([str(path) for path in sorted(seeds.iterdir(), reverse=True)], tmp_path)
    assert exports(tmp_path) == exports(out)


@pytest.mark.slow
def test_the_number_of_workers_does_not_show(
    seed_build: tuple[Path, BuildReport], seeds: Path, tmp_path: Path
) -> None:
    out, _ = seed_build
    report = build([str(seeds)], tmp_path, BuildOptions(workers=2))
    assert report.reused == 0
    assert exports(tmp_path) == exports(out)


def test_a_result_is_exactly_its_inputs(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([str(articles)], out)
    (articles / "3.txt").unlink()
    (articles / "1.txt").write_text(article(9), encoding="utf-8")
    report = build([str(articles)], out)
    assert (report.documents, report.reused) == (3, 2)
    build([str(articles)], tmp_path / "fresh")
    assert exports(out) == exports(tmp_path / "fresh")


def test_copies_are_built_once_and_said(articles: Path, tmp_path: Path) -> None:
    (articles / "copy.txt").write_text(article(2), encoding="utf-8")
    report = build([str(articles)], tmp_path / "out")
    assert [(copy.name, copy.of) for copy in report.duplicates] == [("copy.txt", "2.txt")]
    assert report.documents == 4
    assert report.exit_code == 0
    assert run_record(tmp_path / "out")["duplicates"] == [
        {"name": "copy.txt", "source_path": report.duplicates[0].source_path, "of": "2.txt"}
    ]


def test_a_document_on_which_the_extractor_fails_is_skipped(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = Extractor.extract

    def stumbles(self: Extractor, documents: Iterator[Document]) -> Iterator[Extraction]:
        listed = list(documents)
        if any(document.name == "2.txt" for document in listed):
            raise IndexError("list index\nout of range")
        return iter(list(extract(self, listed)))

    monkeypatch.setattr(Extractor, "extract", stumbles)
    report = build([str(articles)], tmp_path / "out")
    (skipped,) = report.skipped
    assert skipped.path.endswith("2.txt")
    assert "IndexError: list index out of range" in skipped.reason
    assert (report.documents, report.exit_code) == (3, 1)
    assert run_record(tmp_path / "out")["skipped"] == [{"path": skipped.path, "reason": skipped.reason}]
    monkeypatch.undo()
    assert build([str(articles)], tmp_path / "out").documents == 4  # it is tried again


def test_a_writer_that_fails_leaves_the_last_result(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build([str(articles)], out)
    before = exports(out) | {RUN_FILE: (out / RUN_FILE).read_bytes()}

    def full(_: Corpus, path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device", str(path))

    broken: Mapping[str, object] = {
        name: full if name == list(WRITERS)[-1] else WRITERS[name] for name in WRITERS
    }
    monkeypatch.setattr(kg.build.run, "WRITERS", broken)
    (articles / "1.txt").unlink()
    with pytest.raises(OSError, match="No space left"):
        build([str(articles)], out)
    assert exports(out) | {RUN_FILE: (out / RUN_FILE).read_bytes()} == before
    assert {path.name for path in out.iterdir()} == {*before, FILE_NAME}


def test_the_result_of_a_build_is_no_input(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([str(articles)], out)
    with pytest.raises(InputMissing):
        build([str(out)], out)
    first = exports(out)
    assert build([str(tmp_path)], out).documents == 4
    assert exports(out).keys() == first.keys()


def test_two_builds_at_once_are_refused(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with Journal(out / FILE_NAME), pytest.raises(OutputUnusable, match="another build"):
        build([str(articles)], out)
    assert [path.name for path in out.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_an_unwritable_folder_is_refused_before_any_work(articles: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputUnusable, match=r"file.*choose another -o"):
        build([str(articles)], tmp_path / place)


def test_if_no_document_can_be_built_the_last_result_stays(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([str(articles)], out)
    before = exports(out)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputMissing, match=r"empty\.txt"):
        build([str(tmp_path / "empty.txt")], out)
    assert exports(out) == before


def test_a_skipped_document_survives_the_way_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(DocumentSkipped("a.txt", "is empty")))
    assert (error.path, error.reason, str(error)) == ("a.txt", "is empty", "a.txt: is empty")


STOPPED = """
import os, signal, sys, time
from kg.cli.main import main
from kg.journal import Journal

run, kept = Journal.run, []

def run_and_stop(self, query, *values):
    result = run(self, query, *values)
    if query.startswith("INSERT INTO extraction"):
        kept.append(query)
        if len(kept) == 3:
            how, whom = (os.killpg, os.getpgrp()) if sys.argv[1] == "SIGINT" else (os.kill, os.getpid())
            how(whom, signal.Signals[sys.argv[1]])  # Ctrl-C goes to the workers too
            time.sleep(1)  # another thread may be the one to take the signal
    return result

Journal.run = run_and_stop
main(["build", *sys.argv[2:]])
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("sent", "code"), [("SIGKILL", -signal.SIGKILL), ("SIGINT", 130)])
def test_a_build_that_is_stopped_goes_on(
    articles: Path, tmp_path: Path, sent: str, code: int, workers: int
) -> None:
    """It ends in the middle of the third document's transaction: two are kept, and kept whole."""
    out = tmp_path / "out"
    arguments = [sent, str(articles), "-o", str(out), "--workers", str(workers)]
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, *arguments],
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == code
    if sent == "SIGINT":
        assert said.split() == ["kg:", "interrupted"]
    assert not (out / RUN_FILE).exists()
    assert all_gone(process.pid), "a worker outlived the build"
    report = build([str(articles)], out)
    assert (report.documents, report.reused) == (4, 2)
    build([str(articles)], tmp_path / "whole")
    assert exports(out) == exports(tmp_path / "whole")
    assert {path.name for path in out.iterdir()} == {*WRITERS, RUN_FILE, FILE_NAME}


def all_gone(group: int) -> bool:
    """Whether every process of the group has ended within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
