"""Training a codebook: labelled examples in, weights beside the codebook and honest figures out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.atomic import write_lines
from kg.codebook.load import load, weights_of
from kg.coding.reading import Reader
from kg.coding.senses import load_senses
from kg.coding.weights import HEADER, INTERCEPT, THRESHOLD, Weights
from kg.errors import DataInvalid
from kg.training.positions.examples import Example, read_examples
from kg.training.positions.fit import fit, material
from kg.training.positions.validate import Validation, cross_validate

_COMMENT = "# What kg codebook train learned from labelled examples; docs/codebook.md tells how."
_FEWEST_GROUPS = 10  # fewer passages cannot be learned from and validated


def train_codebook(codebook: Path | None, files: Sequence[Path]) -> tuple[Validation, Path, int]:
    """Train on the examples of some files and write the weights beside the codebook.

    Returns the cross-validated figures, the file written and the number of examples. The same
    examples and codebook give the same bytes. Raises DataInvalid where a file cannot be used or holds too
    few examples, OutputUnusable where the weights cannot be written.
    """
    known = load(codebook)
    examples = read_examples(files, known.concepts)
    _check(examples, files)
    found = material(examples, Reader(load_senses(), known))
    figures = cross_validate(found)
    path = weights_of(known.path)
    write_weights(fit(found, figures.threshold), path)
    return figures, path, len(examples)


def _check(examples: Sequence[Example], files: Iterable[Path]) -> None:
    names = ", ".join(map(str, files))
    if len({example.group for example in examples}) < _FEWEST_GROUPS:
        raise DataInvalid(f"{names}: holds fewer than {_FEWEST_GROUPS} passages; label more")
    if not any(example.coded for example in examples):
        raise DataInvalid(f"{names}: no example has a position; label some that have")
    if all(example.coded for example in examples):
        raise DataInvalid(f"{names}: every example has a position; add passages on which no concept fits")


def write_weights(weights: Weights, path: Path) -> None:
    """The weights as a table, whole or not at all; raises OutputUnusable."""
    rows = [(THRESHOLD, (("all", weights.threshold),)), (INTERCEPT, tuple(sorted(weights.constants.items())))]
    lines = (
        f"{name}\t{' '.join(f'{model}={weight:g}' for model, weight in row)}"
        for name, row in (*rows, *sorted(weights.rows.items()))
    )
    write_lines(path, [_COMMENT, "\t".join(HEADER), *lines])
