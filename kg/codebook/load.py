"""A codebook in use: the shipped one or a user's own, checked, its expressions ready to be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.codebook.check import problems_of, terms_of
from kg.codebook.entries import Concept, WordClass
from kg.codebook.expression import Expression, Term, parse
from kg.codebook.table import read_table
from kg.codebook.turtle import read_turtle
from kg.errors import DataInvalid
from kg.resources import ontology_dir
from kg.userfile import Place, Problem, content_digest, read_text, summary

__all__ = ["Codebook", "Concept", "Known", "Problem", "WordClass", "check", "load", "shipped", "weights_of"]

_READERS = {".ttl": read_turtle, ".csv": read_table}


@dataclass(frozen=True, slots=True)
class Known:
    """An expression of a concept; ``sign`` is 1 where it speaks for it, -1 where against it."""

    concept: str
    sign: int
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Concepts by id, word classes by name, and what to look for.

    ``exclusions`` show that a concept is not meant; ``path`` is the file it came from.
    """

    path: Path
    concepts: Mapping[str, Concept]
    classes: Mapping[str, Term]
    expressions: tuple[Known, ...]
    exclusions: tuple[Known, ...]

    def label(self, concept: str) -> str:
        """The French label of a concept; its id where the codebook does not know it."""
        found = self.concepts.get(concept)
        return (found.label_fr or concept) if found else concept


def shipped() -> Path:
    """The codebook that comes with newskg: propositions about Russia and NATO."""
    return ontology_dir() / "codebook.ttl"


def weights_of(path: Path) -> Path:
    """Where what was trained on a codebook is kept: beside it, under its name."""
    return path.with_suffix(".weights.tsv")


def load(path: Path | None = None) -> Codebook:
    """The codebook of a file (.ttl, .csv), the shipped one by default.

    The same content is read once in a process. Raises DataInvalid, with file and line, for the first
    thing that is wrong.
    """
    chosen = path or shipped()
    return _load(chosen, content_digest(chosen))


@lru_cache(maxsize=8)
def _load(path: Path, _content: str) -> Codebook:
    concepts, classes, problems = check(path)
    if problems:
        raise DataInvalid(summary(problems))
    known, _ = terms_of(classes)
    return Codebook(
        path=path,
        concepts={concept.id: concept for concept in sorted(concepts, key=lambda c: c.id)},
        classes=known,
        expressions=tuple(
            Known(concept.id, sign, parse(text, known))
            for concept in concepts
            for texts, sign in ((concept.cues, 1), (concept.hidden, 1), (concept.counter_cues, -1))
            for text in texts
        ),
        exclusions=tuple(
            Known(concept.id, 1, parse(text, known)) for concept in concepts for text in concept.excludes
        ),
    )


def check(path: Path) -> tuple[list[Concept], list[WordClass], tuple[Problem, ...]]:
    """The entries of a codebook file, and all that is wrong with it, in the order of its lines."""
    reader = _READERS.get(path.suffix.lower())
    name = str(path)
    if reader is None:
        return [], [], (Problem(Place(name, 1), "is no codebook; name a .ttl or .csv file"),)
    text = read_text(path, name)
    if isinstance(text, Problem):
        return [], [], (text,)
    concepts, classes, problems = reader(name, text)
    if not problems and not concepts:
        problems = [Problem(Place(name, 1), "holds no concept; add a row for each")]
    problems += problems_of(concepts, classes)
    return concepts, classes, tuple(sorted(dict.fromkeys(problems)))
