"""Pictures of networks, matrices and series: the same bytes, signs told without colour, names apart."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import DataInvalid, OutputUnusable
from kg.plot import Series, SeriesPoint, draw_matrix, draw_network, draw_series
from kg.plot.labels import Box, Point, place_labels
from tests.netfiles.graphs import Graph, graphs, one_mode, two_mode

SVG = "{http://www.w3.org/2000/svg}"
SERIES = [
    Series(
        label=label,
        points=tuple(
            SeriesPoint(
                day=date(2022, 1, number + 1), value=None if number == 3 else number / 7, count=number
            )
            for number in range(7)
        ),
    )
    for label in ("polarisation", "E-I")
]


def _draw_all(folder: Path, ending: str) -> list[Path]:
    paths = [folder / f"{name}{ending}" for name in ("two", "one", "matrix", "series")]
    draw_network(two_mode(), paths[0], title="Élargissement", note="2021")
    draw_network(one_mode(), paths[1])
    draw_matrix(["a", "b", "c"], ["x", "y"], [[1, -2], [0, 3], [1, -1]], paths[2], title="Positions")
    draw_series(SERIES, paths[3], title="Polarisation", note="fenêtres")
    return paths


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_another_process_draws_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nfont.size: 30\nsavefig.facecolor: red\n")
    code = (
        "import sys; from pathlib import Path; from tests.plot.test_network import _draw_all; "
        "_draw_all(Path(sys.argv[1]), sys.argv[2])"
    )
    environment = {"MATPLOTLIBRC": str(tmp_path), "PYTHONHASHSEED": "7", "MPLCONFIGDIR": str(tmp_path)}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code, other, ending], env=environment, cwd=root, check=True)
    for path in _draw_all(one, ending):
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_disagreement_is_dashed(tmp_path: Path) -> None:
    def dashes(sign: int) -> int:
        graph = nx.Graph()
        graph.add_edge("a", "b", weight=1.0, sign=sign)
        draw_network(graph, tmp_path / "a.svg")
        return (tmp_path / "a.svg").read_text(encoding="utf-8").count("stroke-dasharray")

    assert dashes(-1) == 2  # the edge and its entry in the legend
    assert dashes(1) == 0


def _words(path: Path) -> str:
    """All texts of a picture: matplotlib leaves them beside their outlines."""
    return " | ".join(re.findall(r"<!-- (.*?) -->", path.read_text(encoding="utf-8")))


def test_what_is_drawn_is_explained_in_french(tmp_path: Path) -> None:
    draw_network(two_mode(), tmp_path / "a.svg", title="Qui soutient quoi", note="fenêtre 2021")
    words = _words(tmp_path / "a.svg")
    for expected in (
        "Qui soutient quoi", "Sergueï Lavrov", "Russie (1)", "Occident (1)", "proposition (2)", "soutient",
        "s’oppose", "Fenêtre 2021, taille : nombre de liens, épaisseur : poids (au plus 3), sans 1 isolé",
    ):  # fmt: skip
        assert expected in words


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(graph=graphs())
@pytest.mark.filterwarnings("error")
def test_any_network_is_drawn(graph: Graph, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("any") / "a.svg"
    draw_network(graph, path)
    assert ElementTree.parse(path).getroot().tag == f"{SVG}svg"


INVISIBLE: Graph = nx.Graph([("\u200b", "\u00ad"), ("\u00ad", "\U000e0001")])


@pytest.mark.parametrize(
    "graph", [INVISIBLE, nx.Graph(), nx.empty_graph(3), nx.Graph([(1, 1)]), nx.complete_graph(2)]
)
def test_small_networks(graph: Graph, tmp_path: Path) -> None:
    draw_network(graph, tmp_path / "a.svg")
    assert ElementTree.parse(tmp_path / "a.svg").getroot().tag == f"{SVG}svg"


@pytest.mark.slow
def test_of_many_nodes_the_largest_are_named(tmp_path: Path) -> None:
    graph = nx.barabasi_albert_graph(1500, 2, seed=1)
    draw_network(graph, tmp_path / "a.svg")
    words = _words(tmp_path / "a.svg")
    shown = re.search(r"(\d+) noms montrés sur 1500", words)
    assert shown
    assert 30 <= int(shown[1]) <= 250
    largest = max(graph, key=lambda node: graph.degree[node])
    assert str(largest) in words.split(" | ")


# ---- names


_points = st.lists(
    st.tuples(st.floats(20, 380), st.floats(20, 380), st.floats(1, 15), st.floats(5, 90)).map(
        lambda made: Point(*made, 10.0)
    ),
    max_size=30,
)


@given(_points)
def test_crowded_names_do_not_lie_upon_each_other(points: list[Point]) -> None:
    frame = Box(0, 0, 400, 400)
    found = [box for box in place_labels(points, frame, sure=30, crowded=True) if box]
    assert all(box.within(frame) for box in found)
    for number, box in enumerate(found):
        assert all(box.overlap(other) == 0 for other in found[:number])


def test_the_important_names_win() -> None:
    points = [Point(200, 200, 5, 60, 10)] * 20
    found = place_labels(points, Box(0, 0, 400, 400), sure=1, crowded=True)
    assert found[0] is not None
    assert found[-1] is None
    assert all(place_labels(points, Box(0, 0, 400, 400), sure=20, crowded=False))


# ---- matrices and series


def test_like_rows_stand_side_by_side(tmp_path: Path) -> None:
    rows = ["a1", "b1", "a2", "b2"]
    draw_matrix(rows, ["x", "y"], [[9, 0], [0, 9], [8, 0], [0, 8]], tmp_path / "a.svg")
    words = _words(tmp_path / "a.svg").split(" | ")
    order = [word[0] for word in words if word in rows]
    assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (500, 2)])
@pytest.mark.filterwarnings("error")
def test_odd_matrices(shape: tuple[int, int], tmp_path: Path) -> None:
    rows, columns = ([f"$x_{number}\x1b" for number in range(count)] for count in shape)
    draw_matrix(rows, columns, np.arange(shape[0] * shape[1]).reshape(shape), tmp_path / "a.svg")
    words = _words(tmp_path / "a.svg")
    assert ("400 lignes sur 500, 2 colonnes sur 2" in words) == (shape[0] == 500)


@pytest.mark.parametrize("values", [[[1.0]], [[1.0, float("nan")]], [[1.0], [2.0]]])
def test_a_matrix_that_is_none(values: list[list[float]], tmp_path: Path) -> None:
    with pytest.raises(DataInvalid, match="a matrix of 1 × 2 finite values"):
        draw_matrix(["a"], ["x", "y"], values, tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "series", [[], [Series(label="$x\x1b", points=())], SERIES[:1]], ids=["none", "empty", "one"]
)
@pytest.mark.filterwarnings("error")
def test_odd_series(series: list[Series], tmp_path: Path) -> None:
    draw_series(series, tmp_path / "a.svg")
    assert ("événements" in _words(tmp_path / "a.svg")) == (series == SERIES[:1])


def test_an_ending_without_a_format(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"name a file that ends in \.svg or \.png"):
        draw_network(two_mode(), tmp_path / "a.pdf")
