"""Every format: the same graph for every reader, the same bytes each time, whole or absent."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import OutputUnusable
from kg.export import EXPORTS, ExportOptions, export, export_file, named_by
from kg.export.names import graph_names
from kg.export.rdf import SYNTAXES
from kg.graph.rdf import triples
from kg.graph.units import quads
from kg.records import Corpus
from tests.export.results import DEFAULT, exported, read_ox, read_rdflib, write_result
from tests.graph.corpora import corpora, corpus

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

READERS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt11"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
WITH_GRAPHS = {"trig", "nquads"}


@pytest.fixture(scope="module", autouse=True)
def literals_as_they_stand() -> Iterator[None]:
    """rdflib writes some values anew as it reads them: 00:00:00.1 becomes 00:00:00.100000."""
    old, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = old


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_result(corpus(), tmp_path_factory.mktemp("out"))


def test_the_formats_are_those_of_the_documentation(root: Path) -> None:
    page = (root / "docs" / "export.md").read_text(encoding="utf-8")
    assert list(EXPORTS) == re.findall(r"^\| `([a-z]+)`", page, flags=re.MULTILINE)
    assert set(SYNTAXES) == set(READERS) < set(EXPORTS)


@relaxed
@given(given=corpora())
def test_every_reader_reads_the_same_graph_in_every_format(given: Corpus, tmp_path_factory: Any) -> None:
    folder = write_result(given, tmp_path_factory.mktemp("any"), ("graph.ttl",))
    named = read_ox(ox.serialize(quads(triples(given)), format=ox.RdfFormat.N_QUADS), ox.RdfFormat.N_QUADS)
    plain = [(*quad[:3], DEFAULT) for quad in named]
    for name, (form, other) in READERS.items():
        data, expected = exported(folder, name), named if name in WITH_GRAPHS else plain
        assert sorted(read_ox(data, form)) == sorted(expected), name
        assert read_rdflib(data, other) == set(expected), name


def test_turtle_is_the_file_of_the_result(out: Path) -> None:
    assert exported(out, "turtle") == (out / "graph.ttl").read_bytes()


@pytest.mark.parametrize("name", EXPORTS)
def test_twice_gives_the_same_bytes_compressed_or_not(name: str, out: Path, tmp_path: Path) -> None:
    suffix = EXPORTS[name].suffixes[0]
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    first, second = tmp_path / "a" / f"one{suffix}.gz", tmp_path / "b" / f"two{suffix}.gz"
    export_file(out, name, first)
    export_file(out, name, second)
    assert first.read_bytes() == second.read_bytes()
    assert gzip.decompress(first.read_bytes()) == exported(out, name)
    assert first.read_bytes()[3:8] == bytes(5), "no name, no time"
    assert list(first.parent.iterdir()) == [first]


@pytest.mark.parametrize("name", ["turtle", "trig", "rdfxml"])
def test_prefixes_are_bound(name: str, out: Path) -> None:
    text = exported(out, name).decode()
    assert "schema:headline" in text
    assert "kg:speaker" in text


def test_the_default_graph_of_trig_holds_the_actors_and_no_statement(out: Path) -> None:
    store = ox.Store()
    store.load(exported(out, "trig"), ox.RdfFormat.TRIG)
    kinds = {
        re.split("[/#]", q.object.value)[-1]
        for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    assert "Person" in kinds
    assert "Statement" not in kinds
    assert len(list(store.named_graphs())) == 2


ODD = [
    "",
    " ",
    "\r\n",
    "\t a \r",
    "]]>",
    "&amp;<b>",
    '"""',
    "\\",
    "\\u0041",
    "\u2028\x85\x7f",
    "\ufeffa",
    "e\u0301",
    "\U0001f600\u202e",
]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
def test_odd_characters_come_back(words: list[str]) -> None:
    thing, term = ox.NamedNode("https://w3id.org/newskg/id/doc/x"), ox.NamedNode("https://schema.org/text")
    legal = [re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", word) for word in words]
    values = [*ODD, *legal]
    given = [ox.Triple(thing, term, ox.Literal(v, language=tag)) for v in values for tag in ("fr", "fr-be")]
    given += [ox.Triple(thing, term, ox.Literal(v)) for v in values]
    expected = set(read_ox(ox.serialize(given, format=ox.RdfFormat.N_TRIPLES), ox.RdfFormat.N_TRIPLES))
    for name, (form, other) in READERS.items():
        file = Sink()
        SYNTAXES[name](given, file, graph_names())  # type: ignore[arg-type]
        graphless = {(*quad[:3], DEFAULT) for quad in read_ox(bytes(file.data), form)}
        assert graphless == expected, name
        assert {(*quad[:3], DEFAULT) for quad in read_rdflib(bytes(file.data), other)} == expected, name


class Sink:
    """As little of a file as a serialiser may ask for."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    def flush(self) -> None:
        pass


def test_xml_is_well_formed_whatever_a_graph_holds(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(
        r'<https://e/s> <https://e/p> "a\u0000\u001B\uFFFF\rb" .', encoding="utf-8"
    )
    ((_, _, text, _),) = read_rdflib(exported(tmp_path, "rdfxml"), "xml")
    assert text[1] == "a\ufffd\ufffd\ufffd\rb"


# ---- names of files


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("x.ttl", "turtle"),
        ("x.NT.gz", "ntriples"),
        ("a.b.trig", "trig"),
        ("x.gz", None),
        ("x.json", None),
        ("x", None),
    ],
)
def test_the_suffix_tells_the_format(file: str, name: str | None) -> None:
    assert named_by(Path(file)) == name


@pytest.mark.parametrize("view", ["schema", "void"])
@pytest.mark.parametrize("name", READERS)
def test_a_view_is_written_in_any_syntax(name: str, view: str, out: Path, tmp_path: Path) -> None:
    path = tmp_path / f"x{EXPORTS[name].suffixes[0]}"
    export_file(out, view, path)
    form, other = READERS[name]
    expected = set(read_ox(exported(out, view, syntax="ntriples"), ox.RdfFormat.N_TRIPLES))
    assert set(read_ox(path.read_bytes(), form)) == expected
    assert read_rdflib(path.read_bytes(), other) == expected


def test_a_name_that_means_another_format_is_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"x\.nt: is named like ntriples, not turtle"):
        export_file(out, "turtle", tmp_path / "x.nt")
    assert not list(tmp_path.iterdir())


# ---- what cannot be done


@pytest.mark.parametrize("name", ["graph.ttl", "statements.jsonl", "run.json"])
def test_the_files_of_the_result_are_never_replaced(name: str, out: Path, tmp_path: Path) -> None:
    before = (out / name).read_bytes()
    with pytest.raises(OutputUnusable, match="belongs to the result"):
        export_file(out, "schema", out / name)
    assert (out / name).read_bytes() == before


@pytest.mark.parametrize("name", EXPORTS)
def test_a_folder_without_a_result_is_one_clear_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=re.escape(str(tmp_path / "graph.ttl"))) as caught:
        export_file(tmp_path, name, tmp_path / "x")
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_is_told_the_known_ones(out: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"'owl'; there are: turtle, trig"):
        export(out, "owl", Sink())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["<a", "[] <https://e/p> 1 .", "<https://e/s> <https://e/p> [] .", "\x00"])
@pytest.mark.parametrize("name", ["turtle", "jsonld", "schema"])
def test_a_graph_that_is_none_leaves_the_old_file(text: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "x.gz").write_bytes(b"old")
    with pytest.raises(OutputUnusable, match="build the result again"):
        export_file(tmp_path, name, tmp_path / "x.gz")
    assert (tmp_path / "x.gz").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"graph.ttl", "x.gz"}


def test_what_is_no_file_is_not_replaced(out: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path(os.devnull)):
        with pytest.raises(OutputUnusable, match="no file"):
            export_file(out, "turtle", path)


# ---- the text of the articles


def test_a_text_is_the_one_that_the_offsets_count_in(out: Path) -> None:
    store = ox.Store()
    store.load(exported(out, "trig", with_text=True), ox.RdfFormat.TRIG)
    found = store.query(
        """PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        SELECT ?text ?start ?end ?words { GRAPH ?g { ?span nif:referenceContext ?doc ; nif:beginIndex ?start ;
          nif:endIndex ?end ; nif:anchorOf ?words . ?doc nif:isString ?text } }"""
    )
    rows = [tuple(term.value for term in row) for row in found]  # type: ignore[union-attr]
    assert len(rows) > 12
    assert all(text[int(start) : int(end)] == words for text, start, end, words in rows)


@relaxed
@given(given=corpora())
def test_the_text_is_all_that_is_added(given: Corpus, tmp_path_factory: Any) -> None:
    folder = write_result(given, tmp_path_factory.mktemp("any"), ("graph.ttl", "documents.jsonl"))
    without = read_ox(exported(folder, "turtle"), ox.RdfFormat.TURTLE)
    with_text = read_ox(exported(folder, "turtle", with_text=True), ox.RdfFormat.TURTLE)
    added = [quad for quad in with_text if quad[1][1].endswith("#isString")]
    assert [quad for quad in with_text if quad not in added] == without
    assert len(added) == len(list(given.documents))


@pytest.mark.parametrize("name", EXPORTS)
def test_without_the_option_no_paragraph_is_given_away(name: str, out: Path) -> None:
    data = exported(out, name).decode()
    for words in (
        "aura lieu.\n",
        "aura lieu.\\n",
        "a déclaré ce jeudi",
        "Selon l’Élysée, la",
        "a dit une source",
        "n'a pas dit s'il",
    ):
        assert words not in data
    if "with_text" in EXPORTS[name].takes:
        assert "a déclaré ce jeudi" in exported(out, name, with_text=True).decode()


def test_the_text_of_another_build_is_refused(out: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((out / "graph.ttl").read_bytes())
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    hashes = re.findall(r'"sha256": "(\w+)"', "".join(lines))
    for wrong in (
        [],
        lines[:1],
        lines[::-1],
        [line.replace(hashes[0], hashes[1]) for line in lines],
        ["{}\n"],
    ):
        (tmp_path / "documents.jsonl").write_text("".join(wrong), encoding="utf-8")
        with pytest.raises(OutputUnusable, match=r"documents\.jsonl: .*build the result again"):
            export_file(tmp_path, "trig", tmp_path / "x", ExportOptions(with_text=True))
