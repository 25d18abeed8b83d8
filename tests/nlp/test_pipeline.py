"""Loading of pipelines, and blocks that keep their offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kg.errors import ModelMissing
from kg.nlp.pipeline import load_model


def test_a_missing_package_says_what_to_type() -> None:
    with pytest.raises(ModelMissing, match="python -m spacy download fr_core_news_lg"):
        load_model("fr_core_news_lg")


def test_a_folder_that_is_no_pipeline_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="is no spaCy pipeline"):
        load_model(str(tmp_path))


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "blank")
    with pytest.raises(ModelMissing, match="no parser"):
        load_model(str(tmp_path / "blank"))


def test_the_shipped_pipeline_is_the_default() -> None:
    assert load_model(None).lang == load_model("fr_newskg").lang == "fr"
