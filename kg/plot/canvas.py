"""How pictures are saved: as SVG or PNG, whole or not at all, the same bytes each time.

The settings are those that matplotlib comes with and not the user's, the ids in the SVG are salted with
a constant, and neither date nor program stands in the file.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from kg.atomic import atomic
from kg.errors import OutputUnusable

FORMATS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        ".svg": {"format": "svg", "metadata": {"Date": None, "Creator": None}},
        ".png": {"format": "png", "metadata": {"Software": None}, "dpi": 144},
    }
)
"""Ending of a file's name → how it is saved."""


def save(make: Callable[[], Figure], path: Path) -> None:
    """Write the figure that ``make`` draws.

    Raises OutputUnusable for an ending that is not in `FORMATS`, and where the file cannot be
    written.
    """
    how = FORMATS.get(path.suffix.lower())
    if how is None:
        endings = " or ".join(FORMATS)
        raise OutputUnusable(f"{path}: no format for this ending; name a file that ends in {endings}")
    with mpl.rc_context(), warnings.catch_warnings(), atomic(path) as file:
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "newskg"
        mpl.rcParams["text.parse_math"] = False  # names come from the web: "$" is no formula
        # a letter that the font lacks is drawn as a box, which is enough to say so
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)
        make().savefig(file, **how)
