"""The command ``kg``: a table of verbs, and one way for all of them to end.

Exit codes: 0 good · 1 ran, with a negative answer · 2 could not run · 130 interrupted ·
141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn

import click

from kg.cli.terminal import complain
from kg.errors import NewskgError

VERBS: Mapping[str, str] = {
    "build": "Build the graph from articles.",
    "show": "Show who says what in an article.",
    "ask": "Find who said what about it, when, in which article.",
    "timeline": "Show or draw positions on a claim over time.",
    "query": "Ask a built graph a question in SPARQL.",
    "check": "Check a built graph, or any RDF file, against its shapes.",
    "export": "Write the graph in another RDF format, or describe it.",
    "publish": "Send the graph to a SPARQL store: Virtuoso, Fuseki, GraphDB …",
    "serve": "Serve a built graph as a SPARQL endpoint.",
    "register": "Check, ask or import the register of actors.",
    "codebook": "Check, show, convert or draft a codebook.",
    "train": "Train the French pipeline from treebanks.",
    "doctor": "Check that this installation can work.",
}
"""Verb → its line in ``kg --help``. The verb stands in ``kg/cli/VERB.py``, under its own name.

A verb is loaded when it is called: spaCy takes a second to import, and not every verb needs it.
"""

COULD_NOT_RUN, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


class Verbs(click.Group):
    """The verbs of `VERBS`, and errors as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"kg.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            # Python would fail once more when it flushes stdout on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)

    def main(self, args: Sequence[str] | None = None, *_: Any, **settings: Any) -> NoReturn:
        """Run a verb and exit. An error that is meant for the user is one line on stderr."""
        try:
            code = super().main(args, **(settings | {"prog_name": "kg", "standalone_mode": False}))
        except NewskgError as error:
            complain(str(error))
            code = error.exit_code
        except click.ClickException as error:
            complain(_with_hint(error))
            code = COULD_NOT_RUN
        except (KeyboardInterrupt, click.Abort):
            complain("interrupted")
            code = INTERRUPTED
        except OSError as error:
            complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
            code = COULD_NOT_RUN
        sys.exit(code if isinstance(code, int) else 0)


def _with_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" (see '{context.command_path} --help')" if context is not None else ""
    return f"{error.format_message().rstrip('.')}{hint}"


@click.command(
    cls=Verbs, invoke_without_command=True, epilog="Example: kg build seeds -o out && kg query --list"
)
@click.version_option(version("newskg"), prog_name="kg", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Who said what, about what, when: a knowledge graph of reported speech from French news."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(COULD_NOT_RUN)
