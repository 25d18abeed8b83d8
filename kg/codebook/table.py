"""Reading and writing a codebook as a table: CSV with a header, "|" between the values of a cell.

A row whose id begins with "@" is a class of words, which stand in its ``cues``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.codebook.entries import Concept, WordClass
from kg.userfile import Problem, read_rows, values

_LISTS = ("cues", "counter_cues", "excludes", "hidden", "examples", "counter_examples")
COLUMNS = ("id", "label_fr", "label_en", "scope_fr", "scope_en", "broader", *_LISTS)


def read_table(file: str, text: str) -> tuple[list[Concept], list[WordClass], list[Problem]]:
    """The concepts and word classes of a CSV text in its order, and what is wrong with it."""
    concepts: list[Concept] = []
    classes: list[WordClass] = []
    rows, problems = read_rows(file, text, COLUMNS, ("id", "label_fr", "cues"))
    for place, row in rows:
        lists = {name: values(row.get(name, "")) for name in _LISTS}
        if row["id"].startswith("@"):
            classes.append(WordClass(id=row["id"][1:], words=lists["cues"], place=place))
            if extra := sorted(name for name in COLUMNS if row.get(name) and name not in ("id", "cues")):
                reason = f"a class of words has cues and nothing else; empty {', '.join(extra)}"
                problems.append(Problem(place, reason))
        else:
            concepts.append(
                Concept(
                    id=row["id"],
                    label_fr=row["label_fr"] or None,
                    label_en=row.get("label_en") or None,
                    scope_fr=row.get("scope_fr") or None,
                    scope_en=row.get("scope_en") or None,
                    broader=values(row.get("broader", "")),
                    place=place,
                    **lists,
                )
            )
    return concepts, classes, problems


def to_table(concepts: Iterable[Concept], classes: Iterable[WordClass] = ()) -> str:
    """A codebook as CSV text; what `read_table` reads back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for found in classes:
        cells = dict.fromkeys(COLUMNS, "") | {"id": f"@{found.id}", "cues": "|".join(found.words)}
        writer.writerow(cells.values())
    for concept in concepts:
        texts = {name: getattr(concept, name) or "" for name in COLUMNS}
        writer.writerow("|".join(cell) if isinstance(cell, tuple) else cell for cell in texts.values())
    return text.getvalue()
