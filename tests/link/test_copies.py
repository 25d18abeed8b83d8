"""Copies: what is one, what is none, what holds for any corpus; no worse than measured (bench/copies.py)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.copies import score
from bench.copies_world import ACTORS, Documents, Maker, Statements, edited
from kg.link import link
from kg.link.copies import Found, find_copies
from kg.link.copies.days import UNKNOWN, appeared
from kg.link.copies.documents import coverage
from kg.link.copies.minhash import shingles
from kg.link.copies.pairs import Pairs, together
from kg.link.copies.spool import Spool
from kg.link.copies.wording import contradict
from kg.link.copies.words import codes, in_words, is_number
from kg.records import Actor, Copies, DateBasis, Document, Span, Statement, When
from tests.link import corpora

QUOTE = (
    "« Nous ne transigerons jamais sur le droit de l’Ukraine à choisir son avenir, ni sur celui de ses"
    " voisins à décider de leurs alliances »"
)
UNNAMED = Actor(id="source", name="une source", kind="unnamed")


def document(number: int, text: str = "", **more: object) -> Document:
    return replace(corpora.document(number), text=text, **more)  # type: ignore[arg-type]


def said(number: int, where: int, text: str, speaker: str | None = "x", **more: object) -> Statement:
    content = (Span(start=0, end=len(text), text=text),)
    base = corpora.statement(number, f"d{where:02}", "x", content=content)
    return replace(base, speaker=speaker, **more)  # type: ignore[arg-type]


def found(*statements: Statement, documents: int = 9) -> dict[str, str]:
    listed = [document(k, published=f"2022-01-{10 + k}") for k in range(documents)]
    return dict(find_copies(listed, statements, [UNNAMED]).statements)


def copied(one: str, other: str, **more: object) -> bool:
    return found(said(1, 1, one), said(2, 2, other, **more)) == {"s02": "s01"}  # type: ignore[arg-type]


# ---- words


def test_marks_case_accents_and_spaces_do_not_count() -> None:
    plain = in_words("L'état d'urgence coûte 12 000 euros")
    assert in_words("“L’ÉTAT d’urgence, coûte… 12000 euros !”") == plain
    assert in_words("L’e\u0301tat d’urgence coute 12.000 euros") == plain
    assert len(plain) == 7
    assert [is_number(word) for word in plain] == [False] * 5 + [True, False]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_words_that_can_be_kept(text: str) -> None:
    words = in_words(text)
    with Spool() as spool:
        spool.append(words)
        spool.append("")
        spool.append(words)
        spool.seal()
        assert [spool.words(number) for number in range(3)] == [words, "", words]
        ((first, numbers, starts),) = spool.stretches()
        assert (first, starts.tolist()) == (0, [0, len(words), len(words), 2 * len(words)])
        assert numbers.tolist() == codes(words + words).tolist()


# ---- statements


@pytest.mark.parametrize(
    "other",
    [
        QUOTE,
        QUOTE.upper().replace("«", "“").replace("»", "”").replace("’", "'"),
        "ne transigerons jamais sur le droit de l'Ukraine à choisir son avenir",  # cut
        QUOTE.replace("transigerons", "céderons").replace("décider de", "choisir"),  # edited
        f"C'est clair. {QUOTE} Voilà ce que nous avons dit hier soir à nos partenaires de Moscou.",
    ],
)
def test_a_copy(other: str) -> None:
    assert copied(QUOTE, other)


@pytest.mark.parametrize(
    "other",
    [
        "Nous ne transigerons jamais sur la sécurité des Français, et le gouvernement y veillera partout",
        QUOTE.replace("ne transigerons jamais", "transigerons"),  # the contrary
        "« Nous ne transigerons »",  # too short
        "",
    ],
)
def test_no_copy(other: str) -> None:
    assert not copied(QUOTE, other)


def test_other_figures_are_another_statement() -> None:
    one = "Le bilan est de 12 morts et de plusieurs dizaines de blessés dans la capitale"
    assert not copied(one, one.replace("12", "15"))
    assert copied(one, one.replace("12 morts et de ", ""))
    assert contradict(in_words("12 morts"), in_words("15 morts"))
    assert not contradict(in_words("12 morts"), in_words("morts"))


@pytest.mark.parametrize(("speaker", "copy"), [("x", True), ("y", False), (None, True), ("source", True)])
def test_speakers_must_not_contradict(speaker: str | None, copy: bool) -> None:
    assert copied(QUOTE, QUOTE, speaker=speaker) is copy


def test_an_unknown_speaker_does_not_join_two_others() -> None:
    rows = said(1, 1, QUOTE, None), said(2, 2, QUOTE, "x"), said(3, 3, QUOTE, "y")
    assert found(*rows) == {"s02": "s01"}


def on(day: int, basis: DateBasis = "explicit") -> When:
    return When(start=date(2022, 1, day), end=date(2022, 1, day), basis=basis)


@pytest.mark.parametrize(
    ("one", "other", "copy"),
    [
        (on(5), on(5), True),
        (on(5), on(6), False),
        (on(5), When(), True),
        (on(5), When(start=date(2022, 1, 1), end=date(2022, 1, 31), basis="explicit"), True),
        (on(5), When(start=date(2022, 1, 6), basis="explicit"), False),
        (on(5), on(8, "document"), True),  # printed on the 8th, said before
        (on(8), on(5, "document"), False),  # but not afterwards
    ],
)
def test_days_must_not_exclude_each_other(one: When, other: When, copy: bool) -> None:
    assert (found(said(1, 1, QUOTE, when=one), said(2, 2, QUOTE, when=other)) == {"s02": "s01"}) is copy


def test_what_is_denied_is_no_copy_of_what_is_said() -> None:
    assert not copied(QUOTE, QUOTE, negated=True)


def test_nothing_in_one_document() -> None:
    assert found(said(1, 1, QUOTE), said(2, 1, QUOTE)) == {}


def test_a_chain_is_no_group() -> None:
    words = QUOTE.split()
    half, far = " ".join(words[:14]), " ".join(words[14:])
    assert found(said(1, 1, half), said(2, 2, QUOTE), said(3, 3, far)) == {"s02": "s01"}


def test_the_earliest_is_the_original() -> None:
    documents = [
        document(1, published="2022-01-10"),
        document(2, published="2022-01-10T08:00+01:00"),
        document(3, published="2022-01-10T08:00+02:00", outlet="B"),
        document(4, published=None, outlet="A"),
        document(5, published="2022"),
    ]
    rows = [said(k, k, QUOTE) for k in range(1, 6)]
    result = find_copies(documents, rows, [])
    assert result.statements == {"s01": "s03", "s02": "s03", "s04": "s03", "s05": "s03"}
    assert result.copies == (
        Copies(
            kind="statement", original="s03", members=("s01", "s02", "s04", "s05"), outlets=("A", "B"),
            first="2022-01-10",
        ),
    )  # fmt: skip


@given(st.none() | st.text(max_size=20) | st.datetimes().map(str) | st.dates().map(str))
def test_any_text_is_a_moment(published: str | None) -> None:
    assert appeared(published) <= UNKNOWN


# ---- documents

ARTICLE = Maker(1).article(0)
TEXT = "\n\n".join(" ".join(paragraph) for paragraph in ARTICLE.paragraphs)


def documents_found(*texts: str) -> dict[str, str]:
    return dict(find_copies([document(k, text) for k, text in enumerate(texts)], [], []).documents)


def test_a_document_reworded_reordered_or_cut_is_a_copy() -> None:
    random = Random(2)
    reworded = " ".join(w for p in ARTICLE.paragraphs for w in edited(p, 0.25, random))
    reordered = "\n\n".join(reversed(TEXT.split("\n\n")))
    texts = (TEXT, TEXT.upper(), reworded, reordered, TEXT[: len(TEXT) // 2])
    assert documents_found(*texts) == {f"d0{k}": "d00" for k in range(1, 5)}


def test_an_extract_or_another_article_is_none() -> None:
    other = "\n\n".join(" ".join(p) for p in Maker(1).article(5).paragraphs)
    assert documents_found(TEXT, TEXT[: len(TEXT) // 8], other, "Abonnez-vous.", "Abonnez-vous.") == {}


def test_coverage_is_the_part_that_both_have() -> None:
    one = codes("".join(chr(0x20000 + k) for k in range(200)))
    half = np.concatenate([one[:100], one[:100] + 5000])
    assert coverage(shingles(one, 2), shingles(one, 2)) == 1
    assert 0.45 < coverage(shingles(half, 2), shingles(one, 2)) < 0.55
    assert coverage(shingles(one[:1], 2), shingles(one, 2)) == 0


# ---- whatever comes

PHRASES = [
    *(QUOTE, QUOTE[20:], QUOTE[:70], QUOTE.replace("avenir", "destin"), "", "12 000 €"),
    "Il faut que la guerre cesse au plus vite",
    "Il faut que cette guerre cesse enfin au plus vite",
]
ROWS = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(PHRASES), st.sampled_from(["x", "y", None, "source"]),
        st.sampled_from([When(), on(5), on(6), on(5, "document")]),
    ),
    max_size=12,
)  # fmt: skip
PAPERS = st.lists(
    st.tuples(st.sampled_from([TEXT, TEXT[:900], TEXT[500:], "", QUOTE]),
              st.sampled_from([None, "2022-01-01", "2022-01-01T10:00", "2021-12"])),
    min_size=5, max_size=5,
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(PAPERS, ROWS, st.integers(0, 99))
def test_what_holds_for_any_corpus(
    papers: list[tuple[str, str | None]],
    rows: list[tuple[int, str, str | None, When]],
    seed: int,
) -> None:
    documents = [document(k, text, published=day) for k, (text, day) in enumerate(papers)]
    statements = [said(k, where, text, who, when=when) for k, (where, text, who, when) in enumerate(rows)]
    result = find_copies(documents, statements, [UNNAMED])
    random = Random(seed)
    mixed = (random.sample(rows, len(rows)) for rows in (documents, statements))  # type: ignore[type-var]
    assert find_copies(*mixed, [UNNAMED]) == result  # type: ignore[arg-type]
    _hold_together(result, {s.id: s.document for s in statements})


def _hold_together(result: Found, holder: dict[str, str]) -> None:
    for copy_of in (result.documents, result.statements):
        assert not set(copy_of.values()) & copy_of.keys()  # no copy of a copy, hence no cycle
    assert all(holder[copy] != holder[original] for copy, original in result.statements.items())
    pairs = {
        (kind, m): o for kind, o, ms in ((c.kind, c.original, c.members) for c in result.copies) for m in ms
    }
    assert pairs == {("document", c): o for c, o in result.documents.items()} | {
        ("statement", c): o for c, o in result.statements.items()
    }
    assert list(result.copies) == sorted(result.copies, key=lambda c: (c.kind, c.original))
    assert all(list(c.members) == sorted(set(c.members)) for c in result.copies)


@given(st.lists(st.integers(0, 4), max_size=40))
def test_buckets_pair_each_with_earlier_ones_of_its_key(keys: list[int]) -> None:
    pairs = [
        pair
        for later, earlier in together(np.array(keys, dtype=np.uint64))
        for pair in zip(later.tolist(), earlier.tolist(), strict=True)
    ]
    assert len(set(pairs)) == len(pairs)
    assert all(keys[later] == keys[earlier] and later > earlier for later, earlier in pairs)
    firsts = {keys.index(key) for key in keys}
    assert {later for later, _ in pairs} == set(range(len(keys))) - firsts


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), unique=True), max_size=5),
    st.booleans(),
)
def test_pairs_met_twice_are_candidates(batches: list[list[tuple[int, int]]], sure: bool) -> None:
    pairs = Pairs(10)
    for batch in batches:
        later, earlier = np.array(batch, dtype=np.int64).reshape(-1, 2).T
        pairs.add(later, earlier, sure=sure)
    kept = [(later, earlier) for later, near in pairs.candidates() for earlier in near]
    counts = Counter(pair for batch in batches for pair in batch)
    assert kept == sorted(set(kept))
    needed = {pair for pair, count in counts.items() if sure or count > 1}
    assert needed <= set(kept) <= counts.keys()
    assert len(set(kept) - needed) < 5  # bits that two pairs share


def test_linking_marks_the_records() -> None:
    documents = [document(k, TEXT, published=f"2022-01-0{k + 1}", outlet=f"o{k}") for k in range(2)]
    statements = [
        said(1, 0, QUOTE, "anne-roy"),
        said(2, 1, QUOTE, "anne-roy", copy_of="stale"),
        said(3, 1, TEXT[:200]),
    ]
    roy = corpora.person("Anne Roy")
    corpus = link(documents, statements, [("d00", roy), ("d01", roy)])
    assert [d.copy_of for d in corpus.documents] == [None, "d00"]
    assert [s.copy_of for s in corpus.statements] == [None, "s01", None]
    assert [(c.kind, c.original, c.members, c.outlets, c.first) for c in corpus.copies] == [
        ("document", "d00", ("d01",), ("o0", "o1"), "2022-01-01"),
        ("statement", "s01", ("s02",), ("o0", "o1"), "2022-01-01"),
    ]


# ---- floors


def test_precision_and_recall_hold() -> None:
    size, seed = 600, 5
    documents, statements = score(
        find_copies(Documents(size, seed), Statements(size, seed), ACTORS), size, seed
    )
    assert documents.precision >= 0.98
    assert documents.recall >= 0.95
    assert statements.precision >= 0.98
    assert statements.recall >= 0.95
    assert statements.found["edited"] >= 0.95 * statements.copies["edited"]
    assert documents.found["edited"] >= 0.95 * documents.copies["edited"]
