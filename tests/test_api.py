"""What `import kg` offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import OutputUnusable
from kg.results import read_corpus
from kg.write import WRITERS
from tests.graph.corpora import corpus


def test_a_result_becomes_the_network_that_was_built(tmp_path: Path) -> None:
    for name, write in WRITERS.items():
        write(corpus(), tmp_path / name)
    made = kg.to_network(corpus())
    for source in (tmp_path, str(tmp_path), kg.read_corpus(tmp_path)):
        again = kg.to_network(source)
        assert list(again.nodes(data=True)) == list(made.nodes(data=True))
        assert list(again.edges(keys=True, data=True)) == list(made.edges(keys=True, data=True))
    kg.write_network(made, tmp_path / "again.gexf")
    assert (tmp_path / "again.gexf").read_bytes() == (tmp_path / "graph.gexf").read_bytes()
    assert kg.to_igraph(made).vcount() == len(made)
    nodes, edges = kg.to_pandas(made)
    assert (len(nodes), len(edges)) == (made.number_of_nodes(), made.number_of_edges())


def test_no_result(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match="no such folder"):
        kg.to_network(tmp_path / "none")


def test_names() -> None:
    assert set(kg.__all__) == set(kg._WHERE) <= set(dir(kg))
    assert [getattr(kg, name).__name__ for name in kg.__all__] == kg.__all__
    assert kg.read_corpus is read_corpus
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018
    namespace: dict[str, object] = {}
    exec("from kg import *", namespace)
    assert set(kg.__all__) < set(namespace)


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    code = "import sys, kg; print(*sorted(name for name in sys.modules if name.split('.')[0] != 'encodings'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, cwd=Path(kg.__file__).parents[1],
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert not loaded & {"networkx", "numpy", "kg.netfiles", "kg.results", "spacy"}
