"""The base graph in the formats of network programs (`kg.netfiles`).

Unlike the RDF formats these hold the whole network in memory while they are written.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.export.options import Export, ExportOptions
from kg.graph.network import to_network
from kg.netfiles import NETWORK_FORMATS, write_stream
from kg.results import read_corpus


def network(
    name: str,
    media_type: str,
    description: str,
    *,
    form: str | None = None,
    dynamic: str | None = None,
    by_suffix: bool = True,
) -> Export:
    """The row of the base graph in a network format: that of the same name, else ``form``.

    ``dynamic`` is the format that takes its place where one with time is asked for.
    """
    usual = form or name

    def write(folder: Path, file: BinaryIO, options: ExportOptions) -> None:
        graph = to_network(read_corpus(folder))
        write_stream(graph, file, dynamic if options.dynamic and dynamic else usual)

    return Export(
        name=name,
        suffixes=(NETWORK_FORMATS[usual].suffix,),
        media_type=media_type,
        description=description,
        write=write,
        by_suffix=by_suffix,
        takes=frozenset({"dynamic"} if dynamic else ()),
    )
