"""``kg serve``: what it says when it cannot."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.write import WRITERS
from tests.graph.corpora import corpus


def test_no_graph(tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["serve", "-g", str(tmp_path), "--port", "0"])
    assert ended.exit_code == 2
    assert "graph.ttl: is not there; build it first" in ended.output
    assert ended.output.count("\n") == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "nowhere.invalid"])
def test_an_address_that_cannot_be_had(host: str, tmp_path: Path) -> None:
    WRITERS["graph.ttl"](corpus(), tmp_path / "graph.ttl")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = CliRunner().invoke(main, ["serve", "-g", str(tmp_path), "--host", host, "--port", port])
    assert ended.exit_code == 2
    assert "cannot be listened on" in ended.output
    assert ended.output.count("\n") == 1
