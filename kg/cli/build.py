"""``kg build``: articles in, graph out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.build import BuildOptions, BuildReport
from kg.build import build as run_build
from kg.cli.options import codebook_option, model_option, out_option, registers_option
from kg.cli.progress import StageBars
from kg.cli.terminal import complain
from kg.errors import DocumentSkipped


@click.command(
    epilog="Example: kg build seeds -o out    (several inputs: kg build 'crawl/*.html' more.jsonl -o out)"
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@out_option
@model_option
@registers_option
@codebook_option
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Which actors are the same and which are not (.csv); wins over what linking finds.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that extract; the result is the same with any number.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors and skipped documents.")
@click.pass_context
def build(
    context: click.Context,
    inputs: tuple[str, ...],
    out: Path,
    model: str | None,
    registers: tuple[Path, ...],
    codebook: Path | None,
    decisions: Path | None,
    workers: int,
    quiet: bool,
) -> None:
    """Build the graph of INPUT... (files, folders, globs) into a folder.

    Documents are read, statements extracted, coded and linked, and the result written as RDF, networks
    and tables. What is not changed since the last build is not extracted again; a build that was
    interrupted goes on. Exit code 1 means that some documents were skipped, 2 that nothing was built.
    """
    with Bar(quiet) as bar:
        options = BuildOptions(
            model=model, registers=registers, codebook=codebook, decisions=decisions, workers=workers
        )
        report = run_build(inputs, out, options, bar)
    if not quiet:
        complain(_summary(report, out))
    context.exit(report.exit_code)


class Bar(StageBars):
    """Skipped documents and what was left out are told, also when quiet."""

    def skipped(self, document: DocumentSkipped) -> None:
        complain(f"skipped {document}")

    def warned(self, line: str) -> None:
        complain(line)


def _summary(report: BuildReport, out: Path) -> str:
    notes = [
        f"{len(rows)} {word}"
        for rows, word in ((report.skipped, "skipped"), (report.duplicates, "left out as duplicates"))
        if rows
    ]
    if report.reused:
        notes.append(f"{report.reused} known from before")
    return (
        f"{out}: {report.documents} documents, {report.statements} statements, {report.actors} actors"
        f" in {sum(report.seconds.values()):.1f} s" + "".join(f", {note}" for note in notes)
    )
