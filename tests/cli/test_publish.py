"""``kg publish``: one line on stderr, exit codes, credentials from the environment alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import main
from tests.oxigraph_server import OxigraphServer
from tests.publish.folders import ALL, own, result
from tests.publish.strange import says, strange

NUMBER = len(own())


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"KG_PUBLISH_{name}", raising=False)
    return result(tmp_path / "out")


def call(out: Path, *args: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["publish", *args, "-g", str(out)], env=environment)


def line(ended: Result, code: int) -> str:
    """What is said: nothing on stdout, one line on stderr."""
    assert (ended.exit_code, ended.stdout) == (code, ""), ended.output
    assert ended.stderr.startswith("kg: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr[4:-1]


def test_a_publication(oxigraph: OxigraphServer, out: Path) -> None:
    oxigraph.update("DROP ALL")
    url = oxigraph.gsp_url
    assert line(call(out, url, "--dry-run"), 0) == (
        f"{url}: would take {NUMBER} triples in 1 graph, 1 of 1 requests"
    )
    assert line(call(out, url), 0) == f"{url}: sent {NUMBER} triples in 1 graph; counted there: the same"
    again = call(out, url, "--query", oxigraph.query_url)
    assert line(again, 0) == f"{url}: up to date, {NUMBER} triples in 1 graph; counted there: the same"
    assert "nothing would be sent" in line(call(out, url, "--dry-run"), 0)
    assert len(oxigraph.triples(ALL)) == NUMBER
    assert "in 3 graphs" in line(call(out, url, "--per-document"), 0)
    quiet = call(out, url, "--force", "--quiet", "--named-graph", "urn:mine")
    assert (quiet.exit_code, quiet.output) == (0, "")
    assert len(oxigraph.triples("urn:mine")) == NUMBER
    update = call(out, oxigraph.update_url, "--protocol", "update", "--default-graph")
    assert "not counted there (give --query URL)" in line(update, 0)


def test_other_triples_there_are_a_negative_answer(oxigraph: OxigraphServer, out: Path) -> None:
    oxigraph.update(f"DROP ALL ; INSERT DATA {{ GRAPH <{ALL}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    added = call(out, oxigraph.gsp_url, "--append")
    assert f"counted there: {NUMBER + 1}, with what was there before" in line(added, 0)
    call(out, oxigraph.gsp_url)
    oxigraph.update(f"INSERT DATA {{ GRAPH <{ALL}> {{ <urn:a> <urn:b> <urn:c> }} }}")
    said = line(call(out, oxigraph.gsp_url, "--quiet"), 1)
    assert f"<{ALL}> holds {NUMBER + 1} triples, not the {NUMBER} that were sent" in said
    assert said.endswith("--force")


@pytest.mark.parametrize(
    ("args", "environment", "words"),
    [
        (["http://127.0.0.1:9/x", "--tries", "1"], {}, "cannot be reached"),
        (["http://me:hunter2@127.0.0.1:9/x"], {}, "KG_PUBLISH_USER and KG_PUBLISH_PASSWORD"),
        (["http://h.example/x"], {"KG_PUBLISH_TOKEN": "hunter2"}, "--insecure"),
        (["http://127.0.0.1:9/x"], {"KG_PUBLISH_USER": "me"}, "both of them"),
        (["http://127.0.0.1:9/x", "--named-graph", "no iri"], {}, "is no IRI"),
        (["http://127.0.0.1:9/x", "--per-document", "--default-graph"], {}, "exclude each other"),
        (["http://127.0.0.1:9/x", "--protocol", "ftp"], {}, "'ftp'"),
        ([], {}, "Missing argument"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(
    args: list[str], environment: dict[str, str], words: str, out: Path
) -> None:
    said = line(call(out, *args, **environment), 2)
    assert words in said
    assert "hunter2" not in said


def test_a_wrong_password(out: Path) -> None:
    environment = {"KG_PUBLISH_USER": "dba", "KG_PUBLISH_PASSWORD": "hunter2"}
    with strange(says("401 No", "", 'WWW-Authenticate: Basic realm="x"')) as server:
        said = line(call(out, server.url, **environment), 2)
    assert said == f"{server.url}: does not accept KG_PUBLISH_USER and KG_PUBLISH_PASSWORD (401)"


def test_a_folder_without_a_result(tmp_path: Path) -> None:
    assert "kg build" in line(call(tmp_path, "http://127.0.0.1:9/x"), 2)
