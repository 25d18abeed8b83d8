"""statements.csv: one row a statement, for spreadsheets.

Comma-separated (RFC 4180), UTF-8 with a byte-order mark, without which Excel reads French accents
wrong. A cell that a spreadsheet would take for a formula (it begins with = + - @) gets an
apostrophe in front: the text of a page must not run in a reader's spreadsheet. Programs should
read statements.jsonl, which holds the words untouched.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from kg.atomic import atomic
from kg.graph.index import Index
from kg.plain import clean, no_formula
from kg.records import Corpus, Stance
from kg.write.jsonl import statement_row

COLUMNS = (
    *("id", "doc", "outlet", "published", "title", "said_on", "date_start", "date_end", "date_basis"),
    *(
        "date_evidence",
        "actor",
        "kind",
        "side",
        "source",
        "source_form",
        "in_role",
        "on_behalf_of",
        "via",
        "addressee",
    ),
    *("cue", "cue_lemma", "act", "negated", "mode", "content", "stances", "start", "end"),
    *("copy_of", "rule", "confidence", "url"),
)


def write_table(corpus: Corpus, path: Path) -> None:
    """Stream the statements of a corpus to a CSV file."""
    index = Index(corpus)
    with atomic(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for statement in corpus.statements:
            row = statement_row(statement, index)
            row["start"] = statement.content[0].start if statement.content else None
            row["end"] = statement.content[-1].end if statement.content else None
            row["stances"] = [_stance(stance, index) for stance in statement.stances]
            writer.writerow([cell(row[column]) for column in COLUMNS])
        text.detach()


def _stance(stance: Stance, index: Index) -> str:
    held = f" ({index.name(stance.holder)})" if stance.holder else ""
    return f"{stance.concept}: {stance.position}{held}"


def cell(value: Any) -> str:
    """A value as the text of a cell: one line, no control characters, no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return no_formula(clean("; ".join(value) if isinstance(value, list) else str(value)))
