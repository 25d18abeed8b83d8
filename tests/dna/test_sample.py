"""The sample of the Discourse Network Analyzer: a real file of a real peer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.dna import Account, ImportOptions, read_dna
from kg.records import Corpus


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    return shared / "dna" / "sample.dna"


@pytest.fixture(scope="module")
def corpus(sample: Path) -> Corpus:
    return read_dna(sample)


def test_documents_and_statements(corpus: Corpus) -> None:
    documents = {document.id: document for document in corpus.documents}
    statements = list(corpus.statements)
    assert (len(documents), len(statements)) == (7, 40)
    assert list(documents) == sorted(documents)
    assert statements == sorted(statements, key=lambda statement: (statement.document, statement.id))
    assert len({statement.id for statement in statements}) == 40
    for statement in statements:
        (span,) = statement.content
        assert documents[statement.document].text[span.start : span.end] == span.text


def test_the_network_is_that_of_dna(corpus: Corpus) -> None:
    cells = Counter(
        (statement.on_behalf_of, stance.concept)
        for statement in corpus.statements
        for stance in statement.stances
    )
    assert len({organization for organization, _ in cells}) == 7
    assert len({concept for _, concept in cells}) == 6
    assert cells.total() == 40


def test_a_statement_in_full(corpus: Corpus) -> None:
    (document,) = (d for d in corpus.documents if d.name == "sample.dna:1")
    assert document.title == "109-876: Bluestein, Joel-BUS-Y"
    assert (document.authors, document.outlet, document.section) == (("Bluestein, Joel",), "109", "876")
    assert (document.published, document.language, document.kind) == ("2005-01-26", "und", "article")
    said = [s for s in corpus.statements if s.document == document.id and s.content[0].start == 6351]
    (statement,) = said
    assert statement.content[0].end == 7213
    assert (statement.speaker, statement.on_behalf_of) == (
        "joel-bluestein",
        "energy-and-environmental-analysis-inc",
    )
    (stance,) = statement.stances
    assert (stance.concept, stance.position) == ("co2-legislation-will-not-hurt-the-economy", "oppose")
    assert (statement.rule, statement.confidence) == ("dna-coder:Coder 1", 1.0)
    assert not statement.when.edtf


def test_actors_and_claims(corpus: Corpus) -> None:
    assert Counter(actor.kind for actor in corpus.actors) == {"person": 7, "organization": 7}
    labels = {claim.label_fr for claim in corpus.claims}
    assert len(labels) == 6
    assert "Emissions legislation should regulate CO2." in labels


def test_an_attribute_can_be_the_side(sample: Path) -> None:
    account = Account()
    read = read_dna(sample, ImportOptions(side="Type"), account)
    sides = {actor.id: actor.side for actor in read.actors}
    assert sides["joel-bluestein"] == "Business"
    assert sides["sierra-club"] == "NGO"
    assert list(account.notes) == ["statements of type 'Annotation' left out"]


def test_what_is_left_out_is_told(sample: Path) -> None:
    account = Account()
    read_dna(sample, account=account)
    assert not account.skipped
    assert account.notes == {
        "values of attribute 'Type' left out": 14,
        "statements of type 'Annotation' left out": 1,
    }
