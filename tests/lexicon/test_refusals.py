"""A wrong row is refused with the file and the line, and with what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataInvalid
from kg.lexicon.cues import nouns_by_form, verbs_by_form
from kg.lexicon.table import numbered_rows
from kg.resources import lexicon_dir

VERB = "lemma\tact\tpolarity\tframes\texample\n"
NOUN = "noun\tact\tpolarity\tframes\tsupport\texample\n"
GOOD_VERB = "dire\tassert\t+\tque,cite\tElle dit non.\n"
GOOD_NOUN = "crainte\tfear\t-\tque,verb\texprimer\tSa crainte est vaine.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(lexicon_dir("fr") / "verb_forms.tsv", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("crier\tshout\t+\tque\tIl crie.", "unknown act 'shout'"),
        ("crier\tassert\t?\tque\tIl crie.", "unknown polarity"),
        ("crier\tassert\t-\tque\tIl crie.", "has polarity"),
        ("crier\tassert\t+\tque,quoi\tIl crie.", "unknown frame 'quoi'"),
        ("crier\tassert\t+\t\tIl crie.", "unknown frame ''"),
        ("crier\tassert\t+\tque,que\tIl crie.", "listed twice"),
        ("dire\tassert\t+\tcite\tIl dit.", "stands in line 3 already"),
        ("\tassert\t+\tque\tIl crie.", "is empty"),
        ("crier\tassert\t+\tque", "4 cells, not 5"),
    ],
)
def test_wrong_verbs_are_refused(folder: Path, row: str, reason: str) -> None:
    (folder / "cues.tsv").write_text(f"# verbs\n{VERB}{GOOD_VERB}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataInvalid, match=rf"cues\.tsv: line 5.*{reason}") as error:
        verbs_by_form(folder)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("peur\tfear\t-\tque\tdire\tSa peur.", "support verbs"),
        ("peur\tfear\t-\tque,verb\t-\tSa peur.", "support verbs"),
        ("peur\tfear\t-\tcite\t-\tSa peur.", "unknown frame 'cite'"),
        ("peur\tfear\t+\tque\t-\tSa peur.", "has polarity"),
        ("crainte\tfear\t-\tque\t-\tSa crainte.", "stands in line 2 already"),
    ],
)
def test_wrong_nouns_are_refused(folder: Path, row: str, reason: str) -> None:
    (folder / "nouns.tsv").write_text(f"{NOUN}{GOOD_NOUN}{row}\n", encoding="utf-8")
    with pytest.raises(DataInvalid, match=rf"nouns\.tsv: line 3.*{reason}"):
        nouns_by_form(folder)


def test_a_missing_column_is_named(folder: Path) -> None:
    (folder / "cues.tsv").write_text("lemma\tact\tframes\ndire\tassert\tque\n", encoding="utf-8")
    with pytest.raises(DataInvalid, match=r"cues\.tsv: .*'polarity'"):
        verbs_by_form(folder)


@pytest.mark.parametrize(
    "spoil", [lambda path: None, lambda path: path.write_bytes(b"lemma\n\xff\n"), Path.mkdir]
)
def test_a_table_that_cannot_be_read(tmp_path: Path, spoil: Callable[[Path], Any]) -> None:
    path = tmp_path / "cues.tsv"
    spoil(path)
    with pytest.raises(DataInvalid, match=r"cues\.tsv: cannot be read"):
        list(numbered_rows(path))


def test_good_tables_are_taken(folder: Path) -> None:
    (folder / "cues.tsv").write_text(VERB + GOOD_VERB, encoding="utf-8")
    (folder / "nouns.tsv").write_text(NOUN + GOOD_NOUN, encoding="utf-8")
    assert verbs_by_form(folder)["disait"][0].frames == {"que", "cite"}
    assert nouns_by_form(folder)["craintes"].polarity == "-"
