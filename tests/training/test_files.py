"""Stages, raw text and training files: written whole, the same each time, wrong input named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from kg.errors import DataInvalid, InputMissing
from kg.training.corpora import load_treebanks, treebank_files
from kg.training.docs import read_docs, training_docs, write_docs
from kg.training.rawtext import read_raw, write_pretraining_text
from kg.training.stages import run_stage, stage_key
from kg.training.tree import Sentence, text_of


def test_a_stage_runs_once_for_a_key_and_again_for_another(tmp_path: Path) -> None:
    folder = tmp_path / "stage"
    made: list[str] = []

    def make(target: Path) -> None:
        assert list(target.iterdir()) == []
        made.append("x")
        (target / "result").write_text("whole", encoding="utf-8")

    assert [run_stage(folder, key, make) for key in ("a", "a", "b")] == [True, False, True]
    assert len(made) == 2


def test_a_stage_that_failed_is_done_anew(tmp_path: Path) -> None:
    def fail(target: Path) -> None:
        (target / "half").write_text("", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run_stage(tmp_path / "stage", "a", fail)
    assert run_stage(tmp_path / "stage", "a", lambda target: None)
    assert not (tmp_path / "stage" / "half").exists()


def test_a_key_sees_the_bytes_of_the_files(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("1", encoding="utf-8")
    first = stage_key(["s"], [path])
    path.write_text("2", encoding="utf-8")
    assert first != stage_key(["s"], [path]) != stage_key(["t"], [path])


def test_raw_text_is_made_plain_and_some_of_it_curly(tmp_path: Path) -> None:
    source, target = tmp_path / "news.jsonl", tmp_path / "raw.jsonl"
    texts = [f"l'an\u00a0{year}  fut\nbon" for year in range(100)]
    source.write_text("\n".join(json.dumps({"text": text}) for text in texts) + "\n\n", encoding="utf-8")
    assert write_pretraining_text(source, target, seed=1) == 100
    lines = [json.loads(line)["text"] for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line.replace("’", "'") for line in lines] == [f"l'an {year} fut bon" for year in range(100)]
    assert 20 < sum("’" in line for line in lines) < 60


@pytest.mark.parametrize("line", ["no json", "[]", '{"title": "x"}', '{"text": 3}'])
def test_a_bad_line_of_raw_text_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "a"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DataInvalid, match=r"news\.jsonl:2: "):
        list(read_raw(path))


def test_training_files_are_the_same_each_time(
    tmp_path: Path, sequoia: list[Sentence], nlp: Language
) -> None:
    written = []
    for name in ("a.spacy", "b.spacy"):
        write_docs(training_docs(sequoia[:30], nlp.vocab, seed=1), tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    docs = read_docs(tmp_path / "a.spacy", nlp.vocab)
    assert [sent.text.replace("’", "'") for doc in docs for sent in doc.sents] == [
        text_of(sentence).replace("’", "'") for sentence in sequoia[:30]
    ]


def test_corpora_are_told_apart_by_name(treebanks: Path, nlp: Language) -> None:
    assert not any("rhapsodie" in path.name for path in treebank_files(treebanks))
    banks = load_treebanks(treebanks, nlp, frozenset({"déclarer"}))
    assert sorted(banks.test) == ["fr_gsd", "fr_sequoia"]
    trained = {text_of(sentence) for sentence in banks.train if len(sentence) > 8}
    held_out = [text_of(sentence) for sentences in banks.test.values() for sentence in sentences]
    shared = trained & set(held_out)
    assert len(shared) <= 4, "formulas that the treebanks themselves repeat"


def test_a_folder_without_treebanks_is_refused(tmp_path: Path, nlp: Language) -> None:
    with pytest.raises(InputMissing, match=r"no \.conllu file"):
        load_treebanks(tmp_path, nlp, frozenset())
