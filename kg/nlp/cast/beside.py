"""What stands beside the words of a source: a name after a role, the author of a document, a day."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span

from kg.nlp.adjuncts import DAYS
from kg.nlp.cast.describe import describe, head_of
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.nouns import is_person_noun, kind_of_noun
from kg.nlp.cast.scene import Resolved, Scene
from kg.nlp.cast.titles import is_civility
from kg.nlp.tokens import is_finite, low

_FARTHEST, _FEW = 24, 6  # tokens, mentions after a role among which its further name is sought
_AUTHORED = frozenset({"document"})
_BY = frozenset("de d' du des par".split())
_POSSESSIVES = frozenset("son sa ses leur leurs un une".split())


def without_medium(scene: Scene, span: Span) -> Span:
    """ "une source proche du dossier à l'AFP": without the medium that was told."""
    for token in span[1:]:
        if low(token) in {"à", "au", "aux"} and token.i + 1 < span.end:
            following = scene.entities.at.get(token.i + 1) or scene.entities.at.get(token.i + 2)
            nouns = {kind_of_noun(t, scene.page.lexicon) for t in span.doc[token.i + 1 : token.i + 3]}
            if (following is not None and following.kind == "media") or "media" in nouns:
                return span.doc[span.start : token.i]
    return span


def apposed(scene: Scene, span: Span) -> Resolved | None:
    """ "son avocate, Me Élise B.,": the person who stands after a role and a comma."""
    description = describe(span, scene.page.lexicon)
    one_of = any(low(t) in {"un", "une"} for t in span[:2])  # "un des enquêteurs, Jason M."
    if description is None or (description.plural and not one_of) or span.end + 1 >= len(scene.doc):
        return None
    start = _past_brackets(scene, span.end)
    if start + 1 >= len(scene.doc) or scene.doc[start].text not in {",", "("}:
        return None
    further = _called(scene, start)
    if further is not None and (description.kind == "person" or one_of):
        return scene.found(span, further, "name")
    for k in range(start + 1, min(len(scene.doc), start + 5)):
        entity = scene.entities.at.get(k)
        if entity is not None:
            closed = _closed(scene, entity, k)
            fits = entity.kind == "person" and closed and (description.kind == "person" or one_of)
            return scene.found(span, entity, "name") if fits else None
        token = scene.doc[k]
        if (
            token.pos_ not in {"DET", "ADJ"}
            and not is_person_noun(token, scene.page.lexicon)
            and not is_civility(token)
        ):
            return None
    return None


def _called(scene: Scene, start: int) -> Entity | None:
    """ "l'un de ses conseillers, l'ancien maire de Quimper, Bernard P.": who has the role after a comma."""
    return next(
        (
            entity
            for entity in scene.entities.near(start + _FARTHEST, _FEW)
            if entity.kind == "person"
            for role in entity.shown
            if start < role.first <= start + 3 and any(0 <= m.first - role.last <= 4 for m in entity.mentions)
        ),
        None,
    )


def _past_brackets(scene: Scene, k: int) -> int:
    """One past brackets that open at a token ("un ancien maire (1995-2008), X"), else the token."""
    if scene.doc[k].text != "(":
        return k
    closing = (j for j in range(k + 1, min(len(scene.doc), k + 8)) if scene.doc[j].text == ")")
    after = next(closing, k - 1) + 1
    named = any(j in scene.entities.at for j in range(k, after))
    return k if named else after


def _closed(scene: Scene, entity: Entity, k: int) -> bool:
    """Does a name end at a mark, a verb or the end of its sentence: no further member of a list?"""
    while k < len(scene.doc) and scene.entities.at.get(k) is entity:
        k += 1
    return k >= len(scene.doc) or low(scene.doc[k]) not in {"et", "ou"}


def authored(scene: Scene, span: Span, resolve: Callable[[Span], Resolved]) -> Resolved | None:
    """ "les calculs de l'Insee", "un communiqué du parti": who wrote it, where that is named."""
    head = head_of(span, scene.page.lexicon)
    if head is None or kind_of_noun(head, scene.page.lexicon) not in _AUTHORED:
        return None
    for k in range(head.i + 1, span.end - 1):
        if low(scene.doc[k]) in _BY:
            entity = next((e for j in range(k + 1, min(k + 6, span.end))
                           if (e := scene.entities.at.get(j)) is not None), None)  # fmt: skip
            author = scene.doc[k + 1 : span.end]
            if entity is not None and _leads(scene, author, entity):
                return scene.found(span, entity, "name")
            if author[0].pos_ == "NUM":
                continue  # "l'édition du 23 novembre du Figaro"
            noun = head_of(author, scene.page.lexicon)
            kind = kind_of_noun(noun, scene.page.lexicon) if noun is not None else None
            if noun is not None and noun.i <= k + 3 and kind in {"organization", "media", "group", "person"}:
                return resolve(author)
            if low(scene.doc[k]) != "de" or low(scene.doc[k + 1]) not in {"la", "l'"}:
                break
    return _authored_after(scene, span)


def _authored_after(scene: Scene, span: Span) -> Resolved | None:
    """ "un rapport établi par l'Insee": the author whom a participle after the source names."""
    k = span.end
    while k < len(scene.doc) - 1 and k < span.end + 5 and low(scene.doc[k]) != "par":
        if scene.doc[k].pos_ not in {"VERB", "ADJ", "ADV", "NUM", "NOUN", "PROPN"} or is_finite(scene.doc[k]):
            return None
        k += 1
    if k >= len(scene.doc) - 1 or low(scene.doc[k]) != "par" or k == span.end:
        return None
    found = (scene.entities.at.get(j) for j in range(k + 1, min(k + 5, len(scene.doc))))
    entity = next((e for e in found if e is not None), None)
    return None if entity is None else scene.found(span, entity, "name")


def _leads(scene: Scene, author: Span, entity: Entity) -> bool:
    """Does a name stand first in the phrase, but for articles and a noun of its kind?"""
    for token in author:
        if scene.entities.at.get(token.i) is entity:
            return True
        if token.pos_ not in {"DET", "NOUN", "ADJ", "PUNCT"} or is_finite(token):
            return False
    return False


def without_circumstances(span: Span) -> Span:
    """A source's words without the day and place of saying that the parse has left in them."""
    for token in span:
        if token.i > span.start + 1 and (
            low(token) in DAYS | {"sur", "hier", "aujourd'hui", "lors"}
            or (low(token) == "dans" and token.i + 1 < span.end and low(token.nbor(1)) in _POSSESSIVES)
        ):
            return span.doc[span.start : token.i - (token.nbor(-1).text == ",")]
    return span
