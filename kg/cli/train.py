"""``kg train``: corpora in, French pipeline out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg.cli.terminal import complain
from kg.training.prepare import PrepareOptions
from kg.training.run import TrainOptions, train_model

_DEFAULTS = TrainOptions(corpora=Path())


@click.command(
    epilog="Example: kg train treebanks -o kg/models/fr_newskg --raw news-fr.jsonl --work build/model"
)
@click.argument("corpora", type=click.Path(path_type=Path), metavar="CORPORA_DIR")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder of the pipeline; replaced whole.",
)
@click.option(
    "--raw",
    type=click.Path(path_type=Path),
    help="Unannotated news as JSON lines with a text each, to pretrain on.",
)
@click.option(
    "--steps",
    type=click.IntRange(min=1),
    default=_DEFAULTS.steps,
    show_default=True,
    help="Steps of the parser's training.",
)
@click.option(
    "--entity-steps",
    type=click.IntRange(min=1),
    default=_DEFAULTS.entity_steps,
    show_default=True,
    help="Steps of the entity recogniser's training.",
)
@click.option(
    "--epochs",
    type=click.IntRange(min=1),
    default=_DEFAULTS.epochs,
    show_default=True,
    help="Passes over the raw text.",
)
@click.option(
    "--derived",
    type=click.IntRange(min=0),
    default=_DEFAULTS.prepare.derived,
    show_default=True,
    help="Sentences of reported speech to derive from the treebanks.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=_DEFAULTS.seed, show_default=True, help="Random seed."
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=_DEFAULTS.prepare.limit,
    show_default=True,
    help="Sentences of each use, for a trial; 0 for all.",
)
@click.option(
    "--hold-out", is_flag=True, help="Learn nothing from the dev parts: to compare settings on them."
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps each stage's result, so that a run that was cut off goes on.",
)
def train(
    corpora: Path,
    out: Path,
    raw: Path | None,
    steps: int,
    entity_steps: int,
    epochs: int,
    derived: int,
    seed: int,
    limit: int,
    hold_out: bool,
    work: Path | None,
) -> None:
    """Train the French pipeline from the treebanks in CORPORA_DIR.

    CORPORA_DIR holds, at any depth, CoNLL-U files under their Universal Dependencies names
    (fr_sequoia-ud-train.conllu, …) and sequoia.frsemcor. The same corpora and options give the same
    pipeline. With --raw it takes about an hour on one core, without it half of that.
    """
    options = TrainOptions(
        corpora=corpora,
        raw=raw,
        steps=steps,
        entity_steps=entity_steps,
        epochs=epochs,
        prepare=PrepareOptions(derived=derived, seed=seed, limit=limit, hold_out=hold_out),
    )
    with tempfile.TemporaryDirectory(prefix="kg-train-") as temporary:
        figures = train_model(options, out, work or Path(temporary), complain)
    for name, scores in figures.items():
        click.echo(f"{name}\t" + "\t".join(f"{key} {value:.2f}" for key, value in scores.items()))
