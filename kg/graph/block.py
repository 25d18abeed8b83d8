"""Triples of one record, gathered and then put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.iris import Iris
from kg.graph.literals import plain, words
from kg.vocab import RDF, SKOS

Object = NamedNode | Literal


class Block:
    """A set of triples; None as an object means that there is nothing to say."""

    def __init__(self) -> None:
        self._said: dict[NamedNode, dict[NamedNode, set[Object]]] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Object | None) -> None:
        """One triple for each object that is there."""
        for thing in objects:
            if thing is not None:
                self._said.setdefault(subject, {}).setdefault(predicate, set()).add(thing)

    def type(self, subject: NamedNode, *classes: NamedNode) -> None:
        """The classes of a subject."""
        self.add(subject, RDF.type, *classes)

    def in_order(self, main: NamedNode | None = None) -> Iterator[Triple]:
        """Sorted by subject, type and predicate, object; the main subject comes first."""
        for subject in sorted(self._said, key=lambda node: (node != main, node.value)):
            said = self._said[subject]
            for predicate in sorted(said, key=_place):
                objects = said[predicate]
                # most predicates have one object, and the text of an object is dear
                for thing in objects if len(objects) == 1 else sorted(objects, key=str):
                    yield Triple(subject, predicate, thing)


def _place(predicate: NamedNode) -> str:
    """Types come first."""
    return "" if predicate == RDF.type else predicate.value


class Shared:
    """Things that many records point to, described once, after all of them.

    Each is known by a name or id only. Memory grows with the number of different outlets,
    authors, roles, rules and concepts, not with the corpus.
    """

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self.block = Block()
        self._names: dict[NamedNode, set[str]] = {}

    def named(self, node: NamedNode, name: str, *classes: NamedNode) -> NamedNode:
        """Note a name of a thing; variants of one name ("Le Monde", "LE MONDE") meet in one IRI."""
        self._names.setdefault(node, set()).add(name)
        self.block.type(node, *classes)
        return node

    def coded(self, node: NamedNode, code: str, *classes: NamedNode) -> NamedNode:
        """Note a thing that has a code instead of a name: a rule, a side, a concept."""
        self.block.type(node, *classes)
        self.block.add(node, SKOS.notation, plain(code))
        return node

    def in_order(self) -> Iterator[Triple]:
        """Every description, sorted; of several names the first in code-point order is preferred."""
        for node, names in self._names.items():
            preferred, *others = sorted(names)
            self.block.add(node, SKOS.prefLabel, words(preferred))
            self.block.add(node, SKOS.altLabel, *map(words, others))
        return self.block.in_order()


def labels(texts: Iterable[str], language: str = "fr") -> list[Literal]:
    """Labels in a language, without empty ones."""
    return [words(text, language) for text in texts if text.strip()]
