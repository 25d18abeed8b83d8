"""People and groups without a name that a pronoun may take up: "les manifestants … ils", "un voisin … il"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.cast.describe import describe
from kg.nlp.cast.entities import Entities, Entity, mention_at
from kg.nlp.cast.nouns import is_person_noun
from kg.nlp.page import Page
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import low

_PLURAL = frozenset("les des ces ses leurs plusieurs certains certaines quatre cinq".split())
_ONE = frozenset({"un", "une"})


def add_groups(entities: Entities, page: Page) -> None:
    """Put in the unnamed subjects of a page: groups, and single persons at their first mention."""
    doc = page.doc
    for block in doc._.parts:
        for i in range(block.first, block.last):
            token = doc[i]
            if not token.dep_.startswith("nsubj") or token.pos_ != "NOUN" or i in entities.at:
                continue
            opening = low(doc[token.left_edge.i])
            group = opening in _PLURAL and _is_people(token, page)
            if not group and not (opening in _ONE and is_person_noun(token, page.lexicon)):
                continue
            first, last = noun_phrase(doc, token, block.first, block.last)
            if any(k in entities.at or low(doc[k]) in {"deux", "trois"} for k in range(first, last)):
                continue
            _add(entities, page, (first, last), group)


def _is_people(token: Token, page: Page) -> bool:
    word = low(token)
    return page.lexicon.speakers.get(word) == "group" or (
        word.endswith("s") and page.lexicon.speakers.get(word[:-1]) in {"person", "organization"}
    )


def _add(entities: Entities, page: Page, bounds: tuple[int, int], group: bool) -> None:
    span = page.doc[bounds[0] : bounds[1]]
    name = " ".join(span.text.split())
    entity = entities.named(name)
    if entity is None:
        kind = "group" if group else "unnamed"
        entity = entities.add(Entity(name=name, kind=kind, local=True, plural=group))  # type: ignore[arg-type]
        description = describe(span, page.lexicon)
        if description is not None:
            entity.nouns.add(description.noun)
            entity.words |= description.words
            entity.gender = description.gender
    entities.mention(entity, mention_at(page.doc, *bounds, page.inside), name)
