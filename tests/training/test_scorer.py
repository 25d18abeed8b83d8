"""``kg train scorer``: what is right, what is learned from it, and what it refuses to learn from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.nlp.weights import load_weights
from kg.resources import lexicon_dir
from kg.training.learned import regression
from kg.training.learned.articles import Marked
from kg.training.learned.label import similarity, verdict


def test_the_regression_learns_a_feature_and_shrinks_what_tells_nothing() -> None:
    examples = [
        regression.Example(features=("always", "good" if k % 2 else "bad"), right=float(k % 2))
        for k in range(20)
    ]
    scorer = regression.train(examples, strength=1.0)
    assert scorer.probability(("always", "good")) > 0.8 > 0.2 > scorer.probability(("always", "bad"))
    assert abs(scorer.weights.get("always", 0.0)) < 0.1


def test_right_is_the_same_cue_and_half_the_words() -> None:
    wanted = [
        Marked(content="rien ne change", cues=("a déclaré",)),
        Marked(content="tout est dit", cues=("note",), optional=True),
    ]
    assert verdict("rien ne change", "déclaré jeudi", wanted) == 1.0
    assert verdict("rien ne change", "a nié", wanted) == 0.0
    assert verdict("tout autre chose", "a déclaré", wanted) == 0.0
    assert verdict("tout est dit", "note", wanted) is None
    assert similarity("Rien, rien", "rien") == pytest.approx(2 / 3)


def _train(lines: list[object], folder: Path) -> tuple[int, str, Path]:
    path, out = folder / "articles.jsonl", folder / "scorer.tsv"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = CliRunner().invoke(main, ["train", "scorer", str(path), "-o", str(out)])
    return result.exit_code, result.output, out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"doc": "a", "text": "Il pleut."}, 'line 1: no list "statements"'),
        ({"doc": "a", "text": "Il pleut.", "statements": [{}]}, 'line 1: a statement without "content"'),
        ({"doc": "a", "text": "Il pleut.", "statements": []}, "no right or no wrong candidate"),
        ({"doc": "a", "statements": []}, 'no "text" that is a string'),
        ("no object", 'no list "statements"'),
    ],
)
def test_what_cannot_be_learned_from_is_one_line(line: object, words: str, tmp_path: Path) -> None:
    code, output, out = _train([line], tmp_path)
    assert code == 2
    assert words in output
    assert output.count("\n") == 1
    assert not out.exists()


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["train", "scorer", str(tmp_path / "none"), "-o", str(tmp_path / "o")])
    assert result.exit_code == 2
    assert "none: no such file" in result.output


@pytest.mark.slow
def test_the_scorer_that_ships_is_the_one_that_is_trained(shared: Path, tmp_path: Path) -> None:
    articles, out = shared / "gold" / "press-train.jsonl", tmp_path / "scorer.tsv"
    result = CliRunner().invoke(main, ["train", "scorer", str(articles), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == (lexicon_dir("fr") / "scorer.tsv").read_bytes()
    assert len(load_weights("scorer").weights) > 100
