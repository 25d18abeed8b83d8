"""What docs/networks.md shows is what comes out, and it names every setting."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.discourse import DUPLICATES, KERNELS, NORMALIZATIONS, QUALIFIERS, VARIABLES

_EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "networks.md").read_text(encoding="utf-8")


def test_the_analyses_give_what_they_show(page: str, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.parent)
    names: dict[str, object] = {}
    found = _EXAMPLE.findall(page)
    assert len(found) == 5
    for number, (code, shown) in enumerate(found, 1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"docs/networks.md, analysis {number}", "exec"), names)
        assert printed.getvalue() == shown, f"paste the new output of analysis {number} into docs/networks.md"


def test_the_commands_run(page: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^    kg (network [^#\n]+)", page, flags=re.MULTILINE)
    assert len(lines) == 5
    for line in lines:
        result = CliRunner().invoke(main, [*line.split(), "-g", str(built)])
        assert result.exit_code == (1 if "TASS" in line else 0), (line, result.stderr)


def test_every_setting_is_told(page: str) -> None:
    named = set(re.findall(r"`([a-z-]+)`", page))
    assert {*DUPLICATES, *KERNELS, *NORMALIZATIONS, *QUALIFIERS, *VARIABLES} <= named


def test_every_page_it_links_is_there(page: str, root: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page)
    assert links
    assert [link for link in links if not (root / "docs" / link).exists()] == []
