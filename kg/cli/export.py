"""``kg export``: the graph of a result in another format."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import BinaryIO, cast

import click

from kg.cli.options import result_option
from kg.cli.terminal import printable
from kg.export import EXPORTS, ExportOptions, export_file, named_by
from kg.export import export as write_export


@click.command(
    epilog="Example: kg export trig -g out -o out.trig.gz    (the list: kg export --list; docs/export.md)"
)
@click.argument("form", required=False, metavar="FORMAT", type=click.Choice(list(EXPORTS)))
@result_option
@click.option("-o", "--output", default="-", metavar="FILE|-", help="Where to; .gz at the end compresses.")
@click.option("--with-text", is_flag=True, help="The whole text of each document, too (nif:isString).")
@click.option("--license", "license_iri", metavar="IRI", help="The licence that a description (void) names.")
@click.option("--list", "listing", is_flag=True, help="List the formats, and end.")
def export(
    form: str | None, folder: Path, output: str, with_text: bool, license_iri: str | None, listing: bool
) -> None:
    """Write the graph of a result in another format, or a view of it.

    FORMAT can be left out where the name of the file tells it: out.nt, out.jsonld.gz. Of the articles only
    the words that were found to be said are in it, with titles and dates, unless --with-text is given.
    """
    if listing:
        click.echo(_list(), nl=False)
        return
    name = form or (named_by(Path(output)) if output != "-" else None)
    if name is None:
        raise click.UsageError(
            f"Missing argument 'FORMAT': one of {', '.join(EXPORTS)}", click.get_current_context()
        )
    options = ExportOptions(with_text=with_text, license=license_iri)
    for option, given in (("with_text", with_text), ("license", license_iri is not None)):
        if given and option not in EXPORTS[name].takes:
            takes = ", ".join(row.name for row in EXPORTS.values() if option in row.takes)
            raise click.UsageError(
                f"--{option.replace('_', '-')} goes with {takes}", click.get_current_context()
            )
    if output == "-":
        _to_stdout(folder, name, options)
    else:
        export_file(folder, name, Path(output), options)


def _to_stdout(folder: Path, name: str, options: ExportOptions) -> None:
    """Bytes as they are; on a terminal without what could steer it."""
    screen = cast(BinaryIO, _Screen()) if sys.stdout.isatty() else sys.stdout.buffer
    write_export(folder, name, screen, options)


class _Screen:
    """A terminal as a file of bytes."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, data: bytes) -> int:
        sys.stdout.write(printable(self._decoder.decode(data)))
        return len(data)

    def flush(self) -> None:
        sys.stdout.flush()


def _list() -> str:
    lines = (
        f"{row.name}  ({', '.join(row.suffixes)}; {row.media_type})\n    {row.description}\n"
        for row in EXPORTS.values()
    )
    return "".join(lines)
