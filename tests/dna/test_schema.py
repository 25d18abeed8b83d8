"""Every table of a written file against those of the sample: columns, keys, references, constraints."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from kg.dna import read_dna, write_dna
from kg.dna.amended import EDITED
from kg.dna.passwords import PASSWORD, fits, kept
from tests.dna.files import VISIBLE, change, rows, same, there_and_back
from tests.graph.corpora import corpus as rich

# as in the sample; it is told here once more, so that schema.tsv is not its own judge
TABLES = (
    "SETTINGS CODERS DOCUMENTS STATEMENTTYPES VARIABLES VARIABLELINKS REGEXES CODERRELATIONS STATEMENTS"
    " DATABOOLEAN DATAINTEGER ENTITIES DATASHORTTEXT DATALONGTEXT ATTRIBUTEVARIABLES ATTRIBUTEVALUES"
).split()


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    return shared / "dna" / "sample.dna"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dna") / "ours.dna"
    write_dna(rich(), path)
    return path


def test_the_tables_are_all_there(ours: Path, sample: Path) -> None:
    query = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY rowid"
    assert rows(ours, query) == rows(sample, query) == [("table", name) for name in TABLES]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_that_of_dna(ours: Path, sample: Path, table: str) -> None:
    for pragma in ("table_info", "index_list"):
        assert rows(ours, f"PRAGMA {pragma}({table})") == rows(sample, f"PRAGMA {pragma}({table})")
    for _, name, *_ in rows(sample, f"PRAGMA index_list({table})"):
        assert rows(ours, f"PRAGMA index_info({name})") == rows(sample, f"PRAGMA index_info({name})")
    keys = [{row[2:] for row in rows(path, f"PRAGMA foreign_key_list({table})")} for path in (ours, sample)]
    assert keys[0] == keys[1]
    assert checks(ours, table) == checks(sample, table)


def checks(path: Path, table: str) -> set[str]:
    """The CHECK constraints of a table, without what makes no difference."""
    ((command,),) = rows(path, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", table)
    found = set()
    for start in re.finditer(r"CHECK\s*\(", command):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(command[end], 0)
            end += 1
        found.add(re.sub(r"\s+", "", command[start.end() : end - 1]).replace(">=1", ">0"))
    return found


def test_the_comparison_sees_a_constraint(sample: Path) -> None:
    assert "LENGTH(Title)<191" in checks(sample, "DOCUMENTS")
    assert checks(sample, "STATEMENTS") == {"Start>=0", "Stop>=0", "Start<Stop"}


def test_dna_could_go_on_with_it(ours: Path, tmp_path: Path) -> None:
    """A coder adds a statement; the constraints hold."""
    path = tmp_path / "x.dna"
    path.write_bytes(ours.read_bytes())
    add = "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (1, 1, ?, ?, 1)"
    change(path, (add, (0, 5)))
    with pytest.raises(sqlite3.IntegrityError):
        change(path, (add, (5, 5)))
    change(path, "DELETE FROM DOCUMENTS WHERE ID = 1")
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "SELECT count(*) FROM STATEMENTS WHERE DocumentId = 1") == [(0,)]


def test_every_value_is_there(ours: Path) -> None:
    """A statement has a value of each variable of its type, an entity one of each attribute."""
    for (statement,) in rows(ours, "SELECT ID FROM STATEMENTS"):
        wanted = rows(
            ours,
            "SELECT v.ID FROM VARIABLES v JOIN STATEMENTS s ON s.StatementTypeId = v.StatementTypeId"
            " WHERE s.ID = ? ORDER BY 1",
            statement,
        )
        tables = ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")
        there = " UNION ALL ".join(
            f"SELECT VariableId FROM {table} WHERE StatementId = ?1" for table in tables
        )
        assert rows(ours, f"{there} ORDER BY 1", statement) == wanted
    ((wanted_count,),) = rows(
        ours, "SELECT count(*) FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId"
    )
    assert rows(ours, "SELECT count(*) FROM ATTRIBUTEVALUES") == [(wanted_count,)]
    empty = rows(ours, "SELECT VariableId FROM ENTITIES WHERE Value = '' ORDER BY 1")
    assert empty == rows(ours, "SELECT ID FROM VARIABLES WHERE DataType = 'short text' ORDER BY 1")


def test_the_page_names_what_is_written(root: Path, ours: Path) -> None:
    page = (root / "docs" / "dna.md").read_text(encoding="utf-8")
    labels = rows(
        ours,
        "SELECT Label FROM STATEMENTTYPES UNION SELECT Variable FROM VARIABLES"
        " UNION SELECT AttributeVariable FROM ATTRIBUTEVARIABLES",
    )
    assert len(labels) == 15
    assert [label for (label,) in labels if label not in page] == []
    assert f"every coder **{PASSWORD}**" in page
    assert f"`{EDITED}`" in page
    ((version,),) = rows(ours, "SELECT Value FROM SETTINGS WHERE Property = 'version'")
    assert version in page


def test_the_password_is_kept_as_dna_keeps_it(ours: Path, sample: Path) -> None:
    for (known,) in rows(sample, "SELECT Password FROM CODERS"):
        assert fits("sample", known)
        assert not fits("simple", known)
    assert rows(ours, "SELECT ID, Name, Password FROM CODERS WHERE ID = 1") == [(1, "Admin", kept())]
    assert fits(PASSWORD, kept())


def test_all_that_dna_shows_of_the_sample_is_shown_again(sample: Path, tmp_path: Path) -> None:

    write_dna(read_dna(sample), tmp_path / "x.dna")
    shown = rows(sample, VISIBLE)
    assert len(shown) == 40
    assert rows(tmp_path / "x.dna", VISIBLE) == shown
    values = (
        "SELECT v.Variable, e.Value FROM ENTITIES e JOIN VARIABLES v ON v.ID = e.VariableId"
        " JOIN STATEMENTTYPES t ON t.ID = v.StatementTypeId WHERE t.Label = 'DNA Statement' ORDER BY 1, 2"
    )
    assert rows(tmp_path / "x.dna", values) == rows(sample, values), "isolates, too"


def test_the_sample_comes_back_from_our_file(sample: Path, tmp_path: Path) -> None:

    given = read_dna(sample)
    assert same(there_and_back(given, tmp_path / "x.dna"), given)
