"""``kg query``: ask a built graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.atomic import atomic
from kg.cli.options import result_option
from kg.cli.terminal import complain, escaped, printable
from kg.errors import QueryInvalid
from kg.query import FORMATS, format_rows, named_queries, run_query
from kg.query.run import is_name
from kg.query.workers import Job, Limits, Worker

_OPTIONS = {
    "actor": ("NAME", "Part of an actor's name."),
    "about": ("TEXT", "Part of the label or id of a claim; in the query about, words of the content."),
    "outlet": ("NAME", "Part of the name of the outlet."),
    "since": ("DATE", "From this day, month or year on."),
    "until": ("DATE", "Up to its last day."),
    "months": ("N", "Months, where a query counts them."),
}
"""Parameters that many named queries have, as options: metavar and help."""


def _parameter_options(command: click.Command) -> click.Command:
    for name, (metavar, text) in _OPTIONS.items():
        command.params.append(click.Option([f"--{name}"], metavar=metavar, help=text))
    return command


@_parameter_options
@click.command(
    epilog="Example: kg query by-actor --actor Lavrov --since 2021-12    (your own: kg query my.rq -g out"
    " --format csv -o rows.csv)"
)
@click.argument("query", required=False, metavar="NAME|FILE.rq|-")
@result_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option(
    "-o", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write the answer to a file."
)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A value for a variable of the query."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="Stop a query that takes longer.",
)
@click.option("--list", "listing", is_flag=True, help="List the queries that have a name, and end.")
def query(
    query: str | None,
    folder: Path,
    form: str,
    target: Path | None,
    params: tuple[str, ...],
    timeout: float | None,
    listing: bool,
    **options: str | None,
) -> None:
    """Answer a SPARQL query over the graph in a result folder.

    The query is one that comes with newskg (NAME), a file, or - for standard input. It can read
    the graph and nothing else. What a CONSTRUCT or DESCRIBE gives can be written as turtle, ntriples,
    jsonld or rdfxml. No row is an answer too: the exit code is 0.
    """
    if listing:
        click.echo(_list(), nl=False)
        return
    if query is None:
        raise click.UsageError("Missing argument 'NAME|FILE.rq|-'", click.get_current_context())
    given = {name: value for name, value in options.items() if value is not None}
    bound = given | dict(map(_binding, params))
    if timeout is None:
        text = format_rows(run_query(folder, _text(query), bound, warn=complain), form)
    else:
        text = _timed(folder, _text(query), bound, form, timeout)
    if target is None:
        click.echo(_shown(text, form), nl=False)
        return
    with atomic(target) as file:
        file.write(text.encode("utf-8"))


def _timed(folder: Path, query: str, bound: dict[str, str], form: str, seconds: float) -> str:
    """The answer of a worker, which can be stopped in whatever it does."""
    name = query.strip() if is_name(query) else None
    limits = Limits(seconds=seconds, rows=sys.maxsize, size=sys.maxsize, memory=0)
    with Worker(folder, limits) as worker:
        return worker.ask(Job(text=query, name=name, bindings=bound, rows_form=form, graph_form=form)).text()


def _shown(text: str, form: str) -> str:
    """The text for stdout; what a page says must not steer a terminal."""
    if form in ("json", "jsonld"):
        return escaped(text)
    return printable(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text


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
        for parameter in known.parameters.values():
            default = "" if parameter.default is None else f' (else "{parameter.default.value}")'
            flag = f"--{parameter.name} …" if parameter.name in _OPTIONS else f"--param {parameter.name}=…"
            lines.append(f"    {flag}  {parameter.meaning}{default}")
    return "".join(f"{line}\n" for line in lines)
