"""Every named query gives the same rows, in the same order, from three engines: rdflib, our store, Virtuoso.

Compared are terms: kind, value, language, datatype. Two things are not held against an engine, since RDF
does not tell them apart or the engine keeps values instead of spellings:

- a number is compared by its value, and the types derived from xsd:integer count as xsd:integer
  (Oxigraph and Virtuoso keep no xsd:nonNegativeInteger);
- the case of a language tag.

Order is compared row by row: every query orders by all that it shows, so that rows which tie are equal, and
all three engines order text by code point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kg.build import build
from kg.query import named_queries, open_store, query_store
from kg.query.parameters import values, with_values
from kg.query.rows import Term
from kg.resources import ontology_dir
from tests.query.pages import PAGE, page
from tests.virtuoso import Virtuoso

pytestmark = pytest.mark.slow

GRAPH = "urn:newskg:test-engines"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "nonNegativeInteger", "int", "long", "decimal", "double")}

Cell = tuple[str, ...] | None

# What is asked of each query beside its defaults; each must find something on the seeds.
CASES: Mapping[str, list[dict[str, str]]] = {
    "about": [{"about": "dialogue"}, {"about": "OTAN", "actor": "stolt", "outlet": "spUT", "until": "2022"}],
    "agreement": [{}, {"actor": "otan", "about": "adh"}],
    "by-actor": [{"actor": "lavrov"}, {"actor": "É", "since": "2022"}],
    "by-month": [{}, {"actor": "russ", "outlet": "sputnik"}],
    "contradictions": [{}, {"actor": "stoltenberg"}],
    "direct-speech": [{}, {"outlet": "sput", "since": "2022-01-12"}],
    "first-mention": [{}, {"about": "adh"}],
    "gender": [{}, {"until": "2021-12-31"}],
    "most-quoted": [{}, {"outlet": "sputnik", "since": "2022-01", "until": "2022-01"}],
    "most-quoted-once": [{}, {"since": "2022-01-12"}],
    "most-republished": [{}],
    "outlet-relays-whom": [{}, {"actor": "stoltenberg"}],
    "positions": [{}, {"about": "adh", "actor": "stoltenberg", "since": "2021-12-16"}],
    "positions-by-actor": [{}, {"about": "dialogue", "until": "2021"}],
    "positions-by-month": [{}, {"about": "enlarg", "actor": "russe"}],
    "relays": [{}, {"actor": "tass"}],
    "review": [{}, {"sure": "0.7", "outlet": "sputnik"}],
    "role-at-the-time": [{}, {"actor": "sherman", "since": "2021"}],
    "schema-claims": [{}],
    "silence": [{"months": "1"}, {"months": "1", "about": "adh"}],
    "undated": [{}, {"actor": "biden"}],
    "who-said-what": [{}, {"actor": "zakharova"}],
    "who-said-what-once": [{}, {"until": "2021-12-20", "outlet": "a"}],
}
EMPTY = {"most-republished"}  # the seeds hold no copy


@dataclass(frozen=True)
class Engines:
    folder: Path
    store: ox.Store
    graph: rdflib.Graph
    virtuoso: Virtuoso


@pytest.fixture(scope="session")
def engines(seeds: Path, tmp_path_factory: pytest.TempPathFactory, virtuoso: Virtuoso) -> Iterator[Engines]:
    out = tmp_path_factory.mktemp("engines") / "out"
    build([str(seeds)], out)
    files = [out / "graph.ttl", ontology_dir() / "newskg.ttl"]
    graph = rdflib.Graph()
    for file in files:
        graph.parse(file)
    virtuoso.load(b"\n".join(file.read_bytes() for file in files), GRAPH)
    yield Engines(out, open_store(out), graph, virtuoso)
    virtuoso.drop(GRAPH)


def test_every_query_is_asked() -> None:
    assert set(CASES) == set(named_queries())


@pytest.mark.parametrize(
    ("name", "given"),
    [(name, given) for name, cases in CASES.items() for given in cases],
    ids=lambda value: value if isinstance(value, str) else ",".join(value.values()) or "defaults",
)
def test_three_engines_give_the_same_rows(name: str, given: dict[str, str], engines: Engines) -> None:
    query = named_queries()[name]
    bound = values(name, query.parameters, given)
    ours = query_store(engines.store, query.text, bound)
    if ours.kind == "graph":
        triples = {tuple(map(_ours, row)) for row in ours.rows}
        assert triples == _from_rdflib_graph(engines.graph, query.text)
        assert triples == _from_virtuoso_graph(engines.virtuoso, query.text)
        assert len(triples) > 100
        return
    rows = [tuple(map(_ours, row)) for row in ours.rows]
    assert rows == _from_rdflib(engines.graph, query.text, bound)
    assert rows == _from_virtuoso(engines.virtuoso, query.text, bound)
    assert len(rows) > 0 or name in EMPTY


def test_the_page_shows_what_comes_out(engines: Engines) -> None:
    expected = page(engines.folder)
    assert PAGE.read_text(encoding="utf-8") == expected, "python -m tests.query.pages out"


def test_a_value_that_would_be_query_text_is_a_value(engines: Engines) -> None:
    query = named_queries()["by-actor"]
    for value in ['") } #', "'", '" || true || "', "\\", "?who", "}", "{", "\n", "\t"]:
        bound = values("by-actor", query.parameters, {"actor": value})
        ours = [tuple(map(_ours, row)) for row in query_store(engines.store, query.text, bound).rows]
        assert ours == _from_virtuoso(engines.virtuoso, query.text, bound)
        assert not ours or value == "'"  # as in "département d'État"


def _cell(kind: str, value: str, language: str = "", datatype: str = "") -> Cell:
    if datatype in NUMBERS:
        return "number", str(Decimal(value).normalize())
    return kind, value, language.lower(), "" if datatype == XSD + "string" else datatype


def _ours(term: Term | None) -> Cell:
    if isinstance(term, ox.Literal):
        plain = term.language is not None
        return _cell("literal", term.value, term.language or "", "" if plain else term.datatype.value)
    assert not isinstance(term, ox.Triple)
    return None if term is None else _cell("uri", term.value)


def _theirs(term: object) -> Cell:
    if isinstance(term, rdflib.Literal):
        return _cell("literal", str(term), term.language or "", str(term.datatype or ""))
    return None if term is None else _cell("uri", str(term))


def _from_rdflib(graph: rdflib.Graph, text: str, bound: Mapping[str, Term]) -> list[tuple[Cell, ...]]:
    given = {name: rdflib.util.from_n3(str(term)) for name, term in bound.items()}
    found = graph.query(text, initBindings=given)
    shown = [number for number, name in enumerate(found.vars or ()) if str(name) not in bound]
    return [tuple(_theirs(row[number]) for number in shown) for row in found]  # type: ignore[index]


def _from_rdflib_graph(graph: rdflib.Graph, text: str) -> set[tuple[Cell, ...]]:
    found = graph.query(text).graph
    assert found is not None
    return {tuple(map(_theirs, triple)) for triple in found}


def _asked(virtuoso: Virtuoso, text: str, accept: str) -> httpx.Response:
    answer = httpx.post(
        virtuoso.query_url,
        data={"query": text, "default-graph-uri": GRAPH},
        headers={"Accept": accept},
        timeout=60,
    )
    assert answer.status_code == 200, answer.text[:500]
    return answer


def _from_virtuoso(virtuoso: Virtuoso, text: str, bound: Mapping[str, Term]) -> list[tuple[Cell, ...]]:
    found = _asked(virtuoso, with_values(text, bound), "application/sparql-results+json").json()
    shown = [name for name in found["head"]["vars"] if name not in bound]
    return [
        tuple(
            _cell(
                "uri" if cell["type"] == "uri" else "literal",
                cell["value"],
                cell.get("xml:lang", ""),
                cell.get("datatype", ""),
            )
            if (cell := row.get(name))
            else None
            for name in shown
        )
        for row in found["results"]["bindings"]
    ]


def _from_virtuoso_graph(virtuoso: Virtuoso, text: str) -> set[tuple[Cell, ...]]:
    found = _asked(virtuoso, with_values(text, {}), "text/plain").content
    quads = ox.parse(found, format=ox.RdfFormat.N_TRIPLES)
    return {(_ours(quad.subject), _ours(quad.predicate), _ours(quad.object)) for quad in quads}
