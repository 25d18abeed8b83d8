"""Where the files that ship with newskg stand, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """The folder of newskg.ttl, actors.ttl, shapes.ttl and queries/."""
    installed = _PACKAGE / "ontology"
    return installed if installed.is_dir() else _PACKAGE.parent / "ontology"


def lexicon_dir(language: str = "fr") -> Path:
    """The folder of the linguist's tables of a language."""
    return _PACKAGE / "lexicon" / language


def models_dir() -> Path:
    """The folder of the pipelines that ship with the package."""
    return _PACKAGE / "models"
