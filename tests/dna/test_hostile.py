"""Files that are wrong or mean harm: one line that names the file, nothing run, nothing silently lost."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kg.dna import Account, ImportOptions, Variables, read_dna, write_dna
from kg.dna.schema import commands
from kg.errors import DataInvalid, InputMissing, NewskgError
from kg.records import Corpus
from tests.dna.files import change
from tests.graph.corpora import corpus as rich


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_dna(rich(), tmp_path / "x.dna")
    return tmp_path / "x.dna"


def by_hand(path: Path, *rows: str) -> Path:
    """A file as DNA makes it, with two documents, a statement and what is given; no constraint is held to."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for command in commands():
            connection.execute(command.replace(" NOT NULL", ""))
        for command in (
            "INSERT INTO SETTINGS VALUES ('version', '3.0.7')",
            "INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Ève', '')",
            "INSERT INTO STATEMENTTYPES (ID, Label) VALUES (1, 'DNA Statement')",
            "INSERT INTO VARIABLES VALUES (1, 'Person', 'short text', 1),"
            " (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),"
            " (4, 'agreement', 'boolean', 1)",
            "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (1, 1, ''), (2, 1, 'Zoé'), (3, 2, 'Zoé'),"
            " (4, 3, 'Oui')",
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Date) VALUES (1, 'a', 'Oui 😀 non', 1, 86399),"
            " (2, 'b', 'Oui 😀 non', 1, 0)",
            "INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 3, 1)",
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity)"
            " VALUES (1, 1, 2), (1, 2, 3), (1, 3, 4)",
            "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (1, 4, 1)",
            *rows,
        ):
            connection.execute(command)
    return path


def read(path: Path, options: ImportOptions | None = None) -> tuple[Corpus, Account]:
    account = Account()
    return read_dna(path, options, account), account


def refused(path: Path) -> str:
    with pytest.raises(NewskgError) as caught:
        read_dna(path)
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_made_by_hand(tmp_path: Path) -> None:
    corpus, account = read(by_hand(tmp_path / "x.dna"))
    first, second = sorted(corpus.documents, key=lambda d: d.name)
    assert first.id != second.id, "though they have the same text"
    assert (first.published, second.published) == ("1970-01-01T23:59:59", "1970-01-01")
    (statement,) = corpus.statements
    people = {actor.id: actor.kind for actor in corpus.actors}
    assert people == {statement.speaker: "person", statement.on_behalf_of: "organization"}, "two of one name"
    assert not account.notes
    assert not account.skipped


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_bytes(b""), "no .dna file"),
        (_bytes(b"PK\3\4" * 50), "no .dna file"),
        (_bytes(b"SQLite format 3\0" + bytes(84)), "cannot be read"),
        (lambda path: path.write_bytes(path.read_bytes()[:50_000]), "cannot be read"),
        (lambda path: path.unlink(), "No such file"),
        (lambda path: (path.unlink(), path.mkdir()), "Is a directory"),
        (lambda path: change(path, "DROP TABLE ATTRIBUTEVALUES"), "no table ATTRIBUTEVALUES"),
        (lambda path: change(path, "ALTER TABLE DOCUMENTS DROP COLUMN Section"), "no column Section"),
        (
            lambda path: change(
                path, "ALTER TABLE DOCUMENTS RENAME TO D", "CREATE VIEW DOCUMENTS AS SELECT * FROM D"
            ),
            "no table DOCUMENTS",
        ),
        (
            lambda path: change(path, "DROP TABLE REGEXES", "DROP TABLE SETTINGS",
                                "CREATE VIRTUAL TABLE SETTINGS USING fts5(Property, Value)"),
            "no table SETTINGS",
        ),
    ],
    ids=["empty", "zip", "header", "truncated", "absent", "folder", "table", "column", "view", "virtual"],
)  # fmt: skip
def test_what_is_no_dna_file(path: Path, spoil: Callable[[Path], object], reason: str) -> None:
    spoil(path)
    assert reason in refused(path)


def test_a_file_of_dna_2_is_called_that(tmp_path: Path) -> None:
    change(
        tmp_path / "x.dna",
        "CREATE TABLE STATEMENTS (ID INTEGER)",
        "CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT)",
    )
    assert "DNA 2" in refused(tmp_path / "x.dna")


def test_nothing_of_the_file_runs_and_nothing_is_written(path: Path) -> None:
    """A trigger, a view, and a generated column that calls a function."""
    change(
        path,
        "CREATE TRIGGER harm AFTER INSERT ON SETTINGS BEGIN DELETE FROM DOCUMENTS; END",
        "CREATE VIEW harm_too AS SELECT load_extension('/tmp/harm')",
        "ALTER TABLE DOCUMENTS ADD COLUMN Harm TEXT GENERATED ALWAYS AS (upper(Title)) VIRTUAL",
    )
    before = path.read_bytes()
    assert list(read_dna(path).statements) == list(rich().statements)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("start", "stop", "words"),
    [
        (4, 6, "😀"),
        (5, 6, "😀"),  # the second half of it
        (4, 5, "😀"),
        (0, 10, "Oui 😀 non"),
        (0, 11, None),
        (3, 3, None),
        (6, 4, None),
        (-1, 3, None),
        ("'x'", 3, None),
        ("NULL", "NULL", None),
        (9223372036854775807, 9223372036854775807, None),
    ],
)
def test_places_in_the_text(tmp_path: Path, start: object, stop: object, words: str | None) -> None:
    path = by_hand(tmp_path / "x.dna", f"INSERT INTO STATEMENTS VALUES (9, 1, 2, {start}, {stop}, 1)")
    corpus, account = read(path)
    found = [s.content_text for s in corpus.statements if s.speaker is None]
    assert found == ([words] if words else [])
    assert account.skipped == ({} if words else {"statements outside the text of their document": 1})


def test_rows_that_point_nowhere(tmp_path: Path) -> None:
    path = by_hand(
        tmp_path / "x.dna",
        "INSERT INTO STATEMENTS VALUES (2, 1, 77, 0, 3, 1), (3, 1, NULL, 0, 3, 1), (4, 88, 1, 0, 3, 1)",
        "INSERT INTO STATEMENTS VALUES (5, NULL, 1, 0, 3, 1), (6, 1, 1, 4, 6, 99)",
        "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (6, 1, 999), (6, 3, 'x')",
        "INSERT INTO ENTITIES (ID, VariableId, Value, ChildOf)"
        " VALUES (10, 1, 'Max', 10), (11, 1, 'Ida', 999)",
        "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (12, NULL, 'x'), (13, 1, NULL), (14, 55, 'y')",
    )
    corpus, account = read(path)
    assert sorted(actor.name for actor in corpus.actors) == ["Ida", "Max", "Zoé", "Zoé"]
    assert not any(actor.member_of for actor in corpus.actors)
    (odd,) = (s for s in corpus.statements if s.rule == "dna-coder:")
    assert (odd.speaker, odd.stances) == (None, ())
    assert account.skipped == {"statements of documents that are not there": 2}
    assert account.notes == {"statements of type '' left out": 2}


def test_no_agreement_is_neutral(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "x.dna", "DELETE FROM DATABOOLEAN")
    (statement,) = read(path)[0].statements
    assert [stance.position for stance in statement.stances] == ["neutral"]


@pytest.mark.parametrize(("value", "position"), [(1, "support"), (-3, "oppose"), (0, "neutral")])
def test_agreement_as_a_number(tmp_path: Path, value: int, position: str) -> None:
    path = by_hand(
        tmp_path / "x.dna",
        "UPDATE VARIABLES SET DataType = 'integer' WHERE ID = 4",
        f"INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 4, {value})",
    )
    (statement,) = read(path)[0].statements
    assert [stance.position for stance in statement.stances] == [position]


@pytest.mark.parametrize("date", [10**17, -(10**17), "'x'", "NULL", 1.5])
def test_dates_that_are_none(tmp_path: Path, date: object) -> None:
    path = by_hand(tmp_path / "x.dna", f"UPDATE DOCUMENTS SET Date = {date} WHERE ID = 1")
    corpus, account = read(path)
    assert [d.published for d in corpus.documents].count(None) == 1
    assert sum(account.notes.values()) == 1


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = by_hand(
        tmp_path / "x.dna",
        "UPDATE DOCUMENTS SET Text = CAST(x'4f7569ff' AS TEXT), Title = x'00ff', Notes = NULL WHERE ID = 1",
        "UPDATE ENTITIES SET Value = CAST(x'ff' AS TEXT) WHERE ID = 2",
    )
    corpus, _ = read(path)
    (statement,) = corpus.statements
    (document,) = (d for d in corpus.documents if d.id == statement.document)
    assert (document.text, document.title) == ("Oui\ufffd", None)


CARRIED = [
    "",
    "{",
    "[]",
    "{}",
    '{"statement": 1}',
    '{"nth": 0, "statement": {"id": "x"}}',
    "[" * 100_000,
    '{"nth": 0, "stance": 7, "statement": {}}',
]


@pytest.mark.parametrize("carried", CARRIED)
def test_a_record_that_cannot_be_read_is_a_statement_by_hand(path: Path, carried: str) -> None:
    change(path, ("UPDATE DATALONGTEXT SET Value = ? WHERE StatementId = 1", (carried,)))
    corpus, account = read(path)
    assert sum(s.rule.startswith("dna-coder:") for s in corpus.statements) == 1
    assert sum(account.notes.values()) == bool(carried)


@pytest.mark.parametrize("carried", [*CARRIED, '{"record": {"id": 5}}', '{"odd": [["a", 1]], "record": {}}'])
def test_notes_that_cannot_be_read_are_notes(path: Path, carried: str) -> None:
    change(path, ("UPDATE DOCUMENTS SET Notes = ? WHERE ID = 1", (f"newskg: {carried}",)))
    corpus, _ = read(path)
    assert len(list(corpus.documents)) == 2
    assert sum(d.source_path == str(path) for d in corpus.documents) == 1


@pytest.mark.parametrize(
    "carried", [*CARRIED, '{"id": "x", "as": {"person": 5}}', '{"id": "x", "as": {}, "record": {}}']
)
def test_settings_that_cannot_be_read_are_told(path: Path, carried: str) -> None:
    change(path, ("UPDATE SETTINGS SET Value = ? WHERE Property = 'newskg actor 00000001'", (carried,)))
    corpus, account = read(path)
    assert account.notes["records that newskg left in the file and that cannot be read"] == 1
    assert len(corpus.actors) >= len(rich().actors) - 1


def test_records_of_another_version_are_left_alone(path: Path) -> None:
    change(path, "UPDATE SETTINGS SET Value = '99' WHERE Property = 'newskg'")
    corpus, account = read(path)
    assert account.notes["records of another version of newskg left out"] == 1
    assert all(s.rule.startswith("dna-coder:") for s in corpus.statements)


def test_a_type_or_variable_that_is_not_there(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "x.dna")
    for options in (
        ImportOptions(type="Nonsense"),
        ImportOptions(variables=Variables(concept="nonsense")),
        ImportOptions(variables=Variables(person="", organization="")),
        ImportOptions(variables=Variables(person="agreement")),
    ):
        with pytest.raises(
            DataInvalid, match=r"choose by --type and --variables from: 'DNA Statement' \(Person"
        ):
            read_dna(path, options)


def test_variables_of_other_names(tmp_path: Path) -> None:
    path = by_hand(
        tmp_path / "x.dna",
        "UPDATE VARIABLES SET Variable = 'qui' WHERE ID = 1",
        "UPDATE VARIABLES SET Variable = 'quoi' WHERE ID = 3",
    )
    corpus, _ = read(path, ImportOptions(variables=Variables(person="qui", concept="Quoi", organization="")))
    (statement,) = corpus.statements
    assert (statement.speaker, statement.on_behalf_of) == ("zoe", None)
    assert [stance.concept for stance in statement.stances] == ["oui"]


def test_bytes_turned_at_random_are_read_or_refused(path: Path) -> None:
    """Nothing but the errors that are meant for the user."""
    whole, dice = path.read_bytes(), random.Random(7)
    refusals = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 5, 50))):
            data[dice.randrange(100, len(data))] = dice.randrange(256)
        path.write_bytes(data)
        try:
            corpus = read_dna(path)
            list(corpus.documents)
        except (InputMissing, DataInvalid):
            refusals += 1
    assert 0 < refusals < 150
