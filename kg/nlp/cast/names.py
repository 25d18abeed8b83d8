"""Where persons are named: what the entity recogniser finds, and names that begin with a first name.

A recogniser trained on little text cuts names short ("Dominique Strauss", "Jean-Yves"), glues them to
what stands before ("Cholet Gilles Martin") and takes any capitalised word for a person. A listed first
name and the capitalised words after it tell better where such a name begins and ends, and a name of
one word must show somewhere in the document that it names a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from spacy.tokens import Doc, Span, Token

from kg.lexicon.load import Lexicon
from kg.nlp.cast.namewords import PARTICLES, hyphen, hyphenated, is_first_name, is_name, run, same_breath
from kg.nlp.cast.nouns import is_people
from kg.nlp.cast.titles import is_title, is_titled
from kg.nlp.tokens import is_capitalised, low
from kg.register.names import key

_NO_PERSONS = frozenset({"organization", "media", "document"})
_DETERMINERS = frozenset(
    "la le l' les du des aux au en notre votre nos vos mon ma son sa ce cet cette un une degrés".split()
)
_COMPANIES = frozenset(
    "air airlines airways bank capital company corp corporation fm foods group groupe inc industries"
    " international ltd motors news partners pharma post press sa technologies telecom times tv".split()
)
_LONGEST = 6  # tokens of a name


def name_spans(
    doc: Doc,
    lexicon: Lexicon,
    bodies: Collection[Span] = (),
    names: Collection[tuple[str, ...]] = (),
    others: Collection[tuple[str, ...]] = (),
) -> list[Span]:
    """The names of persons, in order, none inside another and none across the name of a body.

    ``names`` are folded names of persons that are known to stand in the text, ``others`` those that
    mean something else where they stand alone (places, bodies).
    """
    listed = [span for i in range(len(doc)) if (span := _from_first_name(doc, i, lexicon)) is not None]
    titled = [span for i in range(len(doc)) if (span := _from_title(doc, i)) is not None]
    listed += [span for i in range(len(doc)) if (span := _from_capitals(doc, i, lexicon)) is not None]
    listed += _of_titled(doc, titled)
    found = [
        span
        for entity in doc.ents
        if entity.label_ in {"PER", "PERSON"}
        if (span := _tidy(entity, lexicon)) is not None
    ]
    taken: list[Span] = []
    known = set(names)
    known |= {key(s.text) for s in (*listed, *titled, *found) if " " in s.text and len(key(s.text)) <= 4}
    barred = {i for body in bodies for i in range(body.start, body.end)}
    for span in sorted([*listed, *titled, *found], key=lambda s: (-len(s), s.start)):
        if not any(i in barred for i in range(span.start, span.end)):
            barred.update(range(span.start, span.end))
            taken.append(span)
    taken = [part for span in taken for part in _parted(span, known, lexicon)]
    taken = [span for span in taken if key(span.text) not in others or is_titled(span)]
    return _that_name_somebody(doc, sorted(taken, key=lambda s: s.start), lexicon)


def _parted(span: Span, known: Collection[tuple[str, ...]], lexicon: Lexicon) -> list[Span]:
    """Two names that follow each other ("Jean-Luc Mélenchon Djordje K."), one of them known elsewhere.

    What stands before a known name and is no name of two words is no part of it ("Cholet Gilles M.").
    """
    for k in range(span.start + 1, span.end - 1):
        if {low(span.doc[k - 1]), low(span.doc[k])} & PARTICLES:
            continue  # "Jean-Baptiste de | La Motte"
        if key(span.doc[k : span.end].text) in known and span.doc[k].text[:1].isupper():
            before = span.doc[span.start : k]
            if len(before) > 1:
                return [before, span.doc[k : span.end]]
            place = before.start > 0 and low(span.doc[before.start - 1]) in {"de", "d'", "à", "du"}
            return [span.doc[k : span.end]] if place else [span]
    for k in range(span.start + 2, span.end - 1):
        if key(span.doc[span.start : k].text) in known and span.doc[k].text[:1].isupper():
            return [span.doc[span.start : k], span.doc[k : span.end]]
        if (
            is_first_name(span.doc[k], lexicon)
            and is_first_name(span[0], lexicon)
            and not is_first_name(span.doc[k - 1], lexicon)
            and not hyphen(span.doc, k - 1)
        ):
            return [span.doc[span.start : k], span.doc[k : span.end]]
    return [span]


def _is_company(span: Span) -> bool:
    """ "Dana Air": does a name end like a company's?"""
    return len(span) > 1 and low(span[-1]) in _COMPANIES


def _that_name_somebody(doc: Doc, spans: list[Span], lexicon: Lexicon) -> list[Span]:
    """Without single words that nothing shows to be a name: no title, no longer name, no role before it."""
    longer = {key(span.text)[-1] for span in spans if len(key(span.text)) > 1}
    longer |= {key(span.text)[0] for span in spans if len(key(span.text)) > 1}
    common = Counter(low(token) for token in doc if not is_capitalised(token))
    kept = []
    bodies = {
        key(span.text)
        for span in spans
        if span.start and lexicon.speakers.get(low(span[0].nbor(-1))) in _NO_PERSONS
    }
    for span in spans:
        words = key(span.text)
        if not words or _is_company(span):
            continue
        single = len(words) == 1 and not is_titled(span)
        if not single and _follows_thing(span, lexicon):
            continue
        if single and words in bodies:
            continue  # "l'enseigne Casino", "le rapport Spinetta"
        if single and words[0] not in longer and not _shown(doc, span, lexicon, common):
            continue
        kept.append(span)
    return kept


def _follows_thing(span: Span, lexicon: Lexicon) -> bool:
    """ "la société Auvergne Aéro", "la planète Alpha Centauri": a name right after a noun for no person."""
    if not span.start or is_titled(span) or is_first_name(span[0], lexicon):
        return False
    before = span[0].nbor(-1)
    if lexicon.speakers.get(low(before)) in {"organization", "media"}:
        return True
    return before.pos_ == "NOUN" and not is_capitalised(before) and not is_people(before, lexicon)


def _shown(doc: Doc, span: Span, lexicon: Lexicon, common: Counter[str]) -> bool:
    """Is a single word a name: a proper noun, nowhere else an ordinary word, no place or body as a rule?"""
    word = low(span[-1])
    k = span.start - 1
    while k >= 0 and doc[k].pos_ == "ADJ" and lexicon.speakers.get(low(doc[k])) is None:
        k -= 1
    before = low(doc[k]) if k >= 0 else ""
    if before in _DETERMINERS:
        return False
    if lexicon.speakers.get(before) == "person":
        return True  # "le commerçant Akram"
    if lexicon.speakers.get(before) in {"organization", "media"}:
        return False  # "l'ONG Solidarité"
    if span.root.pos_ != "PROPN" or common[word] or (span.text.isupper() and len(span.text) > 1):
        return False
    labels = Counter(e.label_ for e in doc.ents if e.text == span.text)
    acts = any(t.text == span.text and t.dep_.startswith("nsubj") for t in doc)
    listed = word in lexicon.first_names or sum(labels.values()) > 1
    return (acts or listed) and 2 * labels["PER"] >= sum(labels.values())


def _from_title(doc: Doc, i: int) -> Span | None:
    """ "Mme Le Pen", "M. Barnier": the capitalised words after a civility, without it."""
    if i + 1 >= len(doc) or not is_title(doc[i]) or not is_capitalised(doc[i]):
        return None
    start = i + 1 + (doc[i + 1].text == ".")
    while start < len(doc) and low(doc[start]) in PARTICLES and start - i < 3 and not is_name(doc[start]):
        start += 1  # "M. de Villepin"
    stop = run(doc, start, start + _LONGEST)
    first = i + 1 + (doc[i + 1].text == ".")
    return doc[first:stop] if stop > start else None


def _of_titled(doc: Doc, titled: list[Span]) -> list[Span]:
    """The full names of those whom a civility names: "Fahrettin Koca" for a later "M. Koca"."""
    surnames = {span.text for span in titled if len(span) == 1}
    return [
        doc[i - 1 : i + 1]
        for i in range(1, len(doc))
        if doc[i].text in surnames
        and is_name(doc[i - 1])
        and not is_title(doc[i - 1])
        and doc[i - 1].pos_ == "PROPN"
        and same_breath(doc, i)
    ]


def _from_capitals(doc: Doc, i: int, lexicon: Lexicon) -> Span | None:
    """Two or three proper nouns in a row after a role, a comma or a verb ("le procureur, Mason Forbes,")."""
    if not _is_proper(doc[i]) or (i and (_is_proper(doc[i - 1]) or hyphen(doc, i - 1))):
        return None
    stop = run(doc, i, i + 4)
    if stop - i < 2 or (stop < len(doc) and doc[stop].pos_ == "PROPN"):
        return None
    if any(not _is_proper(doc[k]) and doc[k].text != "-" for k in range(i, stop)):
        return None
    before = doc[i - 1] if i else None
    if _is_called(doc, stop, lexicon):
        return doc[i:stop]
    if before is None or before.text in {".", '"', "»", "”"}:
        verb = stop < len(doc) and (doc[stop].pos_ in {"VERB", "AUX"} or doc[stop].text == ",")
        return doc[i:stop] if verb and doc[i].dep_.startswith("nsubj") else None
    role = lexicon.speakers.get(low(before)) == "person" or lexicon.is_agent_noun(low(before))
    closed = stop < len(doc) and not doc[stop].text[0].isalnum()
    return doc[i:stop] if role or (before.text == "," and closed) or low(before) == "selon" else None


def _is_called(doc: Doc, stop: int, lexicon: Lexicon) -> bool:
    """Does a comma and a noun for people follow ("Cemil Yaman, un député de l'AKP,")?"""
    if stop + 2 >= len(doc) or doc[stop].text != ",":
        return False
    k = stop + 1 + (low(doc[stop + 1]) in {"un", "une", "le", "la", "l'"})
    return lexicon.speakers.get(low(doc[k])) == "person"


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and is_name(token) and token.ent_type_ in {"", "PER", "PERSON"}


def _from_first_name(doc: Doc, i: int, lexicon: Lexicon) -> Span | None:
    """The name that begins with a listed first name at token ``i``, if a surname follows."""
    if not is_capitalised(doc[i]) or (i and hyphen(doc, i - 1)):
        return None
    end = hyphenated(doc, i)
    first = "".join(doc[k].text for k in range(i, end)).lower()
    if first not in lexicon.first_names and first.split("-")[0] not in lexicon.first_names:
        return None
    surname = end
    while (
        surname < len(doc)
        and low(doc[surname]) in PARTICLES
        and surname - end < 2
        and not is_name(doc[surname])
    ):
        surname += 1
    stop = run(doc, surname, i + _LONGEST)
    return doc[i:stop] if stop > surname else None


def _tidy(entity: Span, lexicon: Lexicon) -> Span | None:
    """The entity from its first name or first capitalised word on, with the rest of its last word."""
    doc, start, end = entity.doc, entity.start, entity.end
    while start < end and (not is_capitalised(doc[start]) or is_title(doc[start])):
        start += 1
    while end > start and not any(c.isalnum() for c in doc[end - 1].text):
        end -= 1
    inner = next((k for k in range(start + 1, end - 1) if is_first_name(doc[k], lexicon)), None)
    if inner is not None and not is_first_name(doc[start], lexicon) and not hyphen(doc, inner - 1):
        start = inner  # "Cholet Gilles Martin"
    if start >= end:
        return None
    while end > start + 1 and low(doc[end - 1]) in PARTICLES:
        end -= 1
    end = hyphenated(doc, end - 1, given=end > start + 1)
    if end < len(doc) and low(doc[end]) in PARTICLES:
        end = max(end, run(doc, start, start + _LONGEST))  # "Jean-Baptiste | de La Motte"
    while end < len(doc) and end - start < _LONGEST and _continues(doc, end):
        end = hyphenated(doc, end)
    listed = is_first_name(doc[start], lexicon)
    while (
        not listed
        and start > 0
        and end - start < _LONGEST
        and _continues(doc, start - 1)
        and same_breath(doc, start)
    ):
        start -= 1
    return doc[start:end]


def _continues(doc: Doc, i: int) -> bool:
    """Is a capitalised proper noun beside a name the rest of it?"""
    token = doc[i]
    return (
        token.pos_ == "PROPN"
        and is_name(token)
        and len(token) > 1
        and token.ent_type_ in {"", "PER", "PERSON"}
        and (not token.is_sent_start or i == 0)
        and i > 0
        and same_breath(doc, i)
    )
