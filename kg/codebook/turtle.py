"""Reading and writing a codebook in Turtle: SKOS concepts in a scheme, with the terms of newskg."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.codebook.entries import Concept, WordClass
from kg.turtle import Properties, iris, languages, read_subjects, texts
from kg.userfile import Place, Problem

_CONCEPT, _CLASS = "/id/concept/", "/id/word-class/"
_BASE = "https://w3id.org/newskg"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_KG = f"{_BASE}/ns#"
_LISTS = {  # field of Concept → property
    "cues": f"{_KG}cueExpression",
    "counter_cues": f"{_KG}counterExpression",
    "excludes": f"{_KG}exclusion",
    "hidden": f"{_SKOS}hiddenLabel",
    "examples": f"{_SKOS}example",
    "counter_examples": f"{_KG}counterExample",
}
_BY_LANGUAGE = (f"{_SKOS}prefLabel", f"{_SKOS}scopeNote")
_KEPT = {_RDF_TYPE, f"{_SKOS}notation", f"{_SKOS}broader", f"{_KG}word", *_BY_LANGUAGE, *_LISTS.values()}
_PREFIXES = {"kg": _KG, "skos": _SKOS, "concept": f"{_BASE}{_CONCEPT}", "class": f"{_BASE}{_CLASS}"}


def read_turtle(file: str, text: str) -> tuple[list[Concept], list[WordClass], list[Problem]]:
    """The concepts and word classes of a Turtle text by IRI, and what is wrong with it.

    The id of a concept is its skos:notation, else the last part of its IRI.
    """
    subjects, lines, problems = read_subjects(file, text)
    concepts: list[Concept] = []
    classes: list[WordClass] = []
    known = {iri: _id(iri, properties) for iri, properties in subjects.items()}
    for iri, properties in sorted(subjects.items()):
        place = Place(file, lines.get(iri, 1))
        types = iris(properties, _RDF_TYPE)
        if f"{_KG}WordClass" in types:
            classes.append(WordClass(id=known[iri], words=_values_of(properties, f"{_KG}word"), place=place))
        elif f"{_KG}ClaimConcept" in types or f"{_SKOS}Concept" in types:
            problems += _twice(properties, place)
            concepts.append(_concept(known[iri], properties, known, place))
    if not problems and not concepts:
        reason = "holds no kg:ClaimConcept or skos:Concept; add one"
        problems = [Problem(Place(file, 1), reason)]
    return concepts, classes, problems


def left_out(text: str) -> tuple[str, ...]:
    """The properties of a Turtle text that a codebook has no place for, sorted.

    Labels and notes in other languages than French and English are "…@de".
    """
    subjects, _, _ = read_subjects("", text)
    found: set[str] = set()
    for properties in subjects.values():
        found.update(set(properties) - _KEPT)
        for name in _BY_LANGUAGE:
            found.update(
                f"{name}@{other}".rstrip("@") for other in languages(properties, name) - {"fr", "en"}
            )
    return tuple(sorted(found))


def _values_of(properties: Properties, name: str, language: str = "") -> tuple[str, ...]:
    """The texts of a property as a table would have them: none empty, no white space around them."""
    stripped = (value.strip() for value in texts(properties, name, language))
    return tuple(dict.fromkeys(filter(None, stripped)))


def _concept(identifier: str, properties: Properties, known: dict[str, str], place: Place) -> Concept:
    def one(name: str, language: str) -> str | None:
        return next(iter(_values_of(properties, f"{_SKOS}{name}", language)), None)

    return Concept(
        id=identifier,
        label_fr=one("prefLabel", "fr"),
        label_en=one("prefLabel", "en"),
        scope_fr=one("scopeNote", "fr"),
        scope_en=one("scopeNote", "en"),
        broader=tuple(known.get(iri, _last(iri)) for iri in iris(properties, f"{_SKOS}broader")),
        place=place,
        **{field: _values_of(properties, name) for field, name in _LISTS.items()},
    )


def _twice(properties: Properties, place: Place) -> Iterator[Problem]:
    for name in ("prefLabel", "scopeNote"):
        for language in ("fr", "en"):
            found = texts(properties, f"{_SKOS}{name}", language)
            if len(found) > 1:
                yield Problem(place, f"has {len(found)} values of skos:{name} in {language!r}; keep one")
    if len(texts(properties, f"{_SKOS}notation")) > 1:
        yield Problem(place, "has several values of skos:notation; keep one")


def _id(iri: str, properties: Properties) -> str:
    return next(iter(texts(properties, f"{_SKOS}notation")), None) or _last(iri)


def _last(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


def to_turtle(concepts: Iterable[Concept], classes: Iterable[WordClass] = ()) -> str:
    """A codebook as Turtle text; what `read_turtle` reads back."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in _PREFIXES.items()]
    for found in classes:
        head = [f"class:{found.id} a kg:WordClass", f'  skos:notation "{found.id}"']
        lines += ["", *_statement([*head, *_values("kg:word", found.words, "fr")])]
    for concept in concepts:
        rows = [f"concept:{concept.id} a kg:ClaimConcept, skos:Concept", f'  skos:notation "{concept.id}"']
        for name, language in (("label", "fr"), ("label", "en"), ("scope", "fr"), ("scope", "en")):
            value = getattr(concept, f"{name}_{language}")
            term = "skos:prefLabel" if name == "label" else "skos:scopeNote"
            rows += _values(term, [value] if value else [], language)
        rows += [f"  skos:broader concept:{broader}" for broader in concept.broader]
        for field, name in _LISTS.items():
            short = next(f"{p}:{name.removeprefix(i)}" for p, i in _PREFIXES.items() if name.startswith(i))
            rows += _values(short, getattr(concept, field), "fr")
        lines += ["", *_statement(rows)]
    return "\n".join(lines) + "\n"


def _statement(rows: list[str]) -> list[str]:
    return [*(f"{row} ;" for row in rows[:-1]), f"{rows[-1]} ."]


def _values(term: str, found: Iterable[str], language: str) -> list[str]:
    literals = ",\n    ".join(f'"{_escaped(value)}"@{language}' for value in found)
    return [f"  {term} {literals}"] if literals else []


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
