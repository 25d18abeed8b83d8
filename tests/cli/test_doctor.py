"""``kg doctor``: a line a check, and what to do where one fails."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli.main import main


def test_this_installation_is_whole(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "-o", str(tmp_path / "new" / "out")])
    assert result.exit_code == 0, result.stdout
    lines = result.stdout.splitlines()
    assert [line.split()[1] for line in lines] == [
        "python",
        "spacy",
        "model",
        "lexicon",
        "ontology",
        "register",
        "codebook",
        "output",
    ]
    assert all(line.startswith("ok ") for line in lines)
    assert not (tmp_path / "new").exists()


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = CliRunner().invoke(
        main, ["doctor", "--model", "no_such_model", "-o", str(tmp_path / "file" / "out")]
    )
    assert result.exit_code == 1
    bad = {line.split()[1]: line for line in result.stdout.splitlines() if line.startswith("BAD")}
    assert set(bad) == {"model", "output"}
    assert "no_such_model" in bad["model"]
    assert "choose another -o" in bad["output"]
