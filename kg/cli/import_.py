"""``kg import``: records that others made, as a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from kg.build.imports import ImportReport, import_dna
from kg.cli.options import out_option
from kg.cli.terminal import complain
from kg.dna import ImportOptions, Variables

_SHOWN = 20  # lines on what was left out; run.json has all
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, roughly
_PARTS = tuple(field.name for field in fields(Variables))


@click.group(
    "import", epilog="Example: kg import dna coded.dna -o coded && kg ask --position oppose -g coded"
)
def import_() -> None:
    """Import statements that were coded elsewhere.

    The folder that is written is a result like any other: kg ask, query, timeline and export read it.
    """


def _variables(context: click.Context, option: click.Parameter, value: str | None) -> Variables:
    """``person=speaker,agreement=`` as the names of variables."""
    given: dict[str, str] = {}
    for pair in (value or "").split(",") if value else ():
        part, found, name = pair.partition("=")
        if not found or part.strip() not in _PARTS:
            raise click.BadParameter(f"{pair!r} is none of {', '.join(f'{part}=NAME' for part in _PARTS)}")
        given[part.strip()] = name.strip()
    return Variables(**given)


def _language(context: click.Context, option: click.Parameter, value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no language; write en, fr or und")
    return value.lower()


@import_.command(
    epilog="Example: kg import dna coded.dna -o coded --language en"
    "    (another type: --type Claims --variables person=speaker,concept=claim,agreement=)"
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@out_option
@click.option(
    "--type",
    "type_",
    metavar="LABEL",
    help="The statement type to import. [default: the one with person, organization, concept, agreement]",
)
@click.option(
    "--variables",
    callback=_variables,
    metavar="PART=NAME,…",
    help=f"What the variables are called; PART is {', '.join(_PARTS)}, and an empty NAME means none.",
)
@click.option(
    "--side",
    metavar="ATTRIBUTE",
    help="The attribute of persons and organizations that tells their side, as Type.",
)
@click.option(
    "--language",
    callback=_language,
    default="und",
    show_default=True,
    metavar="TAG",
    help="The language of the documents, as en or fr; und: not known.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors and what was left out.")
@click.pass_context
def dna(
    context: click.Context,
    file: Path,
    out: Path,
    type_: str | None,
    variables: Variables,
    side: str | None,
    language: str,
    quiet: bool,
) -> None:
    """Import FILE of the Discourse Network Analyzer (.dna of DNA 3).

    A file that kg export wrote comes back as the result that it was made from, with what was changed in DNA.
    What has no place in the records is told. Exit code 1 means that some statements were skipped, 2 that
    nothing was imported.
    """
    options = ImportOptions(type=type_, variables=variables, side=side, language=language)
    report = import_dna(file, out, options)
    for line in _lines(report):
        complain(f"{file}: {line}")
    if not quiet:
        complain(
            f"{out}: {report.documents} documents, {report.statements} statements, {report.actors} actors"
        )
    context.exit(report.exit_code)


def _lines(report: ImportReport) -> Iterator[str]:
    """What was skipped, then the notes, the most frequent first."""
    lines = [f"skipped {count} {what}" for what, count in sorted(report.skipped.items())]
    lines += [f"{count} {what}" for what, count in sorted(report.notes.items(), key=lambda n: (-n[1], n[0]))]
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"and {len(lines) - _SHOWN} more kinds; run.json lists them"
