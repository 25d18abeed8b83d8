"""``kg train reference``: what it learns from, what it refuses, and that what ships is what is trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.nlp.weights import load_weights
from kg.resources import lexicon_dir


def test_the_nearest_speaker_is_likelier_than_one_who_was_never_heard() -> None:
    weights = load_weights("reference")
    near = ("heard=0", "heard sentences=0", "sentences=0", "kind=person", "gender=known")
    far = ("not heard", "sentences=far", "kind=person", "gender=known")
    assert weights.probability(near) > weights.probability(far)


def test_articles_without_references_are_refused(tmp_path: Path) -> None:
    path, out = tmp_path / "articles.jsonl", tmp_path / "reference.tsv"
    line = {"doc": "a", "text": "Il pleut.", "statements": []}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["train", "reference", str(path), "-o", str(out)])
    assert result.exit_code == 2
    assert 'no reference whose "actor" is named' in result.output
    assert not out.exists()


@pytest.mark.slow
def test_the_table_that_ships_is_the_one_that_is_trained(shared: Path, tmp_path: Path) -> None:
    articles, out = shared / "gold" / "press-train.jsonl", tmp_path / "reference.tsv"
    result = CliRunner().invoke(main, ["train", "reference", str(articles), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == (lexicon_dir("fr") / "reference.tsv").read_bytes()
