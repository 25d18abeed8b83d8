"""Several who speak as one: "A et B", "les deux pays", "tous deux"."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span

from kg.nlp.cast.describe import describe, head_of
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.named import named, proper, registered
from kg.nlp.cast.nouns import is_person_noun
from kg.nlp.cast.scene import NEAR, Resolved, Scene
from kg.nlp.tokens import is_capitalised, low

_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4}
_KINDS_OF_PAIRS = {
    "pays": {"state"}, "capitale": {"state"}, "etat": {"state"}, "voisin": {"state"}, "puissance": {"state"},
    "homme": {"person"}, "femme": {"person"}, "dirigeant": {"person"}, "ministre": {"person"},
    "syndicat": {"organization"}, "parti": {"organization"}, "groupe": {"organization"},
    "entreprise": {"organization"}, "association": {"organization"}, "": {"person"},
}  # fmt: skip


def joint(scene: Scene, span: Span) -> Resolved | None:
    """ "A et B": a group of the two or three."""
    if _is_described(scene, span):
        return None
    parts = _members(span)
    if len(parts) < 2 or any(scene.entities.at.get(p.start) is scene.entities.at.get(q.start) is not None
                             for p, q in pairwise(parts)):  # fmt: skip
        return None
    members = [registered(scene, part) or named(scene, part) or proper(scene, part) for part in parts]
    if any(m is None or m.form not in {"name", "metonym"} for m in members):
        return None
    entities = [m.entity for m in members if m is not None]
    if len({id(entity) for entity in entities}) < 2:
        return None
    return scene.found(span, group_of(scene, entities), "name")


def _is_described(scene: Scene, span: Span) -> bool:
    """ "cet ancien conseiller de A et B": one person, of whom the names are only a part."""
    head = head_of(span, scene.page.lexicon)
    if head is None or head.i == span.start or head.i in scene.entities.at:
        return False
    singular = low(span[0]) in {"un", "une", "ce", "cet", "cette", "le", "la", "l'"}
    linked = any(low(t) in {"de", "d'", "des", "du"} for t in span.doc[head.i + 1 : head.i + 3])
    return singular and linked and is_person_noun(head, scene.page.lexicon) and is_capitalised(span[-1])


def pair(scene: Scene, span: Span) -> Resolved | None:
    """ "les deux hommes", "tous deux": the last two persons or bodies, or those heard together."""
    number = next((_NUMBERS[low(t)] for t in span if low(t) in _NUMBERS), None)
    if number is None or (low(span[0]) not in {"les", "ces", "tous", "toutes"}):
        return None
    description = describe(span, scene.page.lexicon)
    noun = description.noun if description else ""
    wanted = _KINDS_OF_PAIRS.get(noun) or {"person" if description is None else description.kind}
    if description is not None and description.kind == "group":
        wanted = _KINDS_OF_PAIRS.get(noun, {"person", "organization"})
    for speaker, _ in reversed(scene.view.heard[-4:]):
        if speaker.kind == "group" and len(speaker.members) == number:
            return scene.found(span, speaker, "role")
    found: list[Entity] = []
    for entity in scene.entities.near(span.start, NEAR):
        if entity.kind in wanted and not entity.plural and entity not in found:
            if description and description.gender == "f" and entity.gender == "m" and entity.kind == "person":
                continue
            found.append(entity)
        if len(found) == number:
            break
    if len(found) < number:
        return None
    order = sorted(found, key=lambda e: e.mentions[0].first)
    return scene.found(span, group_of(scene, order), "role")


def group_of(scene: Scene, members: list[Entity]) -> Entity:
    """Several as one: named "A, B et C"."""
    names = [scene.actor_of(m).name for m in members]
    name = ", ".join(names[:-1]) + " et " + names[-1]
    found = scene.entities.named(name)
    if found is None:
        found = scene.entities.add(Entity(name=name, kind="group", plural=True, members=tuple(members)))
    return found


def _members(span: Span) -> list[Span]:
    """The members of an enumeration of names, cut at commas and "et"."""
    if not any(low(t) in {"et", "comme"} for t in span):
        return []
    cuts = [span.start - 1, *(t.i for t in span if low(t) in {",", "et", "comme"}), span.end]
    parts = [span.doc[a + 1 : b] for a, b in pairwise(cuts) if b > a + 1]
    return parts if all(any(t.text[:1].isupper() for t in part) for part in parts) else []
