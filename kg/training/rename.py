"""FrSemCor once more with other names: its own are few, and many are those of one region."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.training.frsemcor import Entity, EntitySentence
from kg.training.grammar import DATA

Names = Mapping[str, list[str]]
"""Kind (LOC, ORG, given, family) → names."""

_RENAMED = 0.7
_FAMILY_ALONE = 0.3


def load_names() -> Names:
    """The names of data/names.tsv by kind."""
    names: dict[str, list[str]] = {}
    for row in (DATA / "names.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, name = row.split("\t")
            names.setdefault(kind, []).append(name)
    return names


def rename(sentences: Iterable[EntitySentence], names: Names, seed: int) -> Iterator[EntitySentence]:
    """The sentences with most names exchanged for others of their kind; spans follow."""
    rng = random.Random(seed)
    for sentence in sentences:
        text, end, entities = "", 0, []
        for entity in sentence.entities:
            text += sentence.text[end : entity.start]
            end = entity.end
            name = sentence.text[entity.start : end]
            if rng.random() < _RENAMED:
                name = _other(entity.label, names, rng)
            entities.append(Entity(len(text), len(text) + len(name), entity.label))
            text += name
        yield replace(sentence, text=text + sentence.text[end:], entities=tuple(entities))


def _other(label: str, names: Names, rng: random.Random) -> str:
    if label != "PER":
        return rng.choice(names[label])
    family = rng.choice(names["family"])
    return family if rng.random() < _FAMILY_ALONE else f"{rng.choice(names['given'])} {family}"
