"""Answers on a terminal of any width, as CSV for spreadsheets, as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.marks import STYLES
from kg.cli.terminal import escaped, one_line
from kg.plain import shorten
from kg.query.filters import Answer
from kg.query.periods import By, period_of
from kg.records import Position, Stance
from kg.results import Result
from kg.write.table import cell

SIGNS: dict[Position, tuple[str, str]] = {
    "support": ("+", "green"),
    "oppose": ("−", "red"),
    "neutral": ("±", ""),
}
"""Position → its sign, which tells it without colour, and its colour."""

COLUMNS = (
    *("date", "start", "end", "dated_by", "who", "who_id", "side", "position", "holder", "about", "claim"),
    *(
        "words",
        "evidence",
        "via",
        "outlet",
        "doc",
        "title",
        "url",
        "published",
        "from",
        "to",
        "mode",
        "negated",
    ),
    *("rule", "confidence", "stance_rule", "stance_confidence", "copy_of", "id"),
)
"""Of the CSV. ``who`` speaks, or holds the position that was asked for; ``holder``, ``position``, ``about``
(the label) and ``claim`` (the id) tell each position; ``from`` and ``to`` are offsets in the article."""

_WIDE = 96  # columns of a terminal on which the six columns of the table can be read
_LONGEST = 400  # characters of a content on the terminal


def print_answers(found: Sequence[Answer], result: Result, screen: Console) -> None:
    """A table where the screen is wide enough, else a paragraph an answer; then how many there are."""
    if screen.width >= _WIDE:
        screen.print(_table(found, result))
    else:
        for answer in found:
            screen.print(_paragraph(answer, result))
            screen.print()
    copies = sum(answer.statement.copy_of is not None for answer in found)
    also = f", {copies} of them copies (--once leaves them out)" if copies else ""
    screen.print(Text(f"{len(found)} answer{'' if len(found) == 1 else 's'}{also}"))


def as_csv(found: Iterable[Answer], result: Result) -> str:
    """Comma-separated (RFC 4180), a row an answer; no cell is a formula (kg/write/table.py)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for answer in found:
        row = _row(answer, result)
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return text.getvalue()


def as_json(found: Iterable[Answer]) -> str:
    """A list of objects: the fields of the statement, and those of the answer, with all offsets.

    ``matched`` holds the stances that answer; ``stances`` are all that the statement has.
    """
    rows = []
    for answer in found:
        row = msgspec.to_builtins(answer)
        statement = row.pop("statement")
        # the side of a holder who does not speak stands under its own name
        row["who_side"], row["matched"] = row.pop("side"), row.pop("stances")
        rows.append({**row, **statement})
    return escaped(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n"


def _row(answer: Answer, result: Result) -> dict[str, Any]:
    statement, stances = answer.statement, answer.stances
    return {
        **msgspec.to_builtins(statement),
        "date": _date(answer),
        "start": answer.start,
        "end": answer.end,
        "dated_by": answer.dated_by,
        "who": answer.who,
        "who_id": answer.who_id,
        "side": answer.side,
        "position": [stance.position for stance in stances],
        "holder": [_holder(stance, answer, result) for stance in stances],
        "about": [result.label(stance.concept) for stance in stances],
        "claim": [stance.concept for stance in stances],
        "words": statement.content,
        "via": list(statement.via),
        "evidence": [span.text for stance in stances for span in stance.words],
        "from": statement.parts[0].start if statement.parts else None,
        "to": statement.parts[-1].end if statement.parts else None,
        "stance_rule": [stance.rule for stance in stances],
        "stance_confidence": [str(stance.confidence) for stance in stances],
    }


def _table(found: Sequence[Answer], result: Result) -> Table:
    coded = any(answer.stances for answer in found)  # else two columns would stand empty
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("date", style=STYLES["date"], max_width=12, overflow="fold")
    table.add_column("who", style=STYLES["source"], ratio=3, overflow="fold")
    if coded:
        table.add_column("position", no_wrap=True)
        table.add_column("about", ratio=4, overflow="fold")
    table.add_column("words and evidence", ratio=9, overflow="fold")
    table.add_column("where", style="dim", ratio=4, overflow="fold")
    table.expand = True
    for answer in found:
        words = Text.assemble(_words(answer), "\n", (_evidence(answer), "dim"))
        signs = Text("\n").join(_signed(stance.position) for stance in answer.stances)
        about = Text("\n".join(_about(stance, answer, result) for stance in answer.stances))
        date = _date(answer).replace("/", "/\n").replace(" (", "\n(")
        positions = (signs, about) if coded else ()
        table.add_row(Text(date), Text(_who(answer)), *positions, words, Text(_where(answer)))
    return table


def _paragraph(answer: Answer, result: Result) -> Text:
    """The answer as lines under each other, for a narrow screen."""
    text = Text.assemble((_date(answer) or "undated", STYLES["date"]), " ", (_who(answer), STYLES["source"]))
    for stance in answer.stances:
        label = _about(stance, answer, result)
        text.append("\n").append_text(_signed(stance.position)).append(f": {label}")
    text.append("\n").append(_words(answer))
    return text.append(f"\n{_where(answer)}\n{_evidence(answer)}", style="dim")


def _signed(position: Position) -> Text:
    sign, colour = SIGNS[position]
    return Text(f"{sign} {position}", style=colour)


def _holder(stance: Stance, answer: Answer, result: Result) -> str:
    return result.name(stance.holder or answer.statement.actor_id) or answer.statement.source or ""


def _about(stance: Stance, answer: Answer, result: Result) -> str:
    """The label of the claim, its sign where there are several, its holder where that is somebody else."""
    holder = stance.holder or answer.statement.actor_id
    sign = f"{SIGNS[stance.position][0]} " if len(answer.stances) > 1 else ""
    other = "" if holder == answer.who_id else f" (held by {_holder(stance, answer, result)})"
    return one_line(f"{sign}{result.label(stance.concept)}{other}")


def _date(answer: Answer) -> str:
    """The day, month, year or bounds (EDTF); "(article)" where only the article tells one."""
    start, end = answer.start, answer.end
    if answer.dated_by is None:
        return ""
    days = f"{start or '..'}/{end or '..'}"
    if start and end:
        steps: tuple[By, ...] = ("day", "month", "year")
        whole = (period_of(start, step) for step in steps)
        days = next((p.label for p in whole if (p.first, p.last) == (start, end)), days)
    return f"{days} (article)" if answer.dated_by == "article" else days


def _who(answer: Answer) -> str:
    speaks = answer.who_id == answer.statement.actor_id
    by = "" if speaks or not answer.statement.actor else f" (says {answer.statement.actor})"
    return one_line(f"{answer.who or 'nobody named'}{by}")


def _words(answer: Answer) -> str:
    return f"“{shorten(one_line(answer.statement.content), _LONGEST)}”"


def _where(answer: Answer) -> str:
    """Outlet, document and the place of the words in it, and who relayed them."""
    statement = answer.statement
    place = f"{statement.doc}:{statement.parts[0].start}-{statement.parts[-1].end}" if statement.parts else ""
    via = f"via {', '.join(statement.via)}" if statement.via else None
    return one_line(" · ".join(filter(None, (statement.outlet, place or statement.doc, via))))


def _evidence(answer: Answer) -> str:
    """The words for the position, for saying and for the day, and the rules with their confidence."""
    statement = answer.statement
    words = [span.text for stance in answer.stances for span in stance.words]
    rules = [(statement.rule, statement.confidence), *((s.rule, s.confidence) for s in answer.stances)]
    quoted = [f"“{text}”" for text in (*words, statement.cue, statement.date_evidence) if text]
    named = [f"{rule} {confidence:.2f}" for rule, confidence in rules if rule]
    negated = ["negated"] if statement.negated else []
    return one_line("evidence: " + ", ".join(quoted + negated + named))
