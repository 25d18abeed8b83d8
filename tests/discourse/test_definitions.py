"""Every qualifier with every normalization: by hand, and against plain loops over the definitions."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.discourse import Event, Kind, Matrix, Options, network_matrix
from kg.discourse.options import OF_NORMALIZATION, OF_QUALIFIER
from kg.errors import QueryInvalid
from tests.discourse import naive
from tests.discourse.worlds import sample, world, worlds

R2, R5, R10 = math.sqrt(2), math.sqrt(5), math.sqrt(10)

PLAIN = "a x+, a x+, a y-, b x+, b y+"
BOTH = "a x+, a x-, b x-, c y+"
SCALE = "a x+, a y0, b x0, b y-"

# two-mode: rows a, b, (c) by columns x, y
TWO_MODE = [
    (PLAIN, "ignore", "no", [[2, 1], [1, 1]]),
    (PLAIN, "ignore", "activity", [[2 / 3, 1 / 3], [1 / 2, 1 / 2]]),
    (PLAIN, "ignore", "prominence", [[2 / 3, 1 / 2], [1 / 3, 1 / 2]]),
    (PLAIN, "subtract", "no", [[2, -1], [1, 1]]),
    (PLAIN, "subtract", "activity", [[2 / 3, -1 / 3], [1 / 2, 1 / 2]]),
    (PLAIN, "subtract", "prominence", [[2 / 3, -1 / 2], [1 / 3, 1 / 2]]),
    (PLAIN, "combine", "no", [[1, 2], [1, 1]]),
    (PLAIN, "combine", "activity", [[1 / 2, 1], [1 / 2, 1 / 2]]),
    (PLAIN, "combine", "prominence", [[1 / 2, 1], [1 / 2, 1 / 2]]),
    (BOTH, "ignore", "no", [[2, 0], [1, 0], [0, 1]]),
    (BOTH, "ignore", "activity", [[1, 0], [1, 0], [0, 1]]),
    (BOTH, "ignore", "prominence", [[2 / 3, 0], [1 / 3, 0], [0, 1]]),
    (BOTH, "subtract", "no", [[0, 0], [-1, 0], [0, 1]]),
    (BOTH, "subtract", "activity", [[0, 0], [-1, 0], [0, 1]]),
    (BOTH, "subtract", "prominence", [[0, 0], [-1 / 3, 0], [0, 1]]),
    (BOTH, "combine", "no", [[3, 0], [2, 0], [0, 1]]),
    (BOTH, "combine", "activity", [[3, 0], [2, 0], [0, 1]]),
    (BOTH, "combine", "prominence", [[3 / 2, 0], [1, 0], [0, 1]]),
    (SCALE, "ignore", "no", [[1, 1], [1, 1]]),
    (SCALE, "ignore", "activity", [[1 / 2, 1 / 2], [1 / 2, 1 / 2]]),
    (SCALE, "ignore", "prominence", [[1 / 2, 1 / 2], [1 / 2, 1 / 2]]),
    (SCALE, "subtract", "no", [[1, 0], [0, -1]]),
    (SCALE, "subtract", "activity", [[1 / 2, 0], [0, -1 / 2]]),
    (SCALE, "subtract", "prominence", [[1 / 2, 0], [0, -1 / 2]]),
    (SCALE, "combine", "no", [[1, 2], [2, 4]]),
    (SCALE, "combine", "activity", [[1 / 2, 1], [1, 2]]),
    (SCALE, "combine", "prominence", [[1 / 2, 1], [1, 2]]),
]

# one-mode: the cell of a and b
ONE_MODE = [
    (
        PLAIN,
        "ignore",
        {"no": 3, "average": 3 / 2.5, "jaccard": 3 / 4, "cosine": 3 / R10, "cosine-dna": 3 / 6},
    ),
    (PLAIN, "congruence", {"no": 2, "average": 0.8, "jaccard": 0.5, "cosine": 2 / R10, "cosine-dna": 1 / 3}),
    (PLAIN, "conflict", {"no": 1, "average": 0.4, "jaccard": 0.25, "cosine": 1 / R10, "cosine-dna": 1 / 6}),
    (PLAIN, "subtract", {"no": 1, "average": 0.4, "jaccard": 0.25, "cosine": 1 / R10, "cosine-dna": 1 / 6}),
    (BOTH, "ignore", {"no": 2, "average": 4 / 3, "jaccard": 1, "cosine": 1, "cosine-dna": 1}),
    (BOTH, "congruence", {"no": 1, "average": 2 / 3, "jaccard": 0.5, "cosine": 1 / R2, "cosine-dna": 0.5}),
    (BOTH, "conflict", {"no": 1, "average": 2 / 3, "jaccard": 0.5, "cosine": 1 / R2, "cosine-dna": 0.5}),
    (BOTH, "subtract", {"no": 0, "average": 0, "jaccard": 0, "cosine": 0, "cosine-dna": 0}),
    (SCALE, "ignore", {"no": 2, "average": 1, "jaccard": 0.5, "cosine": 1, "cosine-dna": 0.5}),
    (SCALE, "congruence", {"no": 1, "average": 0.5, "jaccard": 0.25, "cosine": 0.5, "cosine-dna": 0.25}),
    (SCALE, "conflict", {"no": 1, "average": 0.5, "jaccard": 0.25, "cosine": 0.5, "cosine-dna": 0.25}),
    (SCALE, "subtract", {"no": 0, "average": 0, "jaccard": 0, "cosine": 0, "cosine-dna": 0}),
]


def options(said: str, qualifier: str, normalization: str) -> Options:
    return Options(
        qualifier=qualifier,  # type: ignore[arg-type]
        normalization=normalization,  # type: ignore[arg-type]
        neutral=said is SCALE,
    )


@pytest.mark.parametrize(("said", "qualifier", "normalization", "cells"), TWO_MODE)
def test_two_mode_by_hand(said: str, qualifier: str, normalization: str, cells: list[list[float]]) -> None:
    found = network_matrix(world(said), "two-mode", options(said, qualifier, normalization))
    assert (found.rows, found.columns) == (("a", "b", "c")[: len(cells)], ("x", "y"))
    assert found.dense().tolist() == [pytest.approx(row) for row in cells]


@pytest.mark.parametrize(("said", "qualifier", "by_normalization"), ONE_MODE)
def test_one_mode_by_hand(said: str, qualifier: str, by_normalization: dict[str, float]) -> None:
    assert set(by_normalization) == set(OF_NORMALIZATION["one-mode"])
    for normalization, cell in by_normalization.items():
        found = network_matrix(world(said), "one-mode", options(said, qualifier, normalization)).dense()
        assert found[0, 1] == pytest.approx(cell), normalization
        assert found[1, 0] == found[0, 1]
        assert found.diagonal().tolist() == [0.0] * len(found)
        if said is BOTH:
            assert not found[2].any(), "c shares nothing"


def test_one_mode_over_concepts() -> None:
    found = network_matrix(
        world(PLAIN), "one-mode", Options(rows="concept", columns="actor", qualifier="congruence")
    )
    assert found.rows == ("x", "y")
    assert found.dense().tolist() == [[0, 1], [1, 0]], "b supports both, a opposes y"


def test_a_qualifier_of_text() -> None:
    said = tuple(
        replace(event, mode=mode)
        for event, mode in zip(
            world("a x+, a x+, b x+, b y+"), ["direct", "mixed", "direct", "direct"], strict=True
        )
    )

    def cell(qualifier: str) -> float:
        given = replace(options(PLAIN, qualifier, "no"), qualifier_variable="mode")
        return float(network_matrix(said, "one-mode", given).dense()[0, 1])

    assert cell("congruence") == 1, "both x, direct"
    assert cell("conflict") == 2, "a's x, mixed; b's y, direct"
    assert cell("subtract") == -1
    combined = network_matrix(said, "two-mode", Options(qualifier="combine", qualifier_variable="mode"))
    assert combined.dense().tolist() == [[3, 0], [2, 2]], "direct 2, mixed 1"


# ---- against plain loops

ALL = [
    (kind, qualifier, normalization)
    for kind in ("two-mode", "one-mode")
    for qualifier in OF_QUALIFIER[kind]  # type: ignore[index]
    for normalization in OF_NORMALIZATION[kind]  # type: ignore[index]
]


def cells(matrix: Matrix) -> naive.Cells:
    row, column, values = matrix.places()
    return {
        (matrix.rows[r], matrix.columns[c]): float(x) for r, c, x in zip(row, column, values, strict=True)
    }


def compare(events: tuple[Event, ...], kind: Kind, given: Options) -> None:
    triples = naive.said(events, given)
    found = network_matrix(events, kind, given)
    expected = (naive.two_mode if kind == "two-mode" else naive.one_mode)(triples, given)
    assert cells(found) == pytest.approx(expected, rel=1e-9), (kind, given)
    assert found.rows == tuple(sorted({r for r, _, _ in triples}))
    if kind == "two-mode":
        assert found.columns == tuple(sorted({c for _, c, _ in triples}))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.booleans(), st.sampled_from(["position", "position", "mode"]))
def test_as_the_definitions_say(events: tuple[Event, ...], neutral: bool, variable: str) -> None:
    for kind, qualifier, normalization in ALL:
        compare(
            events,
            kind,  # type: ignore[arg-type]
            replace(options(PLAIN, qualifier, normalization), neutral=neutral, qualifier_variable=variable),
        )


@pytest.mark.parametrize(("kind", "qualifier", "normalization"), ALL)
@pytest.mark.parametrize(("rows", "columns"), [("organization", "concept"), ("concept", "person")])
def test_the_sample_as_the_definitions_say(
    shared: Path, kind: Kind, qualifier: str, normalization: str, rows: str, columns: str
) -> None:
    given = replace(options(PLAIN, qualifier, normalization), rows=rows, columns=columns)
    compare(sample(shared), kind, given)


def test_the_default_network_of_the_sample_is_that_of_dna(shared: Path) -> None:
    found = network_matrix(sample(shared), "two-mode", Options(rows="organization"))
    assert found.cells.shape == (7, 6)
    assert found.cells.sum() == 40


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_what_must_hold_between_networks(events: tuple[Event, ...]) -> None:
    def one(qualifier: str, normalization: str = "no") -> Matrix:
        return network_matrix(events, "one-mode", options(PLAIN, qualifier, normalization))

    agree, differ = one("congruence").dense(), one("conflict").dense()
    assert (agree + differ == one("ignore").dense()).all()
    assert (agree - differ == one("subtract").dense()).all()
    assert (agree == agree.T).all()
    for qualifier in OF_QUALIFIER["one-mode"]:
        assert (abs(one(qualifier, "cosine").dense()) <= 1 + 1e-9).all()


# ---- what is refused


@pytest.mark.parametrize(
    ("kind", "given", "word"),
    [
        ("two-mode", Options(qualifier="congruence"), "ignore, combine, subtract"),
        ("one-mode", Options(qualifier="combine"), "congruence"),
        ("two-mode", Options(normalization="jaccard"), "activity"),
        ("one-mode", Options(normalization="activity"), "cosine-dna"),
        ("one-mode", Options(rows="party"), "organization"),
        ("one-mode", Options(columns="party"), "organization"),
        ("one-mode", Options(exclude=(("party", "x"),)), "organization"),
        ("one-mode", Options(only=(("party", "x"),)), "organization"),
        ("one-mode", Options(rows="concept"), "two variables"),
    ],
)
def test_what_makes_no_network_is_refused(kind: Kind, given: Options, word: str) -> None:
    with pytest.raises(QueryInvalid, match=word):
        network_matrix((), kind, given)


@pytest.mark.parametrize("kind", ["two-mode", "one-mode"])
def test_nothing_makes_an_empty_network(kind: Kind) -> None:
    found = network_matrix((), kind)
    assert (found.rows, found.cells.nnz) == ((), 0)
