"""``kg network``: discourse networks of a result: events, two-mode, one-mode, polarisation, also over
time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

import click

from kg.cli.network_files import DYNAMIC, FORMATS, form_of, numbered, put_graph, put_lines
from kg.cli.network_options import network_options, options_of, window_of
from kg.cli.network_plot import drawable, plot_matrix, plot_moments, plot_network
from kg.cli.options import result_option
from kg.cli.terminal import complain
from kg.discourse import (
    DIALECTS,
    Dialect,
    Event,
    Kind,
    Matrix,
    Moment,
    Options,
    Selection,
    Window,
    backbone_matrix,
    check,
    event_lines,
    events,
    in_time,
    mark_camps,
    mark_centralities,
    mark_communities,
    matrix_lines,
    moment_lines,
    network_matrix,
    polarisation,
    polarisation_over_time,
    select,
    sides,
    slice_graph,
    slice_lines,
    to_graph,
    unmatched,
    value,
    windows,
)
from kg.errors import OutputUnusable
from kg.results import read_corpus

Asked = Literal["two-mode", "one-mode", "events", "polarisation"]
_ASKED: tuple[Asked, ...] = get_args(Asked)
_NOTHING = 1
_PATHS = 2000  # nodes up to which betweenness takes seconds
_FILES = 2000  # windows that are a file each
_HELD = 2_000_000  # ties of a graph that fit into memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What was asked for."""

    kind: Asked
    options: Options
    window: Window | None
    form: str
    path: Path | None
    backbone: float | None
    measures: bool
    groups: str
    plot: Path | None
    heatmap: Path | None
    drawn: bool

    @property
    def dialect(self) -> Dialect:
        """Of a table."""
        return cast(Dialect, self.form)


@click.command(
    epilog="Example: kg network one-mode --rows organization --qualifier congruence --normalization average"
    " --exclude kind=unnamed --measures -o allies.gexf"
)
@click.argument("kind", type=click.Choice(_ASKED), metavar=f"[{'|'.join(_ASKED)}]")
@result_option
@network_options
@click.option(
    "--groups",
    type=click.Choice(["camps", "side"]),
    default="camps",
    show_default=True,
    help="Polarisation between the two camps that fit best, or between sides.",
)
@click.option(
    "--backbone",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="ALPHA",
    help="Only ties that stand out so far.",
)
@click.option("--measures", is_flag=True, help="Give nodes centralities, communities and camps.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="[default: that of FILE's ending, else csv]"
)
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE", help="Draw to FILE.svg or FILE.png.")
@click.option("--heatmap", type=click.Path(path_type=Path), metavar="FILE", help="Draw the matrix.")
@click.option("-o", "--out", "path", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@click.pass_context
def network(
    context: click.Context, /, kind: Asked, folder: Path, form: str | None, path: Path | None, **given: Any
) -> None:
    """Derive a discourse network from the positions in a result.

    two-mode: who takes a position on what. one-mode: who shares positions (--qualifier congruence), or
    contradicts whom (conflict), or both (subtract). events: the list behind them. polarisation: how far two
    camps explain it. With --window one network a window: several files with -o, or one table.

    VAR is one of the variables: person, organization, side, actor, concept, position, kind, gender, mode,
    act, rule, copy; author, source, section, type, document, title. Definitions, formulas and how they
    compare with the Discourse Network Analyzer: docs/networks.md. Exit code 1 where there is nothing.
    """
    task = _Task(
        kind=kind,
        options=options_of(given),
        window=window_of(given),
        form=form_of(form, path),
        path=path,
        drawn=form is None and path is None and bool(given["plot"] or given["heatmap"]),
        **given,
    )
    _check(task)
    everything = events(read_corpus(folder))
    for variable, wanted in unmatched(everything, task.options):
        complain(f"no event has {variable}={wanted}")
    found = select(everything, task.options)
    why = _why_nothing(everything, found, task)
    if why:
        complain(why)
        context.exit(_NOTHING)
    written = _write(task, everything, found)
    complain(f"{_told(everything, found, task)}{_where(written)}")


def _check(task: _Task) -> None:
    """Raise what can be known before anything is read."""
    if task.kind != "events":
        kind: Kind = "two-mode" if task.kind == "two-mode" else "one-mode"
        check(task.options, kind, kernel=bool(task.window and task.window.kernel))
    tabular = task.kind in ("events", "polarisation")
    if tabular and task.form not in DIALECTS:
        raise OutputUnusable(f"{task.form}: {task.kind} are a table; choose --format csv or dna-csv")
    for picture in filter(None, (task.plot, task.heatmap)):
        drawable(picture)
        if task.kind == "events" or (task.window and task.kind != "polarisation"):
            what = "events" if task.kind == "events" else "windows"
            raise OutputUnusable(
                f"{picture}: {what} have no picture; draw a network, or polarisation over time"
            )
    if task.heatmap and task.kind == "polarisation":
        raise OutputUnusable(f"{task.heatmap}: polarisation has no matrix; draw it with --plot")
    if task.kind == "events" and task.window:
        message = "events have no --window; use --since and --until"
        raise click.UsageError(message, click.get_current_context())
    if task.form == DYNAMIC and not task.window and task.kind == "one-mode":
        raise OutputUnusable(f"{DYNAMIC}: a one-mode network has days only with a --window, such as days:30")


def _write(task: _Task, everything: Sequence[Event], found: Selection) -> tuple[Path, ...]:
    if task.kind == "events":
        return put_lines(event_lines(found.events, task.options, task.dialect), task.path, task.form)
    if task.kind == "polarisation":
        moments = list(_moments(task, everything))
        if task.plot:
            plot_moments(moments, task.options, task.groups, task.plot)
        return _drawn(task) or put_lines(moment_lines(moments, task.dialect), task.path, task.form)
    if task.window:
        return _write_windows(task, everything, task.kind, task.window)
    matrix = _cut(network_matrix(everything, task.kind, task.options), task)
    if task.heatmap:
        plot_matrix(matrix, task.options, task.kind, task.heatmap, len(found.events))
    if task.form in DIALECTS and not task.plot:
        return _drawn(task) or put_lines(matrix_lines(matrix, task.dialect), task.path, task.form)
    graph = _graph(task, matrix, everything)
    if task.plot:
        plot_network(graph, task.options, task.kind, task.plot, len(found.events))
    if task.form in DIALECTS:
        return _drawn(task) or put_lines(matrix_lines(matrix, task.dialect), task.path, task.form)
    return put_graph(graph, cast(Path, task.path), task.form)


def _write_windows(task: _Task, everything: Sequence[Event], kind: Kind, window: Window) -> tuple[Path, ...]:
    slices = (
        replace(one, matrix=_cut(one.matrix, task)) for one in windows(everything, kind, task.options, window)
    )
    if task.path is None:
        return put_lines(slice_lines(slices, task.dialect), None, task.form)
    held = list(slices)
    if task.form == DYNAMIC:
        return put_graph(in_time(held, task.options), task.path, task.form)
    if len(held) > _FILES:
        raise OutputUnusable(
            f"{len(held)} windows are too many files; choose a longer unit, or --format {DYNAMIC}"
        )
    made: list[Path] = []
    for one in held:
        path = numbered(task.path, one, len(held))
        if task.form in DIALECTS:
            made += put_lines(matrix_lines(one.matrix, task.dialect), path, task.form)
        else:
            graph = slice_graph(one, task.options)
            made += put_graph(_measured(graph, task, one.events), path, task.form)
    return tuple(made)


def _drawn(task: _Task) -> tuple[Path, ...]:
    """The pictures, where nothing else was asked for."""
    return tuple(filter(None, (task.plot, task.heatmap))) if task.drawn else ()


def _graph(task: _Task, matrix: Matrix, everything: Sequence[Event]) -> Any:
    if matrix.cells.nnz > _HELD:
        raise OutputUnusable(
            f"{matrix.cells.nnz} cells are too many for a graph; raise --min-weight, cut with --backbone,"
            " or write --format csv"
        )
    return _measured(to_graph(matrix, everything, task.options), task, everything)


def _measured(graph: Any, task: _Task, everything: Sequence[Event]) -> Any:
    if task.measures:
        mark_communities(graph)
        mark_centralities(graph, paths=len(graph) <= _PATHS)
        if len(graph) > _PATHS:
            complain(f"no betweenness: the network has more than {_PATHS} nodes")
        if task.kind == "one-mode" and task.options.qualifier_variable == "position":
            mark_camps(graph, polarisation(everything, task.options))
    return graph


def _cut(matrix: Matrix, task: _Task) -> Matrix:
    return matrix if task.backbone is None else backbone_matrix(matrix, task.backbone)


def _moments(task: _Task, everything: Sequence[Event]) -> Iterable[Moment]:
    groups = sides(everything, task.options) if task.groups == "side" else None
    return polarisation_over_time(everything, task.options, task.window, groups)


def _told(everything: Sequence[Event], found: Selection, task: _Task) -> str:
    """How many events count, and why not more."""
    parts = [f"{len(found.events)} of {len(everything)} events"]
    if found.duplicates:
        parts.append(f"{found.duplicates} duplicates left out")
    if found.undated:
        parts.append(f"{found.undated} undated{', in no window' if task.window else ''}")
    return ", ".join(parts)


def _where(written: Sequence[Path]) -> str:
    if len(written) > 2:
        return f" → {written[0]} to {written[-1]} ({len(written)} files)"
    return f" → {', '.join(map(str, written))}" if written else ""


def _why_nothing(everything: Sequence[Event], found: Selection, task: _Task) -> str | None:
    """None where there is something."""
    if found.events:
        kind: Kind = "two-mode" if task.kind == "two-mode" else "one-mode"
        if task.window and next(windows(everything, kind, task.options, task.window), None) is None:
            dated = len(found.events) - found.undated
            return f"no window of {task.window.size} {task.window.unit} fits: {dated} dated events"
        return None
    if not everything:
        return "no position in this result"
    needed = (task.options.rows, task.options.columns)
    empty = [name for name in needed if not any(value(event, name) for event in everything)]
    if empty:
        return f"no event has a value of {' or '.join(empty)}"
    return f"none of {len(everything)} events passes the filters"
