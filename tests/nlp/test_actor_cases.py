"""Every passage of tests/actors: behind the marked sources stand the actors that are expected."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.ids import digest
from kg.records import Actor, Document, Part, Statement
from kg.register.names import key
from tests.nlp.actor_markup import ActorCase, MarkupError, Source, parse, read_cases

FOLDER = Path(__file__).resolve().parent.parent / "actors"
FILES = sorted(FOLDER.glob("*.txt"))
CASES = tuple(case for file in FILES for case in read_cases(file))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A statement and its speaker."""

    statement: Statement
    actor: Actor


def document(case: ActorCase) -> Document:
    """The passage as an article of its own."""
    parts = tuple(Part(role="paragraph", start=start, end=end) for start, end in case.paragraphs)
    return Document(
        id=digest(case.id), name=case.id, text=case.text, sha256=digest(case.text, length=64),
        source_path=case.file, parts=parts, published=case.published,
    )  # fmt: skip


def heard(extractor: Extractor, article: Document) -> tuple[Heard, ...]:
    """Every statement of an article that has a source and a speaker."""
    (extraction,) = extractor.extract([article])
    actors = {actor.id: actor for actor in extraction.actors}
    return tuple(
        Heard(statement=statement, actor=actors[statement.speaker])
        for statement in extraction.statements
        if statement.source and statement.speaker
    )


# --------------------------------------------------------------------- comparison


def at(source: Source, found: Iterable[Heard]) -> tuple[Heard, ...]:
    """The statements whose source lies on the marked words: those that cover them best."""
    likeness = {got: _overlap(source, got) for got in found}
    best = max(likeness.values(), default=0.0)
    return tuple(got for got, value in likeness.items() if value == best) if best else ()


def _overlap(source: Source, got: Heard) -> float:
    """Shared code points by all code points of the two stretches."""
    assert got.statement.source is not None
    span = got.statement.source.span
    shared = min(source.end, span.end) - max(source.start, span.start)
    return max(0, shared) / (max(source.end, span.end) - min(source.start, span.start))


def faults(case: ActorCase, extractor: Extractor) -> list[str]:
    """Everything in which the speakers of a passage are not those expected, one a line.

    A line that begins with "not found" is about a source without a statement, the others are about its actor.
    """
    article = document(case)
    found = heard(extractor, article)
    wrong, ids = [], dict[str, str]()
    for source in case.sources:
        here = at(source, found)
        if not here:
            wrong.append(f"not found: no statement with the source {source.words!r}")
        for got in here:
            wrong += (differences := _differences(source, got))
            if differences:
                continue
            first = ids.setdefault(source.names[0], got.actor.id) if source.names else got.actor.id
            if first != got.actor.id:
                wrong.append(f"{source.words!r}: one actor, two ids: {first} and {got.actor.id}")
    wrong += _loose(case, extractor, found)
    barred = {key(name) for name in case.never}
    speaking = {got.actor.name for got in found if key(got.actor.name) in barred}
    return [*wrong, *(f"{name!r} must not speak here" for name in sorted(speaking))]


def _differences(source: Source, got: Heard) -> list[str]:
    """In what the speaker of a statement is not the one expected of its source."""
    actor, mention = got.actor, got.statement.source
    assert mention is not None
    names = source.names or (source.words, mention.span.text)
    wrong = []
    if key(actor.name) not in {key(name) for name in names}:
        wrong.append(f"{source.words!r}: expected {' / '.join(names)!r}, got {actor.name!r}")
    for field, expected, value in (
        ("kind", source.kind, actor.kind),
        ("form", source.form, mention.form),
        ("gender", source.gender, actor.gender),
    ):
        if expected not in (None, value):
            wrong.append(f"{source.words!r}: expected {field} {expected}, got {value}")
    labels = [role.label for role in actor.roles] + [got.statement.in_role or ""]
    if source.role and key(source.role) not in {key(label) for label in labels}:
        wrong.append(f"{source.words!r}: expected role {source.role!r}, got {labels}")
    return wrong


def _loose(case: ActorCase, extractor: Extractor, found: tuple[Heard, ...]) -> list[str]:
    """Local actors that would be joined with those of another document, or with a named one of this."""
    local = [source for source in case.sources if source.local]
    if not local:
        return []
    elsewhere = heard(extractor, replace(document(case), id=digest(case.id, "elsewhere")))
    wide = {got.actor.id for got in elsewhere}
    named = {got.actor.id: s for s in case.sources if not s.local for got in at(s, found)}
    wrong = []
    for source in local:
        for got in at(source, found):
            if got.actor.id in wide:
                wrong.append(f"{source.words!r}: must stay in its document, got {got.actor.id}")
            if got.actor.id in named:
                wrong.append(f"{source.words!r}: must not be {named[got.actor.id].words!r}")
    return wrong


# --------------------------------------------------------------------- the cases


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor for all cases."""
    return Extractor(os.environ.get("NEWSKG_TEST_MODEL"))


def _parameter(case: ActorCase) -> object:
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError)] if case.known_failure else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_case(case: ActorCase, extractor: Extractor) -> None:
    wrong = faults(case, extractor)
    assert not wrong, "\n".join([case.text, *wrong])


def test_there_are_enough_cases_and_no_passage_twice() -> None:
    texts = Counter((case.text, case.published) for case in CASES)
    assert [text for text, count in texts.items() if count > 1] == []
    assert len(CASES) >= 170


# --------------------------------------------------------------------- the markup itself


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Il pleut.", "no source is marked"),
        ("<elle> dit", "< in '<elle> dit' belongs to no tag"),
        ("<elle|> dit", "belongs to no tag"),
        ("<elle|Anne Roy|kind=woman>", "kind=woman: use one of person"),
        ("<elle|Anne Roy|colour=red>", "colour is no attribute here; use kind"),
        ("<elle|Anne Roy|pronoun>", "'pronoun' is no name=value"),
        ("<elle|Anne Roy> dit | form=name", "form is no attribute here; use published, never"),
        ("<elle|Anne Roy> dit | published=2018", "published=2018: use a day"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(message)):
        parse(line)


def test_a_line_with_everything() -> None:
    case = parse(
        '<Le pape|pape François / François|kind=person role="chef de l\'Église"> prie. ¶ « Oui », dit'
        ' <un garde|?garde>, puis <un autre|?>. | published=2015-05-01 never="Italie, Rome"'
    )
    first, second, third = case.sources
    assert case.text == "Le pape prie.\n\n« Oui », dit un garde, puis un autre."
    assert [case.text[start:end] for start, end in case.paragraphs] == case.text.split("\n\n")
    assert [case.text[s.start : s.end] for s in case.sources] == ["Le pape", "un garde", "un autre"]
    assert first.names == ("pape François", "François")
    assert (first.kind, first.role, first.local) == ("person", "chef de l'Église", False)
    assert (second.names, second.local) == (("garde",), True)
    assert (third.names, third.local) == ((), True)
    assert (case.published, case.never) == ("2015-05-01", ("Italie", "Rome"))
    assert parse("<A|B> dit | published=none").published is None
