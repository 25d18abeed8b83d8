"""Sources that name somebody: names, acronyms, metonyms, surnames, and unknown proper names of bodies."""

from __future__ import annotations

from spacy.tokens import Span

from kg.nlp.cast.bodies import body_name
from kg.nlp.cast.describe import DEFINITE, head_of
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.nouns import is_people, kind_of_noun
from kg.nlp.cast.people import entity_words, take_known_surname
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.cast.titles import is_civility
from kg.nlp.tokens import is_capitalised, low
from kg.register.names import key, without_title

_LINKING = frozenset("de d' du des à au aux pour en dans sur chez entre".split())
_SIZES = {"organization": 2, "state": 1}


def registered(scene: Scene, span: Span) -> Resolved | None:
    """A name, acronym or metonym of the register or the document, as it stands."""
    entity = scene.entities.at.get(span.end - 1)
    if entity is not None and entity.kind == "person" and len(span) <= 4 and _names_all(scene, span, entity):
        return scene.found(span, entity, "name")
    entity = scene.entities.named(span.text)
    if entity is not None and (entity.kind == "person" or not entity.local):
        return scene.found(span, entity, "role" if entity.local else "name")
    written = len(key(span.text)) > 1 or any(is_capitalised(t) for t in span if low(t) not in DEFINITE)
    known = scene.register.named(span.text) if written else None
    if known is not None:
        return scene.found(span, scene.entity_of(known), "name")
    identifiers = scene.register.metonyms.get(key(span.text), ())
    if identifiers and (len(key(span.text)) > 1 or is_capitalised(span[-1])):
        identifier = _meant(scene, identifiers)
        if identifier is not None:
            entity = scene.entity_of(scene.register.actors[identifier])
            entity.called_as.add("f" if low(span[0]) in {"la", "cette"} else "m")  # "Moscou … il"
            return scene.found(span, entity, "metonym")
    return _surname(scene, span) or _side(scene, span)


def said_before(scene: Scene, span: Span) -> Resolved | None:
    """Somebody without a name who was spoken of in the same words ("une source diplomatique")."""
    entity = scene.entities.named(span.text)
    return None if entity is None else scene.found(span, entity, "role")


def _surname(scene: Scene, span: Span) -> Resolved | None:
    """ "Barroso estime que": a surname that the recogniser has missed, by the register."""
    words = key(span.text)
    if len(words) > 2 or not is_capitalised(span[-1]) or words not in scene.register.surnames:
        return None
    entity = Entity(name=without_title(span.text), kind="person", local=True)
    take_known_surname(entity, scene.page, scene.register, scene.days)
    return None if entity.known is None else scene.found(span, scene.entity_of(entity.known), "name")


def _side(scene: Scene, span: Span) -> Resolved | None:
    """ "la partie américaine", "le camp russe": the state of the adjective."""
    words = key(span.text)
    if len(words) != 2 or words[0] not in {"partie", "camp", "cote"}:
        return None
    state = scene.register.adjectives.get(words[1])
    return (
        None if state is None else scene.found(span, scene.entity_of(scene.register.actors[state]), "metonym")
    )


def _names_all(scene: Scene, span: Span, entity: Entity) -> bool:
    """Is a person all that the words name, but for a civility?"""
    return all(scene.entities.at.get(t.i) is entity or is_civility(t) for t in span)


def _meant(scene: Scene, identifiers: tuple[str, ...]) -> str:
    """Of the bodies that a seat stands for, the one that the document names most, with its parts.

    A body that is part of another of them stands back; where none is named, the largest is meant
    ("Bruxelles": the European Union).
    """
    actors, parts = scene.register.actors, scene.register.parts
    whole = [i for i in identifiers if not set(actors[i].member_of) & set(identifiers)] or [*identifiers]
    counts = dict.fromkeys(whole, 0)
    for entity in scene.entities.items:
        if entity.known is not None:
            for i in {entity.known.id, *entity.known.member_of} & counts.keys():
                direct = entity.known.id == i or actors[i].kind != "state"
                counts[i] += (
                    len(entity.mentions) if (direct and entity.kind != "state") or entity.known.id == i else 0
                )
    words = entity_words(scene.page)
    for adjective, state in scene.register.adjectives.items():
        if state in counts and adjective in words:
            counts[state] += 1
    return max(whole, key=lambda i: (counts[i], _SIZES.get(actors[i].kind, 0), parts[i], i))


def named(scene: Scene, span: Span) -> Resolved | None:
    """Somebody named in the words themselves, other than as a complement of them."""
    found: list[Entity] = []
    whole = scene.entities.named(span.text)
    for i in range(span.start, span.end):
        entity = scene.entities.at.get(i)
        if entity is None or (entity is whole and entity.local):
            continue
        begins = i == span.start or scene.entities.at.get(i - 1) is not entity
        if begins and entity not in found and not _is_complement(scene, span, i):
            found.append(entity)
    if not found:
        return None
    if found[0].known is None and _is_part_of_name(scene, span, found[0]):
        name = " ".join(span.text.split())
        return scene.found(span, scene.entities.add(Entity(name=name, kind=found[0].kind)), "name")
    head = head_of(span, scene.page.lexicon)
    kind = kind_of_noun(head, scene.page.lexicon) if head is not None else None
    people = [e for e in found if e.kind == "person"]
    if people and kind != "organization" and (found[0].kind == "media" or head is not None):
        return scene.found(span, people[0], "name")  # "l'eurodéputé PS Paul K.", "sur BFMTV Paul K."
    return scene.found(span, found[0], "name")


def _is_part_of_name(scene: Scene, span: Span, entity: Entity) -> bool:
    """ "Nock Ag Attia", of which the recogniser has found but "Ag Attia"."""
    capitals = all(is_capitalised(t) and t.is_alpha for t in span)
    return capitals and 2 <= len(span) <= 4 and scene.entities.at.get(span.start) is not entity


def _is_complement(scene: Scene, span: Span, i: int) -> bool:
    """Is the name at a token only part of a description ("l'avocat de X", "un policier à Paris")?"""
    between = [low(t) for t in scene.doc[span.start : i] if t.pos_ != "DET" and low(t) not in {"l'", "la"}]
    if between and between[-1] in _LINKING:
        return True
    head = head_of(span, scene.page.lexicon)
    if head is None or head.i >= i:
        return False
    if scene.entities.at[i].kind == "person":
        return _is_of_another(scene, head.i, i)
    if is_people(head, scene.page.lexicon):
        return True  # "l'eurodéputé EELV", "trois gendarmes du Groupe X"
    return kind_of_noun(head, scene.page.lexicon) == "document"


def _is_of_another(scene: Scene, head: int, i: int) -> bool:
    """Does a name belong to a further role, not to the first one?

    "l'avocat du président Paul K.", "le conseiller des ministres Paul K. et Rose D."; but in "le maire LR
    de Nice Paul K." and "le chef de file des sénateurs Paul K." the name is the person's own.
    """
    between = [t for t in scene.doc[head + 1 : i] if not is_capitalised(t)]
    roles = [t for t in between if t.pos_ == "NOUN" and is_people(t, scene.page.lexicon)]
    if not roles or scene.doc[i - 1].text == ",":
        return False
    end = i
    while end < len(scene.doc) and scene.entities.at.get(end) is scene.entities.at[i]:
        end += 1
    several = "et" in {low(scene.doc[i - 1]), low(scene.doc[min(end, len(scene.doc) - 1)])}
    linked = any(low(t) in {"de", "d'", "des", "du"} for t in between if t.i < roles[-1].i)
    return linked and (several or not low(roles[-1]).endswith(("s", "x")))


def proper(scene: Scene, span: Span) -> Resolved | None:
    """A body by a proper name that neither register nor recogniser knows."""
    entity = proper_body(scene, span)
    return None if entity is None else scene.found(span, entity, "name")


def proper_body(scene: Scene, span: Span) -> Entity | None:
    """A body by a proper name that neither register nor recogniser knows."""
    if not any(is_capitalised(t) for t in list(span)[1:]) and span[0].pos_ != "PROPN":
        return None
    head = head_of(span, scene.page.lexicon)
    kind = kind_of_noun(head, scene.page.lexicon) if head is not None else "organization"
    named = [t for t in span if is_capitalised(t) and t.i > span.start and t != head]
    if head is None and 2 <= len(span) <= 4 and all(is_capitalised(t) and t.is_alpha for t in span):
        name = " ".join(span.text.split())
        return scene.entities.named(name) or scene.entities.add(Entity(name=name, kind="person"))
    article = low(span[0]) in {"le", "la", "l'"} and all(is_capitalised(t) and t.is_alpha for t in span[1:])
    if head is not None and head.pos_ == "PROPN" and kind is None and article and len(span) > 2:
        kind = "organization"  # "le Straits Times"
    if head is not None and kind is not None and not named and (len(span) <= 2 or not is_capitalised(head)):
        return None  # "l'ONG", "Le Syndicat"
    if kind not in {"organization", "media"}:
        return None
    name = body_name(" ".join(span.text.split()))
    found = scene.entities.named(name)
    return found or scene.entities.add(Entity(name=name, kind="media" if kind == "media" else "organization"))
