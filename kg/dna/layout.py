"""The statement types and variables of a written file.

``DNA Statement`` is the type that DNA itself begins with; one more variable carries the record. A neutral
stance has no place in a boolean, nor has a statement without a position: they are of a type of their own, so
that no network of the first counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.dna.tables import BOOLEAN, LONG_TEXT, SHORT_TEXT

MAIN, OTHER = "DNA Statement", "Statement without position"
TYPES = (MAIN, OTHER)
PERSON, ORGANIZATION, CONCEPT, AGREEMENT, RECORD = "person", "organization", "concept", "agreement", "newskg"
ADMIN, MACHINE = "Admin", "newskg"
"""The coders that every written file has."""
CODER_RULE = "dna-coder:"
"""With the name of the coder behind it, the rule of what was coded by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A statement type; its variables by name, with their IDs and datatypes."""

    number: int
    label: str
    colour: tuple[int, int, int]
    variables: Mapping[str, tuple[int, str]]

    @property
    def roles(self) -> dict[str, int]:
        """The variables that have entities, by name."""
        return {name: number for name, (number, kind) in self.variables.items() if kind == SHORT_TEXT}

    def variable(self, name: str) -> int:
        """The ID of a variable."""
        return self.variables[name][0]


_WHO_AND_WHAT = (PERSON, ORGANIZATION, CONCEPT)
LAYOUTS = (
    Layout(
        number=1,
        label=MAIN,
        colour=(239, 208, 51),
        variables={
            **{name: (number, SHORT_TEXT) for number, name in enumerate(_WHO_AND_WHAT, 1)},
            AGREEMENT: (4, BOOLEAN),
            RECORD: (5, LONG_TEXT),
        },
    ),
    Layout(
        number=2,
        label=OTHER,
        colour=(211, 211, 211),
        variables={
            **{name: (number, SHORT_TEXT) for number, name in enumerate(_WHO_AND_WHAT, 6)},
            RECORD: (9, LONG_TEXT),
        },
    ),
)


def layout_of(label: str) -> Layout:
    """The statement type of that label."""
    return next(layout for layout in LAYOUTS if layout.label == label)
