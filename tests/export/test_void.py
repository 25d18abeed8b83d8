"""The description of a dataset: its counts are those of SPARQL, its checksums those of the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import DataInvalid, OutputUnusable
from kg.export.counts import count
from kg.export.distinct import Distinct
from kg.graph.iris import DATA_BASE
from kg.graph.rdf import prefixes, triples
from kg.records import Corpus
from tests.export.results import exported, write_result
from tests.graph.corpora import corpora, corpus

relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
PREFIXES = {
    **prefixes(),
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
}


def store_of(stream: Iterable[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in stream)
    return store


def ask(store: ox.Store, query: str) -> list[tuple[str | None, ...]]:
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(None if term is None else term.value for term in row) for row in found]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_result(corpus(), tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def described(out: Path) -> ox.Store:
    store = ox.Store()
    store.load(exported(out, "void", license="https://example.org/licence"), ox.RdfFormat.TURTLE)
    return store


# ---- counts


@relaxed
@given(given=corpora())
def test_counts_are_those_of_sparql(given: Corpus) -> None:
    store, found = store_of(triples(given)), count(triples(given))
    (row,) = ask(
        store,
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (COUNT(DISTINCT ?o) AS ?k) WHERE { ?s ?p ?o }",
    )
    assert (str(found.triples), str(found.subjects), str(found.objects)) == row
    ((own,),) = ask(
        store,
        f'SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{DATA_BASE}")) }}',
    )
    assert str(found.entities) == own
    assert {(k.value, str(n)) for k, n in found.classes.items()} == set(
        ask(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c")
    )
    assert {(k.value, str(n)) for k, n in found.properties.items()} == set(
        ask(store, "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")
    )


def test_subjects_that_come_again_are_counted_once() -> None:
    given = list(triples(corpus()))
    mixed = sorted(given, key=lambda t: hashlib.md5(str(t).encode()).digest())
    assert count(mixed).subjects == count(given).subjects
    assert count(mixed).objects == count(given).objects


@given(st.lists(st.text(max_size=3)), st.integers(1, 5))
def test_different_texts_are_counted_exactly_beyond_memory_too(texts: list[str], held: int) -> None:
    counter = Distinct(held)
    for text in texts:
        counter.add(text.encode("utf-8", "replace").decode())
    assert counter.count() == len({text.encode("utf-8", "replace") for text in texts})


# ---- the description


def test_the_description_tells_the_counts(out: Path, described: ox.Store) -> None:
    graph = list(triples(corpus()))
    (row,) = ask(
        described,
        """SELECT ?triples ?subjects ?properties ?classes WHERE { ?d a void:Dataset, dcat:Dataset ;
        void:triples ?triples ; void:distinctSubjects ?subjects ;
        void:properties ?properties ; void:classes ?classes }""",
    )
    kinds = {t.object for t in graph if t.predicate.value.endswith("#type")}
    numbers = (len(graph), len({t.subject for t in graph}), len({t.predicate for t in graph}), len(kinds))
    assert row == tuple(map(str, numbers))
    assert ("6",) in ask(described, "SELECT ?n { ?p void:class kg:Statement ; void:entities ?n }")
    assert ("5",) in ask(described, "SELECT ?n { ?p void:property kg:speaker ; void:triples ?n }")
    examples = {iri for (iri,) in ask(described, "SELECT ?e { ?d void:exampleResource ?e }")}
    assert {iri.split("/")[-2] for iri in examples if iri} == {"doc", "stmt", "actor"}
    assert examples <= {t.subject.value for t in graph}  # type: ignore[union-attr]


def test_the_period_is_that_of_sayings_and_publications(described: ox.Store) -> None:
    ((first, last),) = ask(
        described, "SELECT ?a ?b { ?p a dct:PeriodOfTime ; dcat:startDate ?a ; dcat:endDate ?b }"
    )
    store = store_of(triples(corpus()))
    ((start, end),) = ask(
        store,
        """SELECT (MIN(?day) AS ?a) (MAX(?day) AS ?b) { ?s kg:dateStart|kg:dateEnd|schema:datePublished ?o
        FILTER(DATATYPE(?o) IN (xsd:date, xsd:dateTime)) BIND(SUBSTR(STR(?o), 1, 10) AS ?day) }""",
    )
    assert (first, last) == (start, end) == ("2021-12-01", "2022-01-12")
    assert ask(described, "SELECT ?l { ?d dct:language ?l }") == [
        ("http://id.loc.gov/vocabulary/iso639-1/fr",)
    ]


def test_every_file_is_there_with_its_size_and_checksum(out: Path, described: ox.Store) -> None:
    rows = ask(
        described,
        """SELECT ?name ?bytes ?sum ?type ?format { ?f a dcat:Distribution ; dct:title ?name ;
        dcat:byteSize ?bytes ; spdx:checksum/spdx:checksumValue ?sum
        OPTIONAL { ?f dcat:mediaType ?type } OPTIONAL { ?f dct:format ?format } }""",
    )
    listed = json.loads((out / "run.json").read_text())["files"]
    assert {row[0] for row in rows} == set(listed)
    for name, size, digest, kind, form in rows:
        data = (out / str(name)).read_bytes()
        assert (size, digest) == (str(len(data)), hashlib.sha256(data).hexdigest())
        assert kind or form, name


def test_origin_rights_and_licence(described: ox.Store) -> None:
    used = ask(
        described, "SELECT ?mark { ?d prov:wasGeneratedBy/prov:used/dct:identifier ?mark } ORDER BY ?mark"
    )
    assert used == [("abc",), ("def",)]
    hashes = [t.object.value for t in triples(corpus()) if t.predicate.value.endswith("contentHash")]
    digest = hashlib.sha256("".join(f"{h}\n" for h in hashes).encode()).hexdigest()
    assert ask(
        described, "SELECT ?v { ?d prov:wasGeneratedBy/prov:used/spdx:checksum/spdx:checksumValue ?v }"
    ) == [(digest,)]
    ((software,),) = ask(
        described, "SELECT ?l { ?d prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?l }"
    )
    assert str(software).startswith("newskg 0.")
    assert ask(described, "SELECT ?l { ?d dct:license ?l }") == [("https://example.org/licence",)]
    assert len(ask(described, "SELECT ?l { ?d dct:rights/rdfs:label ?l }")) == 2


def test_there_is_no_licence_unless_given(out: Path) -> None:
    assert b"license" not in exported(out, "void")
    with pytest.raises(DataInvalid, match="'CC-BY' is no absolute IRI"):
        exported(out, "void", license="CC-BY")


def test_neither_clock_nor_path_is_in_it(out: Path, tmp_path: Path) -> None:
    text = exported(out, "void").decode()
    assert str(out) not in text
    assert "inputs" not in text
    run = json.loads((out / "run.json").read_text())
    again = write_result(corpus(), tmp_path)
    (again / "run.json").write_text(json.dumps({**run, "inputs": ["/elsewhere"], "seconds": {"read": 99}}))
    assert exported(again, "void").decode() == text


# ---- what cannot be described


def test_files_that_changed_since_are_told(tmp_path: Path) -> None:
    folder = write_result(corpus(), tmp_path)
    with (folder / "statements.csv").open("ab") as file:
        file.write(b"x")
    with pytest.raises(OutputUnusable, match=r"statements\.csv: is not the file that run\.json lists"):
        exported(folder, "void")
    (folder / "statements.csv").unlink()
    with pytest.raises(OutputUnusable, match=r"statements\.csv: cannot be read"):
        exported(folder, "void")


@pytest.mark.parametrize(
    "text", [None, "", "[]", '{"files": {"graph.ttl": {}}}', '{"files": {}}', "\xff", "[" * 9999]
)
def test_a_run_record_that_is_none(text: str | None, tmp_path: Path) -> None:
    folder = write_result(corpus(), tmp_path, ("graph.ttl",))
    if text is not None:
        (folder / "run.json").write_text(text, encoding="latin-1")
    with pytest.raises(OutputUnusable, match=r"run\.json: .*build"):
        exported(folder, "void")
