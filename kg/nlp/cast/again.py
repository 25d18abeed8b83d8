"""Bodies taken up by their noun alone: "l'Académie nationale de médecine … l'Académie … elle"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from kg.nlp.cast.bodies import body_of_name
from kg.nlp.cast.bodynames import BODIES
from kg.nlp.cast.describe import describe
from kg.nlp.cast.entities import Entities, Entity, mention_at
from kg.nlp.cast.home import Home
from kg.nlp.cast.nouns import kind_of_noun, neutral
from kg.nlp.page import Page
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import low
from kg.register.names import key

_DEFINITE = frozenset("le la l' ce cet cette".split())
_ARTICLES = frozenset({"le", "la", "l'"})
_NEW = frozenset("nouveau nouvel nouvelle actuel actuelle".split())


def add_repeated(entities: Entities, page: Page, by_noun: Mapping[str, Sequence[Entity]], home: Home) -> None:
    """Note as mentions the definite noun phrases that can mean but one body.

    That is one named before, or an institution of the state that the article is about ("l'armée"). A
    pronoun can then take it up from there. All other mentions must have been found.
    """
    doc = page.doc
    for block in doc._.parts:
        for i in range(block.first + 1, block.last):
            noun = doc[i]
            article = low(doc[i - 2] if low(doc[i - 1]) in _NEW and i - 1 > block.first else doc[i - 1])
            if i in entities.at or article not in _DEFINITE or noun.pos_ not in {"NOUN", "PROPN"}:
                continue
            if kind_of_noun(noun, page.lexicon) not in BODIES:
                continue
            alike = by_noun.get(neutral("".join(key(noun.text))), ())
            called = [e for e in alike if e.kind in BODIES and e.last(i)]
            first, last = noun_phrase(doc, noun, block.first, block.last)
            description = describe(doc[first:last], page.lexicon)
            if description is None or description.possessive or description.former:
                continue
            meant = None
            if len(called) == 1 and description.words <= called[0].words:
                meant = called[0]
            elif not called and not description.words and article in _ARTICLES:
                meant = _institution(entities, noun, home)
            if meant is not None:
                entities.mention(meant, mention_at(doc, i, i + 1, page.inside), noun.text)


def _institution(entities: Entities, token: Token, home: Home) -> Entity | None:
    """The institution of the state in focus that a noun names."""
    noun = "".join(key(token.text))
    name = home.name(noun, token.i)
    if name is None:
        return None
    entity = body_of_name(entities, name, home.register)
    entity.nouns.add(noun)
    return entity
