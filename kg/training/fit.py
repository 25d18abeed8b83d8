"""The three trainings: word vectors from raw text, the parser, the entity recogniser."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.training.pretrain import pretrain

from kg.training.config import training_config

WEIGHTS = "model-last.bin"
LAST = "model-last"


def fit_vectors(raw: Path, folder: Path, settings: Mapping[str, object], log: TextIO) -> None:
    """Pretrain tok2vec to guess the ends of words from their neighbours; leaves ``WEIGHTS`` in ``folder``."""
    config = training_config("parser", {**settings, "paths.raw": str(raw)})
    log.write(f"pretraining, {config['pretraining']['max_epochs']} epochs\n")
    log.flush()
    pretrain(config, folder, silent=True)
    for intermediate in folder.glob("model[0-9]*.bin"):
        intermediate.unlink()


def fit_pipeline(
    name: str,
    corpus: tuple[Path, Path],
    weights: Path | None,
    folder: Path,
    settings: Mapping[str, object],
    log: TextIO,
) -> None:
    """Train configs/``name``.cfg on (train, dev); leaves the averaged weights as ``LAST`` in ``folder``.

    The last step and not the best on dev: the rate has come down to nothing by then, and dev is learnt from.
    """
    train_path, dev_path = corpus
    paths = {"paths.train": str(train_path), "paths.dev": str(dev_path)}
    if weights is not None:
        paths["paths.init_tok2vec"] = str(weights)
    train(init_nlp(training_config(name, {**settings, **paths})), folder, stdout=log, stderr=io.StringIO())
