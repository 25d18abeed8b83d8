"""A checked query answered over a store: which graphs it sees, how large the answer may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import AnswerTooLarge, QueryInvalid, QueryRefused
from kg.graph.rdf import prefixes
from kg.query.guard import Checked, Dataset
from kg.query.rows import Rows, Term

Row = TypeVar("Row", bound="tuple[Term | None, ...]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How large an answer may be: rows or triples, bytes."""

    rows: int | None = None
    size: int | None = None

    def check(self, size: int) -> None:
        """Raises AnswerTooLarge for more bytes than may be."""
        if self.size is not None and size > self.size:
            raise AnswerTooLarge(
                f"the answer is larger than {self.size} bytes; add LIMIT, or ask for fewer columns"
            )


_NO_DATASET, _NO_CAPS = Dataset(), Caps()


def solve(
    store: ox.Store,
    query: Checked,
    bindings: Mapping[str, str | Term] | None = None,
    *,
    dataset: Dataset = _NO_DATASET,
    caps: Caps = _NO_CAPS,
) -> Rows:
    """The rows of a checked query; ``dataset`` wins over its own FROM (SPARQL 1.1 Protocol, 2.1.4).

    Raises QueryRefused for graphs that are not in the store, AnswerTooLarge where the answer passes a cap.
    """
    graphs = dataset or query.dataset
    try:
        values: dict[ox.Variable, Term] = {
            ox.Variable(name): ox.Literal(value) if isinstance(value, str) else value
            for name, value in (bindings or {}).items()
        }
    except ValueError as error:
        names = ", ".join(bindings or {})
        raise QueryInvalid(f"{names}: no variable can be called so, or its value is no text") from error
    try:
        if graphs:
            found = store.query(
                query.text,
                prefixes=prefixes(),
                substitutions=values or None,
                default_graph=[*_graphs(store, graphs.default)],
                named_graphs=[*_graphs(store, graphs.named)],
            )
        else:
            found = store.query(query.text, prefixes=prefixes(), substitutions=values or None)
        return _rows(found, set(bindings or {}), caps)
    except SyntaxError as error:
        raise QueryInvalid(f"the query does not parse: {' '.join(str(error).split())}") from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryInvalid(_why(error, values)) from error


def _why(error: Exception, values: Mapping[ox.Variable, Term]) -> str:
    message = " ".join(str(error).split())
    if values and "projection" in message:
        names = ", ".join(f"?{variable.value}" for variable in values)
        return f"values can be given only to variables of a SELECT clause; name {names} there"
    return f"the query cannot be run: {message}"


def _graphs(store: ox.Store, names: Iterable[str]) -> list[ox.NamedNode]:
    graphs = []
    for name in names:
        try:
            graph = ox.NamedNode(name)
        except ValueError as error:
            raise QueryRefused(f"{name[:200]!r} is no IRI; graphs are named by whole IRIs") from error
        if not store.contains_named_graph(graph):
            raise QueryRefused(
                f"there is no graph {name[:200]} here, and none is fetched; SELECT DISTINCT ?g"
                " { GRAPH ?g { ?s ?p ?o } } names those there are"
            )
        graphs.append(graph)
    return graphs


def _rows(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, bound: set[str], caps: Caps) -> Rows:
    if isinstance(found, ox.QueryBoolean):
        answer = bool(found)
        return Rows(columns=("answer",), rows=((ox.Literal(answer),),), boolean=answer, kind="ask")
    if isinstance(found, ox.QueryTriples):
        capped = _capped(((t.subject, t.predicate, t.object) for t in found), caps, "triples")
        triples = sorted(set(capped), key=lambda t: tuple(map(str, t)))
        return Rows(columns=("subject", "predicate", "object"), rows=tuple(triples), kind="graph")
    shown = [variable for variable in found.variables if variable.value not in bound]
    solutions = (tuple(solution[variable] for variable in shown) for solution in found)
    rows = tuple(_capped(solutions, caps, "rows"))
    return Rows(columns=tuple(variable.value for variable in shown), rows=rows)


def _capped(rows: Iterable[Row], caps: Caps, what: str) -> Iterator[Row]:
    """The rows, as long as they stay under the caps; else none of them is an answer."""
    size = 0
    for number, row in enumerate(rows):
        if caps.rows is not None and number >= caps.rows:
            raise AnswerTooLarge(f"the answer has more than {caps.rows} {what}; add LIMIT, or ask for less")
        if caps.size is not None:
            size += sum(len(str(term)) for term in row if term is not None)
            caps.check(size)
        yield row
