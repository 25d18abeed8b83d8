"""From articles to statements: what every result must hold, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.ids import digest, document_id
from kg.records import Document, Extraction, Part

ARTICLE = (
    "Le maire de Brest, Paul Kermarrec, a annoncé mardi que le pont fermerait en juin. "
    "« C'est une décision difficile, a-t-il reconnu. Elle était nécessaire. »",
    "Selon l'association Ponts libres, rien ne presse. Interrogée lundi par Ouest-Matin, la préfète a "
    "refusé de dire si l'État participerait aux travaux.",
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def article(*paragraphs: str, name: str = "a.txt", published: str | None = "2024-05-16") -> Document:
    text, parts = "", []
    for paragraph in paragraphs:
        if text:
            text += "\n\n"
        parts.append(Part(role="paragraph", start=len(text), end=len(text) + len(paragraph)))
        text += paragraph
    return Document(
        id=document_id(None, text), name=name, text=text, sha256=digest(text), source_path=name,
        parts=tuple(parts), published=published,
    )  # fmt: skip


def check(extraction: Extraction) -> None:
    """Every span is a span of the text, every actor is listed, every id is unique."""
    text = extraction.document.text
    actors = {actor.id for actor in extraction.actors}
    for statement in extraction.statements:
        spans = [
            *statement.content,
            statement.cue,
            statement.when.span,
            statement.source and statement.source.span,
        ]
        for span in spans:
            assert span is None or text[span.start : span.end] == span.text != ""
        assert statement.content
        assert statement.document == extraction.document.id
        assert {statement.speaker, *statement.via} - {None} <= actors
        assert 0 < statement.confidence <= 1
        assert statement.rule
    assert len({s.id for s in extraction.statements}) == len(extraction.statements)


def test_an_article(extractor: Extractor) -> None:
    (found,) = extractor.extract([article(*ARTICLE)])
    check(found)
    names = {actor.id: actor.name for actor in found.actors}
    rows = [
        (s.mode, names.get(s.speaker or ""), s.said_on, s.negated, s.content_text) for s in found.statements
    ]
    assert rows == [
        ("indirect", "Paul Kermarrec", "2024-05-14", False, "le pont fermerait en juin"),
        (
            "direct",
            "Paul Kermarrec",
            "2024-05-14",
            False,
            "C'est une décision difficile Elle était nécessaire",
        ),
        ("indirect", "Ponts libres", None, False, "rien ne presse"),
        ("indirect", "la préfète", "2024-05-13", True, "si l'État participerait aux travaux"),
    ]


def test_order_and_company_change_nothing(extractor: Extractor) -> None:
    documents = [
        article(*ARTICLE),
        article("Un fait sans parole.", name="b.txt"),
        article(ARTICLE[1], name="c.txt"),
    ]
    together = {e.document.name: e for e in extractor.extract(documents)}
    backwards = {e.document.name: e for e in extractor.extract(documents[::-1])}
    alone = {d.name: next(extractor.extract([d])) for d in documents}
    assert together == backwards == alone


def test_a_text_without_blocks_and_an_empty_one(extractor: Extractor) -> None:
    bare = Document(id="x", name="x", text=ARTICLE[0], sha256="", source_path="x")
    empty = Document(id="y", name="y", text=" \n ", sha256="", source_path="y")
    found = list(extractor.extract([empty, bare, empty]))
    assert [len(e.statements) for e in found] == [0, 2, 0]
    check(found[1])


def test_the_fingerprint_is_stable(extractor: Extractor) -> None:
    assert extractor.fingerprint == Extractor().fingerprint


FRAGMENTS = [
    *("« ", " »", '"', "“", "”", "— ", ", ", ". ", " : ", "? ", "(", "\n", "’", "\u00a0", "🙂", "-"),
    *(
        "a-t-il dit",
        "a déclaré",
        "affirmant ",
        "n'a pas ",
        "évoqué ",
        "dit-elle",
        "qualifie ",
        "comme l'a dit ",
    ),
    *(
        "le ministre",
        "Mme X",
        "M.Lavrov",
        "l'accord",
        "il ",
        "que ",
        "selon ",
        "pour ",
        "de ",
        "jeudi",
        "12.01.2022",
    ),
]
PIECES = st.lists(
    st.sampled_from(FRAGMENTS),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES.map("".join), min_size=1, max_size=3))
def test_no_text_is_too_odd(extractor: Extractor, paragraphs: list[str]) -> None:
    (found,) = extractor.extract([article(*[p for p in paragraphs if p.strip()] or ["x"])])
    check(found)
