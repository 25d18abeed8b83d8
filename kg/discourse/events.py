"""Corpus → events: every stance of every statement, with the variables of its holder and its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.discourse.event import Event
from kg.discourse.labels import labels
from kg.holders import organization_of
from kg.plain import clean
from kg.records import Actor, Corpus, Document, Stance, Statement
from kg.register.periods import day_within

_CODER = "dna-coder:"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    """A document without its text."""

    id: str
    published: date | None
    title: str
    author: str
    source: str
    section: str
    type: str


def events(corpus: Corpus) -> tuple[Event, ...]:
    """All events of a corpus, by day (said, else published; the undated last), statement and stance.

    Reads documents and statements once and holds no text of a document. Raises ValueError for a statement
    whose document is not there.
    """
    articles = {document.id: _article(document) for document in corpus.documents}
    maker = _Maker(corpus, articles)
    return tuple(sorted((event for s in corpus.statements for event in maker.of(s)), key=in_order))


def in_order(event: Event) -> tuple[date, str, int]:
    """The key by which events are ordered."""
    return event.day("said") or date.max, event.statement, event.number


class _Maker:
    def __init__(self, corpus: Corpus, articles: dict[str, _Article]) -> None:
        self.articles = articles
        self.actors: dict[str, Actor] = {actor.id: actor for actor in corpus.actors}
        self.names = labels((actor.id, actor.name) for actor in corpus.actors)
        self.concepts = labels((claim.id, claim.label_fr) for claim in corpus.claims)

    def of(self, statement: Statement) -> Iterator[Event]:
        for number, stance in enumerate(statement.stances):
            yield self._event(statement, stance, number)

    def _event(self, statement: Statement, stance: Stance, number: int) -> Event:
        article = self.articles.get(statement.document)
        if article is None:
            raise ValueError(f"statement {statement.id}: its document {statement.document} is not there")
        said = day_within(statement.said_on)
        holder = stance.holder or statement.speaker
        organization = organization_of(holder, statement, said or article.published, self.actors)
        actor, body = self.actors.get(holder or ""), self.actors.get(organization or "")
        name = self._name(holder)
        content = statement.content
        return Event(
            statement=statement.id,
            number=number,
            said=said,
            published=article.published,
            position=stance.position,
            confidence=min(float(statement.confidence), float(stance.confidence)),
            person=name if actor is not None and actor.kind == "person" else "",
            organization=self._name(organization),
            side=clean((actor.side if actor else None) or (body.side if body else None) or ""),
            actor=name,
            concept=self.concepts.get(stance.concept) or clean(stance.concept),
            kind=actor.kind if actor else "",
            gender=clean(actor.gender or "") if actor else "",
            mode=statement.mode,
            act=clean(statement.act),
            rule=clean(statement.rule),
            copy=statement.copy_of is not None,
            document=article.id,
            title=article.title,
            author=article.author,
            source=article.source,
            section=article.section,
            type=article.type,
            actor_id=holder or "",
            organization_id=organization or "",
            organization_kind=body.kind if body else "",
            organization_side=clean(body.side or "") if body else "",
            concept_id=stance.concept,
            coder=clean(statement.rule.removeprefix(_CODER)),
            start=content[0].start if content else 0,
            stop=content[-1].end if content else 0,
            text=clean(statement.content_text),
        )

    def _name(self, actor: str | None) -> str:
        return (self.names.get(actor) or clean(actor)) if actor else ""


def _article(document: Document) -> _Article:
    return _Article(
        id=document.id,
        published=day_within((document.published or "")[:10]),
        title=clean(document.title or document.name),
        author=", ".join(filter(None, map(clean, document.authors))),
        source=clean(document.outlet or ""),
        section=clean(document.section or ""),
        type=document.kind,
    )
