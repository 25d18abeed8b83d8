"""What ``kg network`` can be told, and how it becomes the options of the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.cli.options import day_option
from kg.discourse import DATES, DUPLICATES, KERNELS, NORMALIZATIONS, QUALIFIERS, Options, Window
from kg.discourse.calendar import UNITS
from kg.register.periods import first_day, last_day

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--rows", metavar="VAR", default="actor", show_default=True, help="Who or what are the rows."
    ),
    click.option("--columns", metavar="VAR", default="concept", show_default=True, help="And the columns."),
    click.option(
        "--qualifier",
        type=click.Choice(QUALIFIERS),
        default="ignore",
        show_default=True,
        help="What becomes of support and opposition.",
    ),
    click.option(
        "--by",
        "qualifier_variable",
        metavar="VAR",
        default="position",
        show_default=True,
        help="The variable that --qualifier is about.",
    ),
    click.option("--normalization", type=click.Choice(NORMALIZATIONS), default="no", show_default=True),
    click.option(
        "--duplicates",
        type=click.Choice(DUPLICATES),
        default="include",
        show_default=True,
        help="Where the same said again counts once.",
    ),
    click.option("--isolates", is_flag=True, help="Keep nodes that only what is filtered out has."),
    day_option("--since", first_day, "From this day, month or year on."),
    day_option("--until", last_day, "Up to its last day."),
    click.option(
        "--dates", type=click.Choice(DATES), default="said", show_default=True, help="Which day counts."
    ),
    click.option("--exclude", multiple=True, metavar="VAR=VALUE", help="Leave these out; several times."),
    click.option(
        "--only", multiple=True, metavar="VAR=VALUE", help="Only these; several values: any of them."
    ),
    click.option("--neutral", is_flag=True, help="Count neutral positions, on a scale -1, 0, 1."),
    click.option("--once", is_flag=True, help="Leave out copies of a statement in other articles."),
    click.option(
        "--confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Only statements and positions as sure as this.",
    ),
    click.option(
        "--min-weight", type=click.FloatRange(min=0), default=0.0, metavar="W", help="Leave weaker ties out."
    ),
)

_IN_TIME = (
    click.option(
        "--window",
        metavar="UNIT:N",
        help=f"A network for each window of N {', '.join(UNITS)} or events, such as days:30.",
    ),
    click.option(
        "--kernel", type=click.Choice(KERNELS), help="Weigh by distance from the middle of the window."
    ),
    click.option("--indent", is_flag=True, help="With a kernel: only windows that lie within the time."),
)


def network_options(command: Command) -> Command:
    """All options that make `Options` and `Window`, in the order of the help."""
    for option in reversed((*_OPTIONS, *_IN_TIME)):
        command = option(command)
    return command


def options_of(given: dict[str, Any]) -> Options:
    """The options, taken out of what was given."""
    pairs: dict[str, Any] = {
        name: tuple(_pair(text, name) for text in given.pop(name)) for name in ("exclude", "only")
    }
    names = (
        *("rows", "columns", "qualifier", "qualifier_variable", "normalization", "duplicates", "isolates"),
        *("since", "until", "dates", "neutral", "confidence", "min_weight"),
    )
    plain = {name: given.pop(name) for name in names}
    return Options(**plain, **pairs, copies=not given.pop("once"))


def window_of(given: dict[str, Any]) -> Window | None:
    """The window, taken out of what was given; None where none was asked for."""
    text, kernel, indent = given.pop("window"), given.pop("kernel"), given.pop("indent")
    if text is None:
        if kernel or indent:
            raise click.BadParameter("it goes with --window, such as --window days:30", param_hint="--kernel")
        return None
    unit, _, size = text.partition(":")
    if unit not in (*UNITS, "events") or not (size.isascii() and size.isdigit()) or not 0 < int(size) < 10**6:
        raise click.BadParameter(
            f"{text!r} is no window; write {', '.join(UNITS)} or events, with a number, such as days:30",
            param_hint="--window",
        )
    return Window(size=int(size), unit=unit, kernel=kernel, indent=indent)


def _pair(text: str, name: str) -> tuple[str, str]:
    variable, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r}: write VAR=VALUE, such as kind=unnamed", param_hint=f"--{name}")
    return variable.strip(), value.strip()
