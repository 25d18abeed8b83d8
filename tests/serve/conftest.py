"""A real server over a small result, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.write import WRITERS
from tests.graph.corpora import corpus
from tests.serve.server import Server, running


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the corpus made by hand."""
    folder = tmp_path_factory.mktemp("served")
    WRITERS["graph.ttl"](corpus(), folder / "graph.ttl")
    return folder


@pytest.fixture(scope="session")
def server(result: Path) -> Iterator[Server]:
    """`kg serve` over that folder, with short limits."""
    with running(result, "--timeout", "2", "--max-rows", "2000", "--workers", "3") as served:
        yield served
