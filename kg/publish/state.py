"""How far a publication came: a small file for each target, beside the graph, so that the next run goes on.

    out/.publish/KEY.json     the target, the SHA-256 of the graph, how the cut was made, chunks acknowledged
    out/.publish/KEY.graphs   the named graphs that this target may hold, one a line (a graph a document only)

No secret is in them: the address stands there without its query, the key is a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from kg.atomic import atomic
from kg.errors import OutputUnusable, PublishFailed
from kg.ids import digest
from kg.publish.options import PublishOptions, parsed, shown

FOLDER = ".publish"
_SIZE = 1 << 20  # bytes read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """``done`` chunks of the graph with that hash, cut in that way, are acknowledged."""

    target: str
    graph: str
    cut: str
    done: int = 0


class StateFile:
    """The state of one target of a result folder."""

    def __init__(self, folder: Path, options: PublishOptions) -> None:
        place = (options.protocol, options.layout, options.graph_iri or "", str(options.append))
        key = digest(str(parsed(options.url)), *place)
        self._path = folder / FOLDER / f"{key}.json"
        self._names = folder / FOLDER / f"{key}.graphs"

    def load(self) -> State | None:
        """What was written last; None where there is nothing that can be read, so that all is sent again."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=State)
        except (OSError, msgspec.DecodeError):
            return None

    def save(self, state: State) -> None:
        """Write it, whole or not at all."""
        self._write(self._path, msgspec.json.format(msgspec.json.encode(state), indent=2) + b"\n")

    def graphs(self) -> set[str]:
        """The named graphs that earlier runs sent to this target, or began to."""
        try:
            return set(self._names.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return set()

    def save_graphs(self, names: Iterable[str]) -> None:
        """Write their names, before any of them is sent."""
        self._write(self._names, "".join(f"{name}\n" for name in sorted(names)).encode("utf-8"))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(exist_ok=True)
            with atomic(path) as file:
                file.write(content)
        except (OSError, OutputUnusable) as error:
            cause = error if isinstance(error, OSError) else error.__cause__
            reason = getattr(cause, "strerror", None) or cause
            raise PublishFailed(
                f"{path}: cannot be written ({reason}); kg publish keeps there how far it came:"
                " make the folder writable, or copy the result elsewhere"
            ) from None


def fresh(file: BinaryIO, options: PublishOptions) -> State:
    """The state of this graph before anything is sent."""
    file.seek(0)
    whole = hashlib.sha256()
    while piece := file.read(_SIZE):
        whole.update(piece)
    return State(
        target=shown(parsed(options.url)),
        graph=whole.hexdigest(),
        cut=f"{options.triples_a_chunk} triples, {options.chunk_bytes} bytes",
    )
