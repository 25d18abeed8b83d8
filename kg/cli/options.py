"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

model_option = click.option(
    "--model", metavar="NAME", help="An installed spaCy pipeline or a path. [default: the shipped one]"
)
registers_option = click.option(
    "--register",
    "registers",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Actors of your own (.csv or .ttl), beside the shipped ones; several: the last one wins.",
)
result_option = click.option(
    "-g",
    "--graph",
    "folder",
    type=click.Path(path_type=Path),
    default="out",
    show_default=True,
    metavar="DIR",
    help="The folder of the result to ask.",
)
out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="out",
    show_default=True,
    help="Folder for the results; made if needed.",
)
codebook_option = click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The propositions that statements are coded with (.ttl or .csv). [default: the shipped ones]",
)


def day_option(name: str, bound: Callable[[str], date | None], what: str) -> Callable[..., Any]:
    """An option that reads a day, or a month or year as the first or last day of it."""

    def read(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
        if value is None:
            return None
        try:
            day = bound(value)
        except ValueError:
            day = None
        if day is None:
            raise click.BadParameter(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return day

    return click.option(name, callback=read, metavar="DATE", help=what)
