"""Named queries: their heads, their values, and what the less obvious ones answer on a made corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryInvalid
from kg.ids import digest, document_id
from kg.query import load_store, named_queries, query_store, run_query
from kg.query.parameters import parameter, values, with_values
from kg.records import (
    Actor,
    Claim,
    Copies,
    Corpus,
    Document,
    Mention,
    Position,
    Role,
    Span,
    Stance,
    Statement,
    When,
)
from kg.write import WRITERS
from tests.query.pages import PAGE

XSD = "http://www.w3.org/2001/XMLSchema#"
PEOPLE = (
    Actor(
        id="anne", name="Anne Lefort", kind="person", gender="f", aliases=("La maire",), member_of=("ville",)
    ),
    Actor(
        id="boris",
        name="Boris Noé",
        kind="person",
        gender="m",
        roles=(
            Role(label="adjoint", organization="ville", start=date(2020, 1, 1), end=date(2021, 12, 31)),
            Role(label="préfet", start=date(2022, 1, 1)),
        ),
    ),
    Actor(id="ville", name="Ville de Lys", kind="organization"),
)
CLAIMS = (Claim(id="bridge", label_fr="Il faut un pont"), Claim(id="tram", label_fr="Il faut un tram"))


def said(
    number: int,
    who: str,
    claim: str,
    position: Position,
    day: date | None,
    *,
    place: str = "le-jour",
    role: str | None = None,
) -> tuple[Document, Statement]:
    """A document in which somebody takes a position."""
    text = f"{who} parle du sujet {claim} pour la fois {number}."
    name = f"{number}.txt"
    document = Document(
        id=document_id(None, text), name=name, text=text, sha256="0" * 64, source_path=name, outlet=place
    )
    words = text[: text.index(".")]
    content = (Span(start=0, end=len(words), text=words),)
    when = When(edtf=day.isoformat(), start=day, end=day, basis="explicit") if day else When()
    statement = Statement(
        id=digest(text),
        document=document.id,
        content=content,
        mode="direct" if number % 2 else "indirect",
        cue=None,
        cue_lemma=None,
        act="say",
        negated=False,
        source=Mention(span=Span(start=0, end=len(who), text=who), form="name"),
        speaker=who,
        in_role=role,
        when=when,
        stances=(Stance(concept=claim, position=position, words=content, rule="r"),),
        rule="test",
        confidence=0.5,
    )
    return document, statement


def corpus_of(pairs: Sequence[tuple[Document, Statement]]) -> Corpus:
    ordered = sorted(pairs, key=lambda pair: pair[0].id)
    return Corpus(
        documents=tuple(document for document, _ in ordered),
        statements=tuple(statement for _, statement in ordered),
        actors=PEOPLE,
        claims=CLAIMS,
    )


PAIRS = (
    said(1, "anne", "bridge", "support", date(2021, 5, 3)),
    said(2, "anne", "bridge", "oppose", date(2022, 2, 1), place="la-nuit"),
    said(3, "anne", "bridge", "support", date(2021, 6, 1)),
    said(4, "boris", "bridge", "oppose", date(2021, 7, 9)),
    said(5, "boris", "tram", "support", date(2022, 3, 1)),
    said(6, "anne", "tram", "support", None),
    said(7, "ville", "tram", "neutral", date(2022, 6, 30), place="la-nuit"),
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    WRITERS["graph.ttl"](corpus_of(PAIRS), folder / "graph.ttl")
    return folder


def rows(out: Path, name: str, **given: str) -> list[tuple[str, ...]]:
    found = run_query(out, name, given).rows
    return [tuple("" if term is None else term.value for term in row) for row in found]  # type: ignore[union-attr]


# ---- what they answer


def test_contradictions_of_an_actor_and_of_an_organisation(tmp_path: Path) -> None:
    spoken = said(4, "boris", "bridge", "oppose", date(2021, 7, 9), role="adjoint")
    WRITERS["graph.ttl"](corpus_of((*PAIRS[:3], spoken, *PAIRS[4:])), tmp_path / "graph.ttl")
    first = ("Il faut un pont", "2021-05-03", "Anne Lefort", "anne parle du sujet bridge pour la fois 1")
    later = ("2022-02-01", "Anne Lefort", "anne parle du sujet bridge pour la fois 2")
    other = ("2021-07-09", "Boris Noé", "boris parle du sujet bridge pour la fois 4")
    assert rows(tmp_path, "contradictions") == [
        ("Anne Lefort", *first, *later),
        ("Ville de Lys", *first, *other),
    ]
    assert [row[0] for row in rows(tmp_path, "contradictions", actor="LEFORT")] == ["Anne Lefort"]
    assert rows(tmp_path, "contradictions", about="tram") == []


def test_a_role_that_somebody_does_not_speak_in_makes_no_contradiction(tmp_path: Path) -> None:
    given = corpus_of((PAIRS[0], said(4, "boris", "bridge", "oppose", date(2022, 7, 9), role="préfet")))
    WRITERS["graph.ttl"](given, tmp_path / "graph.ttl")
    assert rows(tmp_path, "contradictions") == []


def test_agreement_and_disagreement(out: Path) -> None:
    # on the bridge both sides of Anne meet the one of Boris
    assert rows(out, "agreement") == [("Anne Lefort", "Boris Noé", "2", "1")]
    assert rows(out, "agreement", about="tram") == [("Anne Lefort", "Boris Noé", "1", "0")]
    assert rows(out, "agreement", actor="ville") == []


def test_silence_is_counted_to_the_last_day_of_the_corpus(out: Path) -> None:
    expected = [
        ("Boris Noé", "Il faut un pont", "1", "2021-07-09", "2021-07-09", "11"),
        ("Anne Lefort", "Il faut un pont", "3", "2021-05-03", "2022-02-01", "4"),
        ("Boris Noé", "Il faut un tram", "1", "2022-03-01", "2022-03-01", "3"),
    ]
    assert rows(out, "silence") == expected
    assert rows(out, "silence", months="5") == expected[:1]
    assert rows(out, "silence", months="4", about="pont", actor="maire") == expected[1:2]


def test_the_matrix(out: Path) -> None:
    assert rows(out, "positions-by-actor") == [
        ("Anne Lefort", "Il faut un pont", "2", "1", "0", "1"),
        ("Anne Lefort", "Il faut un tram", "1", "0", "0", "1"),
        ("Boris Noé", "Il faut un pont", "0", "1", "0", "-1"),
        ("Boris Noé", "Il faut un tram", "1", "0", "0", "1"),
        ("Ville de Lys", "Il faut un tram", "0", "0", "1", "0"),
    ]
    assert rows(out, "positions-by-actor", until="2021", actor="anne") == [
        ("Anne Lefort", "Il faut un pont", "2", "0", "0", "2")
    ]


def test_positions_by_month(out: Path) -> None:
    assert rows(out, "positions-by-month", about="TRAM") == [
        ("Il faut un tram", "2022-03", "1", "0", "0"),
        ("Il faut un tram", "2022-06", "0", "0", "1"),
        ("Il faut un tram", "undated", "1", "0", "0"),
    ]
    assert [row[1] for row in rows(out, "positions-by-month", outlet="nuit")] == ["2022-02", "2022-06"]


def test_roles_as_the_register_dates_them(out: Path) -> None:
    assert rows(out, "role-at-the-time") == [
        ("Boris Noé", "2021-07-09", "adjoint", "Ville de Lys", "register"),
        ("Boris Noé", "2022-03-01", "préfet", "", "register"),
    ]


def test_the_first_day_of_a_claim(out: Path) -> None:
    assert [(row[0], row[1], row[2]) for row in rows(out, "first-mention")] == [
        ("Il faut un pont", "2021-05-03", "Anne Lefort"),
        ("Il faut un tram", "2022-03-01", "Boris Noé"),
    ]


def test_shares_and_genders(out: Path) -> None:
    assert rows(out, "direct-speech") == [
        ("le-jour", "5", "3", "0", "2", "60"),
        ("la-nuit", "2", "1", "0", "1", "50"),
    ]
    assert rows(out, "gender") == [
        ("la-nuit", "femme", "1", "1"),
        ("le-jour", "femme", "3", "1"),
        ("le-jour", "homme", "2", "1"),
    ]


def test_days_overlap_and_the_undated_stay_out(out: Path) -> None:
    month = When(edtf="2021-06", start=date(2021, 6, 1), end=date(2021, 6, 30), basis="explicit")
    document, statement = said(8, "ville", "tram", "support", None)
    since = When(edtf="2021-06-10/..", start=date(2021, 6, 10), end=None, basis="explicit")
    for when, days, expected in (
        (month, {"since": "2021-06-30"}, 1),
        (month, {"since": "2021-07"}, 0),
        (month, {"until": "2021-06-01"}, 1),
        (month, {"until": "2021-05"}, 0),
        (since, {"since": "2023"}, 1),
        (since, {"until": "2021-06-09"}, 0),
        (When(), {}, 1),
        (When(), {"since": "1999"}, 0),
    ):
        folder = out / "one"
        folder.mkdir(exist_ok=True)
        WRITERS["graph.ttl"](corpus_of([(document, replace(statement, when=when))]), folder / "graph.ttl")
        assert len(rows(folder, "who-said-what", **days)) == expected, (when, days)


def test_copies_are_counted_once(out: Path) -> None:
    (first, one), (second, two) = PAIRS[0], PAIRS[3]
    copy = replace(two, copy_of=one.id)
    group = Copies(
        kind="statement", original=one.id, members=(copy.id,), outlets=("a", "b"), first="2021-05-03"
    )
    folder = out / "copies"
    folder.mkdir()
    WRITERS["graph.ttl"](
        replace(corpus_of([(first, one), (second, copy)]), copies=(group,)), folder / "graph.ttl"
    )
    assert [row[:3] for row in rows(folder, "most-republished")] == [("2", "1", "2021-05-03")]
    assert [row[3] for row in rows(folder, "who-said-what-once")] == ["1"]
    assert [row[0] for row in rows(folder, "most-quoted-once")] == ["Anne Lefort"]
    assert len(rows(folder, "most-quoted")) == 2


# ---- heads and values


@pytest.mark.parametrize("name", named_queries())
def test_a_head_says_what_a_query_is_for(name: str) -> None:
    query = named_queries()[name]
    assert query.title != name
    assert query.description.endswith(".")
    assert f"\n### {name}\n\n**{query.title}.** {query.description}\n" in PAGE.read_text(encoding="utf-8")
    for known in query.parameters.values():
        assert f"?{known.name}" in query.text
        assert f"| `{known.name}` | {known.meaning} |" in PAGE.read_text(encoding="utf-8")


def test_parameters_are_called_the_same_everywhere() -> None:
    names = {name for query in named_queries().values() for name in query.parameters}
    assert names == {"about", "actor", "months", "outlet", "since", "sure", "until"}


def test_a_default_tells_the_type() -> None:
    assert parameter("actor: a name") == replace(parameter('actor = "": a name'), default=None)
    day = parameter('since = "0001-01-01"^^xsd:date: the first day')
    assert day.default == ox.Literal("0001-01-01", datatype=ox.NamedNode(XSD + "date"))
    assert parameter("months = 3: months").default == ox.Literal(3)
    assert parameter("sure = 1.0: least").default == ox.Literal("1.0", datatype=ox.NamedNode(XSD + "decimal"))
    for wrong in ("", "actor", "actor = x: y", 'actor = "x"^^xsd:string: y', "a b: c", "actor:"):
        with pytest.raises(QueryInvalid, match="NAME"):
            parameter(wrong)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"since": "hier"}, "since: 'hier' is no date; write YYYY"),
        ({"until": "2021-02-30"}, "until: '2021-02-30' is no date"),
        ({"actor": "\ud800"}, "no text"),
        ({"months": "3"}, "no parameter 'months'; it has: actor, outlet, since, until"),
    ],
)
def test_a_wrong_value_is_an_error_of_one_line(given: dict[str, str], words: str, out: Path) -> None:
    with pytest.raises(QueryInvalid) as caught:
        run_query(out, "who-said-what", given)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [("months", "-1"), ("months", "1.5"), ("months", "")])
def test_a_wrong_number(name: str, value: str, out: Path) -> None:
    with pytest.raises(QueryInvalid, match=f"{name}: '{value}' is no whole number"):
        run_query(out, "silence", {name: value})


def test_a_month_or_year_is_its_first_or_last_day() -> None:
    known = named_queries()["who-said-what"].parameters
    found = values("x", known, {"since": "2021-12", "until": "2022-02"})
    assert (found["since"].value, found["until"].value) == ("2021-12-01", "2022-02-28")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", named_queries())
def test_values_in_the_text_say_the_same(name: str, out: Path) -> None:
    """As they go to engines that bind nothing."""
    query = named_queries()[name]
    given = {known: "an" for known in ("actor", "outlet", "about") if known in query.parameters}
    bound = values(name, query.parameters, given)
    store = load_store(out)
    ours = query_store(store, query.text, bound)
    theirs = query_store(store, with_values(query.text, bound))
    kept = [number for number, column in enumerate(theirs.columns) if column not in bound]
    assert ours.rows == tuple(tuple(row[number] for number in kept) for row in theirs.rows)
