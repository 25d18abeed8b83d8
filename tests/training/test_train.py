"""``kg train`` from a handful of sentences to a pipeline that loads, twice the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from kg.cli.main import main
from kg.training.docs import read_docs
from kg.training.prepare import PrepareOptions, prepare

KEPT = 25  # sentences of each file


def _head(source: Path, target: Path) -> None:
    sentences = source.read_text(encoding="utf-8").split("\n\n")
    target.write_text("\n\n".join(sentences[:KEPT]) + "\n\n", encoding="utf-8")


@pytest.fixture(scope="module")
def corpora(treebanks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for path in (treebanks / "conllu").glob("*.conllu"):
        _head(path, folder / path.name)
    entities = treebanks / "ner" / "sequoia.frsemcor"
    (folder / entities.name).write_bytes(entities.read_bytes())
    with (folder / "raw.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(8):
            lines.write(json.dumps({"text": f"Le ministre a annoncé {number} mesures à Paris."}) + "\n")
    return folder


def _train(corpora: Path, out: Path, *more: str) -> str:
    few = ["--steps", "3", "--entity-steps", "3", "--epochs", "1", "--derived", "10"]
    result = CliRunner().invoke(main, ["train", "pipeline", str(corpora), "-o", str(out), *few, *more])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("hold_out", [True, False])
def test_dev_parts_are_learnt_from_unless_held_out(corpora: Path, tmp_path: Path, hold_out: bool) -> None:
    prepared = prepare(corpora, None, tmp_path, PrepareOptions(derived=5, hold_out=hold_out))
    vocab = spacy.blank("fr").vocab
    texts = {
        part: " ".join(
            sent.text for doc in read_docs(tmp_path / f"{part}.spacy", vocab) for sent in doc.sents
        )
        for part in ("train", "dev")
    }
    last = list(read_docs(tmp_path / "dev.spacy", vocab)[-1].sents)[-1].text
    assert last in texts["dev"]
    assert (last not in texts["train"].replace("’", "'")) == hold_out
    assert prepared.dev > 0


@pytest.mark.slow
def test_two_runs_give_the_same_pipeline(corpora: Path, tmp_path: Path) -> None:
    raw = ("--raw", str(corpora / "raw.jsonl"))
    output = _train(corpora, tmp_path / "one", *raw)
    _train(corpora, tmp_path / "two", *raw, "--work", str(tmp_path / "work"))
    assert "fr_sequoia\ttokens" in output
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*"))
    assert files == sorted(path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*"))
    for name in files:
        if (tmp_path / "one" / name).is_file():
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    doc = spacy.load(tmp_path / "one")("Il pleut à Paris.")
    assert [token.lemma_ for token in doc][-1] == "."


def test_a_missing_corpus_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["train", "pipeline", str(tmp_path / "none"), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 2
    assert "none: no such file or folder" in result.output
    assert not (tmp_path / "out").exists()
