"""Polarisation: how far the actors of a debate fall into camps that agree within and disagree across.

Measured on two one-mode networks of the same rows, P by congruence and N by conflict (Leifeld 2017; rDNA's
dna_polarization likewise looks for the two groups that fit both best). For groups g, over pairs i < j:

balance      (sum of P within + sum of N across) / (sum of P + sum of N): 1 less the weighted line index of
             balance, or frustration (Harary 1959; Doreian and Mrvar 1996). 1: two camps and no exception.
modularity   of the signed network, against chance (Gómez, Jensen and Arenas 2009)
ei           (P across - P within) / (P across + P within), the E-I index (Krackhardt and Stern 1988): -1
             where all agreement is within groups
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from kg.discourse.centrality import leading
from kg.discourse.counts import Floats, Ints
from kg.discourse.event import Event, value
from kg.discourse.matrix import NOTHING, Matrix
from kg.discourse.network import network_matrix
from kg.discourse.options import Options
from kg.discourse.select import select
from kg.discourse.windows import Window, windows

_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarisation:
    """The measures of the module, None where there is nothing to measure, and the groups that they are of.

    The camps that were found are 1, the greater one, and 2.
    """

    balance: float | None
    modularity: float | None
    ei: float | None
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The polarisation within one window; ``events`` counts those in it.

    Where it is of all time, the days are those of the first and the last event, None where none is dated.
    """

    number: int
    first: date | None
    middle: date | None
    last: date | None
    events: int
    polarisation: Polarisation


def polarisation(
    events: Sequence[Event], options: Options | None = None, groups: Mapping[str, str] | None = None
) -> Polarisation:
    """How polarised the rows are, in the groups given (row → name), or in the two camps that fit best.

    A row without a group is in none. The qualifier of the options is not used. Raises QueryInvalid for
    options that make no one-mode network.
    """
    agree, differ = _both(options or Options())
    return measure(
        network_matrix(events, "one-mode", agree), network_matrix(events, "one-mode", differ), groups
    )


def polarisation_over_time(
    events: Sequence[Event],
    options: Options,
    window: Window | None,
    groups: Mapping[str, str] | None = None,
) -> Iterator[Moment]:
    """The polarisation within each window, or once for all time; camps are looked for in each anew."""
    if window is None:
        yield _of_all_time(events, options, groups)
        return
    agree, differ = _both(options)
    pairs = zip(
        windows(events, "one-mode", agree, window), windows(events, "one-mode", differ, window), strict=True
    )
    for one, other in pairs:
        yield Moment(
            number=one.number,
            first=one.first,
            middle=one.middle,
            last=one.last,
            events=len(one.events),
            polarisation=measure(one.matrix, other.matrix, groups),
        )


def _of_all_time(events: Sequence[Event], options: Options, groups: Mapping[str, str] | None) -> Moment:
    found = select(events, options).events
    days = sorted(day for event in found if (day := event.day(options.dates)))
    first, last = (days[0], days[-1]) if days else (None, None)
    return Moment(
        number=1,
        first=first,
        middle=date.fromordinal((first.toordinal() + last.toordinal()) // 2) if first and last else None,
        last=last,
        events=len(found),
        polarisation=polarisation(events, options, groups),
    )


def sides(events: Sequence[Event], options: Options) -> dict[str, str]:
    """Row → its side, for rows of actors that have one: groups to measure instead of camps.

    Of several sides the most frequent, then the first.
    """
    variable = "organization_side" if options.rows == "organization" else "side"
    found: dict[str, Counter[str]] = {}
    for event in select(events, options).events:
        if side := getattr(event, variable):
            found.setdefault(value(event, options.rows), Counter())[side] += 1
    return {row: min(often, key=lambda side: (-often[side], side)) for row, often in found.items()}


def mark_camps(graph: nx.Graph[str], found: Polarisation) -> None:
    """Give each node its group as ``camp``, "" where it has none."""
    for node in graph:
        graph.nodes[node]["camp"] = found.groups.get(node, "")


def _both(options: Options) -> tuple[Options, Options]:
    return replace(options, qualifier="congruence"), replace(options, qualifier="conflict")


def measure(agree: Matrix, differ: Matrix, groups: Mapping[str, str] | None = None) -> Polarisation:
    """The measures of two one-mode matrices of the same rows."""
    if groups is None:
        groups = camps(agree, differ)
    numbers = {name: number for number, name in enumerate(sorted(set(groups.values())))}
    # one without a group is alone in one
    own = [numbers[groups[label]] if label in groups else -1 - n for n, label in enumerate(agree.rows)]
    member = np.array(own, dtype=np.int64)
    p_in, p_out = _split(agree, member)
    n_in, n_out = _split(differ, member)
    whole = p_in + p_out + n_in + n_out
    return Polarisation(
        balance=round((p_in + n_out) / whole, _DIGITS) if whole else None,
        modularity=round(_modularity(agree, differ, member), _DIGITS) if whole else None,
        ei=round((p_out - p_in) / (p_out + p_in), _DIGITS) if p_in + p_out else None,
        groups={label: groups[label] for label in agree.rows if label in groups},
    )


def camps(agree: Matrix, differ: Matrix) -> dict[str, str]:
    """The two camps with least agreement across and conflict within; rows that have neither are in none.

    Begins with the signs of the leading eigenvector of P - N (as Newman 2006 does for modularity) and moves
    one row at a time, the one that gains most, until none gains: a good answer, not always the best.
    """
    signed = csr_array(agree.cells - differ.cells)
    placed = np.flatnonzero(np.diff(agree.cells.indptr) + np.diff(differ.cells.indptr))
    if not len(placed):
        return {}
    signed = csr_array(signed[placed][:, placed])
    side = _moved(signed, np.where(leading(signed) > NOTHING, 1.0, -1.0))
    greater = 1.0 if (side > 0).sum() * 2 > len(side) else -1.0
    if (side > 0).sum() * 2 == len(side):
        greater = float(side[0])
    return {
        agree.rows[place]: "1" if camp == greater else "2" for place, camp in zip(placed, side, strict=True)
    }


def _moved(signed: Any, side: Floats) -> Floats:
    gain = -side * (signed @ side)  # what moving a row would bring, halved
    while gain.max() > NOTHING:
        row = int(gain.argmax())
        side[row] = -side[row]
        start, end = signed.indptr[row], signed.indptr[row + 1]
        touched = signed.indices[start:end]
        gain[touched] -= 2 * side[touched] * side[row] * signed.data[start:end]
        gain[row] = -gain[row]
    return side


def _split(matrix: Matrix, member: Ints) -> tuple[float, float]:
    """The sums of weights within and across groups, each pair once."""
    row, column, cells = matrix.places()
    within = member[row] == member[column]
    return float(cells[within].sum()) / 2, float(cells[~within].sum()) / 2


def _modularity(agree: Matrix, differ: Matrix, member: Ints) -> float:
    """Q = (Q+ 2w+ - Q- 2w-) / (2w+ + 2w-), each part against the chance of its own strengths."""
    parts, whole = 0.0, 0.0
    for matrix, sign in ((agree, 1.0), (differ, -1.0)):
        total = float(matrix.cells.sum())
        if total:
            strength = np.asarray(matrix.cells.sum(axis=1), dtype=np.float64).ravel()
            _, group = np.unique(member, return_inverse=True)
            chance = float((np.bincount(group, weights=strength) ** 2).sum()) / total
            parts += sign * (2 * _split(matrix, member)[0] - chance)
        whole += total
    return parts / whole
