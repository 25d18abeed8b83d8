"""Reading and writing a codebook as a table: CSV with a header, "|" between the values of a cell.

A row whose id begins with "@" is a class of words, which stand in its ``cues``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.codebook.entries import Concept, WordClass
from kg.userfile import Problem, cell_of, read_rows, values

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
    rows = [list(COLUMNS)]
    for found in classes:
        cells = dict.fromkeys(COLUMNS, "") | {"id": f"@{found.id}", "cues": cell_of(found.words)}
        rows.append(list(cells.values()))
    for concept in concepts:
        texts = [getattr(concept, name) or "" for name in COLUMNS]
        rows.append([cell_of(cell) if isinstance(cell, tuple) else cell for cell in texts])
    text = io.StringIO(newline="")
    # The module does not quote a lone carriage return, which a reader takes for the end of the row.
    if any("\r" in cell for row in rows for cell in row):
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
