"""Datasets that a query names, and what its author hears when it does not pass."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import AnswerTooLarge, QueryInvalid, QueryRefused
from kg.query import Dataset, Rows, checked
from kg.query.solve import Caps, solve

ONE, OTHER = "https://w3id.org/newskg/id/graph/a", "https://w3id.org/newskg/id/graph/b"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    node = ox.NamedNode("http://x/p")
    for number, graph in enumerate((ONE, ONE, OTHER, None)):
        found.add(ox.Quad(node, node, ox.Literal(number)))  # the default graph has everything
        if graph:
            found.add(ox.Quad(node, node, ox.Literal(number), ox.NamedNode(graph)))
    return found


def values(rows: Rows) -> list[str]:
    return sorted(row[0].value for row in rows.rows if isinstance(row[0], ox.Literal))


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        (f"SELECT * FROM <{ONE}> {{ }}", (ONE,), ()),
        (f"SELECT * FROM <{ONE}> FROM NAMED <{OTHER}> {{ }}", (ONE,), (OTHER,)),
        (f"ASK from <{ONE}> From <{OTHER}> {{ }}", (ONE, OTHER), ()),
        ("SELECT * FROM graph:a { }", (ONE,), ()),
        ("PREFIX graph: <http://e/> SELECT * FROM NAMED graph:a { }", (), ("http://e/a",)),
        ("PREFIX : <http://e/> CONSTRUCT { ?s ?p ?o } FROM :x WHERE { ?s ?p ?o }", ("http://e/x",), ()),
        ("PREFIX : <http://e/> DESCRIBE ?s FROM : WHERE { ?s ?p ?o }", ("http://e/",), ()),
        ("SELECT * # FROM <http://x/>\n { ?from ?p 'FROM <http://x/>' }", (), ()),
    ],
)
def test_the_graphs_that_a_query_names(text: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert checked(text).dataset == Dataset(default=default, named=named)


@pytest.mark.parametrize(
    "text",
    [
        "BASE <http://x/> SELECT * FROM <a> { }",
        "SELECT * FROM <a> { }",
        "PREFIX x: <y/> SELECT * FROM x:a { }",
        "SELECT * FROM <http://x/\\u0061> { }",
        "SELECT * FROM x:\\u0061 { }",
    ],
)
def test_graphs_are_named_in_full(text: str) -> None:
    with pytest.raises(QueryRefused):
        checked(text)


def test_an_unknown_prefix_is_named() -> None:
    with pytest.raises(QueryInvalid, match="nope:"):
        checked("SELECT * FROM nope:a { }")


@pytest.mark.parametrize(
    ("clause", "plain", "graph"),
    [
        ("", "0123", "012"),
        (f"FROM <{ONE}>", "01", ""),
        (f"FROM <{ONE}> FROM <{OTHER}>", "012", ""),
        (f"FROM NAMED <{OTHER}>", "", "2"),
        (f"FROM <{ONE}> FROM NAMED <{OTHER}>", "01", "2"),
    ],
)
def test_what_a_dataset_shows(clause: str, plain: str, graph: str, store: ox.Store) -> None:
    assert values(solve(store, checked(f"SELECT ?o {clause} {{ ?s ?p ?o }}"))) == list(plain)
    assert values(solve(store, checked(f"SELECT ?o {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }}"))) == list(graph)


def test_the_dataset_of_the_protocol_wins(store: ox.Store) -> None:
    query = checked(f"SELECT ?o FROM <{ONE}> {{ ?s ?p ?o }}")
    assert values(solve(store, query, dataset=Dataset(default=(OTHER,)))) == ["2"]
    assert values(solve(store, query, dataset=Dataset(named=(OTHER,)))) == []


@pytest.mark.parametrize("graph", ["http://x/", "file:///etc/passwd", "urn:a", "", "no iri", "http://x y/"])
def test_a_graph_that_is_not_here(graph: str, store: ox.Store) -> None:
    for dataset in (Dataset(default=(graph,)), Dataset(default=(ONE,), named=(graph,))):
        with pytest.raises(QueryRefused, match=r"no graph|no IRI"):
            solve(store, checked("ASK { }"), dataset=dataset)


def test_caps_give_an_error_and_no_part_of_an_answer(store: ox.Store) -> None:
    query = checked("SELECT ?o { ?s ?p ?o }")
    assert len(solve(store, query, caps=Caps(rows=4)).rows) == 4
    with pytest.raises(AnswerTooLarge, match=r"more than 3 rows.*LIMIT"):
        solve(store, query, caps=Caps(rows=3))
    with pytest.raises(AnswerTooLarge, match="more than 3 triples"):
        solve(store, checked("CONSTRUCT WHERE { ?s ?p ?o }"), caps=Caps(rows=3))
    with pytest.raises(AnswerTooLarge, match="10 bytes"):
        solve(store, query, caps=Caps(size=10))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELEC", 1, 1),
        ("SELECT * {\n ?s ?p }", 2, 2),
        ("SELECT * { ?s ?p ?o FILTER(?o<3||?o<4) } ORDER # a\n#b\nBY", 1, 42),
        ("# é\nSELECT * { ?s ?p ?o }\n\tnope", 3, 2),
        ("SELECT * { ?s ?p 'a\\u0041' }", 1, 18),
        ("ASK { ?s ?p \\u0041 }", 1, 13),
        ("ASK {\n\x00}", 2, 1),
    ],
)
def test_an_error_tells_line_and_column(text: str, line: int, column: int) -> None:
    with pytest.raises(QueryInvalid, match=rf"line {line}, column {column}\b"):
        checked(text)


@pytest.mark.parametrize(
    "verb", ["LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE"]
)
def test_updates_are_refused_by_name(verb: str) -> None:
    for text in (f"{verb} ALL", f"BASE <http://x/> PREFIX a: <http://a> {verb.lower()} <http://x/>"):
        with pytest.raises(QueryRefused, match=verb):
            checked(text)
