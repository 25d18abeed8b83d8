"""An actor as triples: classes, labels, side, roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode, Triple

from kg.graph import literals
from kg.graph.block import Block, Shared, labels
from kg.records import Actor, Role
from kg.vocab import ACTOR_KINDS, FOAF, KG, ORG, OWL, SCHEMA, SKOS

CLASSES: Mapping[str, tuple[NamedNode, ...]] = MappingProxyType(
    {
        "person": (FOAF.Person,),
        "organization": (ORG.Organization,),
        "state": (ORG.Organization, SCHEMA.Country),
        "media": (ORG.Organization, SCHEMA.NewsMediaOrganization),
        "group": (FOAF.Group,),
        "document": (FOAF.Document,),
        "unnamed": (KG.UnnamedSource,),
    }
)
"""The classes of each kind of actor, beside foaf:Agent."""


class ActorWriter:
    """Turns actors into blocks of triples, and describes the ones that are only pointed to."""

    def __init__(self, actors: Mapping[str, Actor], shared: Shared) -> None:
        self.actors = actors
        self.shared = shared
        self.iris = shared.iris

    def point(self, actor: str) -> NamedNode:
        """The IRI of an actor. One that the corpus does not describe gets its id for a label."""
        node = self.iris("actor", actor)
        if actor not in self.actors:
            self.shared.named(node, actor, FOAF.Agent)
        return node

    def triples(self, actor: Actor) -> Iterator[Triple]:
        """The actor and its memberships."""
        block, node = Block(), self.iris("actor", actor.id)
        block.type(node, FOAF.Agent, *CLASSES[actor.kind])
        block.add(node, KG.actorKind, ACTOR_KINDS[actor.kind])
        block.add(node, SKOS.prefLabel, *labels([actor.name]))
        block.add(node, KG.gender, literals.plain(actor.gender) if actor.gender else None)
        if actor.name_en:
            block.add(node, SKOS.prefLabel, *labels([actor.name_en], "en"))
        block.add(node, SKOS.altLabel, *labels(set(actor.aliases) - {actor.name}))
        block.add(node, OWL.sameAs, *map(literals.same_as, actor.same_as))
        block.add(node, ORG.memberOf, *map(self.point, actor.member_of))
        if actor.side:
            side = self.iris.named("bloc", actor.side)
            block.add(node, KG.bloc, self.shared.coded(side, actor.side, SKOS.Concept))
        for role in actor.roles:
            self.membership(block, actor.id, role)
        return block.in_order(node)

    def membership(self, block: Block, actor: str, role: Role) -> NamedNode:
        """Describe in a block that an actor holds or held a role; the IRI of that fact."""
        node = self.iris.membership(actor, role)
        block.type(node, ORG.Membership)
        block.add(node, ORG.member, self.point(actor))
        title = self.iris.named("role", role.label)
        block.add(node, ORG.role, self.shared.named(title, role.label, ORG.Role))
        if role.organization:
            block.add(node, ORG.organization, self.point(role.organization))
        block.add(node, SCHEMA.startDate, literals.day(role.start) if role.start else None)
        block.add(node, SCHEMA.endDate, literals.day(role.end) if role.end else None)
        return node
