"""What an import from DNA is told, and what it has to tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

UNDETERMINED = "und"  # BCP 47: the language is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Variables:
    """The names of the variables that say who, for whom, about what, for or against.

    None: as DNA calls it, if it is there; "": none, whatever is there.
    """

    person: str | None = None
    organization: str | None = None
    concept: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to read a .dna file.

    ``type`` is the label of the statement type that holds the statements; None: the one that has
    the most of the variables, the first of those. ``side`` is the attribute of persons and organizations that
    tells their side. ``language`` is that of the documents (BCP 47).
    """

    type: str | None = None
    variables: Variables = Variables()
    side: str | None = None
    language: str = UNDETERMINED


@dataclass(slots=True)
class Account:
    """What an import leaves out and how many of it: ``skipped`` statements, ``notes`` on all else."""

    skipped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
