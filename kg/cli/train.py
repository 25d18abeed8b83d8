"""``kg train``: corpora in, French pipeline out; annotated articles in, scorer out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg.cli.terminal import complain
from kg.training.learned.reference import train_reference
from kg.training.learned.regression import Counts
from kg.training.learned.scorer import train_scorer
from kg.training.prepare import PrepareOptions
from kg.training.run import TrainOptions, train_model

_DEFAULTS = TrainOptions(corpora=Path())


@click.group(epilog="Example: kg train scorer press-train.jsonl -o kg/lexicon/fr/scorer.tsv")
def train() -> None:
    """Make again, from corpora, what ships with newskg and was learned."""


@train.command(
    epilog="Example: kg train pipeline treebanks -o kg/models/fr_newskg --raw news.jsonl --work build"
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
def pipeline(
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


_ARTICLES = click.argument("articles", type=click.Path(path_type=Path), metavar="ARTICLES")
_TABLE = click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The table to write."
)


@train.command(epilog="Example: kg train scorer press-train.jsonl -o kg/lexicon/fr/scorer.tsv")
@_ARTICLES
@_TABLE
def scorer(articles: Path, out: Path) -> None:
    """Train the judge of doubtful statements on annotated ARTICLES.

    ARTICLES holds JSON lines: "doc", "text", and "statements", each with its "content" and its "cue".
    The same articles, rules and pipeline give the same table.
    """
    _tell(train_scorer(articles, out))


@train.command(epilog="Example: kg train reference press-train.jsonl -o kg/lexicon/fr/reference.tsv")
@_ARTICLES
@_TABLE
def reference(articles: Path, out: Path) -> None:
    """Train the choice of whom a pronoun or description means on annotated ARTICLES.

    ARTICLES holds JSON lines: "doc", "text", and "statements", each with its "content" and its "actor".
    The same articles, rules and pipeline give the same table.
    """
    _tell(train_reference(articles, out))


def _tell(counts: Counts) -> None:
    click.echo(f"candidates {counts.candidates}\tright {counts.right}\tfeatures {counts.features}")
