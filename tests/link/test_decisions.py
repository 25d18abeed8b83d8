"""The user's decisions win over what linking finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataInvalid
from kg.link import link, read_decisions
from kg.link.decisions import Decisions
from tests.link.corpora import apart, linked, person, shown, speakers, together

HEAD = "decision,one,other\n"


def decided(tmp_path: Path, text: str) -> Decisions:
    path = tmp_path / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    return read_decisions(path)


def test_same_joins_what_nothing_speaks_for(tmp_path: Path) -> None:
    decisions = decided(tmp_path, HEAD + "same,Anne Lefort,bruno-caron\n")
    corpus = linked(
        [person("Anne Lefort", gender="f")], [person("Bruno Caron", gender="m")], decisions=decisions
    )
    assert together(corpus)
    assert corpus.merges[0].reason == f"decision {tmp_path / 'decisions.csv'}:2"


def test_different_splits_what_would_be_joined(tmp_path: Path) -> None:
    casts = (
        [person("Anatoli Grichtchenko")],
        [person("Anatoly Gryshchenko")],
        [person("Anatoliy Grishchenko")],
    )
    assert together(linked(*casts))
    decisions = decided(tmp_path, HEAD + "different,anatoli-grichtchenko,Anatoly Gryshchenko\n")
    first, second, _ = speakers(linked(*casts, decisions=decisions))
    assert first != second


def test_homonyms_can_be_joined_by_the_ids_they_got(tmp_path: Path) -> None:
    casts = [person("Paul Roy", "footballeur")], [person("Paul Roy", "député du Nord")]
    decisions = decided(tmp_path, HEAD + "same,paul-roy-footballeur,paul-roy-depute-du-nord\n")
    assert apart(linked(*casts))
    assert speakers(linked(*casts, decisions=decisions)) == ["paul-roy", "paul-roy"]


def test_a_local_name_can_be_given_to_an_actor_of_the_register(tmp_path: Path) -> None:
    decisions = decided(tmp_path, HEAD + "same,Stoltenbergue,Jens Stoltenberg\n")
    assert speakers(linked([person("Stoltenbergue")], decisions=decisions)) == ["jens-stoltenberg"]


def test_an_unknown_name_is_a_warning(tmp_path: Path) -> None:
    documents, pairs = shown([person("Anne Lefort")])
    lines: list[str] = []
    decisions = decided(tmp_path, HEAD + "same,Anne Lefort,Nobody Atall\n")
    link(documents, [], pairs, decisions=decisions, warn=lines.append)
    assert lines == [f"{tmp_path / 'decisions.csv'}:2: no actor 'Nobody Atall'; the decision is left out"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("one,other\na,b\n", 1, "decision"),
        (HEAD + "perhaps,a,b\n", 2, "same or different"),
        (HEAD + "same,a,\n", 2, "one actor only"),
        (HEAD + "# note\n\nsame,a,b\nsame,b,c\ndifferent,a,c\n", 6, "line 4"),
        (HEAD + "different,Anne Lefort,anne-lefort\n", 2, "himself"),
        (HEAD + 'same,"a,b\n', 2, "quotes"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(DataInvalid, match=rf"decisions\.csv:{line}: .*{says}"):
        decided(tmp_path, text)


def test_contradictions_by_ids_are_found_when_linking(tmp_path: Path) -> None:
    rows = "same,Paul Roy,anne-lefort\ndifferent,paul-roy-footballeur,Anne Lefort\n"
    decisions = decided(tmp_path, HEAD + rows)
    casts = (
        [person("Paul Roy", "footballeur")],
        [person("Paul Roy", "député du Nord")],
        [person("Anne Lefort")],
    )
    with pytest.raises(DataInvalid, match=r"decisions\.csv:3: .*line 2"):
        linked(*casts, decisions=decisions)


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "decisions.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DataInvalid, match=r"decisions\.csv: "):
        read_decisions(path)
