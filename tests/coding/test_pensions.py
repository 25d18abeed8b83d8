"""A second codebook on another topic works by its files alone: the French pension reform, 8 propositions.

The codebook (pensions.csv) and the cases (cases.jsonl, invented) were written apart from each
other: whoever wrote the one had not seen the other.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.codebook.load import load, weights_of
from kg.coding.coder import Coder
from kg.coding.learned import Judgement
from kg.training.positions.examples import Example, read_examples
from kg.training.positions.fit import material
from kg.training.positions.validate import Validation, cross_validate, figures_at

FOLDER = Path(__file__).parent / "pensions"
CODEBOOK, CASES = FOLDER / "pensions.csv", FOLDER / "cases.jsonl"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(load(CODEBOOK))


@pytest.fixture(scope="module")
def examples(coder: Coder) -> list[Example]:
    return read_examples([CASES], coder.codebook.concepts)


def by_expressions(coder: Coder, examples: list[Example]) -> Validation:
    scored = []
    for found in material(examples, coder.reader):
        stances = [s for s in coder.stances(found.reading) if s.position != "neutral"]
        judged = [Judgement(s.concept, 1.0, True, float(s.position == "support")) for s in stances]
        scored.append((found, judged))
    return figures_at(scored, 0.5)


def test_expressions_alone_reach_their_floors(coder: Coder, examples: list[Example]) -> None:
    figures = by_expressions(coder, examples)
    assert figures.concepts.f1 >= 0.80
    assert figures.concepts.precision >= 0.90
    assert figures.positions.f1 >= 0.72
    assert set(figures.by_concept) == set(coder.codebook.concepts)


def test_every_proposition_is_taken_for_and_against(examples: list[Example]) -> None:
    coded = {pair for example in examples for pair in example.coded}
    assert coded == {(concept, side) for concept, _ in coded for side in ("support", "oppose")}


@pytest.mark.slow
def test_examples_teach_what_expressions_miss(coder: Coder, examples: list[Example]) -> None:
    learned = cross_validate(material(examples, coder.reader))
    assert learned.concepts.recall > by_expressions(coder, examples).concepts.recall


@pytest.mark.slow
def test_a_build_with_the_codebook_codes_and_one_without_does_not(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "La réforme\n\nLe ministre Paul Durand a déclaré mardi qu'il fallait relever l'âge légal de la"
        " retraite. La syndicaliste Anne Roy a dénoncé le report de l'âge légal.\n",
        encoding="utf-8",
    )
    out, other = tmp_path / "out", tmp_path / "other"
    ask = ["ask", "--about", "raise-age", "--format", "json", "-g"]
    built = CliRunner().invoke(main, ["build", str(article), "-o", str(out), "--codebook", str(CODEBOOK)])
    assert built.exit_code == 0, built.stderr
    told = json.loads(CliRunner().invoke(main, [*ask, str(out)]).stdout)
    assert [(row["who"], row["matched"][0]["position"]) for row in told] == [
        ("Paul Durand", "support"), ("Anne Roy", "oppose"),
    ]  # fmt: skip
    assert CliRunner().invoke(main, ["build", str(article), "-o", str(other)]).exit_code == 0
    assert CliRunner().invoke(main, [*ask, str(other)]).exit_code == 2  # the shipped one has no such claim


@pytest.mark.slow
def test_training_writes_weights_beside_the_codebook_and_prints_figures(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    shutil.copy(CODEBOOK, own)
    result = CliRunner().invoke(main, ["codebook", "train", str(CASES), "--codebook", str(own)])
    assert result.exit_code == 0, result.stderr
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[0][0] == "concept"
    assert {row[0] for row in rows[1:9]} == set(load(own).concepts)
    assert weights_of(own).is_file()
    first = weights_of(own).read_bytes()
    assert CliRunner().invoke(main, ["codebook", "train", str(CASES), "--codebook", str(own)]).exit_code == 0
    assert weights_of(own).read_bytes() == first
    assert Coder(load(own)).weights is not None
