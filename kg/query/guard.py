"""Lets a query read the graph and nothing else.

SERVICE makes the engine call any address, FROM and LOAD name foreign data, and the engine has no
switch for them. A search for keywords can be tricked (\\u0053ERVICE, a comment or a "<" that the
searcher reads otherwise than the engine does), so this works in three steps, each of which
refuses what it does not understand:

1. cut the text into tokens by a strict subset of SPARQL's grammar in which every token can be read
   in one way only; drop the comments (`kg.query.tokens`);
2. parse what is left with rdflib and let pass only the parts of a query that are known to be safe;
3. hand to the engine that same text, not the one that came, and the graphs of FROM as values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryInvalid, QueryRefused
from kg.graph.rdf import prefixes
from kg.query.tokens import ABSOLUTE, Plain, plain

MAX_LENGTH = 100_000
"""Characters of a query."""

Kind = Literal["select", "ask", "construct", "describe"]

# nothing in French or in our vocabulary needs "service" outside a string
_REFUSED = re.compile(r"service|(?<![\w?$:@])(?:load|insert|delete|update)(?!\w)", re.IGNORECASE)
_UPDATE = re.compile(
    r"(?:\s*(?:base|prefix\s+[\w.-]*:)\s+)*\s*(clear|drop|create|add|move|copy|with)\b", re.IGNORECASE
)

# What a query may consist of, by the names of rdflib's parser.
_PARTS = frozenset(
    re.findall(
        r"\w+",
        """
        SelectQuery ConstructQuery AskQuery DescribeQuery SubSelect Base PrefixDecl pname vars literal
        GroupGraphPatternSub GroupOrUnionGraphPattern OptionalGraphPattern MinusGraphPattern
        GraphGraphPattern TriplesBlock ConstructTriples ConstructTemplate Bind Filter InlineData
        ValuesClause GroupClause GroupAs GroupCondition HavingClause OrderClause OrderCondition
        LimitOffsetClauses FakeGroupGraphPatten Function ExpressionList DatasetClause
        """,
    )
)
_FAMILIES = re.compile(
    r"Builtin_\w+|Aggregate_\w+|\w+Expression|Path\w+|\w*Path|InversePath|Unary(?:Not|Plus|Minus)"
)
_KINDS: Mapping[str, Kind] = {
    "SelectQuery": "select",
    "AskQuery": "ask",
    "ConstructQuery": "construct",
    "DescribeQuery": "describe",
}
_READS = "a query reads the built graph and nothing else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The graphs of FROM and FROM NAMED, or of the protocol's parameters, as absolute IRIs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A query as it may be run: ``text`` without comments, its kind, the graphs that it names.

    ``dataset`` must be given to the engine as a value: that each of its graphs is in the store is
    checked there (`kg.query.solve`), not here.
    """

    text: str
    kind: Kind
    dataset: Dataset


@lru_cache(maxsize=64)
def checked(text: str) -> Checked:
    """The query as it may be run.

    Raises QueryInvalid, in one line, for what does not parse as a SPARQL 1.1 query, and QueryRefused
    for SERVICE, LOAD, updates, and spellings that parsers read differently (escapes outside strings,
    escapes by code point, strings in triple quotes).
    """
    if len(text) > MAX_LENGTH:
        raise QueryInvalid(f"the query is longer than {MAX_LENGTH} characters; shorten it")
    safe = plain(text)
    if found := _REFUSED.search(safe.code):
        raise QueryRefused(f"{found.group().upper()} is refused: {_READS}")
    try:
        prologue, query = parseQuery(safe.text)
        _check((prologue, query))
    except RecursionError:
        raise QueryInvalid("the query is nested too deeply; simplify it") from None
    except QueryInvalid:
        raise
    except Exception as error:  # whatever the parser trips over is no query that we let pass
        if found := _UPDATE.match(safe.code):
            raise QueryRefused(f"{found[1].upper()} is refused: {_READS}") from None
        raise QueryInvalid(_complaint(text, safe, error)) from error
    return Checked(text=safe.text, kind=_KINDS[query.name], dataset=_dataset(prologue, query))


def guarded(text: str) -> str:
    """The text of `checked`, for engines of which we do not know what FROM makes them do.

    Raises what `checked` does, and QueryRefused for a query that names graphs.
    """
    query = checked(text)
    if query.dataset:
        raise QueryRefused(f"FROM is refused here: {_READS}")
    return query.text


def _complaint(text: str, safe: Plain, error: Exception) -> str:
    line, column = getattr(error, "lineno", None), getattr(error, "column", None)
    if line is None or column is None:
        return f"the query is no SPARQL 1.1 query: {' '.join(str(error).split())[:200]}"
    column -= safe.added(line, column)
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    words = " ".join("".join(char if char.isprintable() else " " for char in rest[:30]).split())
    there = f"cannot go on at {words!r}" if words else "something is missing"
    return f"the query is no SPARQL 1.1 query: {there} (line {line}, column {column})"


def _check(tree: object) -> None:
    """Walk the parse tree; refuse every part that is not on the list."""
    if isinstance(tree, CompValue) and tree.name not in _PARTS and not _FAMILIES.fullmatch(tree.name):
        raise QueryRefused(f"{tree.name} is refused: {_READS}")
    for part in _parts(tree):
        _check(part)


def _parts(tree: object) -> Iterator[object]:
    if isinstance(tree, Mapping):
        yield from tree.values()
    elif isinstance(tree, Iterable) and not isinstance(tree, str):
        yield from tree


def _dataset(prologue: Iterable[CompValue], query: CompValue) -> Dataset:
    """The graphs of the query's own FROM clauses, prefixes resolved."""
    known = dict(prefixes())
    for part in prologue:
        if part.name == "PrefixDecl":
            known[_value(part, "prefix")] = str(part["iri"])
    if "datasetClause" not in query:
        return Dataset()
    clauses = query["datasetClause"]
    return Dataset(
        default=tuple(_iri(clause["default"], known) for clause in clauses if "default" in clause),
        named=tuple(_iri(clause["named"], known) for clause in clauses if "named" in clause),
    )


def _value(part: CompValue, name: str) -> str:
    # .get() of a part that is absent gives its name back
    return str(part[name]) if name in part else ""


def _iri(name: object, known: Mapping[str, str]) -> str:
    iri = str(name)
    if isinstance(name, CompValue):
        prefix = _value(name, "prefix")
        if prefix not in known:
            raise QueryInvalid(f"the prefix {prefix}: has no namespace; declare it with PREFIX")
        iri = known[prefix] + _value(name, "localname")
    if not ABSOLUTE.fullmatch(iri):
        raise QueryRefused("FROM takes whole IRIs only; write the graph's IRI out, without BASE")
    return iri
