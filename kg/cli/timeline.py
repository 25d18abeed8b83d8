"""``kg timeline``: positions on a claim over time, on the terminal or as a picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.answers import SIGNS
from kg.cli.options import result_option
from kg.cli.terminal import complain, console, one_line
from kg.errors import OutputUnusable
from kg.plain import shorten
from kg.plot import FORMATS, Chart, ChartRow, Mark, draw_timeline
from kg.query.periods import STEPS, By, Period, adjoin
from kg.query.timeline import GROUPS, Count, Group, Timeline, TimelineRow
from kg.query.timeline import timeline as count_positions
from kg.records import Position
from kg.results import open_result

_FRENCH: dict[By, str] = {"day": "jour", "week": "semaine", "month": "mois", "year": "année"}
_ROWS: dict[Group, str] = {"actor": "acteur", "side": "camp"}
_LEGEND = "+ soutient   − s’oppose   ± neutre"
_NO_DATE, _WIDE = "sans date", "période imprécise"
_GAP, _NOTHING = 2, 1  # columns between columns; exit code


@click.command(epilog="Example: kg timeline nato-enlargement --actor Lavrov --actor Stoltenberg --by week")
@click.argument("concept")
@click.option(
    "--actor", "actors", multiple=True, metavar="NAME", help="Only this actor: part of a name, or an id."
)
@click.option("--by", type=click.Choice(STEPS), default="month", show_default=True, help="The columns.")
@click.option("--group-by", "group", type=click.Choice(GROUPS), default="actor", show_default=True)
@click.option(
    "--top", type=click.IntRange(1, 500), default=20, show_default=True, metavar="N", help="Rows at most."
)
@click.option("--all", "copies", is_flag=True, help="Count copies of a statement in other articles, too.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Draw to FILE.svg or FILE.png instead.",
)
@result_option
@click.pass_context
def timeline(
    context: click.Context,
    concept: str,
    actors: tuple[str, ...],
    by: By,
    group: Group,
    top: int,
    copies: bool,
    out: Path | None,
    folder: Path,
) -> None:
    """Count who supports (+), opposes (−) or weighs (±) CONCEPT in each period.

    CONCEPT is the id of a claim or words of its label; its narrower claims count too. Statements without
    a date, or with one that spans several periods, are counted apart. Exit code 1 where there are none.
    """
    if out is not None and out.suffix.lower() not in FORMATS:
        raise OutputUnusable(f"{out}: no format for this ending; name a file that ends in .svg or .png")
    result = open_result(folder)
    found = count_positions(result, concept, actors=actors, by=by, group=group, top=top, copies=copies)
    if not found.rows:
        complain(_why_nothing(found, actors))
        context.exit(_NOTHING)
    if out is not None:
        draw_timeline(_chart(found), out)
        complain(f"{out}: {len(found.rows)} rows drawn")
    else:
        _print(found, console(sys.stdout))


def _why_nothing(found: Timeline, actors: tuple[str, ...]) -> str:
    of = f" by {' or '.join(actors)}" if actors else ""
    why = f"; {found.copies} copies were left out, count them with --all" if found.copies else ""
    return f"{found.claim.id}: no position{of} in this result{why}"


# ---- on the terminal


def _print(found: Timeline, screen: Console) -> None:
    """The title, the table in as many pieces as the screen needs, the legend."""
    screen.print(Text(one_line(found.claim.label_fr), style="bold"))
    labels = [shorten(one_line(row.label), max(12, screen.width // 3)) for row in found.rows]
    room = screen.width - max(map(cell_len, (*labels, _ROWS[found.group])))
    for columns in _pieces(_columns(found), room):
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
        table.add_column(_ROWS[found.group], no_wrap=True)
        for head, _ in columns:
            table.add_column(head, no_wrap=True)
        for number, label in enumerate(labels):
            table.add_row(Text(label), *(cells[number] for _, cells in columns))
        screen.print(table)
        screen.print()
    screen.print(Text(f"{_LEGEND}   ({_note(found)})"))


_Column = tuple[str, list[Text]]


def _columns(found: Timeline) -> list[_Column]:
    """Head and cells of each period, a gap for periods without anything, then what has no period."""
    columns: list[_Column] = []
    before: Period | None = None
    for number, period in enumerate(found.periods):
        if before is not None and not adjoin(before, period):
            columns.append(("…", [Text() for _ in found.rows]))
        columns.append((period.label, [_signs(row.counts[number]) for row in found.rows]))
        before = period
    for head, counts in (
        (_WIDE, [row.wide for row in found.rows]),
        (_NO_DATE, [row.undated for row in found.rows]),
    ):
        if any(count.total for count in counts):
            columns.append((head, list(map(_signs, counts))))
    return columns


def _pieces(columns: list[_Column], room: int) -> Iterator[list[_Column]]:
    """The columns in pieces that are no wider than the room, one column at least."""
    piece: list[_Column] = []
    used = 0
    for column in columns:
        width = _GAP + max(map(cell_len, (column[0], *(cell.plain for cell in column[1]))))
        if piece and used + width > room:
            yield piece
            piece, used = [], 0
        piece.append(column)
        used += width
    yield piece


def _signs(count: Count) -> Text:
    """+3 −1: told apart by sign, by colour only beside it."""
    parts = [
        (f"{SIGNS[position][0]}{number}", SIGNS[position][1])
        for position, number in _by_position(count)
        if number
    ]
    return Text(" ").join(Text(words, style=colour) for words, colour in parts)


def _by_position(count: Count) -> tuple[tuple[Position, int], ...]:
    return ("support", count.support), ("oppose", count.oppose), ("neutral", count.neutral)


def _note(found: Timeline) -> str:
    """What is counted, in French; the numbers of what is not shown."""
    parts = [f"nombre de déclarations par {_FRENCH[found.by]}"]
    if found.copies:
        parts.append(f"sans {found.copies} reprise{'s' if found.copies > 1 else ''}")
    if found.left_out:
        plural = "s" if found.left_out > 1 else ""
        parts.append(f"{found.left_out} autre{plural} {_ROWS[found.group]}{plural} non montré{plural}")
    return ", ".join(parts)


# ---- as a picture


def _chart(found: Timeline) -> Chart:
    rows = tuple(ChartRow(label=row.label, marks=_marks(found, row), aside=_aside(row)) for row in found.rows)
    return Chart(title=found.claim.label_fr, rows=rows, note=_note(found).capitalize())


def _marks(found: Timeline, row: TimelineRow) -> tuple[Mark, ...]:
    return tuple(
        Mark(first=period.first, last=period.last, position=position, count=number)
        for period, count in zip(found.periods, row.counts, strict=True)
        for position, number in _by_position(count)
        if number
    )


def _aside(row: TimelineRow) -> str:
    counted = ((_WIDE, row.wide), (_NO_DATE, row.undated))
    return " · ".join(f"{words} {_signs(count).plain}" for words, count in counted if count.total)
