"""``kg codebook train``: from labelled examples to a codebook that codes by them."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import codebook_option
from kg.cli.terminal import printable
from kg.training.positions.train import train_codebook
from kg.training.positions.validate import Figures, Validation


@click.command(epilog="Example: kg codebook train labelled.jsonl --codebook mine.csv")
@click.argument("examples", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="EXAMPLES...")
@codebook_option
def train(examples: tuple[Path, ...], codebook: Path | None) -> None:
    """Learn to code from EXAMPLES... (.jsonl or .csv), and print how well it does on unseen ones.

    The table of weights is written beside the codebook; kg build --codebook then uses it. The figures are
    cross-validated in five folds: precision, recall and F1 of concept with position, and of
    the concept alone. docs/codebook.md tells how to label.
    """
    figures, path, count = train_codebook(codebook, examples)
    for line in _table(figures):
        click.echo(printable(line))
    click.echo(
        printable(f"{path}: learned from {count} examples; taken from probability {figures.threshold:g}")
    )


def _table(figures: Validation) -> list[str]:
    rows: list[tuple[str, ...]] = [("concept", "P", "R", "F1", "P alone", "R alone", "F1 alone")]
    rows += [(name, *_cells(*both)) for name, both in figures.by_concept.items()]
    rows.append(("all", *_cells(figures.positions, figures.concepts)))
    width = max(len(row[0]) for row in rows)
    return [row[0].ljust(width) + "".join(cell.rjust(10) for cell in row[1:]) for row in rows]


def _cells(*found: Figures) -> tuple[str, ...]:
    return tuple(f"{value:.2f}" for f in found for value in (f.precision, f.recall, f.f1))
