"""Records → .dna → records: the same, for whatever records there are; and the file the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.dna import read_dna, write_dna
from kg.records import Claim, Corpus, Document, Merge, Part, Span, Stance
from tests.dna.files import rows, same, there_and_back
from tests.graph.corpora import corpora, document
from tests.graph.corpora import corpus as rich


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_whatever_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, made: Corpus) -> None:
    path = tmp_path_factory.mktemp("dna") / "x.dna"
    assert same(there_and_back(made, path), made)
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []


def full() -> Corpus:
    """The rich corpus with claims, merges, and stances of every position."""
    given = rich()
    claims = (
        Claim(
            id="dialogue", label_fr="Il faut dialoguer", label_en="Dialogue", broader=("legal-guarantees",)
        ),
        Claim(id="legal-guarantees", label_fr="Des garanties", scope_fr="écrites"),
        Claim(id="unused", label_fr="Personne n'en parle", broader=("nowhere", "dialogue")),
    )
    merge = Merge(
        decision="merged", one="a", one_name="A", other="b", other_name="B", into="a", score=0.5,
        reason="même nom", documents=2, examples=("x",),
    )  # fmt: skip
    return replace(given, claims=claims, merges=(merge,))


def test_a_full_corpus_comes_back(tmp_path: Path) -> None:
    assert same(there_and_back(full(), tmp_path / "x.dna"), full())


def test_the_same_corpus_is_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.dna", tmp_path / "other.dna"
    write_dna(full(), one)
    write_dna(full(), other)
    assert one.read_bytes() == other.read_bytes()
    write_dna(read_dna(one), other)
    assert one.read_bytes() == other.read_bytes(), "what comes back is written as the same file"
    assert one.read_bytes()[24:28] == one.read_bytes()[92:96] == b"\0\0\0\1", "counters as of a new file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.dna", "other.dna"]


@pytest.mark.parametrize("text", ["a\0b\rc", "a\r\nb\ud800c", "\udfff", "\r", "é😀\0"])
def test_characters_that_no_column_holds(tmp_path: Path, text: str) -> None:
    """NUL ends a text, half a surrogate pair is no UTF-8, and a text pane of Java drops the CR of CR LF."""
    made = Document(
        id="d",
        name="n\0\ud800",
        text=text,
        sha256="",
        source_path="",
        title="t\0\ud800",
        description="d\r\n\0",
    )
    given = Corpus(documents=(made,), statements=(), actors=())
    assert same(there_and_back(given, tmp_path / "x.dna"), given)
    ((kept,),) = rows(tmp_path / "x.dna", "SELECT Text FROM DOCUMENTS")
    assert len(kept) == len(text), "offsets stay"
    assert not set(kept) & set("\0\r")


def test_offsets_are_those_of_java(tmp_path: Path) -> None:
    """An emoji is one code point, and two characters of Java."""
    given = rich()
    (path, article) = tmp_path / "x.dna", next(d for d in given.documents if "😀" in d.text)
    write_dna(given, path)
    for said in (s for s in given.statements if s.document == article.id):
        units = article.text[: said.content[-1].end].encode("utf-16-le")
        stops = rows(path, "SELECT Stop FROM STATEMENTS WHERE Start = ?", said.content[0].start)
        assert (len(units) // 2,) in stops
    ((last,),) = rows(path, "SELECT max(Stop - Start) FROM STATEMENTS WHERE Start = 192")
    assert last == len("s'il viendrait ") + 2


def test_parts_are_one_stretch_in_dna_and_parts_again(tmp_path: Path) -> None:
    given = rich()
    (parted,) = (s for s in given.statements if len(s.content) > 1)
    write_dna(given, tmp_path / "x.dna")
    found = rows(tmp_path / "x.dna", "SELECT Start, Stop FROM STATEMENTS WHERE Stop - Start > 60")
    assert found == [(parted.content[0].start, parted.content[-1].end)] * len(parted.stances)
    (back,) = (s for s in read_dna(tmp_path / "x.dna").statements if s.id == parted.id)
    assert back.content == parted.content


def test_no_date_is_no_date_again(tmp_path: Path) -> None:
    """DNA must have one: 1970-01-01, and the notes say so."""
    dated, undated = document("un", "1", published="2022-01-12T23:30+01:00"), document("deux", "2")
    epoch = document("trois", "3", published="1970-01-01")
    made = tuple(sorted((dated, undated, epoch), key=lambda d: d.id))
    given = Corpus(documents=made, statements=(), actors=())
    assert same(there_and_back(given, tmp_path / "x.dna"), given)
    found = dict(rows(tmp_path / "x.dna", "SELECT Text, Date FROM DOCUMENTS"))
    assert found == {"un": 1642030200, "deux": 0, "trois": 0}, "the time on the clock"
    ((notes,),) = rows(tmp_path / "x.dna", "SELECT Notes FROM DOCUMENTS WHERE Text = 'deux'")
    assert "undated" in notes


def test_neutral_stances_and_none_stay_out_of_the_network(tmp_path: Path) -> None:
    given = rich()
    write_dna(given, tmp_path / "x.dna")
    types = dict(
        rows(
            tmp_path / "x.dna",
            "SELECT Label, count(*) FROM STATEMENTS s JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId"
            " GROUP BY Label",
        )
    )
    stances = [stance for s in given.statements for stance in s.stances]
    coded = sum(stance.position != "neutral" for stance in stances)
    without = sum(not s.stances for s in given.statements)
    assert types == {
        "DNA Statement": coded,
        "Statement without position": len(stances) - coded + without,
    }


def test_homonyms_stay_two(tmp_path: Path) -> None:
    given = rich()
    twins = tuple(replace(actor, name="Paul") for actor in given.actors if actor.kind == "person")
    assert len(twins) == 2
    others = tuple(actor for actor in given.actors if actor.kind != "person")
    made = replace(given, actors=tuple(sorted((*twins, *others), key=lambda actor: actor.id)))
    assert same(there_and_back(made, tmp_path / "x.dna"), made)
    values = [
        value for (value,) in rows(tmp_path / "x.dna", "SELECT Value FROM ENTITIES WHERE VariableId = 1")
    ]
    assert [value for value in values if value.startswith("Paul")] == sorted(
        f"Paul ({actor.id})" for actor in twins
    )


def test_long_names_and_titles_are_cut_and_come_back(tmp_path: Path) -> None:
    long = "😀" * 150 + "x" * 300
    given = rich()
    first, *rest = given.documents
    actors = (
        replace(given.actors[0], name=long),
        replace(given.actors[1], name=long + "y"),
        *given.actors[2:],
    )
    made = replace(given, documents=[replace(first, title=long, authors=(long, "b")), *rest], actors=actors)
    assert same(there_and_back(made, tmp_path / "x.dna"), made)
    for table, column in (("DOCUMENTS", "Title"), ("DOCUMENTS", "Author"), ("ENTITIES", "Value")):
        for (value,) in rows(tmp_path / "x.dna", f"SELECT {column} FROM {table}"):
            assert len(value.encode("utf-16-le")) // 2 <= 190


def test_odd_places(tmp_path: Path) -> None:
    """Contents of no length or of none, spans whose words are not those of the text, circles of claims."""
    given = full()
    first, second, *rest = given.statements
    empty = replace(first, content=())
    flat = replace(second, content=(Span(start=5, end=5, text=""),), cue=Span(start=-1, end=900, text="?"))
    claims = tuple(
        Claim(id=one, label_fr=one, broader=(other,)) for one, other in (("a", "b"), ("b", "a"), ("c", "a"))
    )
    made = replace(given, statements=[empty, flat, *rest], claims=claims)
    assert same(there_and_back(made, tmp_path / "x.dna"), made)
    assert rows(
        tmp_path / "x.dna",
        "SELECT e.Value, p.Value FROM ENTITIES e JOIN ENTITIES p ON p.ID = e.ChildOf WHERE e.VariableId = 3",
    ) == [("c", "a")]


def test_parts_of_documents_and_dates_of_roles_are_no_spans(tmp_path: Path) -> None:
    text = "abc"
    made = document(
        text, "1", parts=(Part(role="lead", start=0, end=90), Part(role="paragraph", start=1, end=2))
    )
    given = rich()
    role = replace(given.actors[0], roles=())
    corpus = Corpus(documents=(made,), statements=(), actors=(role,))
    assert same(there_and_back(corpus, tmp_path / "x.dna"), corpus)


def test_a_holder_who_is_not_the_speaker(tmp_path: Path) -> None:
    given = rich()
    (said,) = (s for s in given.statements if any(stance.holder for stance in s.stances))
    write_dna(given, tmp_path / "x.dna")
    query = (
        "SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity JOIN STATEMENTS s"
        " ON s.ID = d.StatementId WHERE d.VariableId = ? AND s.Stop - s.Start > 60 ORDER BY s.ID"
    )
    assert rows(tmp_path / "x.dna", query, 1) == [("Sergueï Lavrov",), ("",)]
    assert rows(tmp_path / "x.dna", query, 2) == [("Russie",), ("Russie",)]
    assert said.stances[1] == Stance(concept="legal-guarantees", position="oppose", holder="russie")
    assert said.when.start == date(2021, 12, 16)
