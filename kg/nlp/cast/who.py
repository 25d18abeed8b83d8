"""Who is meant by the words of a source, while a document is read from top to bottom.

Names come first, then metonyms, roles and descriptions, then pronouns. What cannot be resolved keeps
its own words, local to the document, and is never merged with anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Span

from kg.nlp.cast import described, pronouns
from kg.nlp.cast.beside import apposed, authored, without_circumstances, without_medium
from kg.nlp.cast.describe import Description, describe, gender_of
from kg.nlp.cast.entities import Entity, mention_at
from kg.nlp.cast.named import named, proper, proper_body, registered, said_before
from kg.nlp.cast.ranking import Choice, best
from kg.nlp.cast.reference import reference_of
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.cast.together import joint, pair
from kg.records import ActorKind


def resolve(scene: Scene, span: Span) -> Resolved:
    """The actor that the words of a source stand for."""
    span = without_medium(scene, without_circumstances(span))
    return certain(scene, span) or _ranked(scene, span) or unnamed(scene, span)


def certain(scene: Scene, span: Span) -> Resolved | None:
    """Who is meant by a name, a metonym, an exact description or a role that the register knows."""
    reference = reference_of(span)
    if reference is not None:
        return pronouns.certain(scene, span, reference, lambda noun: resolve(scene, noun))
    return (
        registered(scene, span)
        or joint(scene, span)
        or named(scene, span)
        or apposed(scene, span)
        or authored(scene, span, lambda author: _own(scene, author))
        or said_before(scene, span)
        or pair(scene, span)
        or proper(scene, span)
        or described.role(scene, span)
    )


def choice_of(scene: Scene, span: Span) -> Choice | None:
    """Whom a pronoun or a definite description may mean, with the features of each; None for other words."""
    reference = reference_of(span)
    if reference is not None:
        if reference.person == 1:
            return None
        return Choice(
            sort=reference.sort, candidates=list(pronouns.antecedents(scene, reference, span.start))
        )
    description = describe(span, scene.page.lexicon)
    if description is None or not description.definite or description.plural:
        return None
    inside = {id(scene.entities.at[i]) for i in range(span.start, span.end) if i in scene.entities.at}
    found = described.candidates(scene, description, span.start)
    outside = [one for one in found if id(one[0]) not in inside]  # "un conseiller de X" is not X
    said = tuple(described.said(description))
    return Choice(sort=described.sort_of(description), candidates=outside, said=said)


def _own(scene: Scene, author: Span) -> Resolved:
    """The author of a document by a description."""
    return described.role(scene, author) or _ranked(scene, author) or unnamed(scene, author)


def _ranked(scene: Scene, span: Span) -> Resolved | None:
    """The most probable candidate; a description that fits nobody well enough keeps its own words."""
    reference = reference_of(span)
    choice = choice_of(scene, span)
    found = None if choice is None else best(choice)
    if found is None and reference is None and choice is not None:
        found = described.only_body(scene, span, choice)
    if found is None and reference is not None and reference.person == 3 and not reference.plural:
        agreeing = [entity for entity, _ in choice.candidates] if choice is not None else []
        found = pronouns.only(scene, agreeing, span.start) or pronouns.named_next(
            scene, reference, span.start
        )
    if found is None:
        return None
    if reference is not None and found.kind == "person":
        found.gender = found.gender or reference.gender
    if reference is None and found.kind != "person":
        called = gender_of(span, span.root)
        found.called_as |= {called} if called else set()  # "le syndicat … il"
        found.gender = found.gender or called
    return scene.found(span, found, "pronoun" if reference else "role")


def unnamed(scene: Scene, span: Span) -> Resolved:
    """Words that name nobody: kept as they are, local to the document unless they name a body."""
    reference = reference_of(span)
    if reference is not None:
        entity = Entity(name=reference.word, kind="unnamed", plural=reference.plural, local=True)
        return scene.found(span, entity, "pronoun")
    body = proper_body(scene, span)
    if body is not None:
        return scene.found(span, body, "name")
    description = describe(span, scene.page.lexicon)
    kind: ActorKind = "unnamed"
    if description is not None and description.plural:
        kind = "group"
    elif description is not None and description.kind in {"organization", "media", "document"}:
        kind = cast(ActorKind, description.kind)
    name = " ".join(span.text.split())
    known = scene.entities.named(name)
    entity = known or scene.entities.add(Entity(name=name, kind=kind, local=True, plural=kind == "group"))
    if known is None:
        if description is not None:
            entity.gender = description.gender
            entity.nouns.add(description.noun)
            entity.words |= description.words
            scene.by_noun.setdefault(description.noun, []).append(entity)
            entity.members = tuple(_spoken_for(scene, span, description))
        mention = mention_at(scene.doc, span.start, span.end, scene.page.inside)
        entity.mentions.append(mention)
    return scene.found(span, entity, "unnamed" if kind == "unnamed" else "role")


def _spoken_for(scene: Scene, span: Span, description: Description) -> Iterator[Entity]:
    """The body for which an unnamed spokesperson speaks ("le porte-parole de la police grecque")."""
    if description.noun == "porteparole":
        found = (scene.entities.at.get(i) for i in range(span.start + 1, span.end))
        yield from (e for e in found if e is not None and e.kind in {"organization", "media", "state"})
