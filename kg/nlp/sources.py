"""Noun phrases that name a source, and the subject of a verb group."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.nlp.adjuncts import DAYS, MONTHS
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import DASHES, PRONOUNS, is_capitalised, is_word, low

_KEPT = frozenset(
    "det amod nummod flat flat:name flat:foreign fixed case nmod compound name goeswith dep advmod".split()
)
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj", "nsubj:outer")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM"})
_OPEN_CLASS = frozenset({"NOUN", "PROPN"})
_GOVERNED = frozenset("conj xcomp advcl ccomp acl aux:caus aux aux:tense obl:mod nmod".split())
_CALENDAR = DAYS | MONTHS
_QUANTITIES = frozenset({"beaucoup", "plupart", "nombre"})
_CIVILITIES = frozenset("m. mme mlle me dr".split())
_NEAR = 7  # tokens in which a phrase shows its head: "l'un de ses anciens conseillers"
_QUOTED = 8  # tokens of a name in quotation marks
_PAIRS = {"«": "»", "“": "”", '"': '"'}
NounPhrase = tuple[int, int]  # token bounds, half-open


def noun_phrase(doc: Doc, head: Token, floor: int, ceiling: int) -> NounPhrase:
    """The phrase of a nominal head: determiners, adjectives, complements, names, coordination.

    Relative clauses, participles and whatever a comma sets apart stay outside, except the further
    members of an enumeration and a name that follows its role directly.
    """
    first, last = head.i, head.i + 1
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ in _KEPT and child.i >= floor and child.dep_ != "case" and _joined(doc, child, first):
            first = max(floor, min(first, child.left_edge.i))
    for child in head.rights:
        if child.i < last:
            continue
        end = child.right_edge.i + 1
        if end > ceiling or not _belongs(doc, child, last):
            break
        last = max(last, _complement_end(doc, child, ceiling))
    while first < last and (not is_word(doc[first]) or doc[first].dep_ == "cc"):
        first += 1
    while last > first + 1 and not is_word(doc[last - 1]) and not _closes_own(doc, first, last - 1):
        last -= 1
    if last < ceiling and low(doc[last - 1]) in _CIVILITIES and is_capitalised(doc[last]):
        last += 1  # "M." | "Kim", where the parse takes them apart
    while last + 1 < ceiling and _joins_names(doc, last):
        last += 2
    if last < ceiling and doc[last].text == "%":
        last += 1
    return (first, last) if first < last else (head.i, head.i + 1)


def _joins_names(doc: Doc, k: int) -> bool:
    """Is it the hyphen of a double name ("Dupont-Aignan") that the parse takes apart?"""
    before, after = doc[k - 1], doc[k + 1]
    touching = doc[k].text == "-" and not before.whitespace_ and not doc[k].whitespace_
    return touching and is_capitalised(before) and is_capitalised(after)


def _closes_own(doc: Doc, first: int, k: int) -> bool:
    """A bracket that the phrase itself opens ("le parti (LR)")."""
    opening = {")": "(", "»": "«", "”": "“"}.get(doc[k].text)
    return any(doc[j].text == opening for j in range(first, k))


def _joined(doc: Doc, child: Token, first: int) -> bool:
    """Nothing but the phrase itself between a left child and what is taken already."""
    return all(doc[k].text not in {",", ";", ":"} for k in range(child.right_edge.i + 1, first))


def _belongs(doc: Doc, child: Token, last: int) -> bool:
    """Is this right child part of the name?"""
    gap = [doc[k].text for k in range(last, child.i)]
    if child.dep_ == "conj":
        between = {low(doc[k]) for k in range(last, child.right_edge.i + 1)}
        if gap[:1] == [","] and low(doc[last + 1]) in {"et", "ou"}:
            return False  # "selon un syndicat, et 4 % à Zagreb": French sets no comma before the last member
        return child.pos_ in _NOMINAL and "selon" not in between and _is_enumerated(child)
    if child.dep_ == "appos":
        return "," not in gap and (child.pos_ == "PROPN" or is_capitalised(child))
    if child.dep_ == "punct":
        return child.text in {"-", "'", "(", ")"} or child.text in DASHES
    return child.dep_ in _KEPT and not any(mark in gap for mark in (",", ";", ":")) and child.pos_ != "ADV"


def _is_enumerated(child: Token) -> bool:
    """A further member: after "et" or "ou", or before one that is ("A, B et C")."""
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl"} for t in child.children):
        return False
    if any(low(t) in {"et", "ou"} for t in child.lefts):
        return True
    return any(
        t.dep_ == "conj" and any(low(u) in {"et", "ou"} for u in t.lefts)
        for t in (*child.rights, *child.head.rights)
    )


def _complement_end(doc: Doc, child: Token, ceiling: int) -> int:
    """One past the last token of a kept complement, before any clause inside it."""
    end = child.right_edge.i + 1
    for token in child.subtree:
        if token.i > child.i and token.dep_.startswith(("acl", "advcl", "parataxis")):
            end = min(end, token.left_edge.i)
    return max(child.i + 1, min(end, ceiling))


def subject(verb: Token) -> Token | None:
    """The subject of a verb by the parse: its own, or that of the verb that governs it.

    A coordinated verb, an infinitive and a participle take the subject of their governor; the
    verb of a relative clause takes its antecedent.
    """
    seen = 0
    current = verb
    while seen < 6:
        seen += 1
        own = [child for child in current.children if child.dep_ in _SUBJECTS and not _has_preposition(child)]
        own += [c for aux in current.children if aux.dep_.startswith("aux") for c in aux.children
                if c.dep_ in _SUBJECTS]  # fmt: skip
        if own:
            return _antecedent(own[0], current)
        if current.dep_ == "acl" and current.head.pos_ in _OPEN_CLASS:
            if low(current.head) not in _CALENDAR:
                return current.head
            current = current.head  # "Le 10 décembre, évoquant …, X a souligné"
        if current.dep_ in _GOVERNED or (
            current.dep_.startswith("parataxis") and current.head.pos_ in {"VERB", "AUX"}
        ):
            current = current.head
            continue
        return None
    return None


def _has_preposition(token: Token) -> bool:
    """ "malgré les tentatives" taken for a subject: it is none."""
    return any(t.dep_ == "case" and low(t) not in {"de", "d'", "des"} for t in token.lefts)


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative "qui" stands for, else the token itself."""
    if low(token) in {"qui", "lequel", "laquelle"} and verb.dep_.startswith("acl"):
        return verb.head
    return token


def phrase_after(doc: Doc, start: int, ceiling: int, speakers: Mapping[str, str]) -> NounPhrase | None:
    """The noun phrase that begins at a token, by its words: the inverted subject of an incise.

    Goes from determiner or name over nouns, adjectives and "de" complements to the next comma,
    verb or mark. None where no noun phrase begins there.
    """
    if start >= ceiling:
        return None
    word = low(doc[start])
    if word in PRONOUNS:
        return start, start + 1
    if doc[start].pos_ not in {"DET", "PROPN", "NOUN", "NUM", "ADJ", "PRON", "X"} and not is_capitalised(
        doc[start]
    ):
        return None
    near = range(start, min(_stop(doc, start, ceiling), start + _NEAR))
    near = range(start, next((k for k in near if doc[k].text == "," and k > start), near.stop))
    heads = [k for k in near if doc[k].pos_ in _OPEN_CLASS] or [k for k in near if low(doc[k]) in speakers]
    head = doc[heads[0]] if heads else None
    if head is None:
        return (start, start + 1) if doc[start].pos_ in {"PRON", "PROPN"} else None
    while head.dep_ in {"flat:name", "flat", "fixed"} and start <= head.head.i < head.i:
        head = head.head
    last = max(noun_phrase(doc, head, start, _stop(doc, start, ceiling))[1], head.i + 1)
    if last + 1 < ceiling and low(doc[last - 1]) in _QUANTITIES and low(doc[last]) in {"de", "d'", "des"}:
        return start, (phrase_after(doc, last + 1, ceiling, speakers) or (0, last))[1]
    while last < ceiling and doc[last - 1].pos_ == doc[last].pos_ == "PROPN":
        last += 1  # a surname that the parse hangs elsewhere
    if last < ceiling and any(doc[last].text == _PAIRS.get(doc[k].text) for k in range(start, last)):
        last += 1
    if speakers.get(low(head)) in {"organization", "media", "document", "group"}:
        return start, last  # "Selon l'hebdomadaire, Alexis K. aurait assuré": the name begins the clause
    return start, with_name(doc, head, last, ceiling)


def with_name(doc: Doc, head: Token, last: int, ceiling: int) -> int:
    """One past the name that a comma sets off from the role before it ("la porte-parole, Maria Z.,")."""
    if head.pos_ == "PROPN" or last + 1 >= ceiling or doc[last].text != ",":
        return last
    end = last + 1
    while (
        end < ceiling
        and end - last <= 5
        and (doc[end].ent_type_ in {"PER", "PERSON"} or doc[end].pos_ == "PROPN")
    ):
        end += 1
    named = end > last + 2 and doc[last + 1].text[:1].isupper()
    closed = end >= ceiling or not is_word(doc[end]) or doc[end].pos_ in {"VERB", "AUX", "PRON"}
    return end if named and closed else last


def _stop(doc: Doc, start: int, ceiling: int) -> int:
    """Where an inverted subject ends at the latest; a word in quotation marks is part of it."""
    k = start
    while k < ceiling:
        if doc[k].text in MARKS or doc[k].text in {";", ":", "!", "?", "."}:
            closing = _closing(doc, k, ceiling) if k > start else None
            if closing is None:
                return k
            k = closing
        k += 1
    return ceiling


def _closing(doc: Doc, k: int, ceiling: int) -> int | None:
    """Where a name in quotation marks ends that opens at a token ("un « pilier de Solférino »")."""
    closing = _PAIRS.get(doc[k].text)
    for j in range(k + 2, min(ceiling, k + _QUOTED)):
        if doc[j].text == closing:
            return j
        if doc[j].pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None
