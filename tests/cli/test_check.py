"""``kg check``: what is wrong, where and how often; exit codes; input that is hostile or broken."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib import SH

from kg.check import CheckOptions, check
from kg.cli.main import main
from kg.graph.rdf import prefixes, triples
from kg.write.turtle import write_turtle
from tests.check.planted import plant, rich

OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/newskg/ns#> .
@prefix my: <https://example.org/shapes#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_turtle(rich(), tmp_path / "graph.ttl")
    return tmp_path


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, *updates: str) -> Path:
    path = folder / "broken.nt"
    ox.serialize(plant(updates, monkeypatch), path, ox.RdfFormat.N_TRIPLES)
    return path


def test_a_result_conforms(out: Path) -> None:
    result = run("-g", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.startswith(f"{out}/graph.ttl: conforms (")
    assert "info 2 × statement without a date" in result.output


def test_a_fault_is_named_with_its_place_and_number(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop = "DELETE { ?s kg:mode ?m } WHERE { ?s kg:mode ?m }"
    result = run(broken(out, monkeypatch, drop), "--examples", "2")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert "does not conform" in lines[0]
    at = lines.index("violation 6 × fewer than 1 value(s)")
    assert lines[at + 1] == "    shape:Statement at kg:mode"
    assert all(line.startswith("    – stmt:") for line in lines[at + 2 : at + 4])
    assert lines[at + 4] == "    … and 4 more"


def test_json_and_turtle_say_the_same(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = broken(out, monkeypatch, "DELETE { ?s kg:via ?m } WHERE { ?s kg:via ?m }")
    told = json.loads(run(path, "--format", "json").output)
    assert (told["conforms"], told["counts"]) == (False, {"violation": 2, "warning": 0, "info": 2})
    (group,) = (group for group in told["groups"] if group["severity"] == "violation")
    assert (group["shape"], group["path"]) == ("shape:Relayed", "^kg:reports+/kg:relayer")
    turtle = rdflib.Graph().parse(data=run(path, "--format", "turtle").output, format="turtle")
    assert [bool(value) for value in turtle.objects(None, SH.conforms)] == [False]
    assert len(set(turtle.objects(None, SH.result))) == 4
    severities = sorted(str(s).rpartition("#")[2] for s in turtle.objects(None, SH.resultSeverity))
    assert severities == ["Info", "Info", "Violation", "Violation"]
    assert len(set(turtle.objects(None, SH.oneOrMorePath))) == 2  # the path is there, node by node


@pytest.mark.parametrize("form", ["text", "json", "turtle"])
def test_the_same_graph_gives_the_same_report(form: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = broken(out, monkeypatch, "DELETE { ?s kg:mode ?m } WHERE { ?s kg:mode ?m }")
    assert run(path, "--format", form).output == run(path, "--format", form).output


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "ttl.gz", "nq.gz"])
def test_any_rdf_file_will_do(suffix: str, tmp_path: Path) -> None:
    form = ox.RdfFormat.from_extension(suffix.removesuffix(".gz"))
    assert form is not None
    made = [
        triple for triple in triples(rich()) if "\\u0000" not in str(triple) and "\x0b" not in str(triple)
    ]
    data = ox.serialize(made, None, form, prefixes=prefixes()) or b""
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    assert run(path).exit_code == 0


def test_several_files_are_one_graph(tmp_path: Path) -> None:
    made = list(triples(rich()))
    halves = [tmp_path / "a.nt", tmp_path / "b.nt"]
    for half, some in zip(halves, (made[::2], made[1::2]), strict=True):
        ox.serialize(some, half, ox.RdfFormat.N_TRIPLES)
    assert run(*halves).exit_code == 0
    assert run(halves[0]).exit_code == 1


def test_the_size_of_the_pieces_does_not_show(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = broken(out, monkeypatch, "DELETE { ?s kg:mode ?m } WHERE { ?s kg:mode ?m }")
    found = [check([path], CheckOptions(size=size, whole=whole)) for size, whole in ((1, False), (9, True))]
    assert found[0].groups == found[1].groups
    assert found[0].triples == found[1].triples


def test_shapes_of_ones_own_come_beside_the_shipped_ones(out: Path) -> None:
    shapes = out / "mine.ttl"
    shapes.write_text(
        OWN + "my:Known a sh:NodeShape ; sh:targetObjectsOf kg:speaker ; sh:property [ sh:path owl:sameAs ;"
        ' sh:minCount 1 ; sh:severity sh:Warning ; sh:message "who is that?" ] .'
    )
    result = run("-g", out, "--shapes", shapes)
    assert result.exit_code == 0  # a warning is no violation
    assert "warning 4 × who is that?\n    my:Known at owl:sameAs" in result.output
    assert "statement without a date" in result.output


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        ("my:A a sh:NodeShape ; sh:targetClass", "mine.ttl: line"),
        (
            'my:A a sh:NodeShape ; sh:targetNode kg:x ; sh:property [ sh:path kg:x ; sh:minCount "a" ] .',
            "applied",
        ),
        (
            'my:A a sh:NodeShape ; sh:targetClass kg:Statement ; sh:sparql [ sh:select "SELECT $this" ] .',
            "applied",
        ),
        (
            "my:A a sh:NodeShape ; sh:targetClass kg:Statement ; sh:sparql [ sh:select "
            '"SELECT $this WHERE { \\\\u0053ERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
            "SERVICE",
        ),
        (
            "my:A a sh:NodeShape ; sh:targetClass kg:Statement ; sh:sparql [ sh:select "
            '"SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }" ] .',
            "FROM",
        ),
    ],
)
def test_a_shape_that_cannot_be_applied_is_one_line(out: Path, shapes: str, reason: str) -> None:
    (out / "mine.ttl").write_text(OWN + shapes)
    result = run("-g", out, "--shapes", out / "mine.ttl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("none.ttl", None, "is not there"),
        ("a.csv", b"", "suffix"),
        ("graph", b"", "suffix"),
        ("a.ttl", b"<a:b> <c:d>", "a.ttl: line 1: is no Turtle"),
        ("a.nt", b"\xff\xfe", "a.nt"),
        ("a.ttl.gz", b"no gzip", "cannot be read"),
        ("a.nt.gz", gzip.compress(b"<a:b> <a:b> <a:b> .\n" * 999)[:-20], "cannot be read"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "a:b", "x": 1}', "a.jsonld"),
        ("a.nt", b"<a:b> <a:b> <<( <a:b> <a:b> <a:b> )>> .\n", "triples"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, name: str, data: bytes | None, reason: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run(tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert reason in result.stderr


def test_a_folder_without_a_result(tmp_path: Path) -> None:
    result = run("-g", tmp_path)
    assert result.exit_code == 2
    assert "build it first" in result.stderr


@pytest.mark.parametrize("form", ["text", "json", "turtle"])
def test_nothing_in_a_graph_can_reach_the_terminal(form: str, tmp_path: Path) -> None:
    given = rich()
    evil = "\x1b[2J\u202e\x07"
    actors = tuple(replace(actor, gender=evil) for actor in given.actors)
    write_turtle(replace(given, actors=actors), tmp_path / "graph.ttl")
    result = run("-g", tmp_path, "--format", form)
    assert result.exit_code == 1
    assert not {"\x1b", "\u202e", "\x07"} & set(result.output + result.stderr)


def test_owl_imports_are_not_followed(tmp_path: Path) -> None:
    imports = "<a:b> a owl:Ontology ; owl:imports <http://127.0.0.1:9/x>, <file:///etc/passwd> .\n"
    (tmp_path / "mine.ttl").write_text(OWN + imports)
    write_turtle(rich(), tmp_path / "graph.ttl")
    assert run("-g", tmp_path, "--shapes", tmp_path / "mine.ttl").exit_code == 0
