"""What the README shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import VERBS, main
from kg.query import named_queries


def block(text: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    assert found, f"README.md shows no {language}"
    return found[1]


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_statement_stands_in_the_graph(readme: str, built: Path) -> None:
    shown = block(readme, "turtle").split()
    assert " ".join(shown) in " ".join((built / "graph.ttl").read_text(encoding="utf-8").split())


def test_the_question_has_these_rows(readme: str, built: Path) -> None:
    result = CliRunner().invoke(main, ["query", "-", "-g", str(built)], input=block(readme, "sparql"))
    assert result.stdout == block(readme, "text"), "paste the new rows into README.md"


def test_every_command_it_names_is_one(readme: str) -> None:
    verbs = set(re.findall(r"(?:\.venv/bin/|`)kg ([a-z]+)", readme))
    assert {"build", "show", "query", "doctor", "train"} <= verbs <= set(VERBS)
    assert set(re.findall(r"kg query ([a-z-]+)(?= --param)", readme)) <= set(named_queries())


def test_every_page_it_links_is_there(readme: str, root: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert links
    assert [link for link in links if not (root / link).exists()] == []
