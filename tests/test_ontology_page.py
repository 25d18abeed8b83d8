"""The page of the vocabulary: that of the file, whole, in two languages, by itself."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html

from kg.ontology_page import ontology_page, write_page
from kg.vocab import KG

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix kg: <https://w3id.org/newskg/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/newskg/ns#> dcterms:title "T"@fr, "T"@en ; dcterms:description "D"@fr, "D"@en .
"""


def test_the_page_in_docs_is_that_of_the_ontology(root: Path, tmp_path: Path) -> None:
    write_page(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == (root / "docs" / "ontology.html").read_bytes(), (
        "make ontology"
    )


def test_every_term_has_its_anchor_and_both_languages(root: Path) -> None:
    page = html.fromstring((root / "docs" / "ontology.html").read_bytes())
    sections = {section.get("id"): section for section in page.iter("section")}
    assert set(sections) == set(KG)
    for name, section in sections.items():
        assert [p.get("lang") for p in section.findall("p")[1:]] == ["fr", "en"], name
    anchors = {str(thing.get("id")) for thing in page.iter() if thing.get("id")}
    inner = {str(link.get("href"))[1:] for link in page.iter("a") if str(link.get("href")).startswith("#")}
    assert inner <= anchors
    assert len(anchors) == len([thing for thing in page.iter() if thing.get("id")])


def test_the_page_needs_nothing_from_elsewhere(root: Path) -> None:
    text = (root / "docs" / "ontology.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|img|iframe|object)\b|\bsrc=|url\(|@import|\bon\w+=", text)


def test_what_an_ontology_says_is_escaped() -> None:
    bad = "<script>\"&'</script>"
    term = f"""kg:Evil a owl:Class ; rdfs:label '''{bad}'''@fr, "x"@en ; skos:example '''{bad}''' ;
        rdfs:subClassOf <http://x/?a=1&b="> ; skos:definition '''{bad}'''@fr, "x"@en ."""
    page = "\n".join(ontology_page(HEAD + term.replace('b=">', "b=%22>")))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4  # the label twice, the definition, the example
    assert "a=1&amp;b=" in page
