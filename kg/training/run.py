"""``kg train`` from corpora to a shipped pipeline, stage by stage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

import spacy

from kg.errors import InputMissing
from kg.training.assemble import assemble, save, write_figures
from kg.training.config import training_config
from kg.training.evaluate import Figures, all_figures
from kg.training.fit import LAST, WEIGHTS, fit_pipeline, fit_vectors
from kg.training.grammar import DATA
from kg.training.prepare import LEMMAS, RAW, PrepareOptions, prepare, test_files
from kg.training.stages import run_stage, stage_key

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """What decides the result: the same options and corpora give the same pipeline.

    ``steps``: optimiser steps of the parser; ``entity_steps``: of the recogniser; ``epochs``: passes
    over the raw text; ``prepare``: what training files are made.
    """

    corpora: Path
    raw: Path | None = None
    steps: int = 3600
    entity_steps: int = 1600
    epochs: int = 5
    prepare: PrepareOptions = field(default_factory=PrepareOptions)

    @property
    def seed(self) -> int:
        """The one seed of all stages."""
        return self.prepare.seed


def train_model(options: TrainOptions, output: Path, work: Path, say: Say) -> dict[str, Figures]:
    """Train and write the pipeline to ``output``; returns its figures on held-out text.

    ``work`` keeps each stage's result: a run that was cut off goes on with the stage it was in.
    Raises InputMissing and DataInvalid where the corpora are not what they must be.
    """
    for path in (options.corpora, options.raw):
        if path is not None and not path.exists():
            raise InputMissing(f"{path}: no such file or folder; name the corpora")
    data = _prepared(options, work / "data", say)
    weights = _vectors(options, data, work / "vectors", say) if options.raw else None
    parser = _fitted("parser", options, data, ("train", "dev"), weights, work, say)
    entities = _fitted("ner", options, data, ("ner-train", "ner-dev"), weights, work, say)
    say("putting the pipeline together")
    staged = work / "pipeline"
    shutil.rmtree(staged, ignore_errors=True)
    save(assemble(parser / LAST, entities / LAST, data / LEMMAS), staged, version("newskg"))
    say("measuring it on held-out text")
    figures = all_figures(spacy.load(staged), test_files(data), data / "ner-test.spacy")
    write_figures(staged, figures)
    _replace(staged, output)
    return figures


def _prepared(options: TrainOptions, folder: Path, say: Say) -> Path:
    own = [path for path in sorted(DATA.parent.rglob("*")) if path.suffix in (".py", ".tsv", ".grammar")]
    files = sorted(path for path in options.corpora.rglob("*") if path.suffix in (".conllu", ".frsemcor"))
    key = stage_key(
        [repr(options.prepare)],
        [*own, *files, *([options.raw] if options.raw else [])],
    )

    def make(target: Path) -> None:
        say("reading the corpora")
        prepared = prepare(options.corpora, options.raw, target, options.prepare)
        (target / "counts.json").write_text(json.dumps(asdict(prepared)), encoding="utf-8")

    run_stage(folder, key, make)
    counts = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
    say(", ".join(f"{name} {count}" for name, count in counts.items()))
    return folder


def _vectors(options: TrainOptions, data: Path, folder: Path, say: Say) -> Path:
    settings = {"system.seed": options.seed, "schedule.pretrain_epochs": options.epochs}
    config = training_config("parser", settings)
    parts = [config["components"]["tok2vec"], config["pretraining"]]
    key = stage_key([json.dumps(part, sort_keys=True) for part in parts] + [str(options.seed)], [data / RAW])
    say(f"pretraining on raw text, {options.epochs} epochs")
    with _log(folder) as log:
        run_stage(folder, key, lambda target: fit_vectors(data / RAW, target, settings, log))
    return folder / WEIGHTS


def _fitted(
    name: str,
    options: TrainOptions,
    data: Path,
    corpus: tuple[str, str],
    weights: Path | None,
    work: Path,
    say: Say,
) -> Path:
    steps = options.steps if name == "parser" else options.entity_steps
    settings = {"system.seed": options.seed, "schedule.steps": steps}
    train_path, dev_path = (data / f"{part}.spacy" for part in corpus)
    config = training_config(name, settings)
    key = stage_key(
        [json.dumps({part: config[part] for part in ("components", "training")}, sort_keys=True)],
        [train_path, dev_path, *([weights] if weights else [])],
    )
    say(f"training {name}, up to {steps} steps")
    folder = work / name
    with _log(folder) as log:
        run_stage(
            folder,
            key,
            lambda target: fit_pipeline(name, (train_path, dev_path), weights, target, settings, log),
        )
    return folder


def _log(folder: Path) -> TextIO:
    """Beside the stage's folder, which is emptied before the stage fills it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder.with_suffix(".log").open("a", encoding="utf-8", buffering=1)


def _replace(staged: Path, output: Path) -> None:
    """Put a whole folder in the place of another, never half of it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}.part")
    old = output.with_name(f".{output.name}.old")
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(staged, beside)
    if output.exists():
        output.rename(old)
    beside.rename(output)
    shutil.rmtree(old, ignore_errors=True)
