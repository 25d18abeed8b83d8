"""A document being read: its entities, who has been heard in it so far, and the records made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from kg.ids import slug
from kg.nlp.cast.bodies import known_entity
from kg.nlp.cast.days import Days
from kg.nlp.cast.entities import Entities, Entity, ShownRole
from kg.nlp.cast.holders import Holders
from kg.nlp.cast.offices import Office, office_of
from kg.nlp.cast.officewords import office_roles
from kg.nlp.cast.people import entity_words, learn_roles
from kg.nlp.cast.salience import View
from kg.nlp.page import Page
from kg.records import Actor, Document, MentionForm, Role
from kg.register.load import Register
from kg.register.names import key

NEAR = 80  # mentions before a reference among which its antecedent is sought
_HEARD = 12  # speakers before it
_LONGEST = 80  # code points of a form of a name that is worth keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An actor, the entity behind it, the form of the mention that led to it, and where that stands."""

    actor: Actor
    form: MentionForm
    at: int
    entity: Entity
    office: Office | None = None


@dataclass(slots=True)
class Scene:
    """A document being read, its entities, and who has been heard in it so far."""

    page: Page
    article: Document
    register: Register
    entities: Entities
    holders: Holders
    view: View
    days: Days
    by_noun: dict[str, list[Entity]] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        """The spaCy Doc of the page."""
        return self.page.doc

    def remember(self, speaker: Resolved) -> None:
        """Somebody was just heard: pronouns and descriptions may take him up."""
        self.view.hear(speaker.entity, speaker.at)

    def actor_of(self, entity: Entity) -> Actor:
        """The record of an entity: the register's, or what the document tells."""
        if entity.known is not None:
            return entity.known
        identifier = slug(entity.name)
        forms = {form for form in entity.forms if key(form) != key(entity.name) and len(form) < _LONGEST}
        return Actor(
            id=f"{identifier}-{self.article.id}" if entity.local else identifier,
            name=entity.name,
            kind=entity.kind,
            gender=entity.gender if entity.kind == "person" else None,
            aliases=() if entity.local or entity.kind == "group" else tuple(sorted(forms)),
            roles=tuple(sorted(self._roles(entity), key=lambda role: (role.label, role.organization or ""))),
        )

    def _roles(self, entity: Entity) -> list[Role]:
        """The roles in which the document shows somebody, with the bodies that they belong to."""
        return [
            Role(label=r.label, organization=None if r.body is None else self.actor_of(r.body).id)
            for r in self.roles_of(entity)
        ]

    def roles_of(self, entity: Entity) -> list[ShownRole]:
        """The roles in which the document shows somebody, as a reader would give them."""
        return office_roles(entity.shown, self.doc, self.page.lexicon)

    def latest(self, resolved: Resolved) -> Resolved:
        """The same with the actor's record as it is once the whole document is read."""
        entity = resolved.entity
        office = office_of(entity, self.roles_of(entity), self.register, self.days)
        if office is not None and office.body is not None and office.actor is None:
            office = replace(office, actor=self.actor_of(office.body).id)
        return replace(resolved, actor=self.actor_of(entity), office=office)

    def entity_of(self, actor: Actor) -> Entity:
        """The entity of an actor of the register."""
        entity = known_entity(self.entities, actor)
        if actor.kind == "person":
            learn_roles(entity, self.register, self.days, entity_words(self.page))
        return entity

    def found(self, span: Span, entity: Entity, form: MentionForm) -> Resolved:
        """The words of a source as the mention of an entity."""
        return Resolved(actor=self.actor_of(entity), form=form, at=span.start, entity=entity)

    def in_view(self, token: int, more: Iterable[Entity] = ()) -> list[Entity]:
        """The entities named or heard lately, the nearest first, then more that are asked for."""
        near = self.entities.near(token, NEAR)
        heard = [entity for entity, _ in reversed(self.view.heard[-_HEARD:])]
        return list({id(e): e for e in (*heard, *near, *more)}.values())
