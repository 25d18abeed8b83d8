"""The settings of a discourse network, as one record; docs/networks.md has the formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from kg.discourse.event import Dates, known
from kg.errors import QueryInvalid

Kind = Literal["two-mode", "one-mode"]
Qualifier = Literal["ignore", "combine", "subtract", "congruence", "conflict"]
Normalization = Literal["no", "activity", "prominence", "average", "jaccard", "cosine", "cosine-dna"]
Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]

KINDS: tuple[Kind, ...] = get_args(Kind)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
NORMALIZATIONS: tuple[Normalization, ...] = get_args(Normalization)
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)

OF_QUALIFIER: dict[Kind, tuple[Qualifier, ...]] = {
    "two-mode": ("ignore", "combine", "subtract"),
    "one-mode": ("ignore", "congruence", "conflict", "subtract"),
}
OF_NORMALIZATION: dict[Kind, tuple[Normalization, ...]] = {
    "two-mode": ("no", "activity", "prominence"),
    "one-mode": ("no", "average", "jaccard", "cosine", "cosine-dna"),
}
"""What each kind of network can be made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How events become a network. The names are those of DNA where it has the setting.

    ``rows`` and ``columns`` are variables; a one-mode network is one of rows that share columns.
    ``qualifier`` says how the levels of ``qualifier_variable`` are put together: the position, or any
    variable as text. ``exclude`` and ``only`` are pairs of a variable and a value (label or id): events with
    any of the excluded values are left out; of the values given with ``only`` for a variable, an event must
    have one. ``since`` and ``until`` are inclusive days and leave undated events out. ``neutral`` counts
    neutral positions, on a scale -1, 0, 1. ``copies`` False leaves out what is a copy of an earlier
    statement. ``confidence`` is the least in [0, 1]. ``isolates`` keeps nodes that only filtered events have.
    ``min_weight`` leaves cells that are nearer to 0 out.
    """

    rows: str = "actor"
    columns: str = "concept"
    qualifier: Qualifier = "ignore"
    qualifier_variable: str = "position"
    normalization: Normalization = "no"
    duplicates: Duplicates = "include"
    isolates: bool = False
    since: date | None = None
    until: date | None = None
    exclude: tuple[tuple[str, str], ...] = ()
    only: tuple[tuple[str, str], ...] = ()
    neutral: bool = False
    copies: bool = True
    confidence: float = 0.0
    dates: Dates = "said"
    min_weight: float = 0.0


def check(options: Options, kind: Kind, *, kernel: bool = False) -> None:
    """Raise QueryInvalid where these options make no network of that kind, and say which would."""
    for variable in (options.rows, options.columns, options.qualifier_variable):
        known(variable)
    if options.rows == options.columns:
        raise QueryInvalid(f"{options.rows}: rows and columns are the same; name two variables")
    if options.qualifier not in OF_QUALIFIER[kind]:
        raise QueryInvalid(_refused("qualifier", options.qualifier, kind, OF_QUALIFIER[kind]))
    if options.normalization not in OF_NORMALIZATION[kind]:
        raise QueryInvalid(_refused("normalization", options.normalization, kind, OF_NORMALIZATION[kind]))
    if kernel and (options.qualifier == "combine" or options.normalization.startswith(("jaccard", "cosine"))):
        setting = "combine" if options.qualifier == "combine" else options.normalization
        raise QueryInvalid(
            f"{setting}: not defined with a kernel; choose another, or a window without a kernel"
        )


def _refused(setting: str, given: str, kind: Kind, possible: tuple[str, ...]) -> str:
    return f"{given}: no {setting} of a {kind} network; choose {', '.join(possible)}"
