"""A statement as triples: who, what, when, the words it rests on, and the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.graph import literals
from kg.graph.actors import ActorWriter
from kg.graph.block import Block
from kg.graph.copies import add_copies
from kg.graph.index import Container, Index
from kg.records import Role, Span, Statement
from kg.vocab import DATE_BASES, KG, MENTION_KINDS, MODES, NIF, POSITIONS, PROV, SCHEMA, SKOS


class StatementWriter:
    """Turns statements into blocks of triples.

    Statements come document by document. A span that two of them share is described with the first one;
    to know it again, the offsets of the spans of one document are kept.
    """

    def __init__(self, index: Index, actors: ActorWriter) -> None:
        self.index = index
        self.actors = actors
        self.shared = actors.shared
        self.iris = actors.iris
        self._document: str | None = None
        self._spans: set[tuple[int, int]] = set()

    def triples(self, statement: Statement) -> Iterator[Triple]:
        """The statement with its spans, stances and generation."""
        block, node = Block(), self.iris("stmt", statement.id)
        container = self.index.container(statement)
        if container.id != self._document:
            self._document, self._spans = container.id, set()
        block.type(node, KG.Statement)
        if statement.mode == "direct":
            block.type(node, SCHEMA.Quotation)
        block.add(node, SCHEMA.isPartOf, self._place(statement, container))
        block.add(node, KG.document, self.iris("doc", container.id))
        block.add(node, SCHEMA.text, literals.words(statement.content_text, container.language))
        for span in statement.content:
            block.add(node, KG.contentSpan, self._span(block, container, span))
        block.add(node, KG.mode, MODES[statement.mode])
        block.add(node, KG.negated, literals.boolean(statement.negated))
        if statement.act:
            block.add(node, KG.act, literals.plain(statement.act))
        if statement.cue_lemma:
            block.add(node, KG.cue, literals.plain(statement.cue_lemma))
        if statement.cue is not None:
            block.add(node, KG.cueSpan, self._span(block, container, statement.cue))
        add_copies(block, node, self.index.copies("statement", statement.id))
        if statement.copy_of:
            block.add(node, KG.copyOf, self.iris("stmt", statement.copy_of))
        self._who(block, node, statement, container)
        self._when(block, node, statement, container)
        self._stances(block, node, statement, container)
        self._generation(block, node, statement.id, statement.rule, statement.confidence)
        return block.in_order(node)

    def _place(self, statement: Statement, container: Container) -> NamedNode:
        """The post that holds the statement, else the document."""
        post = container.post_at(statement.content[0].start) if statement.content else None
        return self.iris("post", post.id) if post else self.iris("doc", container.id)

    def _who(self, block: Block, node: NamedNode, statement: Statement, container: Container) -> None:
        if statement.source is not None:
            block.add(node, KG.speakerSpan, self._span(block, container, statement.source.span))
            block.add(node, KG.mentionKind, MENTION_KINDS[statement.source.form])
        self._relays(block, node, statement)
        if statement.addressee and statement.addressee in self.index.actors:
            block.add(node, KG.addressee, self.actors.point(statement.addressee))
        elif statement.addressee:
            block.add(node, KG.addresseeText, literals.words(statement.addressee, container.language))
        if statement.speaker:
            block.add(node, KG.speaker, self.actors.point(statement.speaker))
            if statement.in_role:
                block.add(node, KG.inRole, self._role(statement.speaker, statement.in_role))
                if statement.role_span is not None:
                    block.add(node, KG.roleSpan, self._span(block, container, statement.role_span))
        if statement.on_behalf_of:
            block.add(node, KG.onBehalfOf, self.actors.point(statement.on_behalf_of))

    def _relays(self, block: Block, node: NamedNode, statement: Statement) -> None:
        """Each relay as a node that reports the next one, the last one the statement; kg:via for short."""
        block.add(node, KG.via, *map(self.actors.point, statement.via))
        reported = node
        for depth, relay in reversed(tuple(enumerate(statement.via))):
            own = self.iris.relay(statement.id, depth)
            block.type(own, KG.Relay)
            block.add(own, KG.relayer, self.actors.point(relay))
            block.add(own, KG.depth, literals.count(depth))
            block.add(own, KG.reports, reported)
            reported = own

    def _role(self, speaker: str, label: str) -> NamedNode:
        """The membership that the register has for this role, else one of the document's own words."""
        known = self.index.actors.get(speaker)
        for role in known.roles if known else ():
            if role.label.casefold() == label.casefold():
                return self.iris.membership(speaker, role)
        return self.actors.membership(self.shared.block, speaker, Role(label=label))

    def _when(self, block: Block, node: NamedNode, statement: Statement, container: Container) -> None:
        when = statement.when
        block.add(node, KG.dateBasis, DATE_BASES[when.basis])
        block.add(node, KG.dateStart, literals.day(when.start) if when.start else None)
        block.add(node, KG.dateEnd, literals.day(when.end) if when.end else None)
        block.add(node, KG.dateEdtf, literals.edtf(when.edtf) if when.edtf else None)
        if when.conflict:
            block.add(node, KG.dateConflict, literals.boolean(True))
        if when.span is not None:
            block.add(node, KG.dateText, literals.words(when.span.text, container.language))
            block.add(node, KG.dateSpan, self._span(block, container, when.span))

    def _stances(self, block: Block, node: NamedNode, statement: Statement, container: Container) -> None:
        for stance in statement.stances:
            own = self.iris.stance(statement.id, stance)
            concept = self.iris("concept", stance.concept)
            holder = stance.holder or statement.speaker
            block.add(node, KG.stance, own)
            block.type(own, KG.Stance)
            block.add(own, KG.concept, concept)
            block.add(own, KG.position, POSITIONS[stance.position])
            block.add(own, KG.holder, self.actors.point(holder) if holder else None)
            for span in stance.words:
                block.add(own, KG.stanceSpan, self._span(block, container, span))
            if stance.rule:
                self._generation(block, own, statement.id, stance.rule, stance.confidence)
            self.shared.coded(concept, stance.concept, KG.ClaimConcept, SKOS.Concept)

    def _generation(self, block: Block, node: NamedNode, statement: str, rule: str, sure: float) -> None:
        """How a statement, or a stance in it, was found. The same rule and confidence share a node."""
        confidence = literals.decimal(sure)
        own = self.iris.generation(statement, rule, confidence.value)
        plan = self.shared.coded(self.iris("rule", rule), rule, PROV.Plan)
        block.add(node, PROV.qualifiedGeneration, own)
        block.type(own, PROV.Generation)
        block.add(own, KG.confidence, confidence)
        block.add(own, KG.rule, plan)

    def _span(self, block: Block, container: Container, span: Span) -> NamedNode:
        """The IRI of a span, described in the block the first time."""
        node = self.iris.span(container.id, span)
        key = (span.start, span.end)
        if key not in self._spans:
            self._spans.add(key)
            block.type(node, NIF.OffsetBasedString)
            block.add(node, NIF.referenceContext, self.iris("doc", container.id))
            block.add(node, NIF.beginIndex, literals.count(span.start))
            block.add(node, NIF.endIndex, literals.count(span.end))
            block.add(node, NIF.anchorOf, literals.words(span.text, container.language))
        return node
