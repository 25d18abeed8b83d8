"""``kg network``: tables on stdout, files, windows, and what cannot be made."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from kg.dna import read_dna
from kg.records import Corpus
from kg.write import WRITERS
from tests.query.corpora import corpus


def write(folder: Path, given: Corpus | None = None) -> Path:
    """The records of a result."""
    for name, writer in WRITERS.items():
        if name.endswith(".jsonl"):
            writer(given or corpus(), folder / name)
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def sample(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sample"), read_dna(shared / "dna" / "sample.dna"))


def network(out: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["network", *args, "-g", str(out)])


def rows(result: Result, delimiter: str = ",") -> list[list[str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.reader(io.StringIO(result.stdout), delimiter=delimiter))


def test_the_sample_as_a_matrix(sample: Path) -> None:
    head, *body = rows(network(sample, "two-mode", "--rows", "organization"))
    assert (len(head) - 1, len(body)) == (6, 7)
    assert sum(int(cell) for row in body for cell in row[1:]) == 40


def test_as_dna_writes_it(sample: Path) -> None:
    result = network(
        sample, "one-mode", "--rows", "organization", "--qualifier", "subtract", "--format", "dna-csv"
    )
    assert result.stdout.startswith('"";"Alliance to Save Energy";"Energy and Environmental Analysis, Inc.";')
    head, *body = rows(result, ";")
    assert head[1:] == [row[0] for row in body]
    assert body[0][1:4] == ["0", "0", "10"]


def test_events_are_a_list(sample: Path) -> None:
    head, *body = rows(network(sample, "events", "--rows", "organization"))
    assert len(body) == 40
    assert {row[head.index("agreement")] for row in body} == {"0", "1"}
    assert body == sorted(body, key=lambda row: row[head.index("time")])


def test_no_cell_runs_as_a_formula(out: Path) -> None:
    head, *body = rows(network(out, "events", "--neutral"))
    evil = [row for row in body if "HYPERLINK" in row[head.index("actor")]]
    assert all(row[head.index("actor")].startswith("'=") for row in evil)
    assert "\x1b" not in network(out, "events", "--neutral").stdout


def test_filters_windows_and_what_is_left_out_are_told(sample: Path) -> None:
    result = network(
        sample, "one-mode", "--rows", "organization", "--window", "days:3", "--duplicates", "document",
        "--exclude", "organization=Senate", "--exclude", "person=Nobody",
    )  # fmt: skip
    head, *body = rows(result)
    assert head == ["window", "first", "middle", "last", "events", "row", "column", "value"]
    assert body
    assert not any("Senate" in row for row in body)
    assert "no event has person=Nobody" in result.stderr
    assert "duplicates left out" in result.stderr


def test_a_graph_with_measures(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "net.graphml"
    args = (
        "one-mode",
        "--rows",
        "organization",
        "--qualifier",
        "subtract",
        "--measures",
        "--backbone",
        "0.9",
    )
    result = network(sample, *args, "-o", str(path))
    assert result.exit_code == 0, result.stderr
    assert str(path) in result.stderr
    graph = nx.read_graphml(path)
    assert len(graph) == 7
    assert {"community", "betweenness", "eigenvector", "camp"} <= set(graph.nodes["Senate"])
    assert all(0 <= data["alpha"] < 0.9 and data["weight"] > 0 for *_, data in graph.edges(data=True))
    assert {data["sign"] for *_, data in graph.edges(data=True)} == {1, -1}


def test_a_csv_file_is_a_matrix_that_a_spreadsheet_reads(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "net.csv"
    assert network(sample, "two-mode", "--rows", "organization", "-o", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf,")
    tables = network(sample, "two-mode", "--rows", "organization", "--format", "tables", "-o", str(path))
    assert tables.exit_code == 0, tables.stderr
    assert {p.name for p in tmp_path.iterdir()} == {"net.csv", "net-nodes.csv", "net-edges.csv"}


def test_windows_are_numbered_and_dated_files(sample: Path, tmp_path: Path) -> None:
    args = ("one-mode", "--rows", "organization", "--window", "events:37")
    result = network(sample, *args, "-o", str(tmp_path / "net.gexf.gz"))
    assert result.exit_code == 0, result.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name[:6] for name in names] == ["net-1-", "net-2-", "net-3-", "net-4-"]
    assert names[0].endswith(".gexf.gz")
    assert "(4 files)" in result.stderr


def test_windows_as_one_file_with_a_timeline(sample: Path, tmp_path: Path) -> None:
    args = ("one-mode", "--rows", "organization", "--window", "days:3", "--format", "gexf-dynamic")
    result = network(sample, *args, "-o", str(tmp_path / "net.gexf"))
    assert result.exit_code == 0, result.stderr
    text = (tmp_path / "net.gexf").read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text
    assert '<spell start="2005-01-27"' in text


def test_polarisation(sample: Path) -> None:
    head, row = rows(network(sample, "polarisation", "--rows", "organization"))
    assert head[4:] == ["events", "balance", "modularity", "ei"]
    assert (row[4], 0.5 < float(row[5]) < 1) == ("40", True)
    many = rows(
        network(
            sample, "polarisation", "--rows", "organization", "--window", "weeks:2", "--kernel", "uniform"
        )
    )
    assert len(many) > 2
    sided = network(sample, "polarisation", "--rows", "organization", "--groups", "side")
    assert rows(sided)[1][7] == "1", "nobody has a side, so all agreement is across"


def test_pictures(sample: Path, tmp_path: Path) -> None:
    net, heat, time = (tmp_path / name for name in ("net.svg", "heat.svg", "time.png"))
    args = ("--rows", "organization", "--qualifier", "subtract")
    result = network(sample, "one-mode", *args, "--plot", str(net), "--heatmap", str(heat))
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "Senate" in net.read_text(encoding="utf-8")
    assert "Organisations : accord moins désaccord" in heat.read_text(encoding="utf-8")
    both = network(
        sample,
        "polarisation",
        "--rows",
        "organization",
        "--window",
        "days:3",
        "--plot",
        str(time),
        "--format",
        "csv",
    )
    assert len(rows(both)) > 2, "the table as well, where it is asked for"
    assert time.read_bytes().startswith(b"\x89PNG")


def test_two_runs_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one.gexf", "two.gexf"):
        network(sample, "two-mode", "--measures", "-o", str(tmp_path / name))
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("two-mode", "--only", "actor=Nobody"), "passes the filters"),
        (("two-mode", "--rows", "section"), "no event has a value of section"),
        (("two-mode", "--window", "events:900"), "no window of 900 events fits"),
    ],
)
def test_nothing_is_exit_1(out: Path, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    result = network(out, *args, "-o", str(tmp_path / "net.gexf"))
    assert result.exit_code == 1
    assert words in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_result_without_positions_is_exit_1(tmp_path: Path) -> None:
    bare: Corpus = replace(corpus(), statements=tuple(replace(s, stances=()) for s in corpus().statements))
    result = network(write(tmp_path, bare), "two-mode")
    assert (result.exit_code, result.stderr) == (1, "kg: no position in this result\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("two-mode", "--rows", "party"), "there are person, organization"),
        (("two-mode", "--exclude", "party=x"), "there are person, organization"),
        (("two-mode", "--exclude", "kind"), "VAR=VALUE"),
        (("two-mode", "--rows", "concept"), "two variables"),
        (("two-mode", "--qualifier", "conflict"), "ignore, combine, subtract"),
        (("two-mode", "--format", "gexf"), "-o FILE"),
        (("two-mode", "-o", "net.doc"), "no network format"),
        (("two-mode", "--since", "hier"), "YYYY-MM-DD"),
        (("two-mode", "--window", "days"), "days:30"),
        (("two-mode", "--window", "days:0"), "days:30"),
        (("two-mode", "--kernel", "uniform"), "--window"),
        (("one-mode", "--window", "events:3", "--kernel", "uniform"), "no kernel"),
        (("one-mode", "--format", "gexf-dynamic", "-o", "x.gexf"), "--window"),
        (("events", "--window", "days:3"), "no --window"),
        (("events", "-o", "x.gexf"), "are a table"),
        (("events", "--plot", "x.svg"), "no picture"),
        (("two-mode", "--window", "days:3", "--plot", "x.svg"), "no picture"),
        (("two-mode", "--plot", "x.gif"), ".svg or .png"),
        (("polarisation", "--heatmap", "x.svg"), "--plot"),
        (("one-mode", "--backbone", "2"), "--backbone"),
        (("three-mode",), "two-mode"),
    ],
)
def test_what_cannot_be_made_is_one_line_and_exit_2(out: Path, args: tuple[str, ...], words: str) -> None:
    result = network(out, *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_no_result_is_one_line(tmp_path: Path) -> None:
    result = network(tmp_path / "nowhere", "two-mode")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
