"""What somebody changes in DNA wins over what newskg wrote; all the rest stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.dna import Account, read_dna, write_dna
from kg.dna.amended import EDITED
from kg.records import Claim, Corpus, Statement
from tests.dna.files import change, rows, same
from tests.graph.corpora import corpus as rich

MAIN_QUOTE = "SELECT ID FROM STATEMENTS WHERE Stop - Start > 60 ORDER BY ID"


def made() -> Corpus:
    claims = (Claim(id="dialogue", label_fr="Dialogue"), Claim(id="legal-guarantees", label_fr="Garanties"))
    return replace(rich(), claims=claims)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_dna(made(), tmp_path / "x.dna")
    return tmp_path / "x.dna"


@pytest.fixture
def quotes(path: Path) -> list[int]:
    """The quotation with two stances, twice in DNA: Lavrov for the dialogue, Russia against the other."""
    return [number for (number,) in rows(path, MAIN_QUOTE)]


def said(corpus: Corpus) -> Statement:
    """The quotation with two stances."""
    return next(s for s in corpus.statements if any(stance.concept == "dialogue" for stance in s.stances))


BEFORE = said(rich())


def entity(path: Path, variable: int, value: str) -> int:
    """The ID of an entity; made where there is none."""
    query = "SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?"
    if not rows(path, query, variable, value):
        change(path, ("INSERT INTO ENTITIES (VariableId, Value) VALUES (?, ?)", (variable, value)))
    ((number,),) = rows(path, query, variable, value)
    return int(number)


def recode(path: Path, statement: int, variable: int, value: str) -> None:
    number = entity(path, variable, value)
    query = "UPDATE DATASHORTTEXT SET Entity = ? WHERE StatementId = ? AND VariableId = ?"
    change(path, (query, (number, statement, variable)))


def others(corpus: Corpus) -> list[Statement]:
    return [s for s in corpus.statements if s.id != BEFORE.id]


def test_agreement(path: Path, quotes: list[int]) -> None:
    change(path, ("UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = ?", (quotes[0],)))
    after = read_dna(path)
    first, second = said(after).stances
    assert (first.concept, first.position, first.rule, first.confidence) == (
        "dialogue",
        "oppose",
        EDITED,
        1.0,
    )
    assert second == BEFORE.stances[1]
    assert replace(said(after), stances=()) == replace(BEFORE, stances=())
    assert others(after) == others(made())


def test_concept(path: Path, quotes: list[int]) -> None:
    recode(path, quotes[0], 3, "Garanties")
    after = read_dna(path)
    assert [stance.concept for stance in said_again(after).stances] == ["legal-guarantees"] * 2
    recode(path, quotes[0], 3, "Une idée neuve")
    after = read_dna(path)
    assert said_again(after).stances[0].concept == "une-idee-neuve"
    assert "Une idée neuve" in {claim.label_fr for claim in after.claims}
    recode(path, quotes[0], 3, "")
    (left,) = said_again(read_dna(path)).stances
    assert left == BEFORE.stances[1]


def said_again(corpus: Corpus) -> Statement:
    return next(s for s in corpus.statements if s.id == BEFORE.id)


def test_span(path: Path, quotes: list[int]) -> None:
    for quote in quotes:
        change(path, ("UPDATE STATEMENTS SET Start = 2, Stop = 26 WHERE ID = ?", (quote,)))
    after = said_again(read_dna(path))
    (span,) = after.content
    assert (span.start, span.end, span.text) == (2, 26, "Nous voulons un dialogue")
    assert (after.rule, after.cue, after.when) == (EDITED, BEFORE.cue, BEFORE.when)
    assert after.stances == BEFORE.stances


def test_a_change_of_one_stance_alone_makes_two_statements(path: Path, quotes: list[int]) -> None:
    """The one that was not touched keeps the id."""
    change(path, ("UPDATE STATEMENTS SET Start = 2, Stop = 26 WHERE ID = ?", (quotes[0],)))
    after = read_dna(path)
    assert said_again(after).stances == BEFORE.stances[1:]
    (other,) = (s for s in after.statements if any(stance.concept == "dialogue" for stance in s.stances))
    assert other.id != BEFORE.id
    assert other.content_text == "Nous voulons un dialogue"
    order = [(s.document, s.id) for s in after.statements]
    assert order == sorted(order)
    assert len(list(after.statements)) == len(list(made().statements)) + 1


@pytest.mark.parametrize(
    ("person", "organization", "speaker", "on_behalf_of"),
    [
        ("Zoé Neuve", None, "zoe-neuve", "russie"),  # nobody knows her; Russia stays in its column
        ("Zoé Neuve", "", "zoe-neuve", None),
        ("une source", "", "source-1", None),
        (None, "Élysée", "serguei-lavrov", "elysee"),
        ("", "Élysée", "elysee", None),
        ("", None, "russie", None),
    ],
)
def test_who(
    path: Path,
    quotes: list[int],
    person: str | None,
    organization: str | None,
    speaker: str,
    on_behalf_of: str | None,
) -> None:
    if person is not None:
        recode(path, quotes[0], 1, person)
    if organization is not None:
        recode(path, quotes[0], 2, organization)
    after = read_dna(path)
    (changed,) = (s for s in after.statements if any(stance.concept == "dialogue" for stance in s.stances))
    assert (changed.speaker, changed.on_behalf_of) == (speaker, on_behalf_of)
    assert changed.stances[0] == BEFORE.stances[0]
    assert changed.content == BEFORE.content
    assert (changed.in_role is None) == (speaker != BEFORE.speaker)
    write_dna(after, path.with_name("again.dna"))
    shown = (
        "SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity"
        " WHERE d.VariableId = ? AND e.Value != ''"
    )
    for variable in (1, 2):
        assert sorted(rows(path.with_name("again.dna"), shown, variable)) == sorted(
            rows(path, shown, variable)
        )


def test_holder(path: Path, quotes: list[int]) -> None:
    """Whose position it is, where that is not who speaks."""
    recode(path, quotes[1], 2, "Élysée")
    after = said_again(read_dna(path))
    assert (after.speaker, after.stances[1].holder) == ("serguei-lavrov", "elysee")
    assert after.stances[0] == BEFORE.stances[0]


def test_a_new_name_is_the_same_actor(path: Path) -> None:
    change(path, "UPDATE ENTITIES SET Value = 'S. Lavrov' WHERE Value = 'Sergueï Lavrov' AND VariableId = 1")
    account = Account()
    after = read_dna(path, account=account)
    (actor,) = (actor for actor in after.actors if actor.id == "serguei-lavrov")
    assert actor.name == "S. Lavrov"
    (before,) = (actor for actor in made().actors if actor.id == "serguei-lavrov")
    assert replace(actor, name=before.name) == before
    assert list(after.statements) == list(made().statements)
    assert account.notes == {"actors and claims changed in DNA": 1}


def test_attributes_and_those_above(path: Path) -> None:
    number = entity(path, 1, "Sergueï Lavrov")
    source = entity(path, 1, "une source")
    set_value = (
        "UPDATE ATTRIBUTEVALUES SET AttributeValue = ? WHERE EntityId = ? AND AttributeVariableId ="
        " (SELECT ID FROM ATTRIBUTEVARIABLES WHERE VariableId = 1 AND AttributeVariable = ?)"
    )
    change(
        path,
        (set_value, ("autre", number, "Side")),
        (set_value, ("L.; S. L.", number, "Alias")),
        (set_value, ("group", source, "Type")),
        (set_value, ("un mot", source, "Notes")),
        ("UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", (number, source)),
        ("UPDATE ENTITIES SET ChildOf = ? WHERE Value = 'Dialogue'", (entity(path, 3, "Garanties"),)),
    )
    account = Account()
    after = read_dna(path, account=account)
    actors = {actor.id: actor for actor in after.actors}
    assert (actors["serguei-lavrov"].side, actors["serguei-lavrov"].aliases) == ("autre", ("L.", "S. L."))
    assert (actors["source-1"].kind, actors["source-1"].member_of) == ("group", ("serguei-lavrov",))
    assert {claim.id: claim.broader for claim in after.claims}["dialogue"] == ("legal-guarantees",)
    assert account.notes["values of attribute 'Notes' left out"] == 1
    assert list(after.statements) == list(made().statements)


def test_document(path: Path) -> None:
    change(
        path,
        "UPDATE DOCUMENTS SET Title = 'Neu', Source = '', Author = 'A; B', Section = 'Une', Date = 86400,"
        " Notes = 'à revoir\n' || Notes, Type = 'live-blog' WHERE Source = 'Le Média'",
    )
    (before,) = (d for d in made().documents if d.outlet == "Le Média")
    (after,) = (d for d in read_dna(path).documents if d.id == before.id)
    assert after == replace(
        before, title="Neu", outlet=None, authors=("A", "B"), section="Une", published="1970-01-02",
        published_from="metadata", description="à revoir\n", kind="live-blog",
    )  # fmt: skip
    assert list(read_dna(path).statements) == list(made().statements)


def test_an_undated_document_gets_a_date(tmp_path: Path) -> None:
    given = made()
    given = replace(given, documents=[replace(d, published=None) for d in given.documents])
    write_dna(given, tmp_path / "x.dna")
    change(tmp_path / "x.dna", "UPDATE DOCUMENTS SET Date = 1639612800 WHERE ID = 1")
    assert [d.published for d in read_dna(tmp_path / "x.dna").documents] == ["2021-12-16", None]


def test_a_text_that_was_changed(path: Path) -> None:
    """No place in it is what it was, but for those that DNA marks."""
    change(path, "UPDATE DOCUMENTS SET Text = 'Neu. ' || Text WHERE Source = 'Le Média'")
    account = Account()
    after = read_dna(path, account=account)
    (document,) = (d for d in after.documents if d.outlet == "Le Média")
    assert document.text.startswith("Neu. ")
    assert document.parts == ()
    statement = said_again(after)
    assert [span.text for span in statement.content] == [document.text[0:93]]
    assert (statement.cue, statement.source, statement.when.span) == (None, None, None)
    assert statement.speaker == "serguei-lavrov"
    assert account.notes["documents whose text was changed in DNA: places in it left out"] == 1


def test_a_statement_made_in_dna(path: Path) -> None:
    number = entity(path, 1, "Zoé Neuve")
    change(
        path,
        "INSERT INTO CODERS (ID, Name, Password) VALUES (3, 'Ève', 'x')",
        "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder)"
        " VALUES (99, 1, 2, 0, 8, 3)",
        ("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (99, 1, ?)", (number,)),
        (
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (99, 2, ?)",
            (entity(path, 2, "Élysée"),),
        ),
        (
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (99, 3, ?)",
            (entity(path, 3, "Dialogue"),),
        ),
        "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (99, 4, 0)",
        "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (99, 5, '')",
    )
    after = read_dna(path)
    (new,) = (s for s in after.statements if s.rule == "dna-coder:Ève")
    assert (new.speaker, new.on_behalf_of, new.confidence) == ("zoe-neuve", "elysee", 1.0)
    (stance,) = new.stances
    assert (stance.concept, stance.position, stance.rule) == ("dialogue", "oppose", "dna-coder:Ève")
    assert [s for s in after.statements if s != new] == list(made().statements)
    again = path.with_name("again.dna")
    write_dna(after, again)
    assert same(read_dna(again), after)
    assert ("Ève",) in rows(again, "SELECT c.Name FROM STATEMENTS s JOIN CODERS c ON c.ID = s.Coder")


def test_what_was_deleted_is_gone(path: Path, quotes: list[int]) -> None:
    change(path, ("DELETE FROM STATEMENTS WHERE ID = ?", (quotes[1],)))
    assert said_again(read_dna(path)).stances == BEFORE.stances[:1]
    change(path, ("DELETE FROM STATEMENTS WHERE ID = ?", (quotes[0],)))
    assert list(read_dna(path).statements) == others(made())


def test_a_document_that_is_there_twice(path: Path) -> None:
    """As after an import of one .dna file into another: two documents, no id twice."""
    change(
        path,
        "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Notes, Date) SELECT 9, Title, Text, 1, Notes, Date"
        " FROM DOCUMENTS WHERE Source = 'Le Média'",
        "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder)"
        " SELECT ID + 50, StatementTypeId, 9, Start, Stop, Coder FROM STATEMENTS"
        " WHERE DocumentId = (SELECT ID FROM DOCUMENTS WHERE Source = 'Le Média')",
        "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) SELECT StatementId + 50, VariableId, Value"
        " FROM DATALONGTEXT WHERE StatementId + 50 IN (SELECT ID FROM STATEMENTS)",
    )
    after = read_dna(path)
    documents, statements = list(after.documents), list(after.statements)
    assert len({d.id for d in documents}) == len(documents) == 3
    assert len({s.id for s in statements}) == len(statements) > len(list(made().statements))
    assert {s.document for s in statements} <= {d.id for d in documents}
