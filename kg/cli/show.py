"""``kg show``: who says what in an article, marked in its text."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.marks import STYLES, Mark, bracketed, coloured, marks
from kg.cli.options import codebook_option, model_option, registers_option
from kg.cli.terminal import complain, console, has_colour, printable
from kg.codebook.load import load as load_codebook
from kg.coding.coder import Coder
from kg.errors import DocumentSkipped
from kg.extract import Extractor
from kg.link import link
from kg.read import find_inputs, read_path
from kg.records import Document, Extraction, Part, Stance, Statement
from kg.register.load import Register
from kg.register.load import load as load_register


@click.command(
    epilog="Example: kg show seeds/000_1800ab3a3e5457ed.txt  (to page: FORCE_COLOR=1 kg show FILE | less -R)"
)
@click.argument("file")
@model_option
@registers_option
@codebook_option
@click.pass_context
def show(
    context: click.Context, file: str, model: str | None, registers: tuple[Path, ...], codebook: Path | None
) -> None:
    """Show the statements of FILE: its text with source, cue, date and content marked, then a table.

    Under a content stand the positions that it takes on claims of the codebook: + supports, - opposes,
    = names; with the words and the rule that show it. On a terminal the marks are colours;
    elsewhere, or with NO_COLOR set, they are words in braces.
    """
    code = 0
    extractor, coder = Extractor(model, registers), Coder(load_codebook(codebook))
    screen = console(sys.stdout)
    for path in find_inputs([file]):
        for document in read_path(path):
            if isinstance(document, DocumentSkipped):
                complain(f"skipped {document}")
                code = document.exit_code
                continue
            for extraction in extractor.extract([document]):
                register = load_register(*registers)
                _show(coder.code(extraction, register), register, screen)
    context.exit(code)


def _show(extraction: Extraction, register: Register, screen: Console) -> None:
    document = extraction.document
    shown = [(document.id, actor) for actor in extraction.actors]
    corpus = link([document], extraction.statements, shown, register=register)
    names = {actor.id: actor.name for actor in corpus.actors}
    statements = sorted(corpus.statements, key=lambda statement: (_place(statement), statement.id))
    _print_head(document, screen)
    marked = marks(statements)
    for part in document.parts or (Part(role="paragraph", start=0, end=len(document.text)),):
        _print_part(document, part, marked, screen)
    if statements:
        screen.print(_table(statements, names))
    else:
        screen.print("No statement found.")


def _place(statement: Statement) -> int:
    return min((span.start for span in statement.content), default=0)


def _print_head(document: Document, screen: Console) -> None:
    screen.print(Text(printable(document.title or document.name), style="bold underline"))
    facts = (document.name, document.outlet, document.published, document.url)
    screen.print(Text(printable(" · ".join(fact for fact in facts if fact)), style="dim"))
    if has_colour(sys.stdout):
        legend = Text("marks: ")
        for role, style in STYLES.items():
            legend.append(role, style=style).append("  ")
        screen.print(legend.append("[1] number in the table", style="dim"))
    else:
        screen.print(
            "marks: {1 source: …} {1 cue: …} {1 date: …} {1 content: …}; 1 is the number in the table"
        )
    screen.print()


def _print_part(document: Document, part: Part, marked: Sequence[Mark], screen: Console) -> None:
    if has_colour(sys.stdout):
        shown = coloured(document.text, part.start, part.end, marked)
    else:
        shown = Text(bracketed(document.text, part.start, part.end, marked))
    if part.role in ("heading", "post-headline"):
        shown.stylize("bold")
    if part.role == "post-headline" and part.time:
        shown = Text(f"{printable(part.time)}  ", style="dim").append_text(shown)
    screen.print(shown)
    screen.print()


def _table(statements: Sequence[Statement], names: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    table.add_column("who", style=STYLES["source"], max_width=30)
    table.add_column("cue", style=STYLES["cue"], max_width=20)
    table.add_column("when", style=STYLES["date"], no_wrap=True)
    table.add_column("content", style=STYLES["content"])
    for number, statement in enumerate(statements, 1):
        cue = statement.cue.text if statement.cue else ""
        when = statement.said_on or statement.when.edtf or ""
        cells = (_who(statement, names), f"{cue} (negated)" if statement.negated else cue, when)
        row = [Text(printable(cell)) for cell in (*cells, statement.content_text)]
        for stance in statement.stances:
            row[-1].append(f"\n{printable(_position(stance, names))}", style="dim")
        table.add_row(str(number), *row)
    return table


def _position(stance: Stance, names: Mapping[str, str]) -> str:
    """ "- sanctions (Paris): « levée … embargo », codebook-expression"."""
    sign = {"support": "+", "oppose": "-", "neutral": "="}[stance.position]
    holder = f" ({names.get(stance.holder, stance.holder)})" if stance.holder else ""
    words = " … ".join(span.text for span in stance.words)
    return f"{sign} {stance.concept}{holder}: « {words} », {stance.rule}"


def _who(statement: Statement, names: Mapping[str, str]) -> str:
    words = statement.source.span.text if statement.source else "nobody named"
    who = names.get(statement.speaker, words) if statement.speaker else words
    relays = ", ".join(names.get(actor, actor) for actor in statement.via)
    return f"{who} (via {relays})" if relays else who
