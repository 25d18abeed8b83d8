"""``kg query``: ask a built graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import result_option
from kg.errors import QueryInvalid
from kg.query import FORMATS, format_rows, named_queries, run_query


@click.command(
    epilog="Example: kg query by-actor --param actor=Lavrov    (your own: kg query my.rq -g out --format csv)"
)
@click.argument("query", required=False, metavar="NAME|FILE.rq|-")
@result_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A value for a variable of the query."
)
@click.option("--list", "listing", is_flag=True, help="List the queries that have a name, and end.")
def query(query: str | None, folder: Path, form: str, params: tuple[str, ...], listing: bool) -> None:
    """Answer a SPARQL query over the graph in a result folder.

    The query is one that comes with newskg (NAME), a file, or - for standard input. It can read
    the graph and nothing else. No row is an answer too: the exit code is 0.
    """
    if listing:
        click.echo(_list(), nl=False)
        return
    if query is None:
        raise click.UsageError("Missing argument 'NAME|FILE.rq|-'", click.get_current_context())
    bindings = dict(map(_binding, params))
    click.echo(format_rows(run_query(folder, _text(query), bindings), form), nl=False)


def _text(query: str) -> str:
    """The words of the query, or its name: what holds a dot or a slash is a file."""
    try:
        if query == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if "." in query or "/" in query or "\\" in query:
            return Path(query).read_text(encoding="utf-8")
    except OSError as error:
        raise QueryInvalid(
            f"{query}: cannot be read ({error.strerror}); name a .rq file or one of kg query --list"
        ) from error
    except UnicodeDecodeError as error:
        raise QueryInvalid(f"{query}: is not UTF-8; save it as UTF-8") from error
    return query


def _binding(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals or not name:
        raise click.BadParameter(
            f"{param!r} is not NAME=VALUE", click.get_current_context(), param_hint="'--param'"
        )
    return name.lstrip("?$"), value


def _list() -> str:
    lines: list[str] = []
    for name, known in named_queries().items():
        lines.append(f"{name}: {known.title}")
        if known.description:
            lines.append(f"    {known.description}")
        lines += [f"    --param {parameter}=…  {meaning}" for parameter, meaning in known.parameters.items()]
    return "".join(f"{line}\n" for line in lines)
