"""``kg show``: the text with its marks, then who said what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main

TITLE = "La réforme avance"
SAID = "la réforme serait votée avant l'été"
TEXT = f"{TITLE}\n\nLe ministre Paul Durand a déclaré mardi que {SAID}.\n\nIl pleut depuis lundi.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_source_cue_and_content_stand_in_the_text_and_in_the_table(article: Path) -> None:
    result = CliRunner().invoke(main, ["show", str(article)])
    assert result.exit_code == 0, result.stderr
    flat = " ".join(result.stdout.split())
    assert "\x1b" not in result.stdout
    assert re.search(r"\{1 source: [^}]*Paul Durand\} \{1 cue: a déclaré\}", flat)
    assert f"{{1 content: {SAID}}}" in flat
    assert "Il pleut depuis lundi" in flat
    _, header, row = flat.rpartition("# who cue when content")
    assert header
    assert re.match(r" 1 .*Durand.* a déclaré .*la réforme", row)


def test_colour_where_it_is_asked_for(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = CliRunner().invoke(main, ["show", str(article)], color=True).stdout
    assert "\x1b[" in coloured
    plain = " ".join(re.sub(r"\x1b\[[\d;]*m", "", coloured).split())
    assert f"a déclaré mardi que {SAID}[1]." in plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(main, ["show", str(article)], color=True).stdout


def test_an_article_without_a_statement(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(
        "La pluie\n\nIl pleut sur la capitale depuis lundi.\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["show", str(tmp_path / "rain.txt")])
    assert result.exit_code == 0
    assert "No statement found." in result.stdout


@pytest.mark.parametrize(("data", "code"), [(None, 2), (b"", 1), (b"\x00\x01\x02" * 500, 1)])
def test_what_cannot_be_shown_is_one_line(tmp_path: Path, data: bytes | None, code: int) -> None:
    path = tmp_path / "bad.txt"
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(main, ["show", str(path)])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("kg: ")
    assert result.stderr.count("\n") == 1
    assert "bad.txt" in result.stderr
