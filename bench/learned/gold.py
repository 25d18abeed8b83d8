"""The annotated sets: articles, gold statements, and the scorer that comes with them."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.read import read_path
from kg.records import Document

Statement = dict[str, Any]
TRAINING = "press-train"
MEASURED = ("press", "wikinews", "seeds", "treebank")
COLUMNS = ("P", "R", "F1", "F1@0.8", "source", "cue", "traps")


def articles(folder: Path, name: str, seeds: Path) -> list[Document]:
    """The articles of a set, as ``kg build`` would read them."""
    if name == "seeds":
        paths = sorted(seeds.glob("*.txt"))
    elif (folder / name).is_dir():
        paths = sorted((folder / name).glob("*.html"))
    else:
        paths = [folder / f"{name}.jsonl"]
    return [d for path in paths for d in read_path(path) if isinstance(d, Document)]


def load_scorer(folder: Path) -> ModuleType:
    """The scorer beside the annotated sets; raises FileNotFoundError where there is none."""
    path = folder / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise FileNotFoundError(f"{folder}: holds no score.py; name the folder of the annotated sets")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(
    scorer: ModuleType, gold: Mapping[str, Sequence[Statement]], found: Mapping[str, Sequence[Statement]]
) -> dict[str, float]:
    """Content precision, recall and F1 at 0.5, F1 at 0.8, source, cue, in per cent.

    ``traps``: the share of articles without a statement for which one is found (0 where there are none).
    """
    result = scorer.score(gold, found)
    half, strict = result["match"]["0.5"], result["match"]["0.8"]
    fields = result["fields"]
    numbers = (
        half["precision"],
        half["recall"],
        half["f1"],
        strict["f1"],
        fields["source"]["rate"],
        fields["cue"]["rate"],
        result["no_statement_documents"]["false_positive_rate"],
    )
    return {key: 100 * (value or 0.0) for key, value in zip(COLUMNS, numbers, strict=True)}
