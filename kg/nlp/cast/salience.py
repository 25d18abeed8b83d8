"""Who is most in view: features of a candidate for a pronoun or description, and their weights.

The features are those of the literature on salience (Lappin and Leass 1994: recency, grammatical role,
repeated mention; Grosz, Joshi and Weinstein 1995: subjects outrank other nouns), and of news: who was
heard last goes on speaking. The weights are kg/lexicon/fr/reference.tsv, trained by ``kg train reference``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.nlp.cast.entities import Entities, Entity
from kg.nlp.page import Page

_FAR = 12  # sentences beyond which distance makes no difference


@dataclass(slots=True)
class View:
    """What has been read of a page so far: its sentences, and who was heard."""

    page: Page
    entities: Entities
    heard: list[tuple[Entity, int]] = field(default_factory=list)  # speaker, token of the cue or source
    starts: Sequence[int] = ()
    _nearest: tuple[int, Entity | None, Entity | None] = (-1, None, None)  # token, any mention, subject
    _last: dict[int, int] = field(default_factory=dict)  # identity of a speaker → number in ``heard``

    def __post_init__(self) -> None:
        self.starts = [unit.first for unit in self.page.units]

    def hear(self, entity: Entity, token: int) -> None:
        """Somebody speaks at a token."""
        self._last[id(entity)] = len(self.heard)
        self.heard.append((entity, token))

    def last_heard(self, entity: Entity) -> tuple[int, int] | None:
        """How many others were heard since an entity was, and where it was; None if it never was."""
        number = self._last.get(id(entity))
        return None if number is None else (len(self.heard) - 1 - number, self.heard[number][1])

    def nearest(self, token: int) -> tuple[Entity | None, Entity | None]:
        """Whose mention stands next before a token, and whose mention as a subject."""
        if self._nearest[0] != token:
            anybody = self.entities.nearest(token, subject=False)
            self._nearest = (token, anybody, self.entities.nearest(token, subject=True))
        return self._nearest[1], self._nearest[2]

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return max(0, bisect_right(self.starts, token) - 1)

    def block(self, token: int) -> int:
        """The first token of the paragraph that holds a token."""
        return self.page.unit_at(token).block.first if self.page.units else 0


def features(view: View, entity: Entity, token: int, *, sort: str) -> Iterator[str]:
    """The features of an entity as the one meant at a token, for a sort of reference ("il", "the person")."""
    for name in _features(view, entity, token):
        yield name
        yield f"{sort} {name}"


def _features(view: View, entity: Entity, token: int) -> Iterator[str]:
    here, block = view.sentence(token), view.block(token)
    last = entity.last(token)
    if last is None:
        yield "named later" if entity.mentions else "never named"
    else:
        distance = here - view.sentence(last.first)
        yield f"sentences={_binned(distance)}"
        if distance == 0:
            yield "same sentence subject" if last.subject else "same sentence other"
        if distance == 1 and last.subject:
            yield "subject of the sentence before"
        if last.quoted:
            yield "named in a quotation"
        if last.governed:
            yield "governed"
        if view.block(last.first) == block:
            yield "same paragraph"
        nearest, subject = view.nearest(token)
        if subject is entity:
            yield f"nearest subject, sentences={_binned(distance)}"
        if nearest is entity:
            yield "nearest"
        if view.heard and last.first > view.heard[-1][1]:
            yield "named since anybody was heard" + (", subject" if last.subject else "")
        if any(r.first < token and here - view.sentence(r.first) <= 1 for r in entity.shown):
            yield "introduced just before"
    heard = view.last_heard(entity)
    if heard is not None:
        since, at = heard
        yield f"heard={min(since, 3)}"
        yield f"heard sentences={_binned(here - view.sentence(at))}"
        if view.block(at) == block:
            yield "heard in the paragraph"
        if len(view.heard) > 1 and view.heard[-1][0] is view.heard[-2][0] is entity:
            yield "heard twice running"
    else:
        yield "not heard"
    yield f"mentions={min(entity.count(token), 4)}"
    yield f"kind={entity.kind}"
    yield f"gender={'known' if entity.gender else 'unknown'}"
    if entity.local:
        yield "no name"


def _binned(distance: int) -> str:
    return (
        str(distance)
        if distance < 4
        else "4-6"
        if distance < 7
        else f"7-{_FAR}"
        if distance <= _FAR
        else "far"
    )
