"""The definitions of docs/networks.md in plain loops over statements, to compare with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from kg.discourse import Event, Options, value

Cells = dict[tuple[str, str], float]
Said = tuple[str, str, float | str]
"""Row, column, level of the qualifier."""


def said(events: Sequence[Event], options: Options) -> list[Said]:
    """The statements as triples."""
    return [
        (value(e, options.rows), value(e, options.columns), level(e, options)) for e in kept(events, options)
    ]


def level(event: Event, options: Options) -> float | str:
    if options.qualifier_variable != "position":
        return value(event, options.qualifier_variable)
    if options.neutral:
        return {"oppose": -1, "neutral": 0, "support": 1}[event.position]
    return {"oppose": 0, "support": 1}[event.position]


def levels(triples: Sequence[Said], options: Options) -> list[float | str]:
    if options.qualifier_variable != "position":
        return sorted({k for _, _, k in triples}, key=str)
    return [-1, 0, 1] if options.neutral else [0, 1]


# ---- which statements


def kept(events: Sequence[Event], options: Options) -> list[Event]:
    """Step by step, in the order of the definitions."""
    left = list(events)
    if options.since or options.until:
        left = [
            e
            for e in left
            if (day := day_of(e, options)) is not None
            and (options.since is None or day >= options.since)
            and (options.until is None or day <= options.until)
        ]
    if not options.neutral:
        left = [e for e in left if e.position != "neutral"]
    if not options.copies:
        left = [e for e in left if not e.copy]
    left = [e for e in left if e.confidence >= options.confidence]
    for variable, unwanted in options.exclude:
        left = [e for e in left if value(e, variable) != unwanted]
    for variable in {name for name, _ in options.only}:
        wanted = [v for name, v in options.only if name == variable]
        left = [e for e in left if value(e, variable) in wanted]
    left = [e for e in left if value(e, options.rows) and value(e, options.columns)]
    left.sort(key=lambda e: (day_of(e, options) or date.max, e.statement, e.number))
    result: list[Event] = []
    for e in left:
        if not any(repeats(e, earlier, options) for earlier in result):
            result.append(e)
    return result


def day_of(event: Event, options: Options) -> date | None:
    if options.dates == "published":
        return event.published
    return event.said if event.said is not None else event.published


def repeats(e: Event, earlier: Event, options: Options) -> bool:
    if options.duplicates == "include":
        return False
    for variable in (options.rows, options.columns):
        if value(e, variable) != value(earlier, variable):
            return False
    if options.qualifier != "ignore" and level(e, options) != level(earlier, options):
        return False
    if options.duplicates == "acrossrange":
        return True
    if options.duplicates == "document":
        return e.document == earlier.document
    one, other = day_of(e, options), day_of(earlier, options)
    if one is None or other is None:
        return False
    if options.duplicates == "year":
        return one.year == other.year
    if options.duplicates == "month":
        return (one.year, one.month) == (other.year, other.month)
    monday = one - timedelta(days=one.weekday())
    return monday == other - timedelta(days=other.weekday())


# ---- matrices


def two_mode(triples: Sequence[Said], options: Options) -> Cells:
    """Cells that are not 0."""
    scale = levels(triples, options)
    textual = options.qualifier_variable != "position"
    rows, columns = {r for r, _, _ in triples}, {c for _, c, _ in triples}

    def a(r: str, c: str, k: object) -> int:
        return sum(1 for triple in triples if triple == (r, c, k))

    def cell(r: str, c: str) -> float:
        if options.qualifier == "combine":
            return sum(2 ** (len(scale) - 1 - i) for i, k in enumerate(scale) if a(r, c, k))
        if options.qualifier == "subtract" and not textual:
            if options.neutral:
                return sum(float(k) * a(r, c, k) for k in scale)
            return a(r, c, 1) - a(r, c, 0)
        return sum(a(r, c, k) for k in scale)

    def part(r: str, c: str) -> float:
        """What a cell adds to the denominator of its row and of its column."""
        if options.qualifier == "combine":
            return 1 if cell(r, c) > 0 else 0
        return sum(a(r, c, k) for k in scale)

    found: Cells = {}
    for r in rows:
        for c in columns:
            divisor = 1.0
            if options.normalization == "activity":
                divisor = sum(part(r, other) for other in columns)
            elif options.normalization == "prominence":
                divisor = sum(part(other, c) for other in rows)
            found[r, c] = cell(r, c) / divisor if divisor else 0.0
    return {pair: x for pair, x in found.items() if x}


def one_mode(triples: Sequence[Said], options: Options, weights: Sequence[float] | None = None) -> Cells:
    """Cells that are not 0; a pair of statements adds the root of the product of their weights."""
    scale = levels(triples, options)
    weights = weights or [1.0] * len(triples)
    rows, columns = sorted({r for r, _, _ in triples}), sorted({c for _, c, _ in triples})
    found: Cells = {}
    for one in rows:
        for other in rows:
            if one != other:
                x = _pairs(triples, weights, options, one, other, columns, scale)
                divisor = _divisor(triples, weights, options, one, other, columns, scale)
                found[one, other] = x / divisor if divisor else 0.0
    return {pair: x for pair, x in found.items() if abs(x) > 1e-12}


def _pairs(
    triples: Sequence[Said],
    weights: Sequence[float],
    options: Options,
    one: str,
    other: str,
    columns: Sequence[str],
    scale: Sequence[float | str],
) -> float:
    if options.qualifier_variable != "position" and options.qualifier in ("conflict", "subtract"):
        return _textual(triples, options, one, other, columns, scale)
    total = 0.0
    for (r1, c1, k1), w1 in zip(triples, weights, strict=True):
        for (r2, c2, k2), w2 in zip(triples, weights, strict=True):
            if (r1, r2) == (one, other) and c1 == c2:
                total += math.sqrt(w1 * w2) * _alike(k1, k2, options)
    return total


def _alike(k1: float | str, k2: float | str, options: Options) -> float:
    if options.qualifier == "ignore":
        return 1.0
    if isinstance(k1, str) or isinstance(k2, str):
        return 1.0 if k1 == k2 else 0.0
    apart = abs(k1 - k2) / (2 if options.neutral else 1)
    return {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - apart - apart}[options.qualifier]


def _textual(
    triples: Sequence[Said],
    options: Options,
    one: str,
    other: str,
    columns: Sequence[str],
    scale: Sequence[float | str],
) -> float:
    congruence = conflict = 0.0
    for c in columns:
        for k in scale:
            n1 = sum(1 for t in triples if t == (one, c, k))
            n2 = sum(1 for t in triples if t == (other, c, k))
            congruence += n1 * n2
            conflict += n1 if n2 == 0 else n2 if n1 == 0 else 0
    return conflict if options.qualifier == "conflict" else congruence - conflict


def _divisor(
    triples: Sequence[Said],
    weights: Sequence[float],
    options: Options,
    one: str,
    other: str,
    columns: Sequence[str],
    scale: Sequence[float | str],
) -> float:
    def a(r: str, c: str, k: object) -> int:
        return sum(1 for t in triples if t == (r, c, k))

    n1 = sum(w for (r, _, _), w in zip(triples, weights, strict=True) if r == one)
    n2 = sum(w for (r, _, _), w in zip(triples, weights, strict=True) if r == other)
    cells = [(c, k) for c in columns for k in scale]
    if options.normalization == "average":
        return (n1 + n2) / 2
    if options.normalization == "cosine-dna":
        return n1 * n2
    if options.normalization == "jaccard":
        m10 = sum(a(one, c, k) for c, k in cells if a(other, c, k) == 0)
        m01 = sum(a(other, c, k) for c, k in cells if a(one, c, k) == 0)
        m11 = sum(a(one, c, k) * a(other, c, k) for c, k in cells)
        return m10 + m01 + m11
    if options.normalization == "cosine":
        if options.qualifier == "ignore":
            v1 = [sum(a(one, c, k) for k in scale) for c in columns]
            v2 = [sum(a(other, c, k) for k in scale) for c in columns]
        else:
            v1, v2 = [a(one, c, k) for c, k in cells], [a(other, c, k) for c, k in cells]
        return math.hypot(*v1) * math.hypot(*v2)
    return 1.0
