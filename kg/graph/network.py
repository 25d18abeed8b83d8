"""Corpus → NetworkX: who says what in which document, as one directed multigraph.

    actor ──says──▶ statement ──in──▶ document ──published by──▶ outlet
    actor ──relays──▶ statement        statement ──addressed to──▶ actor
    actor ──member of──▶ actor         statement ──copy of──▶ statement
                                       document ──copy of──▶ document
    statement ──supports | opposes | is neutral on──▶ claim

Node ids are those of the Turtle file ("actor:serguei-lavrov"). Attributes are str, int, float or
bool only, and every element has all of them ("" , 0 or False where there is nothing to say),
because GEXF, GraphML and Gephi take nothing else. The key of an edge is ``kind:source>target``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any

import networkx as nx

from kg.graph.index import Container, Index, once
from kg.graph.iris import curie, short
from kg.plain import clean, shorten
from kg.records import Actor, Corpus, Document, Statement

__all__ = ["EDGE_DEFAULTS", "NODE_DEFAULTS", "Value", "clean", "shorten", "to_network"]

Value = str | int | float | bool

NODE_DEFAULTS: dict[str, Value] = {
    "label": "",
    "kind": "",
    "category": "",
    "text": "",
    "date": "",
    "date_start": "",
    "date_end": "",
    "date_basis": "",
    "negated": False,
    "act": "",
    "cue": "",
    "rule": "",
    "confidence": 0.0,
    "side": "",
    "gender": "",
    "organization": "",
    "outlet": "",
    "url": "",
    "language": "",
    "statements": 0,
}
"""Attributes of a node. category: kind of actor or document, mode of statement; statements: how many
an actor made or a document holds; organization: the body an actor is part of or last had a role in."""

EDGE_DEFAULTS: dict[str, Value] = {
    "label": "",
    "kind": "",
    "weight": 1.0,
    "sign": 0,
    "holder": "",
    "role": "",
    "dated": False,
    "date_start": "",
    "date_end": "",
    "confidence": 0.0,
}
"""Attributes of an edge. weight is never 0, sign is -1, 0 or 1, holder whose stance it is,
role that of the speaker at that time; date_start and date_end are days, of saying or of publishing."""

# a year, or a month of one
_MONTH = re.compile("(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?")

POSITION_EDGES = {"support": ("supports", 1), "oppose": ("opposes", -1), "neutral": ("is neutral on", 0)}


def to_network(corpus: Corpus) -> nx.MultiDiGraph[str]:
    """The base graph of a corpus. Nodes and edges come in a fixed order.

    Reads ``corpus.documents`` twice, the rest once; raises ValueError for a statement whose
    document is not there.
    """
    network = _Network(Index(corpus))
    for actor in once(corpus.actors):
        network.actor(actor.id)
    copies: list[tuple[str, str]] = []
    for document in once(corpus.documents):
        network.document(document)
        if document.copy_of:
            copies.append((curie("doc", document.id), curie("doc", document.copy_of)))
    for statement in once(corpus.statements):
        network.statement(statement)
        if statement.copy_of:
            copies.append((curie("stmt", statement.id), curie("stmt", statement.copy_of)))
    for copy, original in copies:
        if original in network.graph:
            network.edge("copy of", copy, original)
    for actor in once(corpus.actors):
        for whole in actor.member_of:
            if whole in network.index.actors:
                network.edge("member of", network.actor(actor.id), network.actor(whole))
    return network.graph


def days_of(published: str | None) -> tuple[str, str]:
    """The first and the last day of an ISO 8601 time, day, month or year; twice "" for anything else."""
    text = published or ""
    if _MONTH.fullmatch(text):
        year, month = int(text[:4]), int(text[5:] or 1)
        last = monthrange(year, month)[1] if text[5:] else 31
        return date(year, month, 1).isoformat(), date(year, month if text[5:] else 12, last).isoformat()
    try:
        day = datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return "", ""
    return day, day


class _Network:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def node(self, name: str, **attributes: Value) -> str:
        """Add a node unless it is there; text cleaned, the missing attributes filled in."""
        if name not in self.graph:
            self.graph.add_node(name, **_filled(NODE_DEFAULTS, attributes))
        return name

    def edge(self, kind: str, source: str, target: str, **attributes: Value) -> None:
        """Add an edge unless it is there."""
        key = f"{kind}:{source}>{target}"
        if not self.graph.has_edge(source, target, key):
            filled = _filled(EDGE_DEFAULTS, {"kind": kind, "label": kind, **attributes})
            self.graph.add_edge(source, target, key, **filled)

    def count(self, name: str) -> None:
        """One more statement at a node."""
        attributes: dict[str, Any] = self.graph.nodes[name]
        attributes["statements"] += 1

    def actor(self, identifier: str) -> str:
        name, known = curie("actor", identifier), self.index.actors.get(identifier)
        if known is None:
            return self.node(name, kind="actor", label=identifier)
        return self.node(
            name,
            kind="actor",
            label=known.name,
            category=known.kind,
            side=known.side or "",
            gender=known.gender or "",
            organization=self._organization(known),
        )

    def _organization(self, actor: Actor) -> str:
        """The body that an actor is part of, else that of the latest role."""
        if actor.member_of:
            return self.index.name(actor.member_of[0])
        held = [role for role in actor.roles if role.organization is not None]
        latest = max(held, key=lambda role: (role.start or date.min, role.label), default=None)
        return self.index.name(latest.organization) if latest and latest.organization else ""

    def document(self, document: Document) -> str:
        start, end = days_of(document.published)
        node = self.node(
            curie("doc", document.id),
            kind="document",
            category=document.kind,
            label=shorten(clean(document.title or document.name)),
            text=document.title or "",
            date=document.published or "",
            date_start=start,
            date_end=end,
            outlet=document.outlet or "",
            url=document.url or "",
            language=document.language,
        )
        if document.outlet:
            outlet = self.outlet(document.outlet)
            self.edge("published by", node, outlet, dated=bool(start), date_start=start, date_end=end)
        return node

    def outlet(self, name: str) -> str:
        """The outlet, or the actor of that name."""
        actor = self.index.medium(name)
        if actor is not None:
            return self.actor(actor)
        return self.node(f"outlet:{short(name)}", kind="outlet", category="media", label=name)

    def statement(self, statement: Statement) -> None:
        container = self.index.container(statement)
        node = self._statement_node(statement, container)
        start, end = statement.when.start, statement.when.end
        when: dict[str, Value] = {
            "dated": start is not None or end is not None,
            "date_start": start.isoformat() if start else "",
            "date_end": end.isoformat() if end else "",
            "confidence": round(float(statement.confidence), 4),
        }
        document = curie("doc", container.id)
        self.edge("in", node, document, **when)
        self.count(document)
        if statement.speaker:
            speaker = self.actor(statement.speaker)
            self.edge("says", speaker, node, role=statement.in_role or "", **when)
            self.count(speaker)
        for relay in statement.via:
            self.edge("relays", self.actor(relay), node, **when)
        if statement.addressee and statement.addressee in self.index.actors:
            self.edge("addressed to", node, self.actor(statement.addressee), **when)
        if statement.on_behalf_of:
            self.edge("speaks for", node, self.actor(statement.on_behalf_of), **when)
        for stance in statement.stances:
            kind, sign = POSITION_EDGES[stance.position]
            holder = stance.holder or statement.speaker
            claim = self.claim(stance.concept)
            name = self.index.name(holder) if holder else ""
            self.edge(kind, node, claim, sign=sign, holder=name, **when)

    def claim(self, identifier: str) -> str:
        known = self.index.claims.get(identifier)
        label, scope = (known.label_fr, known.scope_fr or "") if known else (identifier, "")
        return self.node(curie("concept", identifier), kind="claim", label=label, text=scope)

    def _statement_node(self, statement: Statement, container: Container) -> str:
        name = curie("stmt", statement.id)
        text, when = clean(statement.content_text), statement.when
        return self.node(
            name,
            kind="statement",
            category=statement.mode,
            label=shorten(text),
            text=text,
            date=statement.said_on or "",
            date_start=when.start.isoformat() if when.start else "",
            date_end=when.end.isoformat() if when.end else "",
            date_basis=when.basis,
            negated=statement.negated,
            act=statement.act,
            cue=statement.cue_lemma or "",
            rule=statement.rule,
            confidence=round(float(statement.confidence), 4),
            outlet=container.outlet or "",
            url=container.url or "",
            language=container.language,
        )


def _filled(defaults: dict[str, Value], attributes: dict[str, Value]) -> dict[str, Value]:
    """All attributes in their fixed order, of their fixed type, text cleaned."""
    values = {name: attributes.get(name, default) for name, default in defaults.items()}
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
