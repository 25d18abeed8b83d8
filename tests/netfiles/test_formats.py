"""Every format: whole or absent, the same bytes each time, read back by programs that others wrote."""

from __future__ import annotations

import csv
import gzip
import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import DataInvalid, OutputUnusable
from kg.netfiles import NETWORK_FORMATS, View, network_format, to_igraph, to_pandas, write_network
from kg.netfiles.ties import ties
from kg.plain import holdable
from kg.write import WRITERS
from tests.graph.corpora import corpus
from tests.netfiles.graphs import Graph, graphs, one_mode, two_mode

relaxed = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ENDINGS = {name: how.suffix for name, how in NETWORK_FORMATS.items()}


def _held(data: dict[str, Any]) -> dict[str, Any]:
    """Texts as any format holds them."""
    return {name: holdable(value) if isinstance(value, str) else value for name, value in data.items()}


def _made(graph: Graph) -> tuple[dict[str, Any], list[Any]]:
    """Nodes and edges (ends sorted where there is no direction) with their attributes, to compare."""
    nodes = {node: _held(data) for node, data in graph.nodes(data=True)}
    edges = []
    for source, target, data in graph.edges(data=True):
        ends = (source, target) if graph.is_directed() else tuple(sorted((source, target)))
        edges.append((ends, sorted(_held(data).items())))
    return nodes, sorted(edges, key=repr)


def _without(graph: Graph, *names: str) -> Graph:
    """What a reader adds is taken away."""
    for _, data in graph.nodes(data=True):
        for name in names:
            data.pop(name, None)
    for _, _, data in graph.edges(data=True):
        for name in ("id", "source", "target", "key"):
            data.pop(name, None)
    return graph


# ---- read back


@relaxed
@given(graph=graphs())
def test_xml_and_json_lose_nothing(graph: Graph, tmp_path_factory: Any) -> None:
    folder, made = tmp_path_factory.mktemp("any"), _made(graph)
    write_network(graph, folder / "a.graphml")
    force = graph.is_multigraph()
    assert _made(_without(nx.read_graphml(folder / "a.graphml", force_multigraph=force))) == made
    write_network(graph, folder / "a.gexf")
    assert _made(_without(nx.read_gexf(folder / "a.gexf"))) == made
    write_network(graph, folder / "a.json")
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    again = nx.node_link_graph(data, edges="edges")
    assert type(again) is type(graph)
    assert _made(again) == made
    if graph.is_multigraph():
        assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    write_network(graph, folder / "a.cyjs")
    data = json.loads((folder / "a.cyjs").read_text(encoding="utf-8"))
    assert _made(_without(nx.cytoscape_graph(data), "id", "name", "value")) == made


@relaxed
@given(graph=graphs())
def test_tables_lose_nothing(graph: Graph, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("any") / "a.parquet"
    written = write_network(graph, path)
    assert [one.name for one in written] == ["a-nodes.parquet", "a-edges.parquet"]
    direct = to_pandas(graph)
    for table, again in zip(direct, map(pd.read_parquet, written), strict=True):
        assert table.to_dict("list") == again.to_dict("list")
    nodes, edges = (table.to_dict("records") for table in direct)
    assert {row.pop("Id"): row for row in nodes} == _made(graph)[0]
    back = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    for row in edges:
        row.pop("Id")
        back.add_edge(row.pop("Source"), row.pop("Target"), **row)
    assert _made(back)[1] == _made(graph)[1]


@relaxed
@given(graph=graphs())
def test_igraph_holds_the_same(graph: Graph, tmp_path_factory: Any) -> None:
    made = to_igraph(graph)
    names = made.vs["name"] if made.vcount() else []
    assert {v["name"]: {k: v[k] for k in v.attributes() if k not in {"name"}} for v in made.vs} == _made(
        graph
    )[0]
    assert made.is_directed() == graph.is_directed()
    found = sorted((names[e.source], names[e.target], e["weight"], e["kind"]) for e in made.es)
    expected = []
    for edge in View(graph).edges():
        ends = (edge.source, edge.target)
        at = {name: number for number, name in enumerate(graph)}
        if not graph.is_directed() and at[ends[0]] > at[ends[1]]:
            ends = (ends[1], ends[0])
        expected.append((*ends, edge.data["weight"], edge.data["kind"]))
    assert [(*sorted(f[:2]), *f[2:]) for f in found] == [(*sorted(f[:2]), *f[2:]) for f in sorted(expected)]


def test_graphml_is_read_by_igraph(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph(one_mode())
    graph.add_edge("Moscou", "Bruxelles", weight=1.0, sign=1)
    write_network(graph, tmp_path / "a.graphml")
    read = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert (read.vcount(), read.ecount(), read.is_directed()) == (4, 4, True)
    assert read.vs["id"] == list(graph)
    assert sorted(zip(read.es["weight"], read.es["sign"], strict=True)) == [
        (1, 1),
        (1, 1),
        (1.25, 1),
        (3, -1),
    ]


def test_csv_is_what_gephi_imports(tmp_path: Path) -> None:
    nodes, edges = write_network(two_mode(), tmp_path / "a.csv")
    assert (nodes.name, edges.name) == ("a-nodes.csv", "a-edges.csv")
    with nodes.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["Id", "Label", "kind", "side", "bipartite"]
    assert [row["Id"] for row in rows] == list(two_mode())
    assert rows[1]["Label"] == '\'=Otan & "fils", <b>'
    table = pd.read_csv(edges)
    assert list(table.columns[:6]) == ["Source", "Target", "Type", "Id", "Label", "Weight"]
    assert set(table["Type"]) == {"Undirected"}
    assert table["Weight"].tolist() == [2.0, 0.5, 3.0]
    assert table["sign"].tolist() == [-1, 1, 1]


def test_a_matrix_is_signed_with_the_modes_apart(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.matrix.csv")
    table = pd.read_csv(tmp_path / "a.matrix.csv", index_col=0)
    assert list(table.columns) == ["Élargissement [concept:one]", "Garanties\\légales"]
    assert list(table.index) == ["Sergueï Lavrov", '\'=Otan & "fils", <b>', "Élargissement [actor:seul]"]
    assert table.to_numpy().tolist() == [[-2.0, 0.5], [3.0, 0.0], [0.0, 0.0]]
    write_network(one_mode().to_undirected(), tmp_path / "b.matrix.csv")
    square = pd.read_csv(tmp_path / "b.matrix.csv", index_col=0).to_numpy()
    assert (square == square.T).all()
    assert square[2][2] == 1


def test_a_list_of_edges(tmp_path: Path) -> None:
    write_network(one_mode(), tmp_path / "a.tsv")
    read = nx.read_weighted_edgelist(tmp_path / "a.tsv", delimiter="\t", create_using=nx.DiGraph)
    assert set(read.edges.data("weight")) == {
        ("Moscou", "Bruxelles", -3.0),
        ("Bruxelles", "Moscou", 1.25),
        ("Été", "Été", 1.0),
    }


def test_pajek_is_read_by_networkx(tmp_path: Path) -> None:
    write_network(one_mode(), tmp_path / "a.net")
    read = nx.read_pajek(tmp_path / "a.net")
    assert set(read) == {"MOSCOU", "BRUXELLES", "ÉTÉ", "D C"}
    assert set(read.edges.data("weight")) == {
        ("MOSCOU", "BRUXELLES", -3.0),
        ("BRUXELLES", "MOSCOU", 1.25),
        ("ÉTÉ", "ÉTÉ", 1.0),
    }
    assert (tmp_path / "a.net").read_bytes().startswith(b"\xef\xbb\xbf")


def test_pajek_in_two_modes_is_read_by_igraph(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.net")
    read = igraph.Graph.Read_Pajek(str(tmp_path / "a.net"))
    assert read.vs["type"] == [False, False, False, True, True]
    assert read.vs["name"][1] == "=Otan & 'fils', <b>"
    assert sorted(read.es["weight"]) == [-2.0, 0.5, 3.0]
    assert set(read.es["label"]) == {"supports", "opposes"}
    assert all(0 <= place <= 1 for place in (*read.vs["x"], *read.vs["y"]))


def test_dl_is_read_by_igraph(tmp_path: Path) -> None:
    write_network(one_mode(), tmp_path / "a.dl")
    read = igraph.Graph.Read_DL(str(tmp_path / "a.dl"))
    assert read.vs["name"] == ["MOSCOU", "BRUXELLES", "ÉTÉ", "D_C"]
    names = [(read.vs[e.source]["name"], read.vs[e.target]["name"], e["weight"]) for e in read.es]
    assert set(names) == {("MOSCOU", "BRUXELLES", -3.0), ("BRUXELLES", "MOSCOU", 1.25), ("ÉTÉ", "ÉTÉ", 1.0)}
    # igraph knows full matrices of 0 and 1 only
    plain = nx.DiGraph([("a", "b"), ("b", "c")])
    write_network(plain, tmp_path / "b.dl", "dl-matrix")
    assert igraph.Graph.Read_DL(str(tmp_path / "b.dl")).get_edgelist() == [(0, 1), (1, 2)]


def test_dl_of_two_modes(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.dl", "dl-matrix")
    head = "dl nr = 3, nc = 2\nformat = fullmatrix\nrow labels:\n"
    rows = "Sergueï_Lavrov,\nOtan_&_fils_<b>,\nÉlargissement_[actor_seul]\n"
    columns = "column labels:\nÉlargissement_[concept_one],\nGaranties\\légales\n"
    data = "data:\n-2 0.5\n3 0\n0 0\n"
    assert (tmp_path / "a.dl").read_text(encoding="utf-8") == head + rows + columns + data
    write_network(two_mode(), tmp_path / "b.dl")
    assert (tmp_path / "b.dl").read_text(encoding="utf-8").endswith("data:\n1 1 -2\n1 2 0.5\n2 1 3\n")


@relaxed
@given(graph=graphs())
def test_numbers_between_names_add_up(graph: Graph, tmp_path_factory: Any) -> None:
    """The sum of all ties, read back from the matrix, is that of the edges."""
    folder = tmp_path_factory.mktemp("any")
    write_network(graph, folder / "a.matrix.csv")
    with (folder / "a.matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = [[float(cell) for cell in row[1:]] for row in rows[1:]]
    expected = 0.0
    for source, target, data in graph.edges(data=True):
        twice = 2 if not graph.is_directed() and source != target else 1
        expected += twice * data["weight"] * (-1 if data["sign"] == -1 else 1)
    assert sum(map(sum, cells)) == expected
    write_network(graph, folder / "a.tsv")
    lines = (folder / "a.tsv").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == len(ties(View(graph)))


def test_a_zip_holds_the_tables(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.zip")
    nodes, edges = write_network(two_mode(), tmp_path / "a.csv")
    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("nodes.csv") == nodes.read_bytes()
        assert archive.read("edges.csv") == edges.read_bytes()


# ---- whole, the same, or refused


@pytest.mark.parametrize("name", NETWORK_FORMATS)
def test_another_process_writes_the_same_bytes(name: str, tmp_path: Path) -> None:
    ending = ENDINGS[name]
    written = write_network(two_mode(), tmp_path / f"one{ending}", name)
    code = (
        "import sys; from kg.netfiles import write_network; from tests.netfiles.graphs import two_mode; "
        "write_network(two_mode(), sys.argv[1], sys.argv[2])"
    )
    root = Path(__file__).resolve().parents[2]
    other = tmp_path / "other"
    other.mkdir()
    command = [sys.executable, "-c", code, str(other / f"one{ending}"), name]
    subprocess.run(command, env={"PYTHONHASHSEED": "7"}, cwd=root, check=True)
    assert [path.name for path in written] == sorted((p.name for p in other.iterdir()), reverse=True)
    for path in written:
        assert path.read_bytes() == (other / path.name).read_bytes()


@pytest.mark.parametrize("name", NETWORK_FORMATS)
@pytest.mark.parametrize("empty", [nx.Graph, nx.DiGraph, nx.MultiDiGraph])
def test_an_empty_network_and_a_bare_one(name: str, empty: type[Graph], tmp_path: Path) -> None:
    write_network(empty(), tmp_path / f"a{ENDINGS[name]}", name)
    bare = empty([(1, 2), (2, 3)])
    assert all(path.stat().st_size for path in write_network(bare, tmp_path / f"b{ENDINGS[name]}", name))


def test_gzip_holds_the_same_and_no_time(tmp_path: Path) -> None:
    write_network(two_mode(), tmp_path / "a.gexf")
    write_network(two_mode(), tmp_path / "a.gexf.gz")
    write_network(two_mode(), tmp_path / "b.gexf.gz")
    packed = (tmp_path / "a.gexf.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "a.gexf").read_bytes()
    assert packed == (tmp_path / "b.gexf.gz").read_bytes()
    assert set(nx.read_gexf(tmp_path / "a.gexf.gz")) == set(two_mode())
    with pytest.raises(OutputUnusable, match=r"leave out \.gz"):
        write_network(two_mode(), tmp_path / "a.parquet.gz")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.gexf", "gexf"),
        ("a.GEXF", "gexf"),
        ("a.csv", "csv"),
        ("a.matrix.csv", "matrix"),
        ("a.net", "pajek"),
    ],
)
def test_the_ending_tells_the_format(path: str, name: str) -> None:
    assert network_format(Path(path)) == name


@pytest.mark.parametrize("path", ["a", "a.txt", ".gexf", "a.gexf.bz2"])
def test_other_endings_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"name a file that ends in \.gexf, "):
        write_network(two_mode(), tmp_path / path)
    with pytest.raises(OutputUnusable, match="no such network format; there are gexf"):
        write_network(two_mode(), tmp_path / "a.gexf", "GEXF 1.2")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "value", [None, [1], {"a"}, float("nan"), float("inf"), b"a", 2**63, (1, 2), object], ids=repr
)
def test_what_no_format_holds_is_refused(value: Any, tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_node("a", odd=value)
    with pytest.raises(DataInvalid, match=r"node a: odd is .*; networks hold one type a name") as caught:
        write_network(graph, tmp_path / "a.graphml")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_one_type_a_name(tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_node("a", size=1)
    graph.add_node("b", size=0.5)
    graph.add_node("c")
    assert [data["size"] for _, data in View(graph).nodes()] == [1.0, 0.5, 0.0]
    graph.add_node("d", size="big")
    with pytest.raises(DataInvalid, match="node d: size is 'big', a float elsewhere"):
        write_network(graph, tmp_path / "a.gexf")


@pytest.mark.parametrize("node", ["", "a\nb", " a", ("a", "b"), 1.5])
def test_ids_are_clean_text(node: Any) -> None:
    graph = nx.Graph()
    graph.add_node(node)
    with pytest.raises(DataInvalid, match="an id is one line of clean text"):
        View(graph)


def test_numpy_and_numbers_as_ids(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    graph = nx.Graph()
    graph.add_node(1, share=np.float64(0.25), many=np.int64(3), flag=np.bool_(True))
    graph.add_edge(1, 2)
    write_network(graph, tmp_path / "a.graphml")
    assert nx.read_graphml(tmp_path / "a.graphml").nodes["1"] == {"share": 0.25, "many": 3, "flag": True}
    graph.add_node("1")
    with pytest.raises(DataInvalid, match="same id as text"):
        View(graph)


@pytest.mark.parametrize("name", ["Id", "source", "", "a\tb"])
def test_names_that_formats_have_for_themselves(name: str) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", **{name: 1})
    with pytest.raises(DataInvalid, match="rename it"):
        View(graph)


@pytest.mark.parametrize("name", NETWORK_FORMATS)
def test_a_folder_that_is_not_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match="cannot be written"):
        write_network(two_mode(), tmp_path / "no" / f"a{ENDINGS[name]}", name)


HIDDEN = """
import sys
sys.modules[sys.argv[1]] = None
from kg.errors import NewskgError
from kg.netfiles import to_igraph, to_pandas, write_network
from tests.netfiles.graphs import two_mode
calls = {"igraph": to_igraph, "pandas": to_pandas, "pyarrow": lambda graph: write_network(graph, "a.parquet")}
try:
    calls[sys.argv[1]](two_mode())
except NewskgError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("library", "package"), [("igraph", "igraph"), ("pandas", "pandas"), ("pyarrow", "newskg[parquet]")]
)
def test_a_library_that_is_missing_is_named(library: str, package: str, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", HIDDEN, library],
        env={"PYTHONPATH": str(root)}, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == f"{library} is not installed; pip install '{package}'\n"
    assert list(tmp_path.iterdir()) == []


def test_a_subgraph_keeps_the_order_of_the_whole(tmp_path: Path) -> None:
    """Networkx iterates a small subgraph as a set."""
    names = [f"node {number}" for number in range(60)]
    graph = nx.MultiDiGraph()
    for one, other in pairwise(names):
        graph.add_edge(one, other, f"{one}>{other}", weight=1.0)
    part = View(graph.subgraph(names[10:30]))
    assert [name for name, _ in part.nodes()] == names[10:30]
    assert [edge.id for edge in part.edges()] == [f"{one}>{other}" for one, other in pairwise(names[10:30])]


def test_the_formats_are_those_of_the_documentation(root: Path) -> None:
    page = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", page, flags=re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(NETWORK_FORMATS)
    for name, ending in rows:
        assert f"{NETWORK_FORMATS[name].suffix}`" in ending


def test_the_code_of_the_documentation_runs(root: Path, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "out").mkdir()
    for name, write in WRITERS.items():
        write(corpus(), tmp_path / "out" / name)
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    namespace: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL):
        exec(block, namespace)
    assert {"out.graphml", "said.gexf.gz", "out.svg"} <= {path.name for path in tmp_path.iterdir()}
    assert {key.split(":")[0] for *_, key in nx.read_gexf("said.gexf.gz").edges.data("id")} == {"says"}
