"""Shapes: those that ship, a user's own beside them, and what each is called in a report."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Literal, Node, URIRef

from kg.check.source import as_node, read_triples
from kg.resources import ontology_dir
from kg.vocab import PREFIXES

_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "class": "the value is no {}",
        "closed": "a property that this class does not have",
        "datatype": "the value is no {}",
        "equals": "is not the same as {}",
        "hasValue": "the value {} is missing",
        "in": "the value is none of {}",
        "languageIn": "the language is none of {}",
        "maxCount": "more than {} value(s)",
        "minCount": "fewer than {} value(s)",
        "minLength": "shorter than {} character(s)",
        "nodeKind": "the value is no {}",
        "or": "is none of what it can be",
        "pattern": "the value is not written like {}",
        "uniqueLang": "two values in one language",
    }
)
"""Constraint of SHACL Core → what a report says of it where the shape has no message of its own."""


class _Kept(rdflib.Graph):
    """A graph that remembers what it was asked: pySHACL asks the same of a shape for every node."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._answers: dict[Any, tuple[Any, ...]] = {}

    def add(self, triple: Any) -> _Kept:
        self._answers.clear()
        super().add(triple)
        return self

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        found = self._answers.get(triple)
        if found is None:
            found = self._answers[triple] = tuple(super().triples(triple))
        yield from found


class Shapes:
    """The shapes graph, and the words for its parts. ``prefixes`` is made longer by those of the files."""

    def __init__(self, own: Sequence[Path], prefixes: dict[str, str]) -> None:
        self.graph = _Kept()
        for number, file in enumerate((ontology_dir() / "shapes.ttl", *own)):
            for triple in read_triples(file, prefixes):
                nodes = (as_node(triple.subject), as_node(triple.predicate), as_node(triple.object))
                self.graph.add(tuple(_apart(node, number) for node in nodes))
        prefixes.update(PREFIXES)
        self._prefixes = prefixes
        self._owners = {part: shape for shape in sorted(self._named()) for part in self._parts(shape)}

    def _named(self) -> set[URIRef]:
        shapes = {
            *self.graph.subjects(RDF.type, SH.NodeShape),
            *self.graph.subjects(RDF.type, SH.PropertyShape),
        }
        return {shape for shape in shapes if isinstance(shape, URIRef)}

    def _parts(self, shape: URIRef) -> set[Node]:
        """The shape and the blank nodes below it."""
        found: set[Node] = {shape}
        waiting: list[Node] = [shape]
        while waiting:
            for thing in self.graph.objects(waiting.pop()):
                if isinstance(thing, BNode) and thing not in found:
                    found.add(thing)
                    waiting.append(thing)
        return found

    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace: those of the files and the usual ones."""
        return dict(self._prefixes)

    def owner(self, shape: Node | None) -> Node | None:
        """The shape with a name that a shape is part of; itself, if there is none."""
        return self._owners.get(shape, shape) if shape is not None else None

    def short(self, node: Node) -> str:
        """A term for reading: prefixes where there are, texts in quotation marks."""
        if isinstance(node, Literal):
            return f"{str(node)!r}" + (f"@{node.language}" if node.language else "")
        if isinstance(node, BNode):
            return "a blank node"
        iri = str(node)
        fitting = [(len(start), name) for name, start in self._prefixes.items() if iri.startswith(start)]
        if not fitting:
            return f"<{iri}>"
        length, name = max(fitting)
        return f"{name}:{iri[length:]}"

    def path(self, path: Node | None) -> str | None:
        """A property path as SPARQL writes it, with prefixes."""
        if path is None:
            return None
        if isinstance(path, URIRef):
            return self.short(path)
        for operator, before, after in (
            (SH.inversePath, "^", ""),
            (SH.oneOrMorePath, "", "+"),
            (SH.zeroOrMorePath, "", "*"),
            (SH.zeroOrOnePath, "", "?"),
        ):
            inner = self.graph.value(path, operator)
            if inner is not None:
                return f"{before}{self.path(inner)}{after}"
        choice = self.graph.value(path, SH.alternativePath)
        steps = [str(self.path(step)) for step in self.graph.items(choice or path)]
        return f"({'|'.join(steps)})" if choice is not None else "/".join(steps)

    def phrase(self, component: Node | None, shape: Node | None) -> str:
        """What a constraint of SHACL Core asks, as its violation reads."""
        name = str(component or "").rpartition("#")[2].removesuffix("ConstraintComponent")
        name = name[:1].lower() + name[1:]
        asked = self.graph.value(shape, SH[name]) if shape is not None else None
        if name in ("in", "languageIn") and asked is not None:
            value = ", ".join(self._plain(item) for item in self.graph.items(asked))
        else:
            value = self._plain(asked) if asked is not None else ""
        return _PHRASES.get(name, f"breaks sh:{name} {{}}").format(value).strip()

    def _plain(self, node: Node) -> str:
        return str(node) if isinstance(node, Literal) else self.short(node)


def _apart(node: Node, number: int) -> Node:
    """Blank nodes of different files stay different."""
    return BNode(f"f{number}{node}") if isinstance(node, BNode) else node
