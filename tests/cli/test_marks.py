"""Marks in a text: nothing of the text is lost, every mark closes, with colour or without."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.cli.marks import Mark, bracketed, coloured, marks
from kg.cli.terminal import printable
from kg.records import Mention, Span, Statement, When

TEXT = "Selon Lavrov, la Russie est prête."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


SAID = Statement(
    id="1",
    document="d",
    content=(span("la Russie est prête"),),
    mode="indirect",
    cue=span("Selon"),
    cue_lemma="selon",
    act="say",
    negated=False,
    source=Mention(span=span("Lavrov"), form="name"),
    speaker="lavrov",
    when=When(),
    rule="test",
    confidence=1.0,
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs",)), max_size=30))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    found = [
        Mark(start=min(pair), end=max(pair), role=role, number=number)
        for number, (pair, role) in enumerate(
            draw(st.lists(st.tuples(ends, st.sampled_from(("source", "cue", "content"))), max_size=5)), 1
        )
        if pair[0] != pair[1]
    ]
    return text, found


def test_source_cue_and_content_are_bracketed() -> None:
    assert bracketed(TEXT, 0, len(TEXT), marks([SAID])) == (
        "{1 cue: Selon} {1 source: Lavrov}, {1 content: la Russie est prête}."
    )


def test_a_part_shows_its_own_stretch_of_a_mark() -> None:
    cut = TEXT.index("est")
    assert bracketed(TEXT, cut, len(TEXT), marks([SAID])) == "{1 content: est prête}."


def test_nested_and_crossing_marks() -> None:
    inner = Mark(start=6, end=12, role="source", number=2)
    outer = Mark(start=0, end=12, role="content", number=1)
    crossing = Mark(start=6, end=17, role="content", number=3)
    assert bracketed(TEXT, 0, 17, [inner, outer]) == "{1 content: Selon {2 source: Lavrov}}, la "
    assert bracketed(TEXT, 0, 17, [outer, crossing]).count("{3 content: ") == 2  # cut where the other ends


@given(marked_texts())
def test_nothing_is_lost_and_every_brace_closes(case: tuple[str, list[Mark]]) -> None:
    text, found = case
    shown = bracketed(text, 0, len(text), found)
    assert re.sub(r"\{\d+ (source|cue|content): |\}", "", shown) == printable(text)
    depth = 0
    for sign in shown:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert {mark.number for mark in found} == {int(number) for number in re.findall(r"\{(\d+) ", shown)}


def test_colour_keeps_the_text_and_numbers_the_content() -> None:
    shown = coloured(TEXT, 0, len(TEXT), marks([SAID]))
    assert shown.plain == "Selon Lavrov, la Russie est prête[1]."
    styled = {shown.plain[s.start : s.end]: str(s.style) for s in shown.spans}
    assert styled["Lavrov"] == "bold cyan"
    assert styled["Selon"] == "bold magenta"


def test_what_could_steer_a_terminal_is_taken_out() -> None:
    hostile = "a\x1b[31mrouge\u202egro\x07\u2066\n\tb\x9b2J"
    assert printable(hostile) == "a\ufffd[31mrouge\ufffdgro\ufffd\ufffd\n\tb\ufffd2J"
    assert len(printable(hostile)) == len(hostile)
