"""``kg import``: a result folder from a file of another program, whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import RUN_FILE
from kg.cli.main import main
from kg.dna import read_dna, write_dna
from kg.journal import FILE_NAME
from kg.results import read_corpus
from kg.write import WRITERS
from tests.dna.files import change, same
from tests.graph.corpora import corpus as rich


def kg(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_dna(rich(), tmp_path / "x.dna")
    return tmp_path / "x.dna"


def test_the_sample_becomes_a_result(shared: Path, tmp_path: Path) -> None:
    sample, out = shared / "dna" / "sample.dna", tmp_path / "out"
    result = kg("import", "dna", sample, "-o", out, "--language", "en")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"kg: {sample}: 14 values of attribute 'Type' left out",
        f"kg: {sample}: 1 statements of type 'Annotation' left out",
        f"kg: {out}: 7 documents, 40 statements, 14 actors",
    ]
    assert {path.name for path in out.iterdir()} == {*WRITERS, RUN_FILE, FILE_NAME}
    record = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
    assert record["counts"] == {"documents": 7, "statements": 40, "actors": 14}
    assert record["options"]["language"] == "en"
    assert set(record["files"]) == set(WRITERS)
    asked = kg("ask", "-g", out, "--about", "Cap and trade", "--format", "json")
    assert asked.exit_code == 0, asked.stderr
    assert '"Joel Bluestein"' in kg("ask", "-g", out, "--position", "oppose", "--format", "json").stdout
    assert "@en" in (out / "graph.ttl").read_text(encoding="utf-8")


def test_a_result_goes_out_and_comes_back(path: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out", tmp_path / "again"
    assert kg("import", "dna", path, "-o", out, "--quiet").stderr == ""
    assert same(read_corpus(out), read_dna(path))
    write_dna(read_corpus(out), tmp_path / "y.dna")
    assert (tmp_path / "y.dna").read_bytes() == path.read_bytes()
    assert kg("import", "dna", tmp_path / "y.dna", "-o", again).exit_code == 0
    for name in WRITERS:
        assert (again / name).read_bytes() == (out / name).read_bytes(), name


def test_statements_that_are_skipped_are_told(path: Path, tmp_path: Path) -> None:
    change(path, "UPDATE STATEMENTS SET Stop = 100000 WHERE ID = 1")
    result = kg("import", "dna", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    first, *_ = result.stderr.splitlines()
    assert first == f"kg: {path}: skipped 1 statements outside the text of their document"
    record = json.loads((tmp_path / "out" / RUN_FILE).read_text(encoding="utf-8"))
    assert record["skipped"] == {"statements outside the text of their document": 1}


def test_what_is_no_dna_file_leaves_nothing(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    path.write_bytes(b"no")
    result = kg("import", "dna", path, "-o", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"kg: {path}: is no .dna file (no SQLite); name a file of DNA 3.0\n"
    assert not out.exists()


def test_a_file_that_breaks_later_leaves_what_was_there(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kg("import", "dna", path, "-o", out).exit_code == 0
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    change(path, "DELETE FROM DOCUMENTS")
    result = kg("import", "dna", path, "-o", out)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"kg: {path}: holds no document"
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_an_output_that_cannot_be_written(path: Path) -> None:
    result = kg("import", "dna", path, "-o", path / "out")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_labels_cannot_steer_the_terminal(path: Path, tmp_path: Path) -> None:
    change(
        path,
        "UPDATE STATEMENTTYPES SET Label = 'x\x1b[2J\nkg: all is well' WHERE ID = 2",
        *(
            f"INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (1, 'a{n}')"
            for n in range(30)
        ),
        "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)"
        " SELECT 2, ID, 'x' FROM ATTRIBUTEVARIABLES WHERE AttributeVariable GLOB 'a[0-9]*'",
    )
    result = kg("import", "dna", path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "\x1b" not in result.stderr
    assert not any(line.startswith("kg: all is well") for line in result.stderr.splitlines())
    assert len(result.stderr.splitlines()) == 22
    assert "and 12 more kinds; run.json lists them" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["import"],
        ["import", "dna"],
        ["import", "gexf", "x"],
        ["import", "dna", "x", "--variables", "who=me"],
        ["import", "dna", "x", "--variables", "person"],
        ["import", "dna", "x", "--language", "un langage"],
    ],
)
def test_wrong_usage(args: list[str]) -> None:
    result = kg(*args)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_variables_are_named(path: Path, tmp_path: Path) -> None:
    change(path, "UPDATE VARIABLES SET Variable = 'Wer' WHERE Variable = 'person'")
    arguments = ("--type", "DNA Statement", "--variables", "person=Wer, agreement=")
    assert kg("import", "dna", path, "-o", tmp_path / "out", *arguments).exit_code == 0
    refused = kg("import", "dna", path, "-o", tmp_path / "out", "--variables", "person=Qui")
    assert refused.exit_code == 2
    assert "choose by --type and --variables from: 'DNA Statement' (Wer, organization" in refused.stderr


def test_its_help_has_an_example() -> None:
    assert "Example: kg import dna" in " ".join(kg("import", "dna", "--help").stdout.split())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(path: Path, tmp_path: Path) -> None:
    path.chmod(0)
    result = kg("import", "dna", path, "-o", tmp_path / "out")
    assert (result.exit_code, "Permission denied" in result.stderr) == (2, True)
