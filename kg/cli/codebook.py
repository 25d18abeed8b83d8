"""``kg codebook``: check, show, convert and draft a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from kg.atomic import atomic
from kg.cli.codebook_train import train
from kg.cli.options import codebook_option, result_option
from kg.cli.terminal import complain, printable
from kg.codebook.convert import FORMATS, as_text
from kg.codebook.entries import Concept
from kg.codebook.load import check, load, shipped
from kg.codebook.turtle import left_out
from kg.discover.contents import read_contents
from kg.discover.embeddings import encoder_of
from kg.discover.suggest import SuggestOptions, suggest
from kg.errors import DataInvalid
from kg.userfile import summary

_FILE = click.Path(path_type=Path)
_DEFAULTS = SuggestOptions()
_LISTS = ("broader", "cues", "counter_cues", "excludes", "hidden", "examples", "counter_examples")


@click.group(epilog="Example: kg codebook suggest -g out -o draft.csv && kg codebook check draft.csv")
def codebook() -> None:
    """The codebook: the propositions of a debate, and the words by which they are known.

    It is a table (.csv) or Turtle (.ttl); docs/codebook.md tells the columns.
    """


@codebook.command("check", epilog="Example: kg codebook check mine.csv")
@click.argument("files", nargs=-1, type=_FILE, metavar="FILE...")
@click.pass_context
def check_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Check FILE..., each by itself; without any, the shipped codebook.

    One line for each problem (exit code 2), else how many concepts, classes and expressions there are.
    """
    wrong = False
    for file in files or (shipped(),):
        concepts, classes, problems = check(file)
        wrong = wrong or bool(problems)
        for problem in problems:
            click.echo(_line(str(problem)))
        if not problems:
            count = sum(len((*c.cues, *c.counter_cues, *c.excludes, *c.hidden)) for c in concepts)
            what = f"{_of(concepts, 'concept')}, {_of(classes, 'class', 'classes')}, {count} expressions"
            click.echo(_line(f"{file}: {what}"))
    context.exit(2 if wrong else 0)


@codebook.command("show", epilog="Example: kg codebook show nato-enlargement --codebook mine.csv")
@click.argument("identifier", required=False, metavar="[ID]")
@codebook_option
@click.pass_context
def show(context: click.Context, identifier: str | None, codebook: Path | None) -> None:
    """List the concepts of a codebook, or show the one called ID in full.

    Exit code 1 if there is no such concept.
    """
    known = load(codebook).concepts
    if identifier is None:
        for concept in known.values():
            click.echo(_line(concept.id) + "\t" + _line(concept.label_fr or ""))
    elif identifier in known:
        for line in _in_full(known[identifier]):
            click.echo(line)
    else:
        near = get_close_matches(identifier, known, n=3, cutoff=0.4)
        advice = f"near to it: {', '.join(near)}" if near else "kg codebook show lists them all"
        complain(f"{identifier}: no such concept; {advice}")
        context.exit(1)


@codebook.command(epilog="Example: kg codebook convert mine.csv mine.ttl")
@click.argument("source", type=_FILE, metavar="IN")
@click.argument("out", type=_FILE, metavar="OUT")
@click.pass_context
def convert(context: click.Context, source: Path, out: Path) -> None:
    """Write the codebook IN as OUT: a table where OUT ends in .csv, Turtle where it ends in .ttl.

    Exit code 1 means that IN says things in Turtle that a codebook has no place for; they are named.
    """
    concepts, classes, problems = check(source)
    if problems:
        raise DataInvalid(summary(problems))
    _write(out, as_text(out, concepts, classes))
    click.echo(_line(f"{out}: {_of(concepts, 'concept')}, {_of(classes, 'class', 'classes')}"))
    turtle = source.suffix.lower() == ".ttl"
    if lost := left_out(source.read_text(encoding="utf-8-sig")) if turtle else ():
        complain(f"{source}: a codebook has no place for {', '.join(lost)}; left out")
        context.exit(1)


@codebook.command("suggest", epilog="Example: kg codebook suggest out/ -o draft.csv --min-size 8")
@click.argument("given", required=False, type=_FILE, metavar="[DIR]")
@result_option
@click.option(
    "-o",
    "--out",
    type=_FILE,
    default="draft.csv",
    show_default=True,
    help="The draft to write (.csv or .ttl).",
)
@click.option(
    "--min-size",
    type=click.IntRange(min=2),
    default=_DEFAULTS.min_size,
    show_default=True,
    help="Statements that a concept must have, at least.",
)
@click.option(
    "--max-concepts",
    type=click.IntRange(min=1),
    default=_DEFAULTS.max_concepts,
    show_default=True,
    help="Concepts to write, at most: those with most statements.",
)
@click.option(
    "--embeddings",
    metavar="NAME",
    help="Compare sentences by this sentence-transformers model, if installed, not by their words.",
)
@click.pass_context
def suggest_(
    context: click.Context,
    given: Path | None,
    folder: Path,
    out: Path,
    min_size: int,
    max_concepts: int,
    embeddings: str | None,
) -> None:
    """Draft a codebook from what the statements of a built result say again and again.

    A concept for each group: a label in the words of its most central statement, expressions that find
    most of it and little else, examples. Read it, drop and rename, and phrase each label as a
    proposition that one can support or oppose. The result stands in DIR, or where -g says. Exit code 1 if
    nothing recurs.
    """
    result = given or folder
    if out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"-o {out} must end in .csv or .ttl", context)
    encode = encoder_of(embeddings) if embeddings else None
    options = SuggestOptions(min_size=min_size, max_concepts=max_concepts)
    draft = suggest(read_contents(result), options, encode)
    if not draft.concepts:
        complain(f"{result}: nothing recurs in {draft.statements} statements; lower --min-size, add articles")
        context.exit(1)
    _write(out, as_text(out, draft.concepts))
    share = round(100 * draft.covered / draft.statements)
    copies = f"; {draft.copies} copies left out" if draft.copies else ""
    complain(f"{draft.covered} of {draft.statements} statements covered ({share}%){copies}")
    click.echo(_line(f"{out}: {_of(draft.concepts, 'concept')}"))


codebook.add_command(train)


def _in_full(concept: Concept) -> Iterator[str]:
    yield _line(concept.id)
    for name in ("label_fr", "label_en", "scope_fr", "scope_en"):
        if value := getattr(concept, name):
            yield f"{name}: {_line(value)}"
    for name in _LISTS:
        if found := getattr(concept, name):
            yield f"{name}:"
            yield from (f"  {_line(value)}" for value in found)


def _write(out: Path, text: str) -> None:
    with atomic(out) as file:
        file.write(text.encode("utf-8"))


def _of(found: Sequence[object], noun: str, nouns: str | None = None) -> str:
    return f"{len(found)} {noun if len(found) == 1 else nouns or noun + 's'}"


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
