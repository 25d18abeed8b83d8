"""Every format: whole or absent, the same bytes each time, read back as it was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kg.errors import OutputUnusable
from kg.graph.network import to_network
from kg.graph.rdf import triples
from kg.records import Corpus, Document
from kg.write import WRITERS, atomic
from tests.graph.corpora import ARTICLE, BLOG, corpora, corpus

relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for name, write in WRITERS.items():
        write(corpus(), folder / name)
    return folder


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_files_are_those_of_the_design() -> None:
    records = {
        "documents.jsonl",
        "statements.jsonl",
        "actors.jsonl",
        "merges.jsonl",
        "copies.jsonl",
        "claims.jsonl",
        "statements.csv",
    }
    assert set(WRITERS) == records | {"graph.ttl", "graph.gexf", "graph.graphml"}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_twice_gives_the_same_bytes(name: str, out: Path, tmp_path: Path) -> None:
    WRITERS[name](corpus(), tmp_path / name)
    assert (tmp_path / name).read_bytes() == (out / name).read_bytes()
    assert list(tmp_path.iterdir()) == [tmp_path / name]


@relaxed
@given(given=corpora())
def test_any_corpus_can_be_written_and_read_back(given: Corpus, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name, write in WRITERS.items():
        write(given, folder / name)
    count = len(list(triples(given)))
    assert len(list(ox.parse(path=folder / "graph.ttl", format=ox.RdfFormat.TURTLE))) == count
    assert len(rdflib.Graph().parse(folder / "graph.ttl")) == count
    network = to_network(given)
    for read in (nx.read_gexf(folder / "graph.gexf"), nx.read_graphml(folder / "graph.graphml")):
        _assert_same(network, read)
    statements = list(given.statements)
    assert [row["id"] for row in _lines(folder / "statements.jsonl")] == [s.id for s in statements]
    with (folder / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [s.id for s in statements]


def _assert_same(network: nx.MultiDiGraph[str], read: Any) -> None:
    """Nodes and edges with every attribute; the readers add the edge id, and GraphML takes it for a key."""
    assert dict(read.nodes(data=True)) == dict(network.nodes(data=True))
    made = {(s, t, k): data for s, t, k, data in network.edges(keys=True, data=True)}
    again: dict[tuple[str, str, str], dict[str, Any]] = {}
    for edge in read.edges(keys=True, data=True) if read.is_multigraph() else read.edges(data=True):
        data = dict(edge[-1])
        own = data.pop("id", None)
        again[edge[0], edge[1], own if own is not None else edge[2]] = data
    assert again == made


def test_the_networks_are_read_back_with_their_attributes(out: Path) -> None:
    network = to_network(corpus())
    assert network.number_of_edges() == 20
    _assert_same(network, nx.read_gexf(out / "graph.gexf"))
    _assert_same(network, nx.read_graphml(out / "graph.graphml"))


@pytest.fixture(scope="module")
def gexf_schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(shared / "schemas" / "gexf-1.3" / "gexf.xsd")))


@relaxed
@given(given=corpora())
def test_gexf_is_valid(given: Corpus, gexf_schema: etree.XMLSchema, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("gexf") / "graph.gexf"
    WRITERS["graph.gexf"](given, path)
    assert gexf_schema.validate(etree.parse(str(path))), gexf_schema.error_log


def test_gexf_is_for_gephi(out: Path, gexf_schema: etree.XMLSchema) -> None:
    tree = etree.parse(str(out / "graph.gexf"))
    assert gexf_schema.validate(tree), gexf_schema.error_log
    edges = tree.findall(".//{http://gexf.net/1.3}edge")
    assert {edge.get("kind") for edge in edges} >= {"says", "in", "supports"}
    assert all(float(edge.get("weight", "0")) > 0 for edge in edges)
    assert b"lastmodifieddate" not in (out / "graph.gexf").read_bytes()


def test_statements_have_the_fields_that_a_scorer_reads(out: Path) -> None:
    rows = _lines(out / "statements.jsonl")
    places = [(row["document"], row["id"]) for row in rows]
    assert places == sorted(places)
    row = next(row for row in rows if "dialogue" in row["content"])
    expected = {
        "doc": "000_article.txt",
        "source": "Sergueï Lavrov",
        "actor": "Sergueï Lavrov",
        "kind": "person",
        "cue": "a déclaré",
        "cue_lemma": "déclarer",
        "content": "« Nous voulons un dialogue » « et des garanties »",
        "mode": "direct",
        "negated": False,
        "via": ["Agence France-Presse"],
        "said_on": "2021-12-16",
        "date_evidence": "ce jeudi",
        "date_basis": "deictic",
        "edtf": "2021-12-16",
        "source_form": "name",
        "addressee": "Agence France-Presse",
        "act": "assert",
        "rule": "quote.incise",
        "confidence": 0.9,
        "outlet": "Le Média",
        "published": "2021-12-16T16:42+0100",
        "posted": None,
        "copies": 1,
        "outlets": 2,
        "concepts": [{"id": "dialogue", "position": "support"}],  # the other is held by somebody else
    }
    assert {name: row[name] for name in expected} == expected
    nobody = next(row for row in rows if row["content"] == '"la paix"')
    assert (nobody["source"], nobody["actor"], nobody["kind"], nobody["said_on"]) == (None,) * 4
    assert nobody["posted"] == "2022-01-12T21:32"
    assert (nobody["copies"], nobody["outlets"]) == (0, 1)
    assert {row["actor"] for row in rows} >= {"inconnu du registre", None}


def test_copies_are_told_with_their_outlets(out: Path) -> None:
    (row,) = _lines(out / "copies.jsonl")
    rows = {statement["id"]: statement for statement in _lines(out / "statements.jsonl")}
    (member,) = row.pop("members")
    assert rows[member]["copy_of"] == row.pop("original")
    assert row == {"kind": "statement", "outlets": ["Agence Zéta", "Le Média"], "first": "2021-12-16"}
    with (out / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {r["id"]: r["copy_of"] for r in csv.DictReader(file) if r["copy_of"]} == {
            member: rows[member]["copy_of"]
        }


def test_parts_of_a_statement_are_the_text_at_their_offsets(out: Path) -> None:
    texts = {"000_article.txt": ARTICLE, "003_direct.txt": BLOG}
    documents = {row["name"]: row["text"] for row in _lines(out / "documents.jsonl")}
    assert documents == texts
    rows = _lines(out / "statements.jsonl")
    assert len(rows) == 6
    for row in rows:
        spans = [*row["parts"], row["source_span"], row["cue_span"], row["date_span"]]
        for span in filter(None, spans):
            assert texts[row["doc"]][span["start"] : span["end"]] == span["text"]
        assert " ".join(part["text"] for part in row["parts"]) == row["content"]


def test_a_line_of_json_is_one_line_for_every_reader(out: Path) -> None:
    text = (out / "actors.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == text.count("\n") == 8
    assert "Témoins\u2028" in [row["name"] for row in _lines(out / "actors.jsonl")]


def test_the_table_opens_in_a_spreadsheet(out: Path) -> None:
    raw = (out / "statements.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,doc,")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [row["id"] for row in _lines(out / "statements.jsonl")]
    by_content = {row["content"]: row for row in rows}
    assert by_content["« C'est non »"]["actor"] == '\'=Müller & "fils" <b>]]>'
    assert by_content["« Nous voulons un dialogue » « et des garanties »"]["start"] == "0"
    cells = [cell for row in rows for cell in row.values()]
    assert not any(re.match(r"[=+\-@＝＋－＠\s]", cell) for cell in cells if cell)
    assert not any("\n" in cell for cell in cells)


# ---- whole or absent


def _failing() -> Iterator[Document]:
    yield from corpus().documents
    raise RuntimeError("the source dried up")


@pytest.mark.parametrize("name", ["documents.jsonl", "graph.ttl", "graph.gexf"])
def test_a_broken_source_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    class Broken:
        def __iter__(self) -> Iterator[Document]:
            return _failing()

    path = tmp_path / name
    path.write_text("old")
    given = corpus()
    with pytest.raises(RuntimeError, match="dried up"):
        WRITERS[name](Corpus(documents=Broken(), statements=given.statements, actors=()), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_folder_that_is_not_there_is_one_clear_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "none" / name
    with pytest.raises(OutputUnusable, match=re.escape(str(path))) as caught:
        WRITERS[name](corpus(), path)
    assert "\n" not in str(caught.value)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl" / "x").mkdir(parents=True)
    with pytest.raises(OutputUnusable, match="cannot be written"):
        WRITERS["graph.ttl"](corpus(), tmp_path / "graph.ttl")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]


def test_files_have_the_usual_rights(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with atomic(tmp_path / "a") as file:
            file.write(b"a")
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
