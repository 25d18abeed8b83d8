"""The bodies a document names: those of the register, those the recogniser finds, and noun phrases.

A body is called by its name, its acronym ("Human Rights Watch (HRW)"), and by what it is ("le
syndicat Alliance", later "le syndicat").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.cast.entities import Entities, Entity, mention_at
from kg.nlp.cast.spot import Spotted
from kg.nlp.page import Page
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import compound, is_capitalised, is_finite, low
from kg.records import Actor, ActorKind
from kg.register.load import Register
from kg.register.names import key, without_article

_LONGEST = 14  # tokens of a body's name
_BODIES = frozenset({"organization", "media"})
_APART = frozenset("et ou à au aux sur dans en pour par avec contre chez que qui".split())
_JOINTS = frozenset("de d' du des la le les l' of the for and & et".split())
_ACTS = frozenset(
    "site organisation formation mission partie direction pouvoir section".split()
)  # "l'organisation du Tour"
_FEMININE = ("tion", "sion", "té", "ence", "ance", "ique", "ure", "ée", "ie")


def add_bodies(entities: Entities, page: Page, register: Register, spotted: list[Spotted]) -> None:
    """Put the bodies of a page into its entities, each under its names and acronyms."""
    taken = set(entities.at)
    for one in spotted:
        if one.actor.kind != "person" and not any(i in taken for i in range(one.span.start, one.span.end)):
            _add(entities, page, one.span, known_entity(entities, one.actor))
    taken = set(entities.at)
    seats = {
        k for k, ids in register.metonyms.items() if any(register.actors[i].kind == "state" for i in ids)
    }
    named: dict[str, Entity] = {}
    for span, kind in _found(page, taken, seats, register.adjectives.keys()):
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


def kind_of_noun(noun: Token, lexicon: Lexicon) -> str | None:
    """What kind of actor a noun makes, with the hyphenated word that it is part of."""
    speakers = lexicon.speakers
    found = speakers.get(compound(noun)) or speakers.get(low(noun))
    if found is None and low(noun).endswith("s") and speakers.get(low(noun)[:-1]) == "document":
        return "document"
    return found


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
    acronym = _acronym_after(doc, span)
    if acronym is not None:
        entities.by_key.setdefault(key(acronym.text), entity)
        entities.mention(entity, mention_at(doc, acronym.start, acronym.end, page.inside), acronym.text)


def _noun_before(doc: Doc, start: int, lexicon: Lexicon) -> Token | None:
    """ "le syndicat de police Alliance", "l'ONG « HRW »": the noun that says what the name is one of."""
    for k in range(start - 1, max(-1, start - 6), -1):
        if (
            doc[k].text in {",", ".", ":", ";", "(", ")"}
            or (doc[k].pos_ in {"VERB", "AUX"} and not is_capitalised(doc[k]))
            or low(doc[k]) in _APART
        ):
            return None
        if kind_of_noun(doc[k], lexicon) in _BODIES and (
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


def _acronym_after(doc: Doc, span: Span) -> Span | None:
    """The short name in brackets after a name: "Human Rights Watch (HRW)"."""
    k = span.end
    if k + 2 < len(doc) and doc[k].text == "(" and doc[k + 2].text == ")" and is_capitalised(doc[k + 1]):
        word = doc[k + 1].text
        if sum(c.isupper() for c in word) >= 2 and len(word) <= 12:
            return doc[k + 1 : k + 2]
    return None


def _found(
    page: Page, taken: set[int], seats: Collection[tuple[str, ...]], adjectives: Container[str]
) -> Iterator[tuple[Span, ActorKind]]:
    """Bodies that no register knows: noun phrases with a proper complement, then the recogniser's."""
    doc = page.doc
    free = set(taken)
    for block in doc._.parts:
        for k in range(block.first, block.last):
            if k in free:
                continue
            kind = kind_of_noun(doc[k], page.lexicon)
            if kind not in _BODIES or doc[k].pos_ not in {"NOUN", "PROPN"}:
                continue
            span = (
                _acronym_of(page, k, block.last, taken)
                or _own_name(doc, k, block.last, taken)
                or _phrase(page, doc[k], block.last, taken, adjectives)
            )
            if span is not None:
                free.update(range(span.start, span.end))
                press = kind == "media" and low(span[0]) != "agence"
                yield span, "media" if press else "organization"
    for entity in doc.ents:
        if any(c.isdigit() for c in entity.text) or (
            entity.start and low(doc[entity.start - 1]) in {"les", "des", "aux", "ces"}
        ):
            continue  # "Covid-19", "les Afghans"
        if len(key(entity.text)) == 1 and kind_of_noun(entity[-1], page.lexicon) is not None:
            continue  # "l'ONG"
        if key(entity.text) in seats:
            continue  # "Washington" is a place until it speaks
        if entity.label_ == "ORG" and not any(i in free for i in range(entity.start, entity.end)):
            first = next((i for i in range(entity.start, entity.end) if is_capitalised(doc[i])), None)
            if first is not None:
                kind = kind_of_noun(doc[first], page.lexicon)
                last = next((i for i in range(first + 1, entity.end) if i in page.groups), entity.end)
                yield doc[first:last], "media" if kind == "media" else "organization"


def _is_ministry(noun: Token) -> bool:
    """ "ministère de l'Économie et des Finances": "et" belongs to the name."""
    return low(noun) in {"ministère", "commission", "conseil", "secrétariat", "département"}


def _acronym_of(page: Page, noun: int, ceiling: int, taken: set[int]) -> Span | None:
    """ "l'agence de presse officielle nord-coréenne KCNA": the acronym that ends a body's phrase."""
    doc = page.doc
    for k in range(noun + 1, min(ceiling, noun + 8)):
        if k in taken or doc[k].pos_ in {"VERB", "AUX", "CCONJ"} or k in page.groups:
            return None
        if doc[k].pos_ == "PUNCT" and doc[k].text != "-":
            return None
        if doc[k].text.isupper() and doc[k].text.isalpha() and len(doc[k]) >= 3:
            return None if doc[k - 1].pos_ in {"ADP", "DET"} else doc[k : k + 1]
    return None


def _own_name(doc: Doc, noun: int, ceiling: int, taken: set[int]) -> Span | None:
    """ "la société Hydralis", "l'association Les Amis du canal": the name after a body's noun."""
    first = noun + 1
    while first < min(ceiling, noun + 3) and doc[first].pos_ == "ADJ" and not is_capitalised(doc[first]):
        first += 1  # "l'agence sanitaire russe Rospotrebnadzor"
    if first < ceiling and doc[first].text in {"«", '"', "“"}:
        first += 1
    if first >= ceiling or is_capitalised(doc[noun]) or not is_capitalised(doc[first]) or first in taken:
        return None
    last = first + 1
    while last < ceiling and last - first < _LONGEST and last not in taken:
        joined = low(doc[last]) in _JOINTS and last + 1 < ceiling and last - first < 6
        if doc[last].text in {",", ".", ";", ":", "(", ")", "»", '"', "”"}:
            break
        if is_capitalised(doc[last]) or doc[last].text in {"-", "&"} or not doc[last - 1].whitespace_:
            last += 1
        elif doc[last].pos_ == "ADJ" and doc[last - 1].pos_ in {"NOUN", "PROPN"} and last - first < 3:
            last += 1  # "Ponts libres"
        elif (joined and (is_capitalised(doc[last + 1]) or low(doc[first]) in {"les", "le", "la", "l'"})) or (
            low(doc[last - 1]) in _JOINTS and doc[last].pos_ in {"NOUN", "PROPN", "DET"}
        ):
            last += 1
        else:
            break
    while last > first + 1 and not any(c.isalnum() for c in doc[last - 1].text):
        last -= 1
    return doc[first:last]


def _phrase(
    page: Page, noun: Token, ceiling: int, taken: set[int], adjectives: Container[str]
) -> Span | None:
    """ "préfecture de police de Paris", "Cour des comptes": a body's noun with what makes it a name."""
    doc, groups = page.doc, page.groups
    first, last = noun.i, min(ceiling, noun.i + _LONGEST)
    last = min(last, max(noun.i + 1, noun_phrase(doc, noun, noun.i, ceiling)[1]))
    for k in range(first + 1, last):
        bare = doc[k].pos_ == "NOUN" and doc[k - 1].pos_ in {"NOUN", "ADJ"} and not is_capitalised(doc[k])
        if (
            doc[k].text in {",", ";", "(", ")", ":"}
            or is_finite(doc[k])
            or low(doc[k]) in _APART - {"à", "en", "et"}
            or (low(doc[k]) == "et" and not _is_ministry(noun))
            or bare
            or k in groups
        ):
            last = k
            break
    while last > first + 1 and doc[last - 1].pos_ in {"ADP", "DET", "CCONJ", "PUNCT", "VERB"}:
        last -= 1
    capitals = [k for k in range(first + 1, last) if is_capitalised(doc[k])]
    if capitals and not is_capitalised(noun):
        last = capitals[-1] + 1  # what follows the last proper name belongs to something else
    if low(noun) in _ACTS and low(doc[first + 1]) in {"de", "d'", "du", "des"}:
        return None
    if last - first < 2 or any(i in taken for i in range(first, min(last, first + 1))):
        return None
    if doc[first + 1].text in {"-", "«", '"'} or (first + 1 in taken and low(doc[first + 1]) not in {"de"}):
        return None  # "le syndicat Alliance": the name itself is found
    side = low(noun) in {"partie", "camp"}  # "la partie américaine" is the state itself
    if (
        not side
        and last - first >= 2
        and "".join(key(doc[first + 1].text)) in adjectives
        and not is_capitalised(noun)
    ):
        abroad = first + 3 < len(doc) and low(doc[first + 2]) == "à" and is_capitalised(doc[first + 3])
        return doc[first : first + (4 if abroad else 2)]  # "l'armée égyptienne", "l'ambassade japonaise à X"
    proper = any(is_capitalised(doc[k]) for k in range(first + 1, last)) or (
        is_capitalised(noun) and noun.i > 0 and low(doc[noun.i - 1]) in {"le", "la", "l'", "du", "au", "les"}
    )
    linked = (
        low(doc[first + 1]) in {"de", "d'", "du", "des", "nationale", "national", "générale", "général"}
        or doc[first + 1].pos_ == "ADJ"
    )
    return doc[first:last] if proper and linked else None
