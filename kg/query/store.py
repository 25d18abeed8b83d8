"""The store of a result: graph.ttl ready to be queried, on disk, brought up to date when it is opened.

    open_store(folder)     the store, until the process ends
    opened(folder)         the same as a context manager
    update_store(folder)   what was done to bring it up to date

The store stands in DIR/store and follows DIR/graph.ttl, told by SHA-256: a result that did not change is
opened, of one that did, those documents and shared subjects are replaced that changed (`kg.query.filling`).
A new version is made beside the old one, from hard links (RocksDB checkpoints), and replaces it in one step
(`kg.query.versions`): it may be killed at any time, others read on meanwhile, and of two processes
that want to update one waits. A store that is damaged, or of another version of newskg or of the engine, is
made anew. Where nothing can be written, the store is made in memory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import NewskgError
from kg.query.filling import (
    Changes,
    Digests,
    Source,
    Sources,
    changes,
    fill,
    read_digests,
    refill,
    sources,
    write_digests,
)
from kg.query.versions import Version, Versions

STORE = "store"
"""The folder of the store in a result folder."""

Warn = Callable[[str], None]
_ENGINE = f"pyoxigraph {version('pyoxigraph')}"
_held: dict[Path, Version] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReport:
    """What opening a store took.

    ``done``: "kept" as it was, "updated", "built" from nothing, or made "in memory". ``shared`` counts
    the subjects that documents share: actors, roles, outlets, rules, claims.
    """

    done: Literal["kept", "updated", "built", "in memory"]
    documents: Changes = field(default_factory=Changes)
    shared: Changes = field(default_factory=Changes)


def open_store(folder: Path, warn: Warn | None = None) -> ox.Store:
    """The store of a result folder, up to date and read-only.

    The default graph holds everything; ``GRAPH ?g {…}`` tells the document, and `kg.query.filling` names the
    other graphs. Any number of processes may have it open. Its version stays on disk until the process ends;
    call again to see a newer result. ``warn`` hears, in one line, why the store is in memory only (default:
    to stderr). Raises OutputUnusable where there is no graph, or none that can be read.
    """
    store, held, _ = _open(folder, warn)
    if held is not None:
        key = held.folder.resolve()
        if key in _held:
            held.release()
        else:
            _held[key] = held
    return store


@contextmanager
def opened(folder: Path, warn: Warn | None = None) -> Iterator[ox.Store]:
    """The store of `open_store` while the block runs."""
    store, held, _ = _open(folder, warn)
    try:
        yield store
    finally:
        if held is not None:
            held.release()


def update_store(folder: Path, warn: Warn | None = None) -> StoreReport:
    """Bring the store of a result folder up to date; raises OutputUnusable as `open_store` does."""
    _, held, report = _open(folder, warn)
    if held is not None:
        held.release()
    return report


def load_store(folder: Path) -> ox.Store:
    """The same store in memory; raises OutputUnusable as `open_store` does."""
    found = sources(folder)
    store = ox.Store()
    fill(store, *found.read())
    return store


def _open(folder: Path, warn: Warn | None) -> tuple[ox.Store, Version | None, StoreReport]:
    found = sources(folder)
    try:
        held, report = _up_to_date(Versions(folder / STORE), found)
        return ox.Store.read_only(str(held.data)), held, report
    except NewskgError:
        raise
    except (OSError, RuntimeError) as error:  # the engine raises either
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        (warn or _to_stderr)(f"{folder / STORE}: cannot be kept ({reason}); the graph is loaded into memory")
    return load_store(folder), None, StoreReport(done="in memory")


def _up_to_date(versions: Versions, found: Sources) -> tuple[Version, StoreReport]:
    held = versions.current()
    if held is not None and _matches(held, found):
        return held, StoreReport(done="kept")
    if held is not None:
        held.release()
    with versions.writing():
        held = versions.current()  # somebody else may have been here first
        if held is not None and _matches(held, found):
            return held, StoreReport(done="kept")
        made = versions.new()
        try:
            report = _make(made, held, found, versions)
        except BaseException:
            made.release()
            raise
        finally:
            if held is not None:
                held.release()
            versions.sweep()
        return made, report


def _matches(held: Version, found: Sources) -> bool:
    pointer = held.pointer
    return pointer is not None and (pointer.engine, pointer.graph, pointer.ontology) == (
        _ENGINE,
        found.graph_digest,
        found.ontology_digest,
    )


def _make(made: Version, old: Version | None, found: Sources, versions: Versions) -> StoreReport:
    """Fill a new version, from the old one where its engine is ours, and make it current."""
    graph, ontology = found.read()
    if old is not None and old.pointer is not None and old.pointer.engine == _ENGINE:
        before = read_digests(old.units)
        after = _refilled(made, old, graph, ontology, before)
        report = StoreReport(done="updated")
    else:
        before, after = {}, _filled(made, graph, ontology)
        report = StoreReport(done="built")
    write_digests(after, made.units)
    versions.publish(made, engine=_ENGINE, graph=graph.digest, ontology=ontology.digest)
    documents, shared = changes(before, after)
    return replace(report, documents=documents, shared=shared)


def _filled(made: Version, graph: Source, ontology: Source) -> Digests:
    store = ox.Store(str(made.data))
    digests = fill(store, graph, ontology)
    store.optimize()
    store.flush()
    return digests  # and the store is closed: nothing else holds it


def _refilled(made: Version, old: Version, graph: Source, ontology: Source, before: Digests) -> Digests:
    ox.Store.read_only(str(old.data)).backup(str(made.data))
    store = ox.Store(str(made.data))
    digests = refill(store, graph, ontology, before)
    store.flush()
    return digests


def _to_stderr(message: str) -> None:
    print(f"kg: {' '.join(message.split())}", file=sys.stderr)
