"""A verb and what it governs: que-clauses, questions, infinitives, nominal and judging contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from spacy.tokens import Token

from kg.nlp.adjuncts import skip_adjuncts
from kg.nlp.extent import clause_end, phrase_end
from kg.nlp.page import Attribution, Page
from kg.nlp.quotes import MARKS
from kg.nlp.rules.speaker import Speaker, speaker_of
from kg.nlp.tokens import is_finite, is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

QUE = frozenset({"que", "qu'"})
_QUESTIONS = frozenset("si s' comment pourquoi où quand combien quel quelle quels quelles".split())
_NOT_COMPLEMENT = frozenset(
    "plus moins ainsi alors bien lors puis autant aussi même tel telle ne n' pas autre".split()
)
_BEFORE_INFINITIVE = frozenset("ne n' pas plus se s' y en le les la l'".split())
_JUDGEMENT = frozenset("fear hope".split())

Finder = Callable[[Page, Unit, VerbGroup], tuple[int, int] | None]


def attributions(page: Page, unit: Unit, taken: Set[int]) -> Iterator[Attribution]:
    """What the verbs of a sentence attribute by their complements.

    ``taken`` holds verbs that another rule has used already (incises).
    """
    for group in page.groups_of(unit):
        if group.verb in taken or page.inside[group.verb] >= 0:
            continue
        speaker = speaker_of(page, unit, group)
        if speaker is None:
            continue
        for rule, confidence, frames, find in _FINDERS:
            if not frames & group.cue.frames:
                continue
            bounds = find(page, unit, group)
            if bounds is None or not _fits(page, group, speaker, rule):
                continue
            content = page.chars(*bounds)
            if content is not None and content[1] - content[0] > 3:
                yield _attribution(group, speaker, content, rule, confidence)
                break


def _attribution(
    group: VerbGroup, speaker: Speaker, content: tuple[int, int], rule: str, confidence: float
) -> Attribution:
    return Attribution(
        rule=rule, cue=(group.first, group.last), cue_lemma=group.cue.lemma, act=group.cue.act,
        source=speaker.phrase, content=(content,), confidence=round(confidence * speaker.trust, 3),
        negated=group.negated,
    )  # fmt: skip


def _fits(page: Page, group: VerbGroup, speaker: Speaker, rule: str) -> bool:
    """Does this kind of content need a source that can speak, and is it one?"""
    if rule == "que-clause":
        return speaker.can_speak or speaker.phrase is None or group.cue.act not in _JUDGEMENT
    return speaker.can_speak


# --------------------------------------------------------------------- finite clauses


def _que(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "que P", over any distance that the parse or the adjuncts allow."""
    mark = _complementiser(page, unit, group)
    if mark is None:
        return None
    return mark + 1, clause_end(page, unit, mark + 1, group)


def _complementiser(page: Page, unit: Unit, group: VerbGroup) -> int | None:
    """The "que" of the verb's clause: the parse's, else the first one with no verb in between."""
    doc, verb = page.doc, page.doc[group.verb]
    for child in doc[group.last - 1 : group.last][0].children if group.cue.rest else verb.children:
        if child.dep_ in {"ccomp", "xcomp", "obj", "advcl"} and child.i > group.verb:
            marks = [t for t in child.lefts if low(t) in QUE and t.dep_ in {"mark", "obj", "advmod"}]
            if (
                marks
                and group.last <= marks[0].i < unit.last
                and page.inside[marks[0].i] < 0
                and (low(doc[marks[0].i - 1]) not in _NOT_COMPLEMENT)
            ):
                return marks[0].i
    k = skip_adjuncts(doc, group.last, unit.last)
    while k < unit.last and k - group.last < 25:
        token = doc[k]
        if low(token) in QUE:
            return k if low(doc[k - 1]) not in _NOT_COMPLEMENT and token.pos_ != "PRON" else None
        if is_finite(token) or token.text in {";", ":"} or token.text in MARKS or k in page.groups:
            return None
        if token.text == "," and k + 1 < unit.last and not _inserted(page, k, unit):
            return None
        k += 1
    return None


def _inserted(page: Page, comma: int, unit: Unit) -> bool:
    """Is there an insertion between two commas, right before "que"?"""
    for k in range(comma + 1, min(unit.last - 1, comma + 16)):
        if page.doc[k].text == "," and low(page.doc[k + 1]) in QUE:
            return True
        if is_finite(page.doc[k]):
            return False
    return low(page.doc[comma + 1]) in QUE


def _question(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "si P", "pourquoi P": the question word belongs to the content."""
    k = skip_adjuncts(page.doc, group.last, unit.last)
    if k >= unit.last or low(page.doc[k]) not in _QUESTIONS:
        k = group.last
        if k >= unit.last or low(page.doc[k]) not in _QUESTIONS:
            return None
    if not any(is_finite(page.doc[j]) for j in range(k + 1, unit.last)):
        return None
    return k, clause_end(page, unit, k, group)


# --------------------------------------------------------------------- infinitives


def _infinitive(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "dit vouloir", "affirme ne pas avoir": a bare infinitive right after the verb."""
    k = skip_adjuncts(page.doc, group.last, unit.last)
    return (k, clause_end(page, unit, k, group)) if _is_infinitive(page, k, unit) else None


def _is_infinitive(page: Page, k: int, unit: Unit) -> bool:
    """Does an infinitive begin here, with its clitics, negation and a quotation mark?"""
    while k < unit.last and (low(page.doc[k]) in _BEFORE_INFINITIVE or page.doc[k].text in MARKS):
        k += 1
    return k < unit.last and "Inf" in page.doc[k].morph.get("VerbForm", [])


def _preposition(*forms: str) -> Finder:
    """de / à and an infinitive: "a promis de", "exhorte à"."""

    def find(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
        k = skip_adjuncts(page.doc, group.last, unit.last)
        for at in (group.last, k):
            if at < unit.last and low(page.doc[at]) in forms and _is_infinitive(page, at + 1, unit):
                return at + 1, clause_end(page, unit, at + 1, group)
        addressee = _addressee_end(page, unit, group, k)
        if addressee and low(page.doc[addressee]) in forms and _is_infinitive(page, addressee + 1, unit):
            return addressee + 1, clause_end(page, unit, addressee + 1, group)
        return None

    return find


def _addressee_end(page: Page, unit: Unit, group: VerbGroup, start: int) -> int | None:
    """The first token after "à X" ("demande aux préfets de rester")."""
    for child in page.doc[group.verb].children:
        if child.dep_.startswith(("iobj", "obl")) and group.last <= child.left_edge.i <= start + 1:
            end = child.right_edge.i + 1
            inner = next((t.i for t in child.subtree if low(t) in {"de", "d'"} and t.i > child.i
                          and _is_infinitive(page, t.i + 1, unit)), end)  # fmt: skip
            return inner if inner < unit.last else None
    return None


def _object_infinitive(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "accuse X de créer", "appelle X à cesser": X belongs to the content; passive: from "de" on."""
    doc, verb = page.doc, page.doc[group.verb]
    if group.passive:
        k = skip_adjuncts(doc, group.last, unit.last)
        for at in (group.last, k):
            if at < unit.last and low(doc[at]) in {"de", "d'", "à"}:
                return at + 1, clause_end(page, unit, at + 1, group)
        return None
    objects = [
        t
        for t in verb.children
        if t.dep_ in {"obj", "iobj", "obl:arg"} and t.i >= group.last and _has_no_case(t)
    ]
    if not objects:
        return None
    start = max(group.last, objects[0].left_edge.i)
    end = clause_end(page, unit, start, group)
    words = {low(doc[k]) for k in range(objects[0].i, end)}
    return (start, end) if words & {"de", "d'", "à", "du", "des", "au", "aux", "pour"} else None


def _has_no_case(token: Token) -> bool:
    return not any(child.dep_ == "case" for child in token.lefts)


# --------------------------------------------------------------------- nominal and judging contents


def _nominal(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """The object of "dénonce", "rejette", "évoque" …, or the subject of their passive."""
    verb = page.doc[group.verb]
    if group.passive:
        subjects = [t for t in verb.children if t.dep_.startswith("nsubj") and t.i < group.first]
        return (subjects[0].left_edge.i, subjects[0].right_edge.i + 1) if subjects else None
    objects = [
        t for t in verb.children
        if t.dep_ in {"obj", "ccomp", "xcomp"} and t.i >= group.last and t.left_edge.i >= group.last
        and t.pos_ in {"NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"} and _has_no_case(t)
    ]  # fmt: skip
    if objects and objects[0].pos_ == "PRON" and low(objects[0]) not in {"cela", "ceci", "ça"}:
        return None
    if objects:
        return objects[0].left_edge.i, phrase_end(page, unit, objects[0], group)
    return _by_words(page, unit, group)


def _by_words(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """The noun phrase right after the verb, where the parse sees no object."""
    doc, k = page.doc, skip_adjuncts(page.doc, group.last, unit.last)
    at = k + 1 if k < unit.last and doc[k].text in MARKS else k
    if at >= unit.last or (doc[at].pos_ != "DET" and low(doc[at]) not in {"des", "de", "d'", "du"}):
        return None
    head = next((doc[j] for j in range(at, min(unit.last, at + 5)) if doc[j].pos_ == "NOUN"), None)
    if (
        head is None
        or group.form == "past-participle"
        or (low(doc[at]) in {"de", "d'", "du"} and doc[at].pos_ != "DET")
    ):
        return None
    return k, max(phrase_end(page, unit, head, group), head.i + 1)


def _nominal_quoted(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """A nominal content that counts only because words of it are quoted."""
    bounds = _nominal(page, unit, group)
    if bounds is None or not any(page.doc[k].text in MARKS for k in range(*bounds)):
        return None
    return bounds


def _prepositional(*forms: str) -> Finder:
    """ "se félicite de N", "appelle à N": de and à stay outside, du and au inside."""

    def find(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
        k = skip_adjuncts(page.doc, group.last, unit.last)
        for at in (group.last, k):
            if at + 1 >= unit.last or low(page.doc[at]) not in forms:
                continue
            head = page.doc[at].head if page.doc[at].dep_ == "case" else page.doc[at + 1]
            if head.i < at:
                continue
            contracted = low(page.doc[at]) in {"du", "des", "au", "aux"}
            return (at if contracted else at + 1), max(phrase_end(page, unit, head, group), at + 2)
        return None

    return find


def _judgement(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "juge inacceptable tout retard", "se dit prêt à …": from the adjective on."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    at = k
    while at < unit.last and (doc[at].text in MARKS or doc[at].pos_ == "ADV"):
        at += 1
    if at < unit.last and (
        doc[at].pos_ == "ADJ"
        or ("Part" in doc[at].morph.get("VerbForm", []) and not low(doc[at]).endswith("ant"))
    ):
        return k, clause_end(page, unit, k, group)
    return None


def _qualified(page: Page, unit: Unit, group: VerbGroup) -> tuple[int, int] | None:
    """ "qualifie X de Y", "présente X comme Y": both X and Y."""
    doc = page.doc
    k = skip_adjuncts(doc, group.last, unit.last)
    k = group.last if k > group.last and low(doc[group.last]) in {"de", "d'", "à", "comme"} else k
    end = clause_end(page, unit, k, group)
    links = (
        {"de", "d'"}
        if group.cue.lemma in {"qualifier", "traiter"}
        else {"comme"}
        if group.cue.lemma != "comparer"
        else {"à"}
    )
    found = [j for j in range(k, end) if low(doc[j]) in links]
    quoted = any(doc[j].text in MARKS for j in range(k, end))
    if (
        not found
        or not (quoted or group.cue.lemma in {"qualifier", "comparer"})
        or (not is_word(doc[k]) and not quoted)
    ):
        return None
    return k, end


_FINDERS: tuple[tuple[str, float, frozenset[str], Finder], ...] = (
    ("que-clause", 0.9, frozenset({"que"}), _que),
    ("question", 0.8, frozenset({"int"}), _question),
    ("qualified", 0.8, frozenset({"as"}), _qualified),
    ("object-infinitive", 0.8, frozenset({"obj"}), _object_infinitive),
    ("de-infinitive", 0.75, frozenset({"de"}), _preposition("de", "d'")),
    ("à-infinitive", 0.75, frozenset({"a"}), _preposition("à")),
    ("infinitive", 0.8, frozenset({"inf"}), _infinitive),
    ("judgement", 0.75, frozenset({"adj"}), _judgement),
    ("nominal-de", 0.7, frozenset({"dnp"}), _prepositional("de", "d'", "du", "des")),
    ("nominal-à", 0.65, frozenset({"anp"}), _prepositional("à", "au", "aux")),
    ("nominal-sur", 0.65, frozenset({"snp"}), _prepositional("sur")),
    ("nominal", 0.65, frozenset({"np"}), _nominal),
    ("nominal-quoted", 0.75, frozenset({"npq"}), _nominal_quoted),
)
