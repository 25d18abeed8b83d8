"""What docs/codebook.md shows is a codebook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.codebook.load import check


@pytest.mark.parametrize(("language", "suffix"), [("csv", "csv"), ("turtle", "ttl")])
def test_the_examples_are_accepted(root: Path, tmp_path: Path, language: str, suffix: str) -> None:
    page = (root / "docs" / "codebook.md").read_text(encoding="utf-8")
    (shown,) = re.findall(rf"^```{language}\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    file = tmp_path / f"mine.{suffix}"
    file.write_text(shown, encoding="utf-8")
    concepts, classes, problems = check(file)
    assert problems == ()
    assert "armes" in {concept.id for concept in concepts}
    assert [found.id for found in classes] == ["arme"]
