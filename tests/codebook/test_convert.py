"""A codebook written in either format is read back as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook.convert import as_text
from kg.codebook.entries import Concept, WordClass
from kg.codebook.table import read_table
from kg.codebook.turtle import left_out, read_turtle
from kg.errors import DataInvalid
from kg.userfile import Place, cell_of, values

NOWHERE = Place("", 0)
CSV, TURTLE = Path("x.csv"), Path("x.ttl")
TERMS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix c: <http://x/concept/> .\n"

_any = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.text(
    '|\\",;\n\r\t #=', max_size=6
)
_texts = _any.map(str.strip)
_lists = st.lists(_texts.filter(bool), max_size=3, unique=True).map(tuple)
_ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)


@st.composite
def _concepts(draw: st.DrawFn, identifier: str, ids: list[str]) -> Concept:
    optional = _texts.map(lambda text: text or None)
    return Concept(
        id=identifier,
        label_fr=draw(optional),
        label_en=draw(optional),
        scope_fr=draw(optional),
        scope_en=draw(optional),
        broader=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
        cues=draw(_lists),
        counter_cues=draw(_lists),
        excludes=draw(_lists),
        hidden=draw(_lists),
        examples=draw(_lists),
        counter_examples=draw(_lists),
        place=NOWHERE,
    )


@st.composite
def codebooks(draw: st.DrawFn) -> tuple[list[Concept], list[WordClass]]:
    ids = draw(st.lists(_ids, min_size=1, max_size=3, unique=True))
    classes = draw(st.lists(_ids, max_size=2, unique=True))
    words = _lists.filter(bool)
    return (
        [draw(_concepts(identifier, ids)) for identifier in ids],
        [WordClass(id=identifier, words=draw(words), place=NOWHERE) for identifier in classes],
    )


def ordered(entries: list[Concept] | list[WordClass]) -> list[Concept | WordClass]:
    """Entries by id, without places, their values in order."""
    kept = []
    for entry in entries:
        names = [n for n in entry.__slots__ if isinstance(getattr(entry, n), tuple)]
        kept.append(replace(entry, place=NOWHERE, **{n: tuple(sorted(getattr(entry, n))) for n in names}))
    return sorted(kept, key=lambda entry: entry.id)


@given(codebooks())
def test_from_a_table_to_turtle_and_back(book: tuple[list[Concept], list[WordClass]]) -> None:
    concepts, classes, problems = read_table("x", as_text(CSV, *book))
    assert not problems
    there, there_classes, problems = read_turtle("x", as_text(TURTLE, concepts, classes))
    assert not problems
    back, back_classes, problems = read_table("x", as_text(CSV, there, there_classes))
    assert not problems
    assert ordered(back) == ordered(there) == ordered(book[0])
    assert ordered(back_classes) == ordered(there_classes) == ordered(book[1])


@given(codebooks())
def test_the_text_does_not_change_once_it_is_in_order(book: tuple[list[Concept], list[WordClass]]) -> None:
    once = as_text(TURTLE, *read_turtle("x", as_text(TURTLE, *book))[:2])
    assert as_text(TURTLE, *read_turtle("x", once)[:2]) == once


@given(st.lists(_texts.filter(bool), max_size=4, unique=True))
def test_a_cell_holds_any_values(found: list[str]) -> None:
    assert values(cell_of(found)) == tuple(found)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a|b", ("a", "b")),
        (r"a\|b", ("a|b",)),
        (r"a\\|b", ("a\\", "b")),
        (r"C:\temp", (r"C:\temp",)),  # a backslash before anything else is one
        ("a\\", ("a\\",)),
        (" |a||a ", ("a",)),
    ],
)
def test_bars_and_backslashes(cell: str, found: tuple[str, ...]) -> None:
    assert values(cell) == found


def test_what_a_format_cannot_hold_is_not_written() -> None:
    long = Concept(id="x", label_fr="X", examples=("mot" * 50_000,), place=NOWHERE)
    assert "mot" in as_text(TURTLE, [long])
    with pytest.raises(DataInvalid, match=r"x\.csv: cannot hold a text of 'x' as it is; shorten it"):
        as_text(CSV, [long])
    with pytest.raises(DataInvalid, match="lone surrogate"):
        as_text(TURTLE, [replace(long, examples=("\ud800",))])
    with pytest.raises(DataInvalid, match=r"x\.xlsx: is no codebook; name a \.ttl or \.csv file"):
        as_text(Path("x.xlsx"), [long])


def test_what_has_no_place_in_a_codebook_is_named() -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    assert left_out(TERMS + 'c:x a skos:Concept ; skos:prefLabel "X"@fr, "X"@en ; skos:example "x" .') == ()
    text = TERMS + 'c:x a skos:Concept ; skos:prefLabel "X"@fr, "X"@de ; skos:related c:y .'
    assert left_out(text) == (f"{skos}prefLabel@de", f"{skos}related")
