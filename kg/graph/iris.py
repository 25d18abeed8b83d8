"""Stable IRIs: the same record has the same IRI in every run, on every machine.

All of them are ASCII, hang under one configurable base, and are made from ids and words alone.
Everything has an IRI; the graph holds no blank node, so that two runs can be merged or compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.ids import digest, slug
from kg.records import Role, Span, Stance

DATA_BASE = "https://w3id.org/newskg/id/"
FAMILIES = (
    *("actor", "author", "bloc", "concept", "doc", "gen", "graph", "membership"),
    *("outlet", "post", "relay", "role", "rule", "span", "stance", "stmt"),
)
"""What stands under the base; each is also the prefix of its IRIs in Turtle."""

_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BASE = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]*[/#:]")
_SLUG_LENGTH = 60


@lru_cache(maxsize=4096)
def local(identifier: str) -> str:
    """The identifier as the end of an IRI: itself if it is safe, else a slug and its hash."""
    if len(identifier) <= 2 * _SLUG_LENGTH and _SAFE.fullmatch(identifier):
        return identifier
    return f"{short(identifier)}-{digest(identifier)}"


def short(words: str) -> str:
    """The slug of some words; a long one is cut, and ends in the hash of the whole."""
    whole = slug(words)
    if len(whole) <= _SLUG_LENGTH:
        return whole
    return f"{whole[:_SLUG_LENGTH].rstrip('-')}-{digest(whole, length=6)}"


def curie(family: str, identifier: str) -> str:
    """The short form, as in Turtle: "actor:serguei-lavrov"."""
    return f"{family}:{local(identifier)}"


class Iris:
    """Makes the IRIs of a graph under ``base``, which must be absolute, ASCII and end in / # or :."""

    def __init__(self, base: str = DATA_BASE) -> None:
        if not _BASE.fullmatch(base):
            raise ValueError(f"{base!r} is no base for IRIs: give an absolute one that ends in '/'")
        self.base = base
        self.prefixes: Mapping[str, str] = {family: f"{base}{family}/" for family in FAMILIES}

    def __call__(self, family: str, identifier: str) -> NamedNode:
        """The IRI of a record of a family by its id."""
        return NamedNode(self.prefixes[family] + local(identifier))

    def named(self, family: str, name: str) -> NamedNode:
        """The IRI of something known by its name only: case, accents and spaces do not count."""
        return NamedNode(self.prefixes[family] + short(name))

    def author(self, name: str, outlet: str | None) -> NamedNode:
        """Authors of one name are one person only within an outlet."""
        return NamedNode(f"{self.prefixes['author']}{short(outlet or 'x')}-{short(name)}")

    def span(self, document: str, span: Span) -> NamedNode:
        """Document and offsets."""
        return NamedNode(f"{self.prefixes['span']}{local(document)}_{span.start}_{span.end}")

    def relay(self, statement: str, depth: int) -> NamedNode:
        """Statement and place in its chain, 0 for the relay nearest the reader."""
        return NamedNode(f"{self.prefixes['relay']}{local(statement)}-{depth}")

    def stance(self, statement: str, stance: Stance) -> NamedNode:
        """Statement, concept, position, and the holder if it is not the speaker."""
        parts = (statement, stance.concept, stance.position, *([stance.holder] if stance.holder else []))
        return NamedNode(self.prefixes["stance"] + "-".join(map(local, parts)))

    def generation(self, statement: str, rule: str, confidence: str) -> NamedNode:
        """Another rule or confidence is another generation: the graphs of two runs do not clash."""
        return NamedNode(f"{self.prefixes['gen']}{local(statement)}-{digest(rule, confidence, length=8)}")

    def membership(self, actor: str, role: Role) -> NamedNode:
        """Actor, role, organisation and dates."""
        period = (str(role.start or ""), str(role.end or ""))
        key = digest(role.label, role.organization or "", *period, length=8)
        return NamedNode(f"{self.prefixes['membership']}{local(actor)}-{short(role.label)}-{key}")
