"""The actor whom words name: by name, metonym, role or as a body, in one document.

Tried from the surest to the weakest; each answer says by what form the source was named. What
cannot be resolved keeps its own words, local to the document, and is never merged with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Span, Token

from kg.ids import slug
from kg.lexicon.load import Lexicon
from kg.nlp.people import People, clean_name
from kg.nlp.reference import agrees, gender_said
from kg.nlp.tokens import compound, is_capitalised, low
from kg.records import Actor, ActorKind, Document, MentionForm
from kg.register.load import Holder, Register
from kg.register.names import key, without_article


def body_name(words: str) -> str:
    """A body's name without its article and the acronym in brackets after it."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", without_article(words)) or words


def low_text(span: Span) -> str:
    """The words of a phrase in lower case with straight apostrophes."""
    return str(span.text.lower().replace("’", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An actor, the form of the mention that led to it, and where that mention stands."""

    actor: Actor
    form: MentionForm
    at: int


@dataclass(slots=True)
class Naming:
    """What a document tells of names and roles, and the register beside it."""

    doc: Doc
    article: Document
    people: People
    register: Register
    lexicon: Lexicon
    spoken: list[Resolved] = field(default_factory=list)  # speakers so far, the last one last

    def _as(self, span: Span, actor: Actor, form: MentionForm) -> Resolved:
        return Resolved(actor=actor, form=form, at=span.start_char)

    def _registered(self, span: Span) -> Resolved | None:
        """A name, acronym or metonym of the register, with or without the noun before it."""
        for text in self._variants(span):
            known = self.register.named(text)
            if known:
                return self._as(span, known, "name")
            identifier = self.register.metonyms.get(key(text))
            if identifier:
                return self._as(span, self.register.actors[identifier], "metonym")
        return None

    def _variants(self, span: Span) -> Iterable[str]:
        """The source's words; without a generic noun before a name ("l'agence Anadolu")."""
        yield span.text
        tokens = list(span)
        for k, token in enumerate(tokens[:4]):
            if (
                low(token) in self.lexicon.speakers
                and k + 1 < len(tokens)
                and tokens[k + 1].text[:1].isupper()
            ):
                yield span.doc[tokens[k + 1].i : span.end].text

    def _named(self, span: Span) -> Resolved | None:
        """A person named in the words themselves."""
        inside = [e for e in self.people.spans if e.start < span.end and e.end > span.start]
        for entity in inside:
            if self._is_complement(span, entity):
                continue
            person = self.people.find(clean_name(entity))
            name = person.name if person else clean_name(entity)
            known = self.register.named(name)
            if known:
                return self._as(span, known, "name")
            if name:
                return self._as(span, self._person(name), "name")
        if (len(span) == 1 and span[0].pos_ == "PROPN") or all(t.pos_ == "PROPN" for t in span):
            person = self.people.find(span.text)
            if person:
                return self._as(span, self._person(person.name), "name")
        return None

    def _is_complement(self, span: Span, entity: Span) -> bool:
        """Is the person only part of a description ("l'avocat de X", "le camp de X")?"""
        before = low(entity[0].nbor(-1)) if entity.start > span.start else ""
        return before in {"de", "d'", "du"} and entity.start > span.start

    def _person(self, name: str) -> Actor:
        """A person by full name; by a mere surname only within this document."""
        known = self.register.named(name)
        if known:
            return known
        full = len(key(name)) > 1
        return Actor(id=slug(name) if full else self._local(name), name=name, kind="person")

    def _by_role(self, span: Span) -> Resolved | None:
        """A role: its holder by the register, or the person whom the document shows in it."""
        holders = self.register.roles.get(key(span.text), ())
        holder = self._holder(holders)
        if holder is not None:
            return self._as(span, self.register.actors[holder.actor], "role")
        head = self._head(span)
        if head is None or not self._is_person(head) or not self._definite(span):
            return None
        words = {w for t in span for w in key(t.text)}
        actor = self._known_role(set(key(span.text)), gender_said(span), span.start_char)
        if actor is not None:
            return self._as(span, actor, "role")
        person = self.people.with_role("".join(key(head.text)[:1]), words, span.start_char)
        if person is not None and agrees(person, gender_said(span)):
            return self._as(span, self._person(person.name), "role")
        return None

    def _known_role(self, words: set[str], gender: str | None, before: int) -> Actor | None:
        """Who of those heard or named so far holds, by the register, a role that these words shorten."""
        heard = [r.actor for r in reversed(self.spoken)]
        named = [actor for p in self.people.unique() if p.first < before
                 and (actor := self.register.named(p.name))]  # fmt: skip
        for actor in (*heard, *named):
            fits = any(words <= set(key(role.label)) for role in actor.roles)
            person = self.people.find(actor.name)
            if fits and (person is None or agrees(person, gender)):
                return actor
        return None

    def _is_person(self, head: Token) -> bool:
        word, speakers = low(head), self.lexicon.speakers
        whole = compound(head).removeprefix("ex-").removeprefix("vice-")
        listed = speakers.get(word) or speakers.get(whole)
        return listed == "person" or (listed is None and self.lexicon.is_agent_noun(word))

    def _holder(self, holders: tuple[Holder, ...]) -> Holder | None:
        """The one who held the role when the article appeared; named in it, if several did."""
        published = date.fromisoformat(self.article.published[:10]) if (
            self.article.published and len(self.article.published) >= 10) else None  # fmt: skip
        fitting = [
            h
            for h in holders
            if published is None or (h.start or date.min) <= published <= (h.end or date.max)
        ]
        named = [h for h in fitting if key(self.register.actors[h.actor].name) in self.people.by_name]
        if len(named) == 1:
            return named[0]
        return fitting[0] if len(fitting) == 1 and published is not None else None

    def _head(self, span: Span) -> Token | None:
        """The noun that the phrase is about."""
        root = span.root
        if root.pos_ in {"NOUN", "PROPN"} or low(root) in self.lexicon.speakers:
            return root
        return next((t for t in span if low(t) in self.lexicon.speakers), None)

    def _definite(self, span: Span) -> bool:
        return low(span[0]) in {"le", "la", "l'", "ce", "cet", "cette", "son", "sa"}

    def _organisation(self, span: Span) -> Resolved | None:
        """A body by its proper name."""
        for entity in self.doc.ents:
            if entity.label_ in {"ORG", "LOC"} and span.start <= entity.start < span.end:
                known = self.register.named(entity.text)
                alone = entity.start - span.start <= 1
                if known and alone and entity.end >= span.end - 1:
                    return self._as(span, known, "name")
                if alone and entity.end >= span.end - 1:
                    name = body_name(span.text)
                    return self._as(span, Actor(id=slug(name), name=name, kind=self._kind(span)), "name")
        if any(is_capitalised(t) for t in list(span)[1:]) or span[0].pos_ == "PROPN":
            name = body_name(span.text)
            kind = self._kind(span)
            if kind in {"organization", "media", "state"}:
                return self._as(span, Actor(id=slug(name), name=name, kind=kind), "name")
        return None

    def _kind(self, span: Span) -> ActorKind:
        head = self._head(span)
        listed = self.lexicon.speakers.get(low(head)) if head is not None else None
        if listed in {"organization", "media", "document", "group", "person", "unnamed"}:
            return listed  # type: ignore[return-value]
        return "organization"

    def _unnamed(self, span: Span) -> Resolved:
        """Words that name nobody: kept as they are, local to the document."""
        head = self._head(span)
        listed = self.lexicon.speakers.get(low(head)) if head is not None else None
        plural = head is not None and (
            "Plur" in head.morph.get("Number", []) or low(span[0]) in {"les", "des", "plusieurs"}
        )
        kind: ActorKind = "unnamed"
        if listed in {"organization", "media", "document"} and not plural:
            kind = listed  # type: ignore[assignment]
        elif plural:
            kind = "group"
        actor = Actor(id=self._local(span.text), name=span.text, kind=kind)
        return self._as(span, actor, "unnamed" if kind == "unnamed" else "role")

    def _local(self, words: str) -> str:
        return f"{slug(words)}-{self.article.id}"
