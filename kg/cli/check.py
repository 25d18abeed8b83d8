"""``kg check``: does a graph hold what it must."""

from __future__ import annotations

from pathlib import Path

import click

from kg.check import FORMATS, CheckOptions
from kg.check import check as check_files
from kg.cli.options import result_option
from kg.cli.terminal import escaped, printable
from kg.results import result_file


@click.command(epilog="Example: kg check -g out    (a file, own shapes: kg check dump.nt --shapes mine.ttl)")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@result_option
@click.option(
    "--shapes",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="SHACL shapes of your own, beside the shipped ones.",
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=CheckOptions().examples,
    show_default=True,
    help="Nodes to name of each kind of fault.",
)
@click.option(
    "--whole/--pieces",
    default=None,
    help="Check the graph in one piece, or document by document. [default: whole with --shapes]",
)
@click.pass_context
def check(
    context: click.Context,
    files: tuple[Path, ...],
    folder: Path,
    shapes: tuple[Path, ...],
    form: str,
    examples: int,
    whole: bool | None,
) -> None:
    """Check the graph of a result, or the RDF in FILE..., against SHACL shapes.

    Says what is wrong, by which shape, how often and where first; docs/ontology.md tells more. Nothing is
    fetched. Exit code 0: no violation, 1: violations, 2: could not run. An info is counted, and no fault.
    """
    if not files:
        files = (result_file(folder, "graph.ttl"),)
    options = CheckOptions(shapes=shapes, examples=examples, whole=whole, everything=form == "turtle")
    report = check_files(files, options)
    text = FORMATS[form](report)
    click.echo(escaped(text) if form == "json" else printable(text), nl=False)
    context.exit(0 if report.conforms else 1)
