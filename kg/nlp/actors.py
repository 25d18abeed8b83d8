"""The actor behind the words of a source: names, roles, metonyms, pronouns, unnamed people.

Tried from the surest to the weakest; each answer says by what form the source was named. What
cannot be resolved keeps its own words, local to the document, and is never merged with anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg.ids import slug
from kg.lexicon.load import Lexicon, load
from kg.nlp.page import Attribution
from kg.nlp.people import People, Person, clean_name, find_people
from kg.nlp.tokens import bare_pronoun, is_capitalised, low
from kg.records import Actor, ActorKind, Document, MentionForm
from kg.register.load import Holder, Register
from kg.register.load import load as load_register
from kg.register.names import key, without_article

_THIRD = frozenset(
    "il elle ils elles lui eux celui-ci celle-ci ceux-ci celles-ci qui son sa ses leur leurs".split()
)
_FEMININE = frozenset("elle elles celle-ci celles-ci".split())
_PLURAL = frozenset("ils elles eux ceux-ci celles-ci leur leurs".split())
_EITHER = frozenset("son sa ses".split())  # says nothing of the possessor's gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An actor, and the form of the mention that led to it."""

    actor: Actor
    form: MentionForm


@dataclass(slots=True)
class Cast:
    """Who speaks in a document: one entry an attribution (None: nobody named), and the relays."""

    speakers: list[Resolved | None] = field(default_factory=list)
    relays: list[tuple[Resolved, ...]] = field(default_factory=list)


class ActorResolver:
    """The component: sets ``doc._.mentions`` to a `Cast` parallel to ``doc._.attributions``."""

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()
        self.lexicon: Lexicon = load("fr")

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions = self.process(doc, doc._.attributions)
        return doc

    def process(self, doc: Doc, attributions: Iterable[Attribution]) -> Cast:
        """The speakers and relays of the attributions of a Doc, in the order of the text."""
        article: Document = doc.user_data["article"]
        scene = _Scene(doc=doc, article=article, people=find_people(doc, self.lexicon),
                       register=self.register, lexicon=self.lexicon)  # fmt: skip
        cast = Cast()
        for attribution in attributions:
            source = attribution.source
            speaker = scene.resolve(doc[source[0] : source[1]]) if source else None
            cast.speakers.append(speaker)
            cast.relays.append(tuple(scene.resolve(doc[a:b]) for a, b in attribution.via))
            if speaker is not None:
                scene.remember(speaker)
        return cast


@dataclass(slots=True)
class _Scene:
    """What is known while a document is read from top to bottom."""

    doc: Doc
    article: Document
    people: People
    register: Register
    lexicon: Lexicon
    spoken: list[Resolved] = field(default_factory=list)  # speakers so far, the last one last

    def remember(self, speaker: Resolved) -> None:
        self.spoken.append(speaker)

    def resolve(self, span: Span) -> Resolved:
        """The actor that the words of a source stand for."""
        words = bare_pronoun(span[0]) if len(span) == 1 else ""
        if words in _THIRD:
            return self._pronoun(span, words)
        for attempt in (self._joint, self._registered, self._named, self._by_role, self._organisation):
            found = attempt(span)
            if found is not None:
                return found
        return self._unnamed(span)

    # ------------------------------------------------------------------ by name

    def _registered(self, span: Span) -> Resolved | None:
        """A name, acronym or metonym of the register, with or without the noun before it."""
        for text in self._variants(span):
            identifier = self.register.names.get(key(text))
            if identifier:
                return Resolved(actor=self.register.actors[identifier], form="name")
            identifier = self.register.metonyms.get(key(text))
            if identifier:
                return Resolved(actor=self.register.actors[identifier], form="metonym")
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
        inside = [
            e
            for e in self.doc.ents
            if e.label_ in {"PER", "PERSON"} and e.start < span.end and e.end > span.start
        ]
        for entity in inside:
            if self._is_complement(span, entity):
                continue
            person = self.people.find(clean_name(entity))
            name = person.name if person else clean_name(entity)
            identifier = self.register.names.get(key(name))
            if identifier:
                return Resolved(actor=self.register.actors[identifier], form="name")
            if name:
                return Resolved(actor=self._person(name), form="name")
        if (len(span) == 1 and span[0].pos_ == "PROPN") or all(t.pos_ == "PROPN" for t in span):
            person = self.people.find(span.text)
            if person:
                return Resolved(actor=self._person(person.name), form="name")
        return None

    def _is_complement(self, span: Span, entity: Span) -> bool:
        """Is the person only part of a description ("l'avocat de X", "le camp de X")?"""
        before = low(entity[0].nbor(-1)) if entity.start > span.start else ""
        return before in {"de", "d'", "du"} and entity.start > span.start

    def _person(self, name: str) -> Actor:
        """A person by full name; by a mere surname only within this document."""
        known = self.register.names.get(key(name))
        if known:
            return self.register.actors[known]
        full = len(key(name)) > 1
        return Actor(id=slug(name) if full else self._local(name), name=name, kind="person")

    # ------------------------------------------------------------------ by role

    def _by_role(self, span: Span) -> Resolved | None:
        """A role: its holder by the register, or the person whom the document shows in it."""
        holders = self.register.roles.get(key(span.text), ())
        holder = self._holder(holders)
        if holder is not None:
            return Resolved(actor=self.register.actors[holder.actor], form="role")
        head = self._head(span)
        if head is None or self.lexicon.speakers.get(low(head)) != "person" or not self._definite(span):
            return None
        words = {w for t in span for w in key(t.text)}
        person = self.people.with_role("".join(key(head.text)[:1]), words, span.start_char)
        if person is not None and _agrees(person, span):
            return Resolved(actor=self._person(person.name), form="role")
        return None

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
        return fitting[0] if len(fitting) == 1 else None

    def _head(self, span: Span) -> Token | None:
        """The noun that the phrase is about."""
        root = span.root
        if root.pos_ in {"NOUN", "PROPN"} or low(root) in self.lexicon.speakers:
            return root
        return next((t for t in span if low(t) in self.lexicon.speakers), None)

    def _definite(self, span: Span) -> bool:
        return low(span[0]) in {"le", "la", "l'", "ce", "cet", "cette", "son", "sa"}

    # ------------------------------------------------------------------ bodies, groups, nobody in particular

    def _joint(self, span: Span) -> Resolved | None:
        """ "A et B": a group of the two or three."""
        parts = _members(span)
        if len(parts) < 2:
            return None
        members = [self.resolve(part) for part in parts]
        if not all(m.form in {"name", "metonym"} for m in members):
            return None
        names = [m.actor.name for m in members]
        name = ", ".join(names[:-1]) + " et " + names[-1]
        actor = Actor(id=slug(name), name=name, kind="group", member_of=())
        return Resolved(actor=actor, form="name")

    def _organisation(self, span: Span) -> Resolved | None:
        """A body by its proper name."""
        for entity in self.doc.ents:
            if entity.label_ in {"ORG", "LOC"} and span.start <= entity.start < span.end:
                known = self.register.names.get(key(entity.text))
                alone = entity.start - span.start <= 1
                if known and alone and entity.end >= span.end - 1:
                    return Resolved(actor=self.register.actors[known], form="name")
                if alone and entity.end >= span.end - 1:
                    name = without_article(span.text)
                    return Resolved(actor=Actor(id=slug(name), name=name, kind=self._kind(span)), form="name")
        if any(is_capitalised(t) for t in list(span)[1:]) or span[0].pos_ == "PROPN":
            name = without_article(span.text)
            kind = self._kind(span)
            if kind in {"organization", "media", "state"}:
                return Resolved(actor=Actor(id=slug(name), name=name, kind=kind), form="name")
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
        return Resolved(
            actor=Actor(id=self._local(span.text), name=span.text, kind=kind),
            form="unnamed" if kind == "unnamed" else "role",
        )

    def _local(self, words: str) -> str:
        return f"{slug(words)}-{self.article.id}"

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, span: Span, word: str) -> Resolved:
        """The last speaker that agrees, else the person last named before."""
        gender = None if word in _EITHER else "f" if word in _FEMININE else "m"
        for resolved in reversed(self.spoken[-4:]):
            if _fits(resolved.actor, gender, word in _PLURAL, self.people):
                return Resolved(actor=resolved.actor, form="pronoun")
        named = [
            (max((m for m in p.mentions if m < span.start_char), default=-1), p)
            for p in self.people.unique()
            if gender is None or p.gender in {None, gender}
        ]
        last = max((n for n in named if n[0] >= 0), key=lambda n: n[0], default=None)
        if last is not None and word not in _PLURAL:
            return Resolved(actor=self._person(last[1].name), form="pronoun")
        return Resolved(actor=Actor(id=self._local(word), name=word, kind="unnamed"), form="pronoun")


def _fits(actor: Actor, gender: str | None, plural: bool, people: People) -> bool:
    """Can this pronoun stand for this actor?"""
    if plural:
        return actor.kind == "group"
    if actor.kind == "group":
        return False
    person = people.find(actor.name) if actor.kind == "person" else None
    return person is None or gender is None or person.gender in {None, gender}


def _agrees(person: Person, span: Span) -> bool:
    """Does the gender of the phrase not contradict the person's?"""
    said = {"la": "f", "cette": "f", "le": "m", "ce": "m"}.get(low(span[0]))
    return person.gender is None or said is None or said == person.gender


def _members(span: Span) -> list[Span]:
    """The members of an enumeration of names, cut at commas and "et"."""
    if not any(low(t) == "et" for t in span):
        return []
    cuts = [span.start - 1, *(t.i for t in span if low(t) in {",", "et"}), span.end]
    parts = [span.doc[a + 1 : b] for a, b in pairwise(cuts) if b > a + 1]
    return parts if all(any(t.text[:1].isupper() for t in part) for part in parts) else []
