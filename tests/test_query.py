"""Queries: what ships answers, values are bound, forms follow the standards, strangers are kept in."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputUnusable, QueryInvalid
from kg.graph.rdf import triples
from kg.query import Rows, checked, load_store, named_queries, query_store, run_query
from kg.query.parameters import values
from kg.write import WRITERS
from tests.graph.corpora import corpus

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    WRITERS["graph.ttl"](corpus(), folder / "graph.ttl")
    return folder


@pytest.fixture(scope="module")
def store(out: Path) -> ox.Store:
    return load_store(out)


def _values(rows: Rows) -> list[tuple[str, ...]]:
    return [tuple("" if term is None else term.value for term in row) for row in rows.rows]  # type: ignore[union-attr]


# ---- what ships

EXPECTED = {
    "about": 1,
    "agreement": 0,
    "by-actor": 1,
    "by-month": 3,
    "contradictions": 0,
    "direct-speech": 2,
    "first-mention": 3,
    "gender": 2,
    "most-quoted": 5,
    "most-quoted-once": 4,
    "most-republished": 1,
    "outlet-relays-whom": 5,
    "positions": 3,
    "positions-by-actor": 3,
    "positions-by-month": 3,
    "relays": 1,
    "review": 6,
    "role-at-the-time": 1,
    "schema-claims": 102,
    "silence": 0,
    "undated": 2,
    "who-said-what": 6,
    "who-said-what-once": 5,
}
GIVEN = {"by-actor": {"actor": "LAVROV"}, "about": {"about": "dialogue"}}


def test_every_query_that_ships_is_tried_here() -> None:
    assert set(named_queries()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_query_that_ships(name: str, out: Path) -> None:
    query = named_queries()[name]
    assert query.title != name
    assert query.description.endswith(".")
    rows = run_query(out, name, GIVEN.get(name))
    assert len(rows.rows) == EXPECTED[name]
    assert rows == run_query(out, name, GIVEN.get(name))
    assert not set(rows.columns) & set(query.parameters)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_query_that_ships_needs_our_engine_for_speed_only(name: str, out: Path) -> None:
    """The same rows from rdflib, so that the queries are SPARQL and not one engine's."""
    import rdflib

    from kg.resources import ontology_dir

    graph = rdflib.Graph().parse(out / "graph.ttl").parse(ontology_dir() / "newskg.ttl")
    query = named_queries()[name]
    bound = values(name, query.parameters, GIVEN.get(name, {}))
    given = {variable: rdflib.util.from_n3(str(value)) for variable, value in bound.items()}
    found = graph.query(query.text, initBindings=given)
    assert len(list(found)) == EXPECTED[name]


def test_who_said_what(out: Path) -> None:
    rows = run_query(out, "who-said-what")
    assert rows.columns == ("date", "who", "cue", "text", "document")
    assert (
        "2021-12-16",
        "Sergueï Lavrov",
        "déclarer",
        "« Nous voulons un dialogue » « et des garanties »",
        "000_article.txt",
    ) in _values(rows)
    assert [row[0] for row in _values(rows)] == sorted(row[0] for row in _values(rows))


def test_by_month_counts_every_statement_once(out: Path) -> None:
    assert _values(run_query(out, "by-month")) == [
        ("2021-12", "3", "3", "1"),
        ("2022-01", "1", "1", "1"),
        ("undated", "2", "1", "2"),
    ]


def test_outlets_and_their_relays(out: Path) -> None:
    found = _values(run_query(out, "outlet-relays-whom"))
    assert ("Le Média", "Sergueï Lavrov", "Agence France-Presse", "1") in found
    assert ("Agence France-Presse", '=Müller & "fils" <b>]]>', "", "1") in found


def test_what_was_republished(out: Path) -> None:
    said = "« Nous voulons un dialogue » « et des garanties »"
    expected = ("2", "1", "2021-12-16", "Sergueï Lavrov", said)
    assert _values(run_query(out, "most-republished")) == [expected]


def test_copies_are_counted_once(out: Path) -> None:
    rows = _values(run_query(out, "who-said-what-once"))
    assert {row[2]: row[3] for row in rows if row[3] != "0"} == {
        "« Nous voulons un dialogue » « et des garanties »": "1"
    }
    assert "« Une chance »" not in {row[2] for row in rows}


# ---- values from outside


def test_other_names_are_found_too(out: Path) -> None:
    rows = run_query(out, "by-actor", {"actor": "lavrov"})
    assert rows.columns[0] == "who"
    assert [row[0] for row in _values(rows)] == ["Sergueï Lavrov"]
    assert _values(rows)[0][2] == "discours direct"


@pytest.mark.parametrize("value", ['") } #', "'", '" || true || "', "\\", "?who", ""])
def test_a_value_is_a_value_and_never_query_text(value: str, out: Path) -> None:
    found = len(run_query(out, "by-actor", {"actor": value}).rows)
    assert found == sum(1 for a in _speakers() if any(value.lower() in name.lower() for name in a))


def _speakers() -> list[list[str]]:
    given = corpus()
    known = {actor.id: [actor.name, *actor.aliases] for actor in given.actors}
    return [known.get(s.speaker, [s.speaker]) for s in given.statements if s.speaker]


def test_parameters_are_checked(out: Path) -> None:
    with pytest.raises(QueryInvalid, match="by-actor needs a value for actor"):
        run_query(out, "by-actor")
    with pytest.raises(QueryInvalid, match="no parameter 'who'"):
        run_query(out, "by-actor", {"actor": "x", "who": "y"})
    with pytest.raises(QueryInvalid, match=r"no query is called 'nope'.*who-said-what"):
        run_query(out, "nope")


def test_values_for_a_text_query(store: ox.Store) -> None:
    text = "SELECT ?s ?cue WHERE { ?s kg:cue ?cue }"
    assert len(query_store(store, text).rows) == 5
    assert len(query_store(store, text, {"cue": "selon"}).rows) == 1
    assert query_store(store, text, {"cue": "selon"}).columns == ("s",)
    with pytest.raises(QueryInvalid, match="SELECT clause"):
        query_store(store, "SELECT ?s WHERE { ?s kg:cue ?cue }", {"cue": "selon"})


# ---- kinds of queries, and the ontology beside the data


def test_the_labels_of_the_closed_lists_are_there(store: ox.Store) -> None:
    rows = query_store(store, 'SELECT ?l { kg:support skos:prefLabel ?l FILTER(LANG(?l) = "fr") }')
    assert _values(rows) == [("soutient",)]


def test_ask_and_construct(store: ox.Store) -> None:
    yes = query_store(store, "ASK { ?s a kg:Statement }")
    assert (yes.boolean, yes.columns, len(yes.rows)) == (True, ("answer",), 1)
    made = query_store(store, "CONSTRUCT { ?s kg:cue ?c } WHERE { ?s kg:cue ?c }")
    assert made.columns == ("subject", "predicate", "object")
    assert len(made.rows) == 5
    assert len(query_store(store, "DESCRIBE <https://w3id.org/newskg/id/actor/afp>").rows) == 7


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable, match=r"graph\.ttl.*kg build"):
        load_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("<a")
    with pytest.raises(OutputUnusable, match="cannot be read") as caught:
        load_store(tmp_path)
    assert "\n" not in str(caught.value)


# ---- strangers

HOSTILE = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "select * { service ?x { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p x:a\\#b . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p x:a\\#b \n . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s<'>'&&?o>'') SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #' \n}",
    "SELECT * { ?a ?b ?c FILTER(?a<'>') SERVICE <http://h/> { ?s ?p ?o } FILTER(?b='x') }",
    "SELECT * { ?a ?b ?c FILTER(?a<1#>\n) SERVICE <http://h/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''\n''' SERVICE <http://h/> { ?s ?p ?o } #'''\n }",
    'SELECT * { ?s ?p """x""" }',
    "SELECT * { ?s ?p ?o.SERVICE<http://h/>{ ?a ?b ?c } }",
    "SELECT * { # comment\n SERVICE # comment\n <http://h/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://h/> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } FROM <http://h/> WHERE { ?s ?p ?o }",
    "LOAD <http://h/>",
    "INSERT DATA { <http://a/> <http://b/> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "SELECT * { ?s ?p ?o } ; LOAD <http://h/>",
    "SELECT * { ?s ?p ?o LATERAL { ?s ?x ?y } }",
    "SELECT ?x { ?s ?p 'a\nb' }",
    "SELECT * { ?s ?p ?o",
    "",
    "\x00",
    "SELECT * { " + "{" * 3000 + "}" * 3000 + " }",
    "SELECT * { ?s ?p '" + "x" * 200_000 + "' }",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_refused_is_refused_in_one_line(text: str, store: ox.Store) -> None:
    with pytest.raises(QueryInvalid) as caught:
        query_store(store, text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


FRIENDLY = [
    'SELECT * { ?s schema:text ?t FILTER(CONTAINS(?t, "service from load")) }',
    "# SERVICE <http://h/> is only a comment\nSELECT * { ?s ?p ?o } LIMIT 1",
    "SELECT * { ?s kg:dateStart ?from ; kg:dateEnd ?to FILTER(?from<?to&&?to>?from) }",
    "SELECT * { ?s kg:dateStart ?a ; kg:dateEnd ?b FILTER(?a<=?b || ?a < ?b) }",
    'SELECT ?s { ?s skos:prefLabel "L\'Otan"@fr-FR , \'a "b" \\t\\\\\' }',
    "PREFIX x: <urn:x:y> SELECT * { ?s x:a-b.c/^<http://a/#b'c>* ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) (MIN(?o) AS ?e) { ?s ?p ?o } GROUP BY ?p HAVING(?n > 1) ORDER BY ?n",
    "SELECT * { VALUES ?k { kg:support kg:oppose } ?k kg:sign ?n MINUS { ?k kg:sign 0 } BIND(-?n+1 AS ?m) }",
    "SELECT * { { ?s a kg:Statement } UNION { ?s a kg:Stance } OPTIONAL { ?s !kg:cue ?x } } OFFSET 1",
    "SELECT * { ?s ?p ?o FILTER(?o IN (1, 2.5, true) && NOT EXISTS { ?s ?q 'x' }) GRAPH ?g { ?s ?p ?o } }",
    "BASE <https://w3id.org/newskg/> SELECT * { <id/actor/afp> ?p ?o FILTER(!BOUND(?x) && REGEX(?o, 'a')) }",
    "SELECT * { ?s ?p ?o FILTER(xsd:integer(?o) < 3 || YEAR(?o) = 2021) }",
    "ASK { [] kg:cue [] , ( 1 2 ) }",
]


@pytest.mark.parametrize("text", FRIENDLY, ids=range(len(FRIENDLY)))
def test_ordinary_queries_pass(text: str, store: ox.Store) -> None:
    query_store(store, text)


FRAGMENTS = [
    *("<", ">", "'", '"', "#", "\n", " ", "?a", "?a<", "FILTER(", "FILTER(?a<", ")", "&&", "''", "x:", "x:b"),
    *("http://x", "<http://h/>", "<x:", "'>", "#>", "\\", "\\'", "1", "{", "}", ".", "||", " ?s ?p ?o . "),
]
_noise = st.lists(st.sampled_from(FRAGMENTS), max_size=9).map("".join)


@settings(max_examples=300, deadline=None)
@given(_noise, _noise)
def test_noise_around_a_service_never_lets_it_through(before: str, after: str) -> None:
    """Whatever passes has the word in a string or comment: the engine answers and calls nobody."""
    call = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"
    node = ox.NamedNode("http://x/a")
    store = ox.Store()
    store.add(ox.Quad(node, node, node))
    with pytest.raises(OSError, match="9"):
        list(store.query(f"SELECT * {{ {call} }}"))  # type: ignore[arg-type]
    try:
        safe = checked(f"SELECT * {{ {before}{call}{after} }}").text
    except QueryInvalid:
        return
    try:
        list(store.query(safe, prefixes={"x": "http://x/"}))  # type: ignore[arg-type]
    except SyntaxError:
        return  # the engine reads less than rdflib does


def test_the_store_holds_the_graph_and_the_ontology(store: ox.Store) -> None:
    data = set(triples(corpus()))
    assert len(store) > len(data) > 200
