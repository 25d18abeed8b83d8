"""Turtle files that a user writes, as properties by subject that know their line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.userfile import Place, Problem

Term = ox.Literal | ox.NamedNode
Properties = dict[str, list[Term]]


def read_subjects(file: str, text: str) -> tuple[dict[str, Properties], dict[str, int], list[Problem]]:
    """The properties of each subject and the line where it begins, by its IRI; what is wrong.

    Subjects and objects that are neither IRIs nor literals are left out.
    """
    try:
        triples = list(ox.parse(input=text, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error( at line \d+)? ?|\s+", lambda m: "" if m[1] else " ", str(error.msg))
        problem = Problem(Place(file, error.lineno or 1), f"is no Turtle ({reason.strip()}); mend it")
        return {}, {}, [problem]
    return _by_subject(triples), _lines(text), []


def _by_subject(triples: Iterable[ox.Quad]) -> dict[str, Properties]:
    found: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal | ox.NamedNode):
            found[triple.subject.value][triple.predicate.value].append(triple.object)
    return found


def _lines(text: str) -> dict[str, int]:
    """The IRI of each subject that begins a line → the first such line."""
    prefixes = dict(re.findall(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", text, re.MULTILINE | re.IGNORECASE))
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        start = re.match(r"\s*(?:([\w-]*):([\w./-]+)|<([^>]*)>)", line)
        if start:
            prefix, local, full = start.groups()
            iri = full if full is not None else prefixes.get(prefix, f"{prefix}:") + local
            found.setdefault(iri, number)
    return found


def texts(
    properties: Mapping[str, list[ox.Literal | ox.NamedNode]], name: str, language: str = ""
) -> tuple[str, ...]:
    """The literals of a property, sorted; those of one language, if it is given."""
    literals = [o for o in properties.get(name, ()) if isinstance(o, ox.Literal)]
    return tuple(sorted({o.value for o in literals if not language or o.language == language}))


def languages(properties: Mapping[str, list[Term]], name: str) -> frozenset[str]:
    """The languages of the literals of a property, "" for none."""
    literals = (o for o in properties.get(name, ()) if isinstance(o, ox.Literal))
    return frozenset(o.language or "" for o in literals)


def iris(properties: Mapping[str, list[Term]], name: str) -> tuple[str, ...]:
    """The IRIs that a property points to, sorted."""
    return tuple(sorted({o.value for o in properties.get(name, ()) if isinstance(o, ox.NamedNode)}))
