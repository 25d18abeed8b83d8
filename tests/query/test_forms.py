"""Forms of answers follow the standards: what is written reads back with the parsers of others."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.query import Result

from kg.errors import QueryInvalid
from kg.graph.rdf import triples
from kg.query import FORMATS, GRAPH_FORMATS, Rows, format_rows, query_store
from kg.query.rows import Term
from tests.graph.corpora import corpus

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = ox.NamedNode(XSD + "integer")
ROW_FORMATS = [form for form in FORMATS if form not in GRAPH_FORMATS]
OF_THE_ENGINE = {
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
OF_RDFLIB = {"tsv": "tsv", "json": "json", "xml": "xml"}

ROWS = Rows(
    columns=("a", "b"),
    rows=(
        (ox.NamedNode("https://w3id.org/newskg/ns#speaker"), ox.Literal('l\'été,\n"oui"', language="fr")),
        (None, ox.Literal("1", datatype=INTEGER)),
        (ox.BlankNode("x"), ox.Literal("\x1b[31mrouge\x07" + "z" * 100)),
    ),
)
YES = Rows(columns=("answer",), rows=((ox.Literal(True),),), boolean=True, kind="ask")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(corpus()))
    return store


def read_back(text: str, form: str) -> Rows:
    """The rows as pyoxigraph reads them."""
    found = ox.parse_query_results(text.encode(), format=OF_THE_ENGINE[form])
    if isinstance(found, ox.QueryBoolean):
        return (
            YES
            if found
            else Rows(columns=("answer",), rows=((ox.Literal(False),),), boolean=False, kind="ask")
        )
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns=columns, rows=tuple(tuple(row[name] for name in columns) for row in found))


# ---- one by one


def test_csv_is_the_standard_one() -> None:
    text = format_rows(ROWS, "csv")
    assert text.startswith("a,b\r\nhttps://w3id.org/newskg/ns#speaker,")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:3] == [
        ["https://w3id.org/newskg/ns#speaker", 'l\'été,\n"oui"'],
        ["", "1"],
    ]


def test_json_is_the_standard_one() -> None:
    answer = json.loads(format_rows(ROWS, "json"))
    assert answer["head"] == {"vars": ["a", "b"]}
    first, second, third = answer["results"]["bindings"]
    assert first["a"] == {"type": "uri", "value": "https://w3id.org/newskg/ns#speaker"}
    assert first["b"] == {"type": "literal", "value": 'l\'été,\n"oui"', "xml:lang": "fr"}
    assert second == {"b": {"type": "literal", "value": "1", "datatype": XSD + "integer"}}
    assert third["a"] == {"type": "bnode", "value": "x"}


def test_tsv_is_the_standard_one() -> None:
    lines = format_rows(ROWS, "tsv").split("\n")
    assert lines[0] == "?a\t?b"
    assert lines[1] == '<https://w3id.org/newskg/ns#speaker>\t"l\'été,\\n\\"oui\\""@fr'
    assert lines[2] == f'\t"1"^^<{XSD}integer>'


def test_a_table_is_for_reading() -> None:
    lines = format_rows(ROWS, "table").splitlines()
    assert lines[0].split() == ["a", "b"]
    assert lines[2].startswith('kg:speaker  l\'été, "oui"')
    assert lines[4].endswith("…")
    assert "\x1b" not in lines[4]
    assert lines[-1] == "3 rows"
    assert max(map(len, lines)) < 100


def test_numbers_stand_to_the_right() -> None:
    numbers = tuple((ox.Literal(str(n), datatype=INTEGER),) for n in (5, 1234))
    table = format_rows(Rows(columns=("n",), rows=numbers), "table")
    assert table.splitlines() == ["   n", "────", "   5", "1234", "2 rows"]


@pytest.mark.parametrize("form", ROW_FORMATS)
def test_no_rows(form: str) -> None:
    text = format_rows(Rows(columns=("a",), rows=()), form)
    assert text.endswith("\n")
    if form in OF_THE_ENGINE:
        assert read_back(text, form) == Rows(columns=("a",), rows=())


@pytest.mark.parametrize("form", ROW_FORMATS)
def test_yes(form: str) -> None:
    text = format_rows(YES, form)
    if form in ("json", "xml"):
        assert read_back(text, form) == YES
    else:
        assert text.strip() in ("yes", "answer\r\ntrue", f'?answer\n"true"^^<{XSD}boolean>')


def test_an_unknown_form() -> None:
    with pytest.raises(ValueError, match="table, csv, tsv, json"):
        format_rows(Rows(columns=(), rows=()), "xlsx")


# ---- whatever the terms

# XML 1.0 has no place for some characters: they become U+FFFD there, and stay in every other form
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_xml_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\r\n"), max_size=12
)
_tags = st.sampled_from(["fr", "en", "fr-be"])
_iris = st.sampled_from(["http://x/a", "http://x/?a=1&b='2'", "https://w3id.org/newskg/ns#speaker"])


def _terms(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Term | None]:
    return st.one_of(
        st.none(),
        st.builds(ox.NamedNode, _iris),
        st.builds(ox.Literal, texts),
        st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, _tags),
        st.builds(lambda n: ox.Literal(str(n), datatype=INTEGER), st.integers()),
        st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://x/type")), texts),
        st.just(ox.BlankNode("b0")),
    )


def _rows(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Rows]:
    pairs = st.tuples(_terms(texts), _terms(texts))
    return st.lists(pairs, max_size=4).map(lambda rows: Rows(columns=("a", "b"), rows=tuple(rows)))


@settings(max_examples=150, deadline=None)
@given(_rows(_texts), st.sampled_from(["tsv", "json"]))
def test_terms_read_back(rows: Rows, form: str) -> None:
    assert read_back(format_rows(rows, form), form) == rows


@settings(max_examples=150, deadline=None)
@given(_rows(_xml_texts))
def test_terms_read_back_from_xml(rows: Rows) -> None:
    """By rdflib, since pyoxigraph trims the blanks around a text."""
    found = Result.parse(io.BytesIO(format_rows(rows, "xml").encode()), format="xml")
    bindings = [{str(name): term for name, term in row.items()} for row in found.bindings]
    expected = [
        {name: as_rdflib(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    assert bindings == expected


def as_rdflib(term: Term) -> rdflib.term.Identifier:
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        string = term.datatype.value == XSD + "string"
        return rdflib.Literal(term.value, datatype=None if string else rdflib.URIRef(term.datatype.value))
    assert not isinstance(term, ox.Triple)
    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.BNode(term.value)


@settings(max_examples=50, deadline=None)
@given(_rows(_texts))
def test_xml_is_always_well_formed(rows: Rows) -> None:
    assert len(read_back(format_rows(rows, "xml"), "xml").rows) == len(rows.rows)


@settings(max_examples=100, deadline=None)
@given(_rows(_texts))
def test_every_cell_of_a_table_is_one_safe_line(rows: Rows) -> None:
    lines = format_rows(rows, "table").split("\n")
    assert len(lines) == len(rows.rows) + 4
    assert all(char.isprintable() or char == " " for line in lines for char in line)


@pytest.mark.parametrize("form", OF_RDFLIB)
def test_rdflib_reads_the_same(form: str, store: ox.Store) -> None:
    text = "SELECT ?s ?t ?x { ?s schema:text ?t OPTIONAL { ?s kg:stance ?x } } ORDER BY ?s ?x"
    ours = query_store(store, text)
    found = Result.parse(io.BytesIO(format_rows(ours, form).encode()), format=OF_RDFLIB[form])
    assert [str(name) for name in found.vars or ()] == list(ours.columns)
    cells = [[None if term is None else term.n3() for term in row] for row in found]
    # rdflib writes a line break as such in long quotes: compare by value
    plain = [[None if term is None else rdflib.util.from_n3(str(term)) for term in row] for row in ours.rows]
    assert cells == [[None if term is None else term.n3() for term in row] for row in plain]
    assert len(cells) > 4


@pytest.mark.parametrize("form", ["csv", "json"])
def test_forms_agree_with_the_engine(form: str, store: ox.Store) -> None:
    text = "SELECT ?s ?t ?x { ?s schema:text ?t OPTIONAL { ?s kg:stance ?x } } ORDER BY ?s ?x"
    prefixes = {"schema": "https://schema.org/", "kg": "https://w3id.org/newskg/ns#"}
    theirs = store.query(text, prefixes=prefixes)
    assert isinstance(theirs, ox.QuerySolutions)
    wanted = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON}[form]
    raw = (theirs.serialize(format=wanted) or b"").decode()
    ours = format_rows(query_store(store, text), form)
    assert (json.loads(ours) == json.loads(raw)) if form == "json" else ours == raw


# ---- graphs

CONSTRUCT = (
    "CONSTRUCT { ?s schema:text ?t ; kg:cue ?c } WHERE { ?s schema:text ?t OPTIONAL { ?s kg:cue ?c } }"
)
RDF_FORMATS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_graph_reads_back(form: str, store: ox.Store) -> None:
    rows = query_store(store, CONSTRUCT)
    text = format_rows(rows, form)
    theirs, name = RDF_FORMATS[form]
    found = {(q.subject, q.predicate, q.object) for q in ox.parse(text.encode(), format=theirs)}
    assert found == set(rows.rows)
    assert len(found) > 8
    assert len(rdflib.Graph().parse(data=text, format=name)) == len(found)
    assert text == format_rows(query_store(store, CONSTRUCT), form)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_rows_are_no_graph(form: str) -> None:
    with pytest.raises(QueryInvalid, match="choose one of table, csv, tsv, json, xml"):
        format_rows(ROWS, form)


def _graph(predicate: str, text: str) -> Rows:
    row = (ox.NamedNode("http://x/a"), ox.NamedNode(predicate), ox.Literal(text))
    return Rows(columns=("subject", "predicate", "object"), rows=(row,), kind="graph")


@settings(max_examples=100, deadline=None)
@given(_xml_texts)
def test_any_text_in_rdfxml(text: str) -> None:
    written = format_rows(_graph("http://x/p", text), "rdfxml")
    (quad,) = ox.parse(written.encode(), format=ox.RdfFormat.RDF_XML)
    assert quad.object == ox.Literal(text)


def test_what_rdfxml_cannot_hold() -> None:
    written = format_rows(_graph("http://x/p", "a\x00\x1bb"), "rdfxml")
    (quad,) = ox.parse(written.encode(), format=ox.RdfFormat.RDF_XML)
    assert quad.object == ox.Literal("a\ufffd\ufffdb")
    with pytest.raises(QueryInvalid, match="cannot be written as RDF/XML"):
        format_rows(_graph("http://x/12", "a"), "rdfxml")
