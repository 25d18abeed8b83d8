"""``kg serve``: a SPARQL endpoint over a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kg.cli.options import result_option
from kg.cli.terminal import complain
from kg.query.workers import DEFAULT_LIMITS
from kg.serve import Options
from kg.serve import serve as run_service


@click.command(
    epilog="Example: kg serve -g out --port 8000    (then: curl 'http://127.0.0.1:8000/queries/most-quoted?format=csv')"
)
@result_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes one that is free."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=DEFAULT_LIMITS.seconds,
    show_default=True,
    metavar="SECONDS",
    help="The time that a query may take.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(1),
    default=DEFAULT_LIMITS.rows,
    show_default=True,
    metavar="N",
    help="The rows or triples that an answer may have.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(64),
    default=DEFAULT_LIMITS.memory >> 20,
    show_default=True,
    metavar="MB",
    help="The memory that a query may take, beside the graph.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries that run at once."
)
@click.option("--memory", "in_memory", is_flag=True, help="Each worker holds the graph in memory.")
@click.option(
    "--url", metavar="URL", help="Where others reach the service, if a reverse proxy stands before it."
)
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A proxy whose X-Forwarded-For is believed."
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Web pages that may read answers, '*' for any. [default: any; on loopback those of this machine]",
)
def serve(
    folder: Path,
    host: str,
    port: int,
    timeout: float,
    max_rows: int,
    max_memory: int,
    workers: int,
    in_memory: bool,
    url: str | None,
    proxies: tuple[str, ...],
    origins: tuple[str, ...],
) -> None:
    """Serve a result as a SPARQL 1.1 endpoint, for reading only.

    Every query runs in a process of its own with a limit of time, rows and memory; what could fetch or change
    anything is refused. A result that is built anew meanwhile is served from then on.
    """
    options = Options(
        folder=folder,
        host=host,
        port=port,
        workers=workers,
        limits=replace(DEFAULT_LIMITS, seconds=timeout, rows=max_rows, memory=max_memory << 20),
        in_memory=in_memory,
        url=url,
        proxies=proxies,
        origins=origins or None,
    )
    run_service(options, complain)
