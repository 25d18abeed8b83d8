"""Quotation marks of all kinds, nested, unbalanced, over paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.quotes import find_quotes


def spans(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.start : q.end], q.depth, q.balanced) for q in find_quotes(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Oui », dit-il.", [("Oui", 0, True)]),
        ("“Oui”, dit-il.", [("Oui", 0, True)]),
        (
            '"Oui. Non", puis d’"agir vite" et "rien".',
            [("Oui. Non", 0, True), ("agir vite", 0, True), ("rien", 0, True)],
        ),
        ("« Il a crié “halte” hier », dit-elle.", [("Il a crié “halte” hier", 0, True), ("halte", 1, True)]),
        ('« Il a crié "halte" hier », dit-elle.', [('Il a crié "halte" hier', 0, True), ("halte", 1, True)]),
        ("« Rien ne change.", [("Rien ne change.", 0, False)]),
        ('Rien ne change. Tout continue", dit-elle.', [("Tout continue", 0, False)]),
        ('"Un, dit-il. "Deux", dit-elle.', [("Un, dit-il.", 0, False), ("Deux", 0, True)]),
        ("Rien à citer ici.", []),
        ('Le "', []),
    ],
)
def test_spans(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert spans(text) == expected


def test_a_long_quotation_goes_on_when_each_paragraph_opens_again() -> None:
    first, second = "« Un début.", "« Une fin », dit-il."
    text = f"{first} {second}"
    found = find_quotes(text, [(0, len(first)), (len(first) + 1, len(text))])
    assert [text[q.start : q.end] for q in found] == ["Un début. « Une fin"]


def test_a_straight_mark_does_not_run_into_the_next_paragraph() -> None:
    first, second = '"Un début', 'Il est parti. "Voilà", dit-il.'
    text = f"{first} {second}"
    found = find_quotes(text, [(0, len(first)), (len(first) + 1, len(text))])
    assert [text[q.start : q.end] for q in found] == ["Un début", "Voilà"]


@given(st.text(alphabet="ab. \n«»“”\"',—", max_size=60), st.integers(0, 60))
def test_any_text_gives_spans_within_it(text: str, cut: int) -> None:
    cut = min(cut, len(text))
    blocks = [(a, b) for a, b in ((0, cut), (cut, len(text))) if b > a]
    for quote in find_quotes(text, blocks):
        assert 0 <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(text)
        assert not text[quote.start].isspace()
        assert not text[quote.end - 1].isspace()
