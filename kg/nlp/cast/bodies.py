"""The bodies a document names: those of the register, those the recogniser finds, and noun phrases.

A body is called by its name, its acronym ("Human Rights Watch (HRW)"), and by what it is ("le
syndicat Alliance", later "le syndicat").
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.cast.acronyms import acronym_after, is_short_for
from kg.nlp.cast.bodynames import APART, BODIES, bodies_in
from kg.nlp.cast.entities import Entities, Entity, mention_at
from kg.nlp.cast.home import Home
from kg.nlp.cast.nouns import kind_of_noun
from kg.nlp.cast.spot import Spotted
from kg.nlp.page import Page
from kg.nlp.tokens import compound, is_capitalised, low
from kg.records import Actor
from kg.register.load import Register
from kg.register.names import key, without_article

_FEMININE = ("tion", "sion", "té", "ence", "ance", "ique", "ure", "ée", "ie")


def add_bodies(
    entities: Entities, page: Page, register: Register, spotted: list[Spotted], home: Home
) -> None:
    """Put the bodies of a page into its entities, each under its names and acronyms."""
    taken = set(entities.at)
    for one in spotted:
        if one.actor.kind != "person" and not any(i in taken for i in range(one.span.start, one.span.end)):
            _add(entities, page, one.span, _spotted_entity(entities, one, register, home))
    taken = set(entities.at)
    named: dict[str, Entity] = {}
    for span, kind in bodies_in(page, taken, register.seats, register.adjectives.keys()):
        name = body_name(" ".join(span.text.split()))
        entity = entities.named(name)
        if entity is not None and entity.kind == "person":
            entity, name = None, _with_noun(span, name)  # "le groupe Bolloré" is not Vincent Bolloré
        known = register.named(name) or _of_metonym(register, name)
        if entity is None and known is not None and known.kind != "person":
            entity = known_entity(entities, known)
        if entity is None and name:
            entity = entities.add(Entity(name=name, kind=kind))
        if entity is not None:
            _add(entities, page, span, entity)
            if len(span) == 1 and is_capitalised(span[0]) and len(span[0]) > 2:
                named.setdefault(span.text, entity)
    for token in page.doc:
        if token.text in named and token.i not in entities.at and token.pos_ == "PROPN":
            _add(entities, page, page.doc[token.i : token.i + 1], named[token.text])


def _spotted_entity(entities: Entities, one: Spotted, register: Register, home: Home) -> Entity:
    """The entity of a name of the register, or of what it is short for here.

    "Parti socialiste (PASOK)" is another party than the one of that name.
    """
    acronym = acronym_after(one.span.doc, one.span.end)
    names = {key(name) for name in (one.actor.name, *one.actor.aliases)}
    unlike = acronym is not None and acronym.text.isupper() and not is_short_for(acronym.text, one.span)
    if acronym is not None and unlike and key(acronym.text) not in names:
        other = register.named(acronym.text)
        name = " ".join(one.span.text.split())
        if other is not None:
            return known_entity(entities, other)
        name = f"{name} ({acronym.text})"  # never that of the register
        return entities.named(name) or entities.add(Entity(name=name, kind=one.actor.kind))
    instead = home.instead(" ".join(one.span.text.split()), one.span.start, one.actor)
    if instead is None:
        return known_entity(entities, one.actor)
    return body_of_name(entities, instead, register)


def body_of_name(entities: Entities, name: str, register: Register) -> Entity:
    """The body of a full name: the register's, the document's own, or a new one."""
    known = register.named(name)
    if known is not None:
        return known_entity(entities, known)
    return entities.named(name) or entities.add(Entity(name=name, kind="organization"))


def _with_noun(span: Span, name: str) -> str:
    """A body's name with the noun before it: "groupe Bolloré"."""
    before = span.doc[span.start - 1] if span.start else None
    return f"{before.text} {name}" if before is not None and before.pos_ == "NOUN" else name


def _of_metonym(register: Register, name: str) -> Actor | None:
    """The body that a name which is no place stands for ("l'Alliance")."""
    identifiers = register.metonyms.get(key(name), ())
    actor = register.actors[identifiers[0]] if len(identifiers) == 1 else None
    return actor if actor is not None and actor.kind != "state" else None


def body_name(words: str) -> str:
    """A body's name without its article and the acronym in brackets after it."""
    return re.sub(r"\s*\([^()]*\)?\s*$", "", without_article(words)) or words


def body_noun(name: str) -> str:
    """The folded noun that a body's name begins with ("ministere" of "Ministère de l'Intérieur")."""
    return "".join(key(name)[:1])


def known_entity(entities: Entities, actor: Actor) -> Entity:
    """The entity of a document for an actor of the register."""
    found = entities.named(actor.name)
    if found is not None and (found.known is None or found.known.id == actor.id):
        found.known = actor
        return found
    gender = actor.gender
    return entities.add(
        Entity(
            name=actor.name, kind=actor.kind, known=actor,
            gender=gender[0] if gender else None, plural=bool(gender and gender.endswith("p")),
        )
    )  # fmt: skip


def _add(entities: Entities, page: Page, span: Span, entity: Entity) -> None:
    """Note a mention, the noun before it, and the acronym after it."""
    doc = page.doc
    entities.mention(entity, mention_at(doc, span.start, span.end, page.inside), span.text)
    entities.by_key.setdefault(key(span.text), entity)
    if body_noun(entity.name) in page.lexicon.speakers or kind_of_noun(span[0], page.lexicon):
        entity.nouns.add(body_noun(entity.name))
    entity.words |= set(key(entity.name)[1:])
    noun = _noun_before(doc, span.start, page.lexicon)
    if noun is not None:
        entity.nouns.add("".join(key(compound(noun))))
        entity.gender = entity.gender or _gender(noun)
    entity.gender = entity.gender or _gender(span[0])
    initials = "".join(word[0] for word in key(entity.name) if len(word) > 2)
    if len(initials) > 1:
        entities.by_key.setdefault((initials,), entity)
    written_out = _written_out(doc, span)
    if written_out is not None and entity.known is None:
        entity.name = " ".join(written_out.text.split())
        entities.by_key.setdefault(key(entity.name), entity)
    acronym = acronym_after(doc, span.end)
    if acronym is not None:
        entities.by_key.setdefault(key(acronym.text), entity)
        entities.mention(entity, mention_at(doc, acronym.start, acronym.end, page.inside), acronym.text)


def _noun_before(doc: Doc, start: int, lexicon: Lexicon) -> Token | None:
    """ "le syndicat de police Alliance", "l'ONG « HRW »": the noun that says what the name is one of."""
    for k in range(start - 1, max(-1, start - 6), -1):
        if (
            doc[k].text in {",", ".", ":", ";", "(", ")"}
            or (doc[k].pos_ in {"VERB", "AUX"} and not is_capitalised(doc[k]))
            or low(doc[k]) in APART
        ):
            return None
        if kind_of_noun(doc[k], lexicon) in BODIES and (
            k == start - 1 or low(doc[start - 1]) not in {"de", "d'", "du"}
        ):
            return doc[k]
    return None


def _gender(token: Token) -> str | None:
    """The gender that the article before a name tells, else its ending."""
    before = low(token.nbor(-1)) if token.i else ""
    if before in {"la", "une", "cette"}:
        return "f"
    if before in {"le", "un", "ce", "du", "au"}:
        return "m"
    genders = token.morph.get("Gender", [])
    if token.pos_ == "NOUN" and genders:
        return "f" if "Fem" in genders else "m"
    return "f" if low(token).endswith(_FEMININE) and len(token) > 5 else None


def _written_out(doc: Doc, span: Span) -> Span | None:
    """The full name in brackets after an acronym: "l'ALN (Armée de libération nationale)"."""
    if not span.text.isupper() or span.end + 2 >= len(doc) or doc[span.end].text != "(":
        return None
    end = next((k for k in range(span.end + 1, min(len(doc), span.end + 10)) if doc[k].text == ")"), None)
    if end is None:
        return None
    initials = "".join(word[0] for word in key(doc[span.end + 1 : end].text) if len(word) > 2)
    return doc[span.end + 1 : end] if initials == "".join(key(span.text)) else None
