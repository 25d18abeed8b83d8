"""docs/ontology.html: the vocabulary as one page for people, in French and English, made from newskg.ttl.

The anchor of a term is its local name, so that …/ns#speaker finds it. The page fetches nothing and runs
nothing. ``make ontology`` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

import pyoxigraph as ox

from kg.atomic import write_lines
from kg.resources import ontology_dir
from kg.vocab import KG, OWL, RDF, RDFS, SKOS

_RDF, _OWL = RDF.iri, OWL.iri
_DCTERMS, _DC = "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"
_KINDS: Mapping[str, tuple[str, str]] = {
    f"{_OWL}Class": ("classe", "class"),
    f"{_OWL}ObjectProperty": ("propriété vers une chose", "object property"),
    f"{_OWL}DatatypeProperty": ("propriété vers une valeur", "datatype property"),
    f"{SKOS.iri}ConceptScheme": ("liste fermée", "closed list"),
    f"{SKOS.iri}Concept": ("valeur d’une liste", "value of a list"),
}
_RELATIONS: Sequence[tuple[str, str, str]] = (
    (f"{RDFS.iri}domain", "domaine", "domain"),
    (f"{RDFS.iri}range", "codomaine", "range"),
    (f"{RDFS.iri}subClassOf", "sous-classe de", "subclass of"),
    (f"{RDFS.iri}subPropertyOf", "sous-propriété de", "subproperty of"),
    (f"{SKOS.iri}exactMatch", "équivaut à", "exact match"),
    (f"{SKOS.iri}broadMatch", "plus étroit que", "broad match"),
    (f"{SKOS.iri}closeMatch", "proche de", "close match"),
    (f"{SKOS.iri}relatedMatch", "en rapport avec", "related match"),
    (f"{SKOS.iri}inScheme", "dans la liste", "in the list"),
    (f"{KG.iri}sign", "signe", "sign"),
)
_SECTIONS: Sequence[tuple[str, str, str, tuple[str, ...]]] = (
    ("classes", "Classes", "Classes", ("Class",)),
    ("properties", "Propriétés", "Properties", ("ObjectProperty", "DatatypeProperty")),
    ("lists", "Listes fermées", "Closed lists", ("ConceptScheme", "Concept")),
)
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --link: #8ab8f0; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
h2 { border-bottom: 1px solid var(--line); margin-top: 3rem; }
h3 { margin: 0; } h3 small { font-weight: normal; opacity: .7; }
section.term { border-top: 1px solid var(--line); padding: 1rem 0; scroll-margin-top: 1rem; }
section.term:target { background: var(--soft); }
table { border-collapse: collapse; width: 100%; } th { text-align: left; }
td, th { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; vertical-align: top; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; } code { font-size: .9em; }
p { margin: .4rem 0; } [lang=en] { font-style: italic; }
""".strip()

Description = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


class _Ontology:
    """The triples of a Turtle file by subject, in the order of the file."""

    def __init__(self, text: str) -> None:
        self.subjects: dict[str, Description] = {}
        parser = ox.parse(text, ox.RdfFormat.TURTLE)
        for triple in parser:
            known = self.subjects.setdefault(str(triple.subject), {})
            if not isinstance(triple.object, ox.Triple):
                known.setdefault(triple.predicate.value, []).append(triple.object)
        self.prefixes = dict(parser.prefixes)
        self.head = self.subjects[f"<{KG.iri}>"]

    def terms(self, kinds: Iterable[str]) -> Iterator[tuple[str, Description]]:
        """The own terms of some kinds: local name and description."""
        wanted = {f"{space}{kind}" for kind in kinds for space in (_OWL, SKOS.iri)}
        for subject, known in self.subjects.items():
            local = subject.strip("<>").removeprefix(KG.iri)
            if KG.iri in subject and local and wanted & {t.value for t in known.get(f"{_RDF}type", ())}:
                yield local, known

    def short(self, iri: str) -> str:
        """An IRI with the prefix of the file."""
        for name, start in self.prefixes.items():
            if iri.startswith(start) and iri != start:
                return f"{name}:{iri.removeprefix(start)}"
        return iri

    def link(self, thing: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
        """A term as HTML: linked, a union by its members, a literal by its words."""
        if isinstance(thing, ox.Literal):
            return escape(thing.value)
        if isinstance(thing, ox.BlankNode):
            return " | ".join(self.link(member) for member in self.union(thing))
        iri = thing.value
        target = f"#{iri.removeprefix(KG.iri)}" if iri.startswith(KG.iri) else iri
        return f'<a href="{escape(target)}"><code>{escape(self.short(iri))}</code></a>'

    def union(self, node: ox.BlankNode) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal]:
        (rest,) = self.subjects[str(node)][f"{_OWL}unionOf"]
        while str(rest) in self.subjects:
            cell = self.subjects[str(rest)]
            yield cell[f"{_RDF}first"][0]
            rest = cell[f"{_RDF}rest"][0]


def ontology_page(text: str) -> Iterator[str]:
    """The page of an ontology in Turtle, line by line."""
    known = _Ontology(text)
    title = _words(known.head, f"{_DCTERMS}title")
    yield "<!DOCTYPE html>"
    yield '<html lang="fr">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title['fr'])} · {escape(title['en'])}</title>"
    yield f"<style>\n{_STYLE}\n</style></head>"
    yield "<body>"
    yield from _head(known, title)
    for anchor, french, english, kinds in _SECTIONS:
        yield f'<h2 id="{anchor}">{french} · <span lang="en">{english}</span></h2>'
        for local, description in known.terms(kinds):
            yield from _term(known, local, description)
    yield "</body></html>"


def _words(description: Description, predicate: str) -> dict[str, str]:
    """The literals of a property by their language."""
    literals = (thing for thing in description.get(predicate, ()) if isinstance(thing, ox.Literal))
    return {literal.language or "": literal.value for literal in literals}


def _labels(description: Description) -> dict[str, str]:
    return _words(description, f"{RDFS.iri}label") | _words(description, f"{SKOS.iri}prefLabel")


def _head(known: _Ontology, title: Mapping[str, str]) -> Iterator[str]:
    """Title, what it is, and every term in a table."""
    about = _words(known.head, f"{_DCTERMS}description")
    yield f'<h1>{escape(title["fr"])}<br><span lang="en">{escape(title["en"])}</span></h1>'
    yield f'<p>{escape(about["fr"])}</p><p lang="en">{escape(about["en"])}</p>'
    facts = {
        ("espace de noms", "namespace"): f"<code>{KG.iri}</code> (<code>kg:</code>)",
        ("version", "version"): _all(known, known.head, f"{_OWL}versionInfo"),
        ("auteurs", "creator"): _all(known, known.head, f"{_DC}creator"),
        ("licence", "licence"): _all(known, known.head, f"{_DCTERMS}license"),
    }
    yield from _list(facts)
    yield '<p><a href="#classes">Classes</a> · <a href="#properties">Propriétés</a> · '
    yield '<a href="#lists">Listes fermées</a></p>'
    yield '<table><tr><th>terme · <span lang="en">term</span></th>'
    yield '<th>français</th><th lang="en">English</th></tr>'
    for *_, kinds in _SECTIONS:
        for local, description in known.terms(kinds):
            label = _labels(description)
            yield (
                f'<tr><td><a href="#{local}"><code>kg:{local}</code></a></td><td>{escape(label["fr"])}</td>'
                f'<td lang="en">{escape(label["en"])}</td></tr>'
            )
    yield "</table>"


def _term(known: _Ontology, local: str, description: Description) -> Iterator[str]:
    """One term: names, definitions, relations, an example."""
    label, defined = _labels(description), _words(description, f"{SKOS.iri}definition")
    kind = next(_KINDS[t.value] for t in description[f"{_RDF}type"] if t.value in _KINDS)
    yield f'<section class="term" id="{local}">'
    yield f'<h3><a href="#{local}"><code>kg:{local}</code></a> <small>{kind[0]} · {kind[1]}</small></h3>'
    yield f'<p><strong>{escape(label["fr"])}</strong> · <strong lang="en">{escape(label["en"])}</strong></p>'
    yield f'<p lang="fr">{escape(defined["fr"])}</p><p lang="en">{escape(defined["en"])}</p>'
    facts = {
        (french, english): _all(known, description, predicate) for predicate, french, english in _RELATIONS
    }
    facts["propriétés", "properties"] = _pointing(known, f"{RDFS.iri}domain", local)
    facts["valeurs", "values"] = _pointing(known, f"{SKOS.iri}inScheme", local)
    yield from _list(facts)
    for example in description.get(f"{SKOS.iri}example", ()):
        yield f"<pre><code>{escape(example.value)}</code></pre>"
    yield "</section>"


def _list(facts: Mapping[tuple[str, str], str]) -> Iterator[str]:
    yield "<dl>"
    for (french, english), value in facts.items():
        if value:
            names = french if french == english else f'{french} · <span lang="en">{english}</span>'
            yield f"<dt>{names}</dt><dd>{value}</dd>"
    yield "</dl>"


def _all(known: _Ontology, description: Description, predicate: str) -> str:
    return ", ".join(known.link(thing) for thing in description.get(predicate, ()))


def _pointing(known: _Ontology, predicate: str, local: str) -> str:
    """The own terms that have this one for a domain or list."""
    node = ox.NamedNode(KG.iri + local)
    found = [
        ox.NamedNode(KG.iri + name)
        for *_, kinds in _SECTIONS
        for name, description in known.terms(kinds)
        if any(node == thing or node in _members(known, thing) for thing in description.get(predicate, ()))
    ]
    return ", ".join(map(known.link, found))


def _members(known: _Ontology, thing: ox.NamedNode | ox.BlankNode | ox.Literal) -> set[object]:
    return set(known.union(thing)) if isinstance(thing, ox.BlankNode) else set()


def write_page(path: Path) -> None:
    """Write the page of the shipped ontology; raises OutputUnusable as `kg.atomic` does."""
    write_lines(path, ontology_page((ontology_dir() / "newskg.ttl").read_text(encoding="utf-8")))


if __name__ == "__main__":
    write_page(Path(sys.argv[1]))
