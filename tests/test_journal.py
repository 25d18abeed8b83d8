"""The journal: resumable, exact about its inputs, the same in any order."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputUnusable
from kg.ids import document_id, statement_id
from kg.journal import FILE_NAME, Journal
from kg.records import Actor, Document, Extraction, Span, Statement

MINISTER = Actor(id="le-ministre", name="Le ministre", kind="unnamed")


def document(name: str, text: str, url: str | None = None, title: str | None = None) -> Document:
    return Document(
        id=document_id(url, text),
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_path=f"in/{name}",
        url=url,
        title=title,
    )


def extraction(of: Document) -> Extraction:
    """Every document says its own text; enough to see what the journal keeps."""
    said = Statement(
        id=statement_id(of.id, of.text, "le ministre", 0),
        document=of.id,
        content=(Span(start=0, end=len(of.text), text=of.text),),
        mode="indirect",
        cue=None,
        cue_lemma=None,
        act="say",
        negated=False,
        source=None,
        speaker=MINISTER.id,
        rule="test",
        confidence=0.5,
    )
    return Extraction(document=of, statements=(said,), actors=(MINISTER,))


def run(journal: Journal, documents: Sequence[Document], fingerprint: str = "v1") -> list[str]:
    """One run of a build; the names of the documents that it had to extract."""
    journal.begin(fingerprint)
    for each in documents:
        journal.add(each)
    journal.settle()
    pending = [journal.document(key) for key in journal.pending()]
    for each in pending:
        journal.keep(extraction(each))
    journal.prune()
    return [each.name for each in pending]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


A = document("a.txt", "Le ministre dit oui.")
B = document("b.txt", "Le ministre dit non.")


def test_views_are_sorted_sized_and_can_be_read_again(path: Path) -> None:
    with Journal(path) as journal:
        run(journal, [B, A])
        assert list(journal.documents()) == list(journal.documents()) == sorted([A, B], key=lambda d: d.id)
        places = [(statement.document, statement.id) for statement in journal.statements()]
        assert places == sorted(places)
        assert len(journal.statements()) == 2
        shown = list(journal.appearances())  # as each document shows it
        assert shown == [(document.id, MINISTER) for document in journal.documents()]


def test_an_unchanged_document_is_not_extracted_twice(path: Path) -> None:
    with Journal(path) as journal:
        assert run(journal, [A, B]) == ["a.txt", "b.txt"]
    changed = document("b.txt", "Le ministre ne dit rien.")
    with Journal(path) as journal:
        assert run(journal, [A, changed]) == ["b.txt"]
        assert [statement.content_text for statement in journal.statements()].count(B.text) == 0
        assert run(journal, [A, changed], fingerprint="v2") == ["a.txt", "b.txt"]


def test_a_result_holds_exactly_the_inputs_of_its_run(path: Path) -> None:
    with Journal(path) as journal:
        run(journal, [A, B])
        assert run(journal, [A]) == []
        assert list(journal.documents()) == [A]
        assert {statement.document for statement in journal.statements()} == {A.id}
        assert run(journal, [A, B]) == []  # still known, though the run between left it out


def test_a_run_that_stops_goes_on(path: Path) -> None:
    with Journal(path) as journal:
        journal.begin("v1")
        journal.add(A)
        journal.add(B)
        journal.keep(extraction(A))  # and here it ends: no prune, B still pending
    with Journal(path) as journal:
        assert run(journal, [A, B]) == ["b.txt"]
        assert len(journal.statements()) == 2


def test_a_document_comes_in_whole_or_not_at_all(path: Path) -> None:
    broken = replace(extraction(A), actors=(replace(MINISTER, name="\ud800"),))  # cannot be encoded
    with Journal(path) as journal:
        journal.begin("v1")
        journal.add(A)
        with pytest.raises(UnicodeEncodeError):
            journal.keep(broken)
        assert len(journal.statements()) == 0
        assert len(journal.pending()) == 1


def test_same_id_and_same_text_is_built_once(path: Path) -> None:
    twice = document("z.txt", A.text, title="another title")
    with Journal(path) as journal:
        journal.begin("v1")
        for each in (twice, B, A):
            journal.add(each)
        (duplicate,) = journal.settle()
        assert (duplicate.name, duplicate.source_path, duplicate.of) == ("z.txt", "in/z.txt", "a.txt")
        assert [journal.document(key).name for key in journal.pending()] == ["a.txt", "b.txt"]


def test_same_address_and_other_texts_get_ids_of_their_own(path: Path) -> None:
    url = "https://example.org/article"
    morning, evening = document("m.txt", "Le matin.", url), document("e.txt", "Le soir.", url)
    assert morning.id == evening.id
    with Journal(path) as journal:
        run(journal, [morning, evening])
        ids = {each.name: each.id for each in journal.documents()}
        assert len({*ids.values(), morning.id}) == 3
        assert {statement.document for statement in journal.statements()} == set(ids.values())
        assert run(journal, [evening]) == ["e.txt"]  # alone, it keeps the id of its address
        assert [each.id for each in journal.documents()] == [evening.id]


@settings(max_examples=40, deadline=None)
@given(
    picks=st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from("xy"), st.sampled_from("pqr")), max_size=12
    ),
    seed=st.integers(),
)
def test_the_order_of_the_inputs_does_not_show(
    tmp_path_factory: pytest.TempPathFactory, picks: list[tuple[str, str, str]], seed: int
) -> None:
    documents = [document(name, text, f"https://example.org/{url}") for name, url, text in picks]
    shuffled = Random(seed).sample(documents, len(documents))
    folder = tmp_path_factory.mktemp("order")
    results = []
    for number, order in enumerate((documents, shuffled)):
        with Journal(folder / f"{number}.sqlite") as journal:
            run(journal, order)
            results.append((list(journal.documents()), list(journal.statements())))
    assert results[0] == results[1]
    ids = [each.id for each in results[0][0]]
    assert len(ids) == len(set(ids))
    assert {each.text for each in results[0][0]} == {text for _, _, text in picks}


def test_two_builds_at_once_are_refused(path: Path) -> None:
    with Journal(path) as journal:
        run(journal, [A])
        with pytest.raises(OutputUnusable, match="another build"), Journal(path):
            pass
    with Journal(path):
        pass  # free again


def test_a_file_that_is_no_journal_is_left_alone(path: Path) -> None:
    path.write_bytes(b"somebody's notes, not a database" * 100)
    with pytest.raises(OutputUnusable, match="journal"), Journal(path):
        pass
    assert path.read_bytes().startswith(b"somebody's notes")


def test_another_program_s_database_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE notes (note TEXT)")
        foreign.execute("INSERT INTO notes VALUES ('mine')")
    foreign.close()
    with pytest.raises(OutputUnusable, match="not a journal"), Journal(path):
        pass
    again = sqlite3.connect(path)
    assert again.execute("SELECT note FROM notes").fetchall() == [("mine",)]
    again.close()


def test_a_damaged_journal_is_one_line(path: Path) -> None:
    with Journal(path) as journal:
        run(journal, [document(f"{n}.txt", f"Texte {n} " * 200) for n in range(50)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(OutputUnusable, match="move it away") as caught, Journal(path) as journal:
        run(journal, [A])
    assert "\n" not in str(caught.value)


def test_a_journal_of_another_version_is_made_anew(path: Path) -> None:
    with Journal(path) as journal:
        run(journal, [A])
    old = sqlite3.connect(path)
    old.execute("PRAGMA user_version = 1")
    old.execute("ALTER TABLE statement DROP COLUMN record")
    old.commit()
    old.close()
    with Journal(path) as journal:
        assert run(journal, [A]) == ["a.txt"]
        assert len(list(journal.statements())) == 1


def test_a_folder_in_its_place_is_one_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(OutputUnusable, match=r"\.journal\.sqlite: cannot be"), Journal(path):
        pass
