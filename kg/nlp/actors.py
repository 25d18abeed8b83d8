"""The component that finds who speaks: one actor behind each source, and behind each relay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.lexicon.load import Lexicon, load
from kg.nlp.naming import Resolved
from kg.nlp.page import Attribution
from kg.nlp.people import find_people
from kg.nlp.scene import Scene
from kg.records import Document
from kg.register.load import Register
from kg.register.load import load as load_register


@dataclass(slots=True)
class Cast:
    """Who speaks in a document: one entry an attribution (None: nobody named), and the relays."""

    speakers: list[Resolved | None] = field(default_factory=list)
    relays: list[tuple[Resolved, ...]] = field(default_factory=list)


class ActorResolver:
    """The component: sets ``doc._.mentions`` to a `Cast` parallel to ``doc._.attributions``."""

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()
        self.lexicon: Lexicon = load("fr")

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions = self.process(doc, doc._.attributions)
        return doc

    def process(self, doc: Doc, attributions: Iterable[Attribution]) -> Cast:
        """The speakers and relays of the attributions of a Doc, in the order of the text."""
        article: Document = doc.user_data["article"]
        scene = Scene(doc=doc, article=article, people=find_people(doc, self.lexicon),
                       register=self.register, lexicon=self.lexicon)  # fmt: skip
        cast = Cast()
        for attribution in attributions:
            source = attribution.source
            speaker = scene.resolve(doc[source[0] : source[1]]) if source else None
            cast.speakers.append(speaker)
            cast.relays.append(tuple(scene.resolve(doc[a:b]) for a, b in attribution.via))
            if speaker is not None:
                scene.remember(speaker)
        return cast
