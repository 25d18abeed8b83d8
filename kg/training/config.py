"""The training configurations beside this file, filled with spaCy's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spacy.language import DEFAULT_CONFIG_PRETRAIN_PATH
from spacy.util import load_config, load_model_from_config
from thinc.api import Config

_CONFIGS = Path(__file__).resolve().parent / "configs"


def training_config(name: str, overrides: Mapping[str, object]) -> Config:
    """The configuration ``configs/<name>.cfg`` with ``overrides`` ("paths.train": …), variables resolved."""
    given = load_config(_CONFIGS / f"{name}.cfg", overrides=dict(overrides), interpolate=True)
    filled = load_model_from_config(given, auto_fill=True, validate=False).config
    if "pretraining" in given:
        filled = load_config(DEFAULT_CONFIG_PRETRAIN_PATH).merge(filled)
    return filled.interpolate()
