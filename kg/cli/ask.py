"""``kg ask``: who said what about it, when, in which article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.answers import as_csv, as_json, print_answers
from kg.cli.options import day_option, result_option
from kg.cli.terminal import complain, console
from kg.query.ask import Question, Shortfall, answers, shortfall
from kg.register.periods import first_day, last_day
from kg.results import open_result

_POSITIONS = ("support", "oppose", "neutral")
_NOTHING = 1


@click.command(
    epilog="Example: kg ask --about nato-enlargement --actor Lavrov --since 2021-12 --until 2022-02"
    " --position oppose -g out"
)
@click.option(
    "--about", metavar="CLAIM", help="The id of a claim or words of its label; narrower claims count too."
)
@click.option("--words", metavar="TEXT", help="All these words stand in what was said.")
@click.option(
    "--actor",
    multiple=True,
    metavar="NAME",
    help="Part of a name, in whole words, or an id; several: any of them.",
)
@click.option("--position", type=click.Choice(_POSITIONS), help="Only who takes this position.")
@day_option("--since", first_day, "From this day, month or year on.")
@day_option("--until", last_day, "Up to its last day.")
@click.option("--via", metavar="NAME", help="Relayed by this actor.")
@click.option("--outlet", metavar="NAME", help="In articles of this outlet.")
@click.option("--side", metavar="NAME", help="Of actors of this side.")
@click.option("--once", is_flag=True, help="Leave out copies of a statement in other articles.")
@click.option("--dated-only", is_flag=True, help="Leave out what only the article has a date for.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N answers.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@result_option
@click.pass_context
def ask(context: click.Context, /, form: str, folder: Path, **asked: Any) -> None:
    """Show who said what, when, in which article, with the words that were said.

    Names and words are compared without case and accents. With --about or --position, the actor is
    who holds the position, else who speaks. Exit code 1 where nothing answers.
    """
    question, result = Question(**asked), open_result(folder)
    found = list(answers(result, question))
    if form == "json":
        click.echo(as_json(found), nl=False)
    elif form == "csv":
        click.echo(as_csv(found, result), nl=False)
    elif found:
        print_answers(found, result, console(sys.stdout))
    if not found:
        complain(_why_nothing(shortfall(result, question)))
    context.exit(0 if found else _NOTHING)


def _why_nothing(why: Shortfall) -> str:
    """One line: which filters to drop, or which of them nothing passes."""
    if not why.without:
        return "no statement in this result"
    better = [f"{count} without {_option(name)}" for name, count in why.without.items() if count]
    if better:
        return f"no statement answers; there would be {', '.join(better)}"
    empty = [_option(name) for name, count in why.alone.items() if not count]
    if empty:
        return f"no statement answers; none passes {' or '.join(empty)}, whatever else is asked"
    return f"no statement answers; drop two or more of {', '.join(map(_option, why.without))}"


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"
