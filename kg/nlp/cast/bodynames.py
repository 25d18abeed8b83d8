"""Where bodies are named that no register knows: noun phrases with a proper name, and the recogniser's."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

from spacy.tokens import Doc, Span, Token

from kg.nlp.cast.acronyms import long_forms
from kg.nlp.cast.nouns import kind_of_noun
from kg.nlp.page import Page
from kg.nlp.sources import noun_phrase
from kg.nlp.tokens import is_capitalised, is_finite, low
from kg.records import ActorKind
from kg.register.names import key

_LONGEST = 14  # tokens of a body's name
BODIES = frozenset({"organization", "media"})
APART = frozenset("et ou à au aux sur dans en pour par avec contre chez que qui".split())
_JOINTS = frozenset("de d' du des la le les l' of the for and & et".split())
_WHOLE = frozenset("armée gouvernement police presse diplomatie justice parlement exécutif".split())
_ACTS = frozenset(
    "site organisation formation mission partie direction pouvoir section".split()
)  # "l'organisation du Tour"


def bodies_in(
    page: Page, taken: set[int], seats: Collection[tuple[str, ...]], adjectives: Container[str]
) -> Iterator[tuple[Span, ActorKind]]:
    """Bodies that no register knows: noun phrases with a proper complement, then the recogniser's."""
    doc = page.doc
    free = set(taken)
    written_out = long_forms(doc)
    for block in doc._.parts:
        for k in range(block.first, block.last):
            if k in free:
                continue
            kind = kind_of_noun(doc[k], page.lexicon)
            if kind not in BODIES or doc[k].pos_ not in {"NOUN", "PROPN"}:
                continue
            span = _free(written_out.get(k), taken) or (
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


def _free(span: Span | None, taken: set[int]) -> Span | None:
    return None if span is None or any(i in taken for i in range(span.start, span.end)) else span


def _is_whole(noun: Token) -> bool:
    """Is a state's institution named in full by its adjective ("l'armée égyptienne")?"""
    return low(noun) in _WHOLE


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
            or low(doc[k]) in APART - {"à", "en", "et"}
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
    if last - first < 2 or first in taken:
        return None
    if doc[first + 1].text in {"-", "«", '"'} or (first + 1 in taken and low(doc[first + 1]) not in {"de"}):
        return None  # "le syndicat Alliance": the name itself is found
    if capitals and capitals[0] in taken and doc[capitals[0] - 1].pos_ not in {"ADP", "DET"}:
        return None  # "le parti de droite Nouvelle Démocratie"
    side = low(noun) in {"partie", "camp"}  # "la partie américaine" is the state itself
    if (
        not side
        and last - first >= 2
        and "".join(key(doc[first + 1].text)) in adjectives
        and not is_capitalised(noun)
    ):
        if low(doc[first + 2] if first + 2 < last else noun) in {"de", "d'", "du", "des"} and not _is_whole(
            noun
        ):
            return doc[first:last]  # "la ligue algérienne des droits de l'homme"
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
