"""Kernels: how much a statement counts at a distance from the middle of a window."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Literal, get_args

import numpy as np

from kg.discourse.counts import Floats

Kernel = Literal["uniform", "epanechnikov", "triangular", "gaussian", "epanechnikov-dna", "triangular-dna"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)

_SHAPES: Mapping[Kernel, Callable[[Floats], Floats]] = {
    "uniform": lambda d: np.full_like(d, 0.5),
    "epanechnikov": lambda d: 0.75 * (1 - d * d),
    "triangular": lambda d: 1 - np.abs(d),
    "gaussian": lambda d: np.exp(-0.5 * d * d) / math.sqrt(2 * math.pi),
    # as DNA 3 has them: not symmetric
    "epanechnikov-dna": lambda d: 0.75 * (1 - d) ** 2,
    "triangular-dna": lambda d: np.abs(1 - d),
}


def weigh(kernel: Kernel, distance: Floats) -> Floats:
    """The weights at these distances from the middle; 1 is the edge, beyond which only gaussian counts.

    The kernels of Silverman (1986, table 3.1); ``…-dna`` are those of DNA 3 where they differ.
    """
    weights = _SHAPES[kernel](distance)
    return weights if kernel == "gaussian" else np.where(np.abs(distance) <= 1, weights, 0.0)
