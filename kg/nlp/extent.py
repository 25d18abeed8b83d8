"""How far a content reaches: to the end of its clause, not into what the journalist adds."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.lexicon.load import load
from kg.nlp.adjuncts import date_end
from kg.nlp.page import Page
from kg.nlp.quotes import MARKS
from kg.nlp.tokens import SENTENCE_FINAL, is_finite, is_word, low
from kg.nlp.units import Unit
from kg.nlp.verbs import VerbGroup

_VENUES = frozenset(
    "communiqué entretien interview tweet tribune lettre discours cours issue occasion antenne micro colonnes"
    " conférence allocution émission message twitter facebook plateau ouvrage livre rapport réunion".split()
)
_BREAKS = frozenset({",", "(", "–", "—"})
_LINKS = frozenset({"et", "mais", "avant", "puis"})
_DANGLING = frozenset("et mais ou que qu' alors tandis puis avant en".split())
_SUBORDINATORS = frozenset(
    (("si",), ("s'",), ("quand",), ("lorsque",), ("lorsqu'",), ("alors", "que"), ("alors", "qu'"),
     ("tandis", "que"), ("tandis", "qu'"), ("bien", "que"), ("bien", "qu'"), ("même", "si"), ("même", "s'"))
)  # fmt: skip
_CONDITIONS = frozenset("si s' quand lorsque lorsqu'".split())
_SUBJECT_STARTS = frozenset({"DET", "PRON", "PROPN", "NOUN"})
_CLAUSE_STARTS = frozenset("qui que qu' dont où alors lorsque quand tandis mais car".split())


def clause_end(page: Page, unit: Unit, start: int, group: VerbGroup) -> int:
    """One past the last token of a clause that begins at ``start`` under the cue ``group``.

    It runs to the end of the sentence but for: a semicolon; another verb that goes on reporting
    (", ajoutant que", "et a promis"); "avant d'ajouter"; ", comme l'a dit"; ", selon X"; and a
    finite clause that the parse coordinates with the cue itself.
    """
    end = _first_stop(page, unit, start, group)
    while end > start + 1 and (_dangles(page.doc, end - 1) or page.doc[end - 1].text == ","):
        end -= 1
    return end


def _dangles(doc: Doc, k: int) -> bool:
    """A word that begins what comes after the clause ("et", "bien" of "bien que", not of "va bien")."""
    if low(doc[k]) in {"bien", "tout"}:
        return k + 1 < len(doc) and low(doc[k + 1]) in {"que", "qu'", "en"}
    return low(doc[k]) in _DANGLING


def _first_stop(page: Page, unit: Unit, start: int, group: VerbGroup) -> int:
    """The token at which the text leaves a clause."""
    doc = page.doc
    limit = _main_clause(page, unit, start, group)
    nominal = low(doc[start - 1]) not in {"que", "qu'"}
    for k in range(start + 1, limit):
        if page.inside[k] >= 0:
            continue
        text = doc[k].text
        if text == ";" or k in page.stops:
            return k
        goes_on = text in _BREAKS and _reporting_goes_on(page, unit, k + 1, group, nominal=nominal)
        if goes_on or (low(doc[k]) in _LINKS and _reporting_goes_on(page, unit, k, group, nominal=nominal)):
            return k
    return limit


def _main_clause(page: Page, unit: Unit, start: int, group: VerbGroup) -> int:
    """Where the main clause begins that follows a cue in a subordinate one, else the sentence's end.

    ("Après avoir assuré que P, le ministre est parti"; "X, affirmant que P, a fait …")
    """
    doc, verb = page.doc, page.doc[group.verb]
    if start < unit.last and low(doc[start]) in _CONDITIONS:
        return unit.last  # "a dit que si P, Q": Q is said as well
    if group.form == "finite" and verb.dep_ not in {"advcl", "acl:relcl", "acl", "ccomp"}:
        return _after_opening_clause(page, unit, start, group)
    governor = verb.head
    if verb.dep_.startswith("acl") and governor.pos_ not in {"VERB", "AUX"}:
        governor = governor.head
    while governor.dep_ in {"xcomp", "conj", "aux:tense"} and governor.head.i != governor.i:
        governor = governor.head
    if governor.i <= start or governor.i >= unit.last:
        return unit.last
    lefts = [t for t in governor.lefts if t.i > start and t.dep_.startswith(("nsubj", "expl", "aux", "cop"))]
    opening = min([governor.i, *(t.left_edge.i for t in lefts)])
    commas = [k for k in range(start + 1, opening) if doc[k].text == "," and page.inside[k] < 0]
    return commas[-1] if commas else unit.last


def _after_opening_clause(page: Page, unit: Unit, start: int, group: VerbGroup) -> int:
    """ "Quand X affirme que P, Q": the comma before Q where the parse makes "X affirme" the main clause."""
    doc = page.doc
    opening = tuple(low(t) for t in doc[unit.first : unit.first + 2])
    led = opening[:1] in _SUBORDINATORS or opening in _SUBORDINATORS
    if not led or any(is_finite(doc[k]) or doc[k].text == "," for k in range(unit.first, group.first)):
        return unit.last
    for k in range(start + 2, unit.last - 2):
        if doc[k].text != "," or page.inside[k] >= 0 or doc[k + 1].pos_ not in _SUBJECT_STARTS:
            continue
        if any(is_finite(doc[j]) for j in range(start, k)) and low(doc[k + 1]) not in _CLAUSE_STARTS:
            verbs = [j for j in range(k + 1, unit.last) if is_finite(doc[j]) or doc[j].text == ","]
            if verbs and is_finite(doc[verbs[0]]):
                return k
    return unit.last


def _reporting_goes_on(page: Page, unit: Unit, k: int, group: VerbGroup, *, nominal: bool = True) -> bool:
    """Does the text leave the content at ``k`` for another act of reporting?

    A ``nominal`` content (or an infinitive) has no finite verb that "et a promis" could go on with.
    """
    doc = page.doc
    if k >= unit.last:
        return False
    word = low(doc[k])
    if _turns(page, unit, k) and low(doc[k - 1]) == ",":
        return True
    if word == "selon" or (
        word in {"d'", "à"}
        and k + 1 < unit.last
        and low(doc[k + 1]) in {"après", "en"}
        and (word == "d'" or (k + 2 < unit.last and low(doc[k + 2]) == "croire"))
    ):
        return True
    if word == "comme" and any(j in page.groups for j in range(k, min(unit.last, k + 6))):
        return True
    if word == "avant" and any(
        j in page.groups and page.groups[j].form == "infinitive" for j in range(k + 1, min(unit.last, k + 4))
    ):
        return True
    j = k
    while (
        j < unit.last
        and j - k < 4
        and (low(doc[j]) in {"et", "mais", "puis", "tout", "en", "ou"} or doc[j].pos_ in {"ADV", "CCONJ"})
    ):
        j += 1
    if any(_verb_goes_on(page, group, j, at, k, nominal) for at in range(j, min(unit.last, j + 4))):
        return True
    return _main_clause_goes_on(page, group, k)


def _verb_goes_on(page: Page, group: VerbGroup, j: int, at: int, k: int, nominal: bool) -> bool:
    """Does token ``at`` begin another act of reporting by the same source?"""
    other = page.groups.get(at)
    if other is None or not other.first <= max(j, k) <= at:
        return False
    if other.form == "present-participle":
        return True
    if other.form != "finite" or other.clitic is not None:
        return False
    if _same_auxiliary(page, group, other, k) or _coordinated(page.doc[at], page.doc[group.verb]):
        return True
    return nominal and other.first == j and j > k


def _same_auxiliary(page: Page, group: VerbGroup, other: VerbGroup, k: int) -> bool:
    """ "a dit que P et a promis": the cue's auxiliary again, which the content does not use."""
    auxiliary = low(page.doc[group.first])
    bare = other.first == other.verb  # "a confirmé que P et précisé que Q"
    if auxiliary not in {"a", "ont"} or not (bare or low(page.doc[other.first]) == auxiliary):
        return False
    if bare:
        return low(page.doc[min(other.last, len(page.doc) - 1)]) in {"que", "qu'", ":"}
    return not any(low(page.doc[j]) in {"a", "ont"} for j in range(group.last, k) if page.inside[j] < 0)


def _turns(page: Page, unit: Unit, k: int) -> bool:
    """ ", tandis que les salariés soutiennent que": another source takes over."""
    if low(page.doc[k]) not in {"tandis", "alors", "mais", "et", "quand", "or", "pendant"}:
        return False
    for j in range(k + 1, min(unit.last - 1, k + 12)):
        other = page.groups.get(j)
        if other is not None and other.form == "finite" and "que" in other.cue.frames:
            return low(page.doc[other.last if other.last < unit.last else j]) in {"que", "qu'"}
        if page.doc[j].text == ",":
            return False
    return False


def _coordinated(token: Token, verb: Token) -> bool:
    """Is a verb, by the parse, coordinated with the cue?"""
    seen = 0
    while token.dep_ == "conj" and seen < 5:
        token, seen = token.head, seen + 1
        if token == verb:
            return True
    return token == verb


def _main_clause_goes_on(page: Page, group: VerbGroup, k: int) -> bool:
    """Does a finite clause coordinated with the cue, by the parse, begin here?"""
    verb = page.doc[group.verb]
    return any(
        other.i > k and other.left_edge.i in {k, k + 1} and is_finite_group(other) for other in verb.conjuncts
    )


def is_finite_group(token: Token) -> bool:
    """A finite verb, or a participle with its auxiliary."""
    return is_finite(token) or any(c.dep_.startswith(("aux", "cop")) and is_finite(c) for c in token.children)


def phrase_end(page: Page, unit: Unit, head: Token, group: VerbGroup) -> int:
    """One past a nominal content: its subtree by the parse, and what still belongs to it.

    Complements that the parse hangs elsewhere are taken up to the next mark, but no adjunct of
    place or time of the saying; a quotation that begins inside is taken whole.
    """
    doc = page.doc
    end = min(head.right_edge.i + 1, unit.last)
    for k in range(head.i + 1, end):
        if page.inside[k] >= 0:
            continue
        if doc[k].text == ";" or (doc[k].text == "," and _reporting_goes_on(page, unit, k + 1, group)):
            end = k
            break
    else:
        end = _extended(page, unit, end, group)
    while end > head.i + 1 and doc[end - 1].text in SENTENCE_FINAL | {",", ";"}:
        end -= 1
    return end


def _extended(page: Page, unit: Unit, end: int, group: VerbGroup) -> int:
    """Go on over complements and quotations from the end of a nominal content."""
    doc, k = page.doc, end
    while k < unit.last:
        if page.inside[k] >= 0 or _opens_quote(page, k):
            number = page.inside[k] if page.inside[k] >= 0 else page.inside[k + 1]
            while k < unit.last and doc[k].idx < page.quotes[number].outer_end:
                k += 1
            continue
        if doc[k].text in MARKS and page.quote_ending(doc[k].idx + 1) is not None:
            k += 1  # closes a quotation that began inside
            continue
        if doc[k].text == "," and (_enumeration_goes_on(page, unit, k) or _opens_quote(page, k + 1)):
            k += 1
            continue
        closing = _bracket_end(page, unit, k)
        if closing > k:
            k = closing
            continue
        if not is_word(doc[k]) or is_finite(doc[k]) or skip_venue(doc, k) or low(doc[k]) in _CLAUSE_STARTS:
            break
        if _reporting_goes_on(page, unit, k, group):
            break
        k += 1
    return k


def _bracket_end(page: Page, unit: Unit, k: int) -> int:
    """One past a bracket that opens at ``k``; ``k`` itself if none opens or closes."""
    if page.doc[k].text != "(":
        return k
    return next((j + 1 for j in range(k + 1, unit.last) if page.doc[j].text == ")"), k)


def _enumeration_goes_on(page: Page, unit: Unit, comma: int) -> bool:
    """ ", des mécanismes de …": another indefinite member, with no verb before the next mark."""
    doc = page.doc
    if comma + 1 >= unit.last or low(doc[comma + 1]) not in {"des", "une", "un", "d'", "de"}:
        return False
    for k in range(comma + 1, unit.last):
        if page.inside[k] < 0 and (doc[k].text in {",", ";", ".", ":"} or low(doc[k]) == "et"):
            return k > comma + 2
        if is_finite(doc[k]) or k in page.groups:
            return False
    return True


def _opens_quote(page: Page, k: int) -> bool:
    return k + 1 < len(page.doc) and page.doc[k].text in MARKS and page.inside[k + 1] >= 0


def skip_venue(doc: Doc, k: int) -> bool:
    """Does an adjunct of time or place of the saying begin here ("lors de", "dans un communiqué")?"""
    word = low(doc[k])
    following = [low(doc[j]) for j in range(k + 1, min(len(doc), k + 4))]
    if word in {"lors", "auprès", "hier", "aujourd'hui"} or date_end(doc, k, len(doc)) > k:
        return True
    if word == "devant" and any(w in load("fr").speakers for w in following):
        return True
    if word in {"au", "à", "dans", "sur", "via", "en"} and any(w in _VENUES for w in following):
        return True
    return word == "sur" and k + 1 < len(doc) and doc[k + 1].text[:1].isupper()
