"""The component that finds who speaks: one actor behind each source, and behind each relay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.nlp.cast.again import add_repeated
from kg.nlp.cast.bodies import add_bodies
from kg.nlp.cast.entities import Entities, Entity
from kg.nlp.cast.groups import add_groups
from kg.nlp.cast.holders import Holders
from kg.nlp.cast.home import Home
from kg.nlp.cast.offices import find_bodies
from kg.nlp.cast.people import add_people
from kg.nlp.cast.salience import View
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.cast.spot import Spotter
from kg.nlp.cast.who import resolve
from kg.nlp.page import Attribution, Page, read_page
from kg.nlp.when.expression import published_days
from kg.records import Actor, Document
from kg.register.load import Register
from kg.register.load import load as load_register


@dataclass(slots=True)
class Cast:
    """Who speaks in a document: one entry an attribution (None: nobody named), and the relays.

    ``bodies`` are the actors to whom the speakers' roles belong.
    """

    speakers: list[Resolved | None] = field(default_factory=list)
    relays: list[tuple[Resolved, ...]] = field(default_factory=list)
    bodies: list[Actor] = field(default_factory=list)


class ActorResolver:
    """The component: sets ``doc._.mentions`` to a `Cast` parallel to ``doc._.attributions``."""

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()
        self.spotter = Spotter(self.register)

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions = self.process(doc, doc._.attributions)
        return doc

    def scene(self, page: Page, article: Document) -> Scene:
        """A page made ready: all entities found, nobody heard yet."""
        entities = Entities()
        spotted = self.spotter.spot(page.doc)
        days = published_days(article.published)
        add_people(entities, page, self.register, spotted, days)
        home = Home(page, spotted, self.register)
        add_bodies(entities, page, self.register, spotted, home)
        find_bodies(entities, page, self.register)
        add_groups(entities, page)
        entities.settle()
        by_noun: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities.items:
            for noun in sorted(entity.called()):
                by_noun[noun].append(entity)
        add_repeated(entities, page, by_noun, home)
        entities.settle()
        return Scene(
            page=page, article=article, register=self.register, entities=entities,
            holders=Holders(page, days, entities, self.register), days=days, by_noun=by_noun,
            view=View(page=page, entities=entities),
        )  # fmt: skip

    def process(self, doc: Doc, attributions: Iterable[Attribution]) -> Cast:
        """The speakers and relays of the attributions of a Doc, in the order of the text."""
        page = doc.user_data.get("page")  # as attribution has read it
        scene = self.scene(page if isinstance(page, Page) else read_page(doc), doc.user_data["article"])
        cast = Cast()
        for attribution in attributions:
            source = attribution.source
            speaker = resolve(scene, doc[source[0] : source[1]]) if source else None
            via = tuple(resolve(scene, doc[a:b]) for a, b in attribution.via)
            if not via and speaker is not None and speaker.form == "pronoun":
                via = _handed_on(scene, speaker, cast)
            cast.speakers.append(speaker)
            cast.relays.append(via)
            if speaker is not None:
                scene.remember(speaker)
        speakers = [one and scene.latest(one) for one in cast.speakers]
        relays = [tuple(scene.latest(one) for one in via) for via in cast.relays]
        named = [one.entity for one in (*speakers, *(r for rs in relays for r in rs)) if one is not None]
        bodies = {id(role.body): role.body for e in named for role in e.shown if role.body is not None}
        bodies |= {id(e): e for one in speakers if one and one.office and (e := one.office.body)}
        return Cast(speakers=speakers, relays=relays, bodies=[scene.actor_of(e) for e in bodies.values()])


def _handed_on(scene: Scene, speaker: Resolved, cast: Cast) -> tuple[Resolved, ...]:
    """ "…, a-t-il ajouté": who goes on speaking does so through the same relay as in the sentence before."""
    before = cast.speakers[-1] if cast.speakers else None
    if before is None or before.entity is not speaker.entity:
        return ()
    near = scene.view.sentence(speaker.at) - scene.view.sentence(before.at) <= 1
    return cast.relays[-1] if near else ()
