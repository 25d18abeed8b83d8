"""Parser, lemma tables and entity recogniser into one pipeline that plain ``spacy.load`` opens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.lookups import Lookups

from kg.training.evaluate import Figures
from kg.training.grammar import DATA

NAME = "newskg"
LICENCE = "CC-BY-SA-4.0"
SOURCES = (
    ("UD French-Sequoia", "LGPL-LR"),
    ("UD French-GSD", "CC-BY-SA-4.0"),
    ("UD French-PUD", "CC-BY-SA-3.0"),
    ("UD French-FQB", "LGPL-LR"),
    ("FrSemCor", "LGPL-LR"),
    ("spacy-lookups-data", "MIT"),
)


def assemble(parser: Path, entities: Path, lemmas: Path) -> Language:
    """One pipeline of both trained ones: tok2vec, morphologizer, parser, lemmatizer, ner."""
    nlp = spacy.load(parser)
    lookups = Lookups().from_disk(lemmas.parent, lemmas.name)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize(lookups=lookups)  # type: ignore[attr-defined]
    recogniser = spacy.load(entities)
    # Both were trained on a tok2vec of their own under the same name: ner takes its copy along.
    recogniser.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=recogniser)
    return nlp


def save(nlp: Language, folder: Path, version: str) -> None:
    """Write the pipeline without the training machine's paths and the training texts' words."""
    for section in ("paths", "corpora"):
        nlp.config[section] = {}
    nlp.config["initialize"]["init_tok2vec"] = None
    nlp.config["training"]["train_corpus"] = nlp.config["training"]["dev_corpus"] = ""
    nlp.meta.update(
        name=NAME,
        version=version,
        description="French news: parts of speech, morphology, dependencies, lemmas and entities",
        author="The newskg developers",
        license=LICENCE,
        sources=[{"name": name, "license": licence} for name, licence in SOURCES],
    )
    nlp.to_disk(folder)
    _drop_training_words(nlp, folder)
    shutil.copyfile(DATA / "MODEL-LICENSE", folder / "LICENSE")


def write_figures(folder: Path, figures: dict[str, Figures]) -> None:
    """Put the figures into the saved pipeline's meta.json, in place of those that training left.

    And the versions of spaCy that can read it: spaCy itself would name the one at hand as the oldest.
    """
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = figures
    meta["spacy_version"] = ">=3.8,<3.9"
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _drop_training_words(nlp: Language, folder: Path) -> None:
    """Keep of the string store what the language and the labels need; other words come with each text."""
    kept = set(spacy.blank("fr").vocab.strings)
    for name in nlp.pipe_names:
        kept.update(getattr(nlp.get_pipe(name), "labels", ()))
    path = folder / "vocab" / "strings.json"
    strings = [word for word in json.loads(path.read_text(encoding="utf-8")) if word in kept]
    path.write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf-8")
