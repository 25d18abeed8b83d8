"""Sources that are pronouns: who is sure by the syntax, and who may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Span

from kg.nlp.cast.entities import Entity
from kg.nlp.cast.named import registered
from kg.nlp.cast.ranking import Candidate
from kg.nlp.cast.reference import Reference
from kg.nlp.cast.salience import features
from kg.nlp.cast.scene import NEAR, Resolved, Scene
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import low
from kg.register.names import key


def certain(
    scene: Scene, span: Span, reference: Reference, resolve: Callable[[Span], Resolved]
) -> Resolved | None:
    """Who says "je" in a quotation is who was heard last; a pronoun may follow its clause's subject."""
    if reference.person == 1:
        quoted = scene.page.inside[span.start] >= 0
        if quoted and scene.view.heard and not reference.plural:
            return scene.found(span, scene.view.heard[-1][0], "pronoun")
        return None
    found = _clause_before(scene, span) or _antecedent(scene, span, resolve)
    if found is None and reference.sort == "celui-ci":
        found = _nearest(scene, reference, span.start)
    return None if found is None else scene.found(span, found, "pronoun")


def _antecedent(scene: Scene, span: Span, resolve: Callable[[Span], Resolved]) -> Entity | None:
    """Whom a relative "qui" stands for: the noun that its clause belongs to."""
    if low(span[0]) != "qui" or not span[0].head.dep_.startswith("acl"):
        return None
    noun = span[0].head.head
    found = scene.entities.at.get(noun.i)
    if found is None and noun.i < span.start:
        first, last = noun_phrase(scene.doc, noun, max(0, noun.i - 12), span.start)
        found = resolve(scene.doc[first:last]).entity
    return found


def _nearest(scene: Scene, reference: Reference, token: int) -> Entity | None:
    """ "celui-ci", "ce dernier": the one named last who agrees."""
    agreeing = [
        entity
        for entity in scene.entities.near(token, NEAR)
        if entity.plural == reference.plural and entity.kind != "document" and entity.agrees(reference.gender)
    ]
    here = scene.view.sentence(token)
    close = [e for e in agreeing if (m := e.last(token)) and here - scene.view.sentence(m.first) <= 2]
    people = [e for e in close if e.kind in {"person", "group"}]
    return next(iter(people or close or agreeing), None)


def only(scene: Scene, agreeing: Sequence[Entity], token: int) -> Entity | None:
    """The only one in view who agrees, if just named as a subject."""
    if len(agreeing) != 1:
        return None
    last = agreeing[0].last(token)
    if last is None or not last.subject or scene.view.sentence(token) - scene.view.sentence(last.first) > 1:
        return None
    return agreeing[0]


def named_next(scene: Scene, reference: Reference, token: int) -> Entity | None:
    """ "« … », a-t-il lancé. À 22 ans, Simon D. …": where nobody was named before, who is next.

    Somebody whom the title names is meant, wherever the text names him.
    """
    title = key(scene.article.title or "")
    for entity in scene.entities.items:
        named = entity.kind == "person" and entity.mentions and key(entity.name)[-1] in title
        if named and entity.mentions[0].first > token and entity.agrees(reference.gender):
            return entity
    for entity in scene.entities.items:
        if entity.kind == "person" and entity.mentions and entity.mentions[0].first > token:
            near = scene.view.sentence(entity.mentions[0].first) - scene.view.sentence(token) <= 2
            if near and entity.agrees(reference.gender):
                return entity
    return None


def _clause_before(scene: Scene, span: Span) -> Entity | None:
    """ "Bien que Moscou ne pose aucun ultimatum, il juge …": the subject of the clause before."""
    if low(span[0]) not in {"il", "elle"} or not span.start or scene.doc[span.start - 1].text != ",":
        return None
    for k in range(span.start - 1, max(-1, span.start - 16), -1):
        token = scene.doc[k]
        if token.text in {".", ";", "!", "?", ":"} or scene.page.inside[k] >= 0:
            return None
        if token.dep_.startswith("nsubj") and token.pos_ == "PROPN":
            found = registered(scene, scene.doc[token.left_edge.i : token.right_edge.i + 1])
            return None if found is None else found.entity
    return None


def antecedents(scene: Scene, reference: Reference, token: int) -> Iterator[Candidate]:
    """Whom a pronoun may mean, with the features of each."""
    agreeing = [
        entity
        for entity in scene.in_view(token, ())
        if entity.plural == reference.plural and entity.kind != "document" and entity.agrees(reference.gender)
    ]
    alone = (f"{reference.sort} alone",) if len(agreeing) == 1 else ()
    for entity in agreeing:
        yield entity, (*features(scene.view, entity, token, sort=reference.sort), *alone)
