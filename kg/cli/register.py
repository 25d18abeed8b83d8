"""``kg register``: check, ask and import the register of actors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from kg.cli.options import registers_option
from kg.cli.terminal import complain, printable
from kg.records import Actor
from kg.records import Role as HeldRole
from kg.register.load import Register, check, load
from kg.register.names import key
from kg.register.wikidata.convert import Imported, import_dump

_FILE = click.Path(path_type=Path)


@click.group(epilog="Example: kg register check mine.csv && kg build crawl/ --register mine.csv -o out")
def register() -> None:
    """The register of actors: names, metonyms, roles and who held them when.

    What ships with newskg is always there; files of your own (.csv or .ttl) add to it.
    """


@register.command("check", epilog="Example: kg register check parties.csv people.csv")
@click.argument("files", nargs=-1, type=_FILE, metavar="FILE...")
@click.pass_context
def check_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Check FILE... beside the shipped register; without any, the shipped one alone.

    One line for each problem (exit code 2), else for each value that contradicts an earlier file
    (exit code 1), else the number of entries of each kind.
    """
    report = check(*files)
    own = {str(file) for file in files}
    conflicts = [c for c in report.conflicts if not own or c.kept_at.file in own]
    for line in (*report.problems, *conflicts):
        click.echo(printable(" ".join(str(line).split())))
    if not report.problems and not conflicts:
        click.echo(", ".join(f"{count} {kind}" for kind, count in report.counts.items()))
    context.exit(2 if report.problems else 1 if conflicts else 0)


@register.command(epilog="Example: kg register show 'le Premier ministre' --on 2018-03-01")
@click.argument("name")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Only roles held on that day, as 2018-03-01.",
)
@registers_option
@click.pass_context
def show(context: click.Context, name: str, day: date | None, registers: tuple[Path, ...]) -> None:
    """Show whom NAME means: a name, a metonym, an adjective, a surname or a role.

    One line an actor: how NAME means it, its id, its name, its roles. Exit code 1 if NAME means nobody.
    """
    on = date(day.year, day.month, day.day) if day else None
    lines = list(_meanings(load(*registers), name, on))
    for line in lines:
        click.echo(printable(line))
    if not lines:
        complain(f"{name}: means nobody{f' on {on}' if on else ''}; kg build --help tells how to add actors")
    context.exit(0 if lines else 1)


@register.command("import", epilog="Example: kg register import latest-all.json.gz -o wikidata.csv")
@click.argument("dump", type=_FILE, metavar="DUMP")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The register to write (.csv).",
)
@click.option(
    "--languages",
    default="fr,mul,en",
    show_default=True,
    metavar="CODES",
    help="Languages of the names, the most wanted first.",
)
@click.pass_context
def import_(context: click.Context, dump: Path, out: Path, languages: str) -> None:
    """Write a register from DUMP, a Wikidata dump or an extract of one.

    DUMP is Wikidata's JSON: an array with one entity a line, or an entity a line (.json, .json.gz,
    .json.bz2). It is read twice. People, states, bodies and media are written, each with what the
    dump tells of its names, positions and parties. Exit code 1 means that some lines were skipped.
    """
    if out.suffix.lower() != ".csv":
        raise click.UsageError(f"-o {out} must end in .csv", context)
    codes = [code.strip() for code in languages.split(",") if code.strip()]
    if not codes:
        raise click.UsageError("--languages names none", context)
    imported = import_dump(dump, out, codes)
    skipped = imported.skipped
    if skipped.count:
        shown = ", ".join(map(str, skipped.lines[:10])) + (", …" if skipped.count > 10 else "")
        what = "line holds" if skipped.count == 1 else "lines hold"
        complain(f"{dump}: {skipped.count} {what} no entity, skipped: {shown}")
    click.echo(printable(f"{out}: {_summary(imported)}"))
    context.exit(1 if skipped.count else 0)


def _meanings(known: Register, name: str, on: date | None) -> Iterator[str]:
    """A line for each actor and each way in which the name means it."""
    words = key(name)
    ways = {
        "name": known.names.get(words, ()),
        "metonym": known.metonyms.get(words, ()),
        "adjective": tuple(filter(None, (known.adjectives.get(" ".join(words)),))),
        "surname": known.surnames.get(words, ()),
    }
    for way, identifiers in ways.items():
        for identifier in identifiers:
            yield _line(
                way, known.actors[identifier], [r for r in known.actors[identifier].roles if _on(r, on)]
            )
    for holder in known.holders(name):
        role = HeldRole(
            label=holder.label, organization=holder.organization, start=holder.start, end=holder.end
        )
        if _on(role, on):
            yield _line("role", known.actors[holder.actor], [role])


def _on(role: HeldRole, day: date | None) -> bool:
    return day is None or (role.start or date.min) <= day <= (role.end or date.max)


def _line(way: str, actor: Actor, roles: list[HeldRole]) -> str:
    held = "; ".join(f"{role.label} ({role.start or '?'} – {role.end or '?'})" for role in roles)
    return "\t".join((way, actor.id, f"{actor.name} ({actor.kind})", *([held] if held else [])))


def _summary(imported: Imported) -> str:
    rows = ", ".join(f"{count} {kind}" for kind, count in imported.rows.items()) or "nothing"
    left = [
        f"{count} {what}"
        for count, what in (
            (imported.nameless, "without a name"),
            (imported.unknown, "references to nothing"),
        )
        if count
    ]
    return rows + (f"; left out: {', '.join(left)}" if left else "")
