"""Chunks: every triple once, in the order of the file, whatever stands in it; never too large."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.rdf import triples as rdf
from kg.graph.units import quads
from kg.publish.chunks import Chunk, chunks, line, tally
from kg.publish.options import LAYOUTS, Layout, PublishOptions
from kg.records import Corpus
from tests.graph.corpora import corpora
from tests.publish.folders import SHARED

HERE = Path("graph.ttl")
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def cut(triples: list[ox.Triple], options: PublishOptions) -> list[Chunk]:
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    assert turtle is not None
    return list(chunks(io.BytesIO(turtle), HERE, options))


def read(chunk: Chunk, form: ox.RdfFormat) -> list[ox.Quad]:
    name = ox.NamedNode(chunk.graph) if chunk.graph else ox.DefaultGraph()
    found = ox.parse("".join(chunk.lines), format=form)
    return [ox.Quad(t.subject, t.predicate, t.object, name) for t in found]


@relaxed
@given(
    corpus=corpora(), layout=st.sampled_from(LAYOUTS), triples=st.integers(1, 50), size=st.integers(1, 9000)
)
def test_chunks_hold_every_triple_in_order_and_keep_to_their_size(
    corpus: Corpus, layout: Layout, triples: int, size: int
) -> None:
    options = PublishOptions(url="", layout=layout, chunk_triples=triples, chunk_bytes=size)
    said = list(rdf(corpus))
    found = cut(said, options)
    assert [q.triple for c in found for q in read(c, ox.RdfFormat.N_TRIPLES)] == said
    if layout == "documents":
        shared = ox.NamedNode(SHARED)
        placed = [q if q.graph_name != ox.DefaultGraph() else ox.Quad(*q.triple, shared) for q in quads(said)]
        assert [q for c in found for q in read(c, ox.RdfFormat.TURTLE)] == placed
    for chunk in found:
        assert len(chunk.lines) <= triples
        assert len(chunk.lines) == 1 or len("".join(chunk.lines).encode()) <= size
    firsts = [chunk.graph for chunk in found if chunk.first]
    assert len(set(firsts)) == len(firsts) == len({chunk.graph for chunk in found})
    whole = tally(found)
    assert (whole.chunks, sum(whole.triples.values())) == (len(found), len(said))


@given(text=st.text())
def test_a_line_is_one_line_in_three_languages(text: str) -> None:
    a = ox.NamedNode("urn:a")
    text = text.encode("utf-8", "replace").decode()
    for value in (
        ox.Literal(text),
        ox.Literal(text, language="fr"),
        ox.Literal(f'{text}"^^<{text}', datatype=ox.NamedNode("urn:<".replace("<", ""))),
    ):
        written = line(ox.Triple(a, a, value))
        assert written.count("\n") == 1
        assert "<html" not in written
        for form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE):
            assert [quad.object for quad in ox.parse(written, format=form)] == [value]
        store = ox.Store()
        store.update(f"INSERT DATA {{ {written} }}")
        assert [quad.object for quad in store] == [value]


def test_a_document_in_two_pieces_is_replaced_once() -> None:
    """A file that somebody put in another order must not have its first half wiped by the second."""
    base, p = "https://w3id.org/newskg/id/", ox.NamedNode("urn:p")

    def triple(subject: str, value: str) -> ox.Triple:
        return ox.Triple(ox.NamedNode(base + subject), p, ox.Literal(value))

    mixed = [triple("doc/1", "a"), triple("doc/2", "b"), triple("doc/1", "c"), triple("actor/x", "d")]
    found = cut(mixed, PublishOptions(url="", layout="documents"))
    assert [(c.graph, c.first) for c in found] == [
        (f"{base}graph/1", True),
        (f"{base}graph/2", True),
        (f"{base}graph/1", False),
        (SHARED, True),
    ]


def test_a_literal_larger_than_a_chunk_goes_alone() -> None:
    a = ox.NamedNode("urn:a")
    big = [ox.Triple(a, a, ox.Literal(word * 1000)) for word in ("b", "s", "t")]
    small = ox.Triple(a, a, ox.Literal("s"))
    found = cut([small, *big, small], PublishOptions(url="", chunk_bytes=100))
    assert [len(chunk.lines) for chunk in found] == [1] * 5


@pytest.mark.parametrize("text", ["<urn:a> <urn:b> _:c .", "_:a <urn:b> 1 .", "<urn:a> <urn:b> ( 1 ) ."])
def test_blank_nodes_are_refused(text: str) -> None:
    with pytest.raises(Exception, match=r"graph\.ttl: holds a blank node"):
        list(chunks(io.BytesIO(text.encode()), HERE, PublishOptions(url="")))
