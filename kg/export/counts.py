"""What there is to count in a graph, in one pass over its triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from kg.export.distinct import Distinct
from kg.graph.iris import DATA_BASE, Iris
from kg.vocab import KG, RDF, SCHEMA, XSD

_EXAMPLES = ("doc", "stmt", "actor")
_FIRST, _LAST = {KG.dateStart, SCHEMA.datePublished}, {KG.dateEnd, SCHEMA.datePublished}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``entities`` are the subjects under the base. ``classes``: class → things, ``properties``: → triples.

    ``first`` and ``last`` are the earliest and latest ISO day on which something was said or published.
    ``texts`` is the SHA-256 of the hashes of all documents' texts (kg:contentHash), a line each.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[NamedNode, int]
    properties: Mapping[NamedNode, int]
    examples: tuple[NamedNode, ...]
    languages: tuple[str, ...]
    first: str | None
    last: str | None
    texts: str


def count(stream: Iterable[Triple], base: str = DATA_BASE) -> Counts:
    """Count the triples of a graph, each of which comes once."""
    counter = _Counter(base)
    for triple in stream:
        counter.add(triple)
    return counter.counts()


class _Counter:
    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes = {family: Iris(base).prefixes[family] for family in _EXAMPLES}
        self._own, self._others, self._objects = Distinct(), Distinct(), Distinct()
        self._classes: Counter[NamedNode] = Counter()
        self._properties: Counter[NamedNode] = Counter()
        self._examples: dict[str, NamedNode] = {}
        self._languages: set[str] = set()
        self._first: str | None = None
        self._last: str | None = None
        self._texts = sha256()
        self._subject: object = None

    def add(self, triple: Triple) -> None:
        subject, predicate, thing = triple.subject, triple.predicate, triple.object
        assert isinstance(subject, NamedNode)
        if subject != self._subject:
            self._subject = subject
            self._new_subject(subject)
        self._objects.add(str(thing))
        self._properties[predicate] += 1
        if predicate == RDF.type and isinstance(thing, NamedNode):
            self._classes[thing] += 1
        elif isinstance(thing, Literal):
            self._literal(predicate, thing)

    def _new_subject(self, subject: NamedNode) -> None:
        (self._own if subject.value.startswith(self._base) else self._others).add(subject.value)
        for family, prefix in self._prefixes.items():
            if family not in self._examples and subject.value.startswith(prefix):
                self._examples[family] = subject

    def _literal(self, predicate: NamedNode, thing: Literal) -> None:
        if thing.datatype in (XSD.date, XSD.dateTime):
            day = thing.value[:10]
            if predicate in _FIRST:
                self._first = min(self._first or day, day)
            if predicate in _LAST:
                self._last = max(self._last or day, day)
        elif predicate == SCHEMA.inLanguage:
            self._languages.add(thing.value)
        elif predicate == KG.contentHash:
            self._texts.update(f"{thing.value}\n".encode())

    def counts(self) -> Counts:
        own = self._own.count()
        return Counts(
            triples=self._properties.total(),
            entities=own,
            subjects=own + self._others.count(),
            objects=self._objects.count(),
            classes=_sorted(self._classes),
            properties=_sorted(self._properties),
            examples=tuple(self._examples[family] for family in _EXAMPLES if family in self._examples),
            languages=tuple(sorted(self._languages)),
            first=self._first,
            last=self._last,
            texts=self._texts.hexdigest(),
        )


def _sorted(counted: Mapping[NamedNode, int]) -> dict[NamedNode, int]:
    return {node: counted[node] for node in sorted(counted, key=lambda node: node.value)}
