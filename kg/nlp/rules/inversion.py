"""Where an incise stands: a reporting clause with its subject after the verb, set into what it reports."""

from __future__ import annotations

from dataclasses import dataclass

from kg.nlp.adjuncts import TIME_NOUNS, skip_adjuncts
from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.rules.speaker import can_speak
from kg.nlp.sources import NounPhrase, phrase_after, subject
from kg.nlp.tokens import DASHES, SENTENCE_FINAL, bare_pronoun, is_finite, is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_INDEFINITE = frozenset("des de d' ses sa son leur leurs une un".split())
_AMONG = frozenset({"à", "chez", "dans"})  # "dit-on à l'Élysée", "dans son entourage"
_CONTRACTED = frozenset({"au", "aux", "du", "des", "de", "d'"})
_ABSTRACT = ("tion", "tions", "ment", "ments", "ure", "ures", "age", "ages", "ance", "ence", "té", "tés")
RESUMES = frozenset(
    "mais et car parce puisque dans alors tandis si quand lorsque afin pour avec sans sauf notamment dont"
    " soit".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incise:
    """A reporting clause set into what it reports: the mark before it, its verb and its end."""

    before: int  # token of the mark that it follows
    group: VerbGroup
    source: NounPhrase | None
    end: int  # first token after it


def find_incises(page: Page, unit: Unit) -> list[Incise]:
    """The incises of a sentence, from left to right."""
    return [incise for group in page.groups_of(unit) if (incise := _incise(page, unit, group)) is not None]


def _incise(page: Page, unit: Unit, group: VerbGroup) -> Incise | None:
    """The group as an incise, if it is one."""
    doc, before = page.doc, group.first - 1
    if group.form != "finite" or before < unit.first or not ({"cite", "que"} & group.cue.frames):
        return None
    if not _is_boundary(page, before):
        return None
    quoted = _closes_quote(page, before)
    if group.clitic is not None:
        if _continues(page, group.last, unit):
            return None
        named = _institution(page, unit, group) or (group.clitic, group.clitic + 1)
        return Incise(
            before=before, group=group, source=named, end=_end(page, max(group.last, named[1]), unit)
        )
    after = skip_adjuncts(doc, group.last, unit.last)
    if (
        after + 1 < unit.last
        and doc[after].text == ","
        and after > group.last
        and (quoted or not is_word(doc[before]))
    ):
        after += 1  # "a déclaré hier sur les ondes, X, directeur de …"
    source = _inverted_subject(page, group, after, unit)
    if source is None or (not quoted and not _may_end(page, source[1], unit)):
        return None
    outside = not quoted and page.inside[group.verb] < 0
    if outside and (_is_object(page, group, source) or _lacks_clause(page, unit, group, source)):
        return None
    if (
        not quoted
        and page.inside[group.verb] < 0
        and not (_right_subject(page, group, source) or _is_clause(page, unit, group, source))
    ):
        return None
    if (
        not quoted
        and not _right_subject(page, group, source)
        and _has_left_subject(page, unit, group)
        and not _surely_inverted(page, unit, group, source)
    ):
        return None
    return Incise(before=before, group=group, source=source, end=_end(page, source[1], unit))


def _is_object(page: Page, group: VerbGroup, source: NounPhrase) -> bool:
    """ "X, contacté hier, a dénoncé des messages": a noun that cannot speak, after a verb that takes one."""
    heads = [page.doc[k] for k in range(*source) if page.doc[k].pos_ in {"NOUN", "PROPN", "PRON"}]
    if not heads or can_speak(page, heads[0], source):
        return False
    if page.doc[group.first - 1].text == ")":
        return True  # "Barnett (élu en mai) a rapporté le sceau"
    if not {"np", "obj"} & group.cue.frames:
        return False
    return low(page.doc[source[0]]) in _INDEFINITE or low(heads[0]).endswith(_ABSTRACT)


def _lacks_clause(page: Page, unit: Unit, group: VerbGroup, source: NounPhrase) -> bool:
    """ "Hier, Paul K., contacté par X, a dénoncé des messages": after a name, but no clause, an object."""
    before = range(unit.first, group.first)
    named = any(page.doc[k].ent_type_ in {"PER", "PERSON"} for k in before)
    indefinite = low(page.doc[source[0]]) in _INDEFINITE
    return named and indefinite and not any(is_finite(page.doc[k]) for k in before)


def _right_subject(page: Page, group: VerbGroup, source: NounPhrase) -> bool:
    """Is the noun after the verb its subject by the parse as well?"""
    verb = page.doc[group.verb]
    return any(t.dep_.startswith("nsubj") and source[0] <= t.i < source[1] for t in verb.rights)


def _speaking_left(page: Page, unit: Unit, group: VerbGroup) -> bool:
    """Does the parse give the verb a subject before it that can speak?"""
    head = subject(page.doc[group.verb])
    return head is not None and head.i < group.first and can_speak(page, head, (head.i, head.i + 1))


def _is_clause(page: Page, unit: Unit, group: VerbGroup, source: NounPhrase) -> bool:
    """Is there a clause round an unquoted incise, not just the subject of its verb?

    ("Alexis Corbière, contacté hier, a dénoncé des messages" reports nothing by inversion.)
    """
    doc = page.doc
    for k in range(unit.first, group.first):
        if is_finite(doc[k]):
            head = doc[k].head if doc[k].dep_.startswith(("aux", "cop")) else doc[k]
            if head.dep_ != "acl:relcl":
                return True
    medial = source[1] < unit.last and doc[source[1]].text == ","
    if medial and any(is_finite(doc[k]) for k in range(source[1], unit.last)):
        return low(doc[source[0]]) not in _INDEFINITE
    heads = [doc[k] for k in range(*source) if doc[k].pos_ in {"NOUN", "PROPN", "PRON"}]
    return bool(heads) and can_speak(page, heads[0], source) and low(doc[source[0]]) not in _INDEFINITE


def _institution(page: Page, unit: Unit, group: VerbGroup) -> NounPhrase | None:
    """Who stands behind "on": "précise-t-on au ministère", "dans son entourage", "de source judiciaire"."""
    doc, k = page.doc, group.last
    if group.clitic is None or bare_pronoun(doc[group.clitic]) != "on" or k + 1 >= unit.last:
        return None
    if low(doc[k]) == "auprès" and low(doc[k + 1]) in {"de", "d'", "du", "des"}:
        k += 1
    if low(doc[k]) == "de" and low(doc[k + 1]) == "source":
        end = k + 2
        while end < unit.last and is_word(doc[end]):
            end += 1
        return k + 1, end
    if low(doc[k]) not in _AMONG | _CONTRACTED:
        return None
    if low(doc[k]) == "du" and low(doc[k + 1]) == "côté" and k + 3 < unit.last:
        k += 2  # "du côté de l'Élysée"
    found = phrase_after(doc, k + 1, unit.last, page.lexicon.speakers)
    if found is None or not any(can_speak(page, doc[j], found) for j in range(*found)):
        return None  # "dit-on dans ce cas"
    return (k if low(doc[k]) in _CONTRACTED else k + 1, found[1])


def _surely_inverted(page: Page, unit: Unit, group: VerbGroup, source: NounPhrase) -> bool:
    """ ", indique la SNCF." after a whole clause: the parse errs, the noun can speak, nothing follows."""
    doc = page.doc
    if doc[group.first - 1].text != "," or source[0] != skip_adjuncts(doc, group.last, unit.last):
        return False
    heads = [doc[k] for k in range(*source) if doc[k].pos_ in {"NOUN", "PROPN"}]
    if not heads or (not can_speak(page, heads[0], source) and low(heads[0]).endswith(_ABSTRACT)):
        return False
    if not can_speak(page, heads[0], source) and _speaking_left(page, unit, group):
        return False  # "… que Jens Stoltenberg, secrétaire général, avait évoqué la date"
    closed = source[1] >= unit.last or not is_word(doc[source[1]])
    medial = source[1] < unit.last and doc[source[1]].text == "," and can_speak(page, heads[0], source)
    whole = any(is_finite(doc[k]) and doc[k].dep_ != "acl:relcl" for k in range(unit.first, group.first - 1))
    return closed and (medial or whole)


def _is_boundary(page: Page, i: int) -> bool:
    text = page.doc[i].text
    return text in {",", ")", "]"} or text in MARKS or text in SENTENCE_FINAL or text in DASHES


def _closes_quote(page: Page, i: int) -> bool:
    """Does a quotation close right before (a comma may stand between)?"""
    if page.doc[i].text == "," and i > 0:
        i -= 1
    token = page.doc[i]
    end = token.idx + len(token.text)
    return token.text in MARKS and page.quote_ending(end) is not None


def _has_left_subject(page: Page, unit: Unit, group: VerbGroup) -> bool:
    """Has the verb, by the parse, a subject of its own before it in the sentence?

    ("Le ministre, en visite à Lille, a déclaré que …" is no incise.)
    """
    verb = page.doc[group.verb]
    own = [
        t
        for t in verb.children
        if t.dep_.startswith(("nsubj", "expl:subj")) and unit.first <= t.i < group.first
    ]
    if own:
        return True
    shared = subject(verb) if verb.dep_ == "conj" else None
    return (
        shared is not None
        and unit.first <= shared.i < group.first
        and not _finite_between(page, shared.i, group)
    )


def _finite_between(page: Page, first: int, group: VerbGroup) -> bool:
    return any(is_finite(page.doc[k]) for k in range(first, group.first))


def _continues(page: Page, last: int, unit: Unit) -> bool:
    """Does a complement follow (a-t-il dit que …)?"""
    k = skip_adjuncts(page.doc, last, unit.last)
    return k < unit.last and low(page.doc[k]) in {"que", "qu'"} and not page.doc[k].is_space


def _inverted_subject(page: Page, group: VerbGroup, after: int, unit: Unit) -> NounPhrase | None:
    """The subject after the verb: the phrase that begins there, or what the parse says."""
    doc = page.doc
    if after < unit.last and low(doc[after]) in {"que", "qu'", ":", "de", "d'", "à"}:
        return None
    found = phrase_after(doc, after, unit.last, page.lexicon.speakers)
    if (
        found is not None
        and low(doc[found[0]]) in {"ce", "cela", "ça", "y", "en"}
        and found[1] - found[0] == 1
    ):
        return None
    if found is not None and any(
        low(doc[k]) in TIME_NOUNS for k in range(found[0], min(found[1], found[0] + 3))
    ):
        return None  # "reprendront la semaine prochaine"
    return found


def _may_end(page: Page, end: int, unit: Unit) -> bool:
    """Can the incise end after its subject? What follows must be a mark or an adjunct."""
    k = skip_adjuncts(page.doc, end, unit.last)
    if k >= unit.last:
        return True
    token = page.doc[k]
    return (
        not is_word(token)
        or token.dep_.startswith(("acl", "appos"))
        or (token.pos_ in {"VERB"} and not is_finite(token))
    )


def _end(page: Page, start: int, unit: Unit) -> int:
    """The first token after the incise: past its adjuncts and appositions."""
    doc, k, within = page.doc, start, page.inside[start - 1]
    whole = within >= 0 or any(is_finite(doc[j]) for j in range(unit.first, start) if j not in page.groups)
    while k < unit.last:
        text = doc[k].text
        if text in MARKS or text in SENTENCE_FINAL or text == ";" or text == ":":
            return k
        if text == "," and (not whole or not _apposition_follows(page, k, unit, within)):
            return k
        k += 1
    return k


def _apposition_follows(page: Page, comma: int, unit: Unit, within: int) -> bool:
    """After a comma: a short stretch without a finite verb, closed by another mark?"""
    doc = page.doc
    for k in range(comma + 1, min(unit.last, comma + 16)):
        token = doc[k]
        if token.text in {",", "."} or token.text in MARKS:
            return k - comma > 1 and not (within >= 0 and token.text == "," and k - comma < 3)
        if k == comma + 1 and token.pos_ in {"VERB", "AUX"}:
            return False
        if is_finite(token) or low(token) in RESUMES or low(token) in {"que", "qu'", "qui"}:
            return False
    return False
