"""``kg publish``: the graph of a result, sent to a SPARQL store."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli.options import result_option
from kg.cli.progress import StageBars
from kg.cli.terminal import complain
from kg.publish import PROTOCOLS, Credentials, PublishOptions, Report
from kg.publish import publish as run_publish
from kg.publish.options import CHUNK_BYTES, TIMEOUT, TRIES, Layout, Protocol, parsed, shown

_DIFFERENT = 1


@click.command(
    epilog="Example: kg publish http://localhost:8890/sparql-graph-crud-auth -g out"
    " --query http://localhost:8890/sparql    (with KG_PUBLISH_USER and KG_PUBLISH_PASSWORD set)"
)
@click.argument("url")
@result_option
@click.option(
    "--protocol",
    type=click.Choice(PROTOCOLS),
    default="gsp",
    show_default=True,
    help="What URL speaks: the Graph Store Protocol, or SPARQL Update.",
)
@click.option("--query", metavar="URL", help="Answers SPARQL queries: what was sent is counted there.")
@click.option(
    "--named-graph",
    "graph",
    metavar="IRI",
    help="The named graph; with --per-document that of what documents share.",
)
@click.option("--per-document", is_flag=True, help="One named graph a document.")
@click.option("--default-graph", is_flag=True, help="The default graph instead of a named one.")
@click.option("--append", is_flag=True, help="Add to what the graphs hold, instead of replacing it.")
@click.option("--force", is_flag=True, help="Send everything, also what was sent before.")
@click.option("--insecure", is_flag=True, help="Let a password travel over plain http to another machine.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent; ask nothing of the store.")
@click.option(
    "--chunk-triples",
    type=click.IntRange(min=1),
    metavar="N",
    help="Triples in a request at most. [default: gsp 10000, update 2000]",
)
@click.option(
    "--chunk-bytes",
    type=click.IntRange(min=1),
    default=CHUNK_BYTES,
    show_default=True,
    metavar="N",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="How long the store may be silent.",
)
@click.option(
    "--tries",
    type=click.IntRange(1, 100),
    default=TRIES,
    show_default=True,
    metavar="N",
    help="For each request, while the store is away or busy; the pause doubles.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def publish(
    context: click.Context,
    /,
    url: str,
    folder: Path,
    protocol: Protocol,
    per_document: bool,
    default_graph: bool,
    dry_run: bool,
    quiet: bool,
    **options: object,
) -> None:
    """Send the graph of a result to a SPARQL store at URL, and count what it holds then.

    A run that was cut off goes on where it was; what is there already is not sent again. Who writes is
    told by KG_PUBLISH_USER and KG_PUBLISH_PASSWORD (Basic or Digest), or KG_PUBLISH_TOKEN (Bearer). Exit
    code 1 where the store holds something else than was sent.
    """
    if per_document and default_graph:
        raise click.UsageError("--per-document and --default-graph exclude each other", context)
    layout: Layout = "documents" if per_document else "default" if default_graph else "one"
    asked = PublishOptions(url=url, protocol=protocol, layout=layout, **options)  # type: ignore[arg-type]
    with StageBars(quiet) as bar:
        report = run_publish(folder, asked, Credentials.of(os.environ), bar, dry=dry_run)
    if report.wrong:
        complain(_difference(report, asked))
    elif not quiet:
        complain(f"{shown(parsed(url))}: {_plan(report) if dry_run else _summary(report)}")
    context.exit(_DIFFERENT if report.wrong else 0)


def _size(report: Report) -> str:
    graphs = "1 graph" if report.graphs == 1 else f"{report.graphs} graphs"
    return f"{report.triples} triples in {graphs}"


def _plan(report: Report) -> str:
    if report.up_to_date:
        return f"up to date, {_size(report)}: nothing would be sent"
    notes = [f"would take {_size(report)}, {report.sent} of {report.chunks} requests"]
    if report.removed:
        notes.append(f"{report.removed} graphs removed")
    return ", ".join(notes)


def _summary(report: Report) -> str:
    notes = [f"up to date, {_size(report)}" if report.up_to_date else f"sent {_size(report)}"]
    if 0 < report.sent < report.chunks:
        notes.append(f"{report.chunks - report.sent} of {report.chunks} requests were through before")
    if report.removed:
        notes.append(f"{report.removed} graphs of former documents removed")
    if report.held is None:
        notes.append("not counted there (give --query URL)")
    elif report.held == report.triples:
        notes.append("counted there: the same")
    else:
        notes.append(f"counted there: {report.held}, with what was there before")
    return "; ".join(notes)


def _difference(report: Report, options: PublishOptions) -> str:
    graph, (found, expected) = next(iter(report.wrong.items()))
    where = f"<{graph}>" if graph is not None else "the default graph"
    more = f"; {len(report.wrong) - 1} other graphs differ, too" if len(report.wrong) > 1 else ""
    hint = "send it again with --force"
    if options.layout == "default":
        hint = "some stores show all graphs as the default one: prefer a named graph"
    there = f"{where} holds {found} triples, not the {expected} that were sent{more}"
    return f"{shown(parsed(options.url))}: {there}; {hint}"
