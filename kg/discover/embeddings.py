"""Vectors of sentences from a model that the user names; never needed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np

from kg.discover.vectors import Encoder, Vectors
from kg.errors import ModelMissing

_PACKAGE = "sentence_transformers"


def encoder_of(name: str) -> Encoder:
    """The encoder of an installed sentence-transformers model; raises ModelMissing where there is none."""
    try:
        package = import_module(_PACKAGE)
    except ImportError as error:
        advice = "install it (pip install sentence-transformers) or leave --embeddings out"
        raise ModelMissing(f"{_PACKAGE} is not installed; {advice}") from error
    try:
        model = package.SentenceTransformer(name)
    except Exception as error:  # whatever the many loaders below it raise
        reason = " ".join(str(error).split())[:200]
        advice = "name an installed model or its folder"
        raise ModelMissing(f"{name}: no model of sentences can be loaded ({reason}); {advice}") from error

    def encode(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode(list(texts), show_progress_bar=False), dtype=np.float64)

    return encode
