"""Who is the source of a verb group: its subject, its agent, or nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.nlp.page import Page
from kg.nlp.sources import NounPhrase, noun_phrase, phrase_after, subject, with_name
from kg.nlp.tokens import (
    ETRE,
    INVERTED,
    PRONOUNS,
    bare_pronoun,
    compound,
    is_capitalised,
    is_finite,
    is_word,
    low,
)
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_SPEAKING_PRONOUNS = PRONOUNS | frozenset(
    "qui lui elle eux certains certaines beaucoup plusieurs d'autres autres tous chacun nombre"
    " personne vous tu".split()
)
_IMPERSONAL = frozenset({"convenir", "importer", "arriver"})  # "il convient de": nobody speaks
_DEMONSTRATIVES = frozenset("celui celle ceux celles".split())
_INFINITIVE_GOVERNORS = frozenset("avant et de d' pour après à en sans".split())
_MODALS = frozenset(
    "faut faudra faudrait fallait peut peuvent pourra pourront pourrait pourraient pouvait pouvaient puisse"
    " puissent doit doivent devra devront devrait devraient fait font va vont semble suffit permet convient"
    " convenait reste".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source: its phrase (None: nobody is named), whether it can speak, and how sure that is."""

    phrase: NounPhrase | None
    can_speak: bool
    is_thing: bool = False  # a demonstrative, a relative, a noun listed as no source
    trust: float = 1.0


def speaker_of(page: Page, unit: Unit, group: VerbGroup) -> Speaker | None:
    """The source of a verb group; None where it attributes nothing (impersonal, first person)."""
    doc, verb = page.doc, page.doc[group.verb]
    if group.clitic is not None:
        return _named(page, doc[group.clitic], unit.last)
    if group.passive:
        return _agent(page, unit, verb)
    if group.form == "past-participle":
        return _agent(page, unit, verb) if _has_agent(verb) else None
    if group.form == "infinitive" and not is_reporting_infinitive(page, group):
        return None
    head = subject(verb) or subject(doc[group.last - 1]) or _left_neighbour(page, unit, group)
    head = head or _before_insertions(page, unit, group)
    if group.form == "present-participle" and (
        head is None or not can_speak(page, head, (head.i, head.i + 1))
    ):
        head = _subject_of_sentence(page, unit, group) or head
    if head is None and group.first == group.verb and group.form == "finite":
        earlier = [g for g in page.groups_of(unit) if g.form == "finite" and g.verb < group.verb]
        head = subject(doc[earlier[-1].verb]) if earlier else None
    if head is None:
        return Speaker(phrase=None, can_speak=True, trust=0.8) if group.form == "infinitive" else None
    if (low(head) == "il" and group.cue.lemma in _IMPERSONAL) or low(head) in {"force", "lieu"}:
        return None
    named = _named(page, head, group.first if head.i < group.first else unit.last)
    return _with_siblings(page, group, named)


def _subject_of_sentence(page: Page, unit: Unit, group: VerbGroup) -> Token | None:
    """ "X s'est baigné dans une station de Floride affirmant que …": the station affirms nothing."""
    for k in range(group.first - 1, unit.first - 1, -1):
        token = page.doc[k]
        if is_finite(token):
            head = subject(token.head if token.pos_ == "AUX" and token.dep_ != "ROOT" else token)
            return head if head is not None and can_speak(page, head, (head.i, head.i + 1)) else None
    return None


def _with_siblings(page: Page, group: VerbGroup, speaker: Speaker) -> Speaker:
    """ "Les États-Unis, l'UE et le G7 ont averti": all of them, where the parse takes but one.

    The verb is plural, and nothing but nouns, commas and "et" stands between the members.
    """
    doc, unit = page.doc, page.unit_at(group.verb)
    plural = any("Plur" in doc[k].morph.get("Number", []) for k in range(group.first, group.verb + 1))
    if speaker.phrase is None or not plural or speaker.phrase[1] > group.first:
        return speaker
    first, last = speaker.phrase
    right = range(last, group.first)
    if any(low(doc[k]) == "et" for k in right) and all(_enumerates(doc[k]) for k in right):
        last = group.first
    if first > unit.first and low(doc[first - 1]) == "et":
        start = first - 1
        while start > unit.first and _enumerates(doc[start - 1]):
            start -= 1
        while start < first and (not is_word(doc[start]) or doc[start].pos_ == "ADP"):
            start += 1
        governed = start > unit.first and doc[start - 1].pos_ == "ADP"
        first = first if governed else start  # "dans la capitale et plusieurs élus se sont …"
    while last > first + 1 and not is_word(doc[last - 1]) and doc[last - 1].text not in {")", "%"}:
        last -= 1
    return replace(speaker, phrase=(first, last))


def _enumerates(token: Token) -> bool:
    """May it stand in an enumeration of names: noun, determiner, adjective, "de", "et", comma?"""
    return token.pos_ in {"DET", "NOUN", "PROPN", "ADJ", "NUM", "X"} or low(token) in {
        "et", ",", "de", "d'", "des", "du", "(", ")", "-"
    }  # fmt: skip


def _named(page: Page, head: Token, ceiling: int) -> Speaker:
    """The source with its phrase, which ends before ``ceiling``."""
    alone = low(head) in INVERTED or (head.pos_ == "PRON" and not list(head.children))
    phrase = (head.i, head.i + 1) if alone else _phrase(page, head, ceiling)
    thing = head.pos_ == "PRON" or page.lexicon.speakers.get(low(head)) == "none"
    return Speaker(phrase=phrase, can_speak=can_speak(page, head, phrase), is_thing=thing)


def _phrase(page: Page, head: Token, ceiling: int) -> NounPhrase:
    """The noun phrase of a subject; the name alone where commas set it off from a role before it."""
    if low(head) in _DEMONSTRATIVES and head.i + 2 < ceiling and page.doc[head.i + 1].text == "-":
        return head.i, head.i + 3
    first, last = noun_phrase(page.doc, head, page.unit_at(head.i).first, ceiling)
    while last < ceiling and page.doc[last - 1].pos_ == page.doc[last].pos_ == "PROPN":
        last += 1  # the rest of a name that the parse hangs elsewhere
    end = with_name(page.doc, head, last, ceiling)
    return (first, last) if end == last else (last + 1, end)


def can_speak(page: Page, head: Token, phrase: NounPhrase) -> bool:
    """Is it a name, a pronoun of the third person, or a noun for people, bodies or documents?"""
    word = bare_pronoun(head)
    if head.pos_ == "PRON" or word in _SPEAKING_PRONOUNS:
        return word in _SPEAKING_PRONOUNS or word in {"celui", "celle", "ceux", "celles"}
    speakers = page.lexicon.speakers
    singular = word[:-1] if word.endswith(("s", "x")) else word
    if word in speakers or singular in speakers or head.lemma_.lower() in speakers:
        return speakers.get(word, speakers.get(singular)) != "none"
    whole = compound(head).removeprefix("ex-").removeprefix("vice-")
    if whole in speakers or whole.removesuffix("s") in speakers:
        return True
    if page.lexicon.is_agent_noun(singular):
        return True
    if any(page.doc[k].ent_type_ in {"PER", "ORG"} and _names(page.doc, k, head) for k in range(*phrase)):
        return True
    return head.pos_ == "PROPN" or (is_capitalised(head) and head.i != page.unit_at(head.i).first)


def _names(doc: Doc, k: int, head: Token) -> bool:
    """Does an entity name the head of the phrase, not only complete it ("l'autel de X")?"""
    first = k
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    return first <= head.i or low(doc[first - 1]) not in {"de", "d'", "du", "des"}


def _agent(page: Page, unit: Unit, verb: Token) -> Speaker:
    """The agent of a passive ("par X"); nobody where there is none."""
    for child in verb.children:
        if (
            child.dep_ in {"obl:agent", "obl:mod", "obl:arg", "obl"}
            and child.i > verb.i
            and any(low(c) == "par" for c in child.lefts)
        ):
            return _named(page, child, unit.last)
    return _agent_by_words(page, unit, verb) or Speaker(phrase=None, can_speak=True, trust=0.75)


def _agent_by_words(page: Page, unit: Unit, verb: Token) -> Speaker | None:
    """ "par X" a few words after a passive, where the parse hangs it elsewhere."""
    for k in range(verb.i + 1, min(unit.last - 1, verb.i + 7)):
        if not is_word(page.doc[k]) or page.doc[k].pos_ in {"VERB", "AUX"}:
            return None
        if low(page.doc[k]) == "par":
            phrase = phrase_after(page.doc, k + 1, unit.last, page.lexicon.speakers)
            heads = (
                [page.doc[j] for j in range(*phrase) if page.doc[j].pos_ in {"NOUN", "PROPN"}]
                if phrase
                else []
            )
            if phrase and heads and can_speak(page, heads[0], phrase):
                return Speaker(phrase=phrase, can_speak=True, trust=0.9)
            return None
    return None


def _has_agent(verb: Token) -> bool:
    return any(low(c) == "par" for child in verb.children if child.i > verb.i for c in child.lefts)


def is_reporting_infinitive(page: Page, group: VerbGroup) -> bool:
    """ "avant d'ajouter", "a tenu à préciser", "pour dénoncer"; not "il faut dire"."""
    doc, verb = page.doc, page.doc[group.verb]
    governor = verb.head if verb.dep_ in {"xcomp", "ccomp"} else None
    k = group.first - 1
    while k > 0 and (doc[k].pos_ == "ADV" or low(doc[k]) in {"de", "d'", "pas"}):
        k -= 1
    if low(doc[k]) in _MODALS or (governor is not None and low(governor) in _MODALS):
        return False
    before = low(doc[group.first - 1]) if group.first else ""
    earlier = low(doc[group.first - 2]) if group.first > 1 else ""
    if (before == "à" and earlier in ETRE) or (before in {"de", "d'"} and earlier == "lieu"):
        return False  # "il est à noter que", "au lieu de souligner"
    if before == "sans" and doc[group.first - 2 if group.first > 1 else 0].lemma_ == "aller":
        return False  # "il va sans dire que"
    return before in _INFINITIVE_GOVERNORS or governor is not None


def _left_neighbour(page: Page, unit: Unit, group: VerbGroup) -> Token | None:
    """The noun phrase or pronoun right before a finite verb, where the parse gives no subject."""
    doc, k = page.doc, group.first - 1
    while k >= unit.first and doc[k].pos_ == "ADV":
        k -= 1
    if group.form != "finite" or k < unit.first:
        return None
    token = doc[k]
    if low(token) in {"ci", "là"} and k > unit.first + 1 and low(doc[k - 2]) in _DEMONSTRATIVES:
        return doc[k - 2]  # "celui-ci" in three tokens
    if low(token) in PRONOUNS or token.pos_ in {"PROPN", "NOUN"}:
        while (
            token.head.i < token.i
            and token.head.i >= unit.first
            and token.dep_ in {"flat:name", "flat", "nmod", "amod", "fixed", "appos"}
            and not _opens_clause(doc, token)
        ):
            token = token.head
        return token
    return None


def _before_insertions(page: Page, unit: Unit, group: VerbGroup) -> Token | None:
    """ "X, son secrétaire général, a affirmé": the first segment before the verb that names a speaker.

    A segment with a finite verb, and the sentence's beginning, end the search.
    """
    doc, found = page.doc, None
    if group.form != "finite" or group.first <= unit.first or doc[group.first - 1].text != ",":
        return None
    last = group.first - 1
    for k in range(group.first - 2, unit.first - 2, -1):
        if k >= unit.first and (is_finite(doc[k]) or page.inside[k] >= 0):
            break
        if k >= unit.first and doc[k].text != ",":
            continue
        head = _segment_head(doc, k + 1, last)
        if head is not None and can_speak(page, head, (k + 1, head.i + 1)):
            found = head
        last = k
    return found


def _segment_head(doc: Doc, first: int, last: int) -> Token | None:
    """The noun of a segment that begins with a name, or a determiner and its noun."""
    if first >= last or doc[first].pos_ not in {"PROPN", "DET"}:
        return None
    nouns = [doc[k] for k in range(first, min(last, first + 4)) if doc[k].pos_ in {"NOUN", "PROPN"}]
    return nouns[0] if nouns else None


def _opens_clause(doc: Doc, name: Token) -> bool:
    """ "Plutôt que de parler de X, Claire Morel …": taken for an apposition to the adjunct before it."""
    first = min([name.i, *(child.i for child in name.lefts if is_word(child))])
    prepositional = any(child.dep_ == "case" for child in name.head.lefts)
    return name.dep_ == "appos" and prepositional and first > 0 and doc[first - 1].text == ","
