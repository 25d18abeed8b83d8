"""The actor behind the words of a source, while a document is read from top to bottom.

Tried from the surest to the weakest; each answer says by what form the source was named. What
cannot be resolved keeps its own words, local to the document, and is never merged with anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from kg.ids import slug
from kg.lexicon.load import Lexicon
from kg.nlp.people import People, clean_name
from kg.nlp.quotes import MARKS
from kg.nlp.reference import agrees, gender_said, last_medium, pronoun_gender, salient, third_person
from kg.nlp.tokens import bare_pronoun, compound, is_capitalised, low
from kg.records import Actor, ActorKind, Document, MentionForm
from kg.register.load import Holder, Register
from kg.register.names import key, without_article

_ANAPHORS = {
    "celui-ci": "celui-ci", "celle-ci": "celle-ci", "ceux-ci": "ceux-ci", "celles-ci": "celles-ci",
    "ce dernier": "celui-ci", "cette dernière": "celle-ci", "ces derniers": "ceux-ci",
    "ces dernières": "celles-ci",
}  # fmt: skip


def body_name(words: str) -> str:
    """A body's name without its article and the acronym in brackets after it."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", without_article(words)) or words


# nouns that take up any body again
_GENERIC = frozenset(
    "organisation organisme institution ong groupe entreprise société firme structure".split()
)


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
class Scene:
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
        word = bare_pronoun(span[0]) if len(span) == 1 else _ANAPHORS.get(low_text(span), "")
        if third_person(word):
            return self._pronoun(span, word)
        attempts = (
            self._joint,
            self._registered,
            self._named,
            self._by_role,
            self._organisation,
            self._described,
        )
        for attempt in attempts:
            found = attempt(span)
            if found is not None:
                return found
        return self._unnamed(span)

    def _as(self, span: Span, actor: Actor, form: MentionForm) -> Resolved:
        return Resolved(actor=actor, form=form, at=span.start_char)

    # ------------------------------------------------------------------ by name

    def _registered(self, span: Span) -> Resolved | None:
        """A name, acronym or metonym of the register, with or without the noun before it."""
        for text in self._variants(span):
            identifier = self.register.names.get(key(text))
            if identifier:
                return self._as(span, self.register.actors[identifier], "name")
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
            identifier = self.register.names.get(key(name))
            if identifier:
                return self._as(span, self.register.actors[identifier], "name")
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
        named = [self.register.actors[i] for p in self.people.unique() if p.first < before
                 and (i := self.register.names.get(key(p.name)))]  # fmt: skip
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

    def _described(self, span: Span) -> Resolved | None:
        """A definite description with no name: the medium, the body or the person spoken of last."""
        head = self._head(span)
        if head is None or not self._definite(span) or "Plur" in head.morph.get("Number", []):
            return None
        kind = self.lexicon.speakers.get(low(head))
        if kind == "media":
            medium = last_medium(self.doc, self.register, span.start)
            return None if medium is None else self._as(span, medium, "role")
        if kind == "organization" and len(span) <= 3:
            bodies = [
                r.actor
                for r in self.spoken[-3:]
                if r.actor.kind == "organization"
                and r.form == "name"
                and (low(head) in _GENERIC or low(head) in r.actor.name.lower())
            ]
            return self._as(span, bodies[-1], "role") if bodies else None
        if not self._is_person(head):
            return None
        person = salient(self.people, self.spoken_at(), span.start_char, gender_said(span))
        return None if person is None else self._as(span, self._person(person.name), "role")

    def spoken_at(self) -> dict[str, int]:
        """Name of each speaker so far → where he was last named as one."""
        return {r.actor.name: r.at for r in self.spoken}

    # ------------------------------------------------------------------ pronouns

    def _pronoun(self, span: Span, word: str) -> Resolved:
        """The last speaker that agrees, else the person most in view."""
        gender, plural = pronoun_gender(word)
        near = None if plural else self._subject_before(span)
        if near is not None:
            return self._as(span, near.actor, "pronoun")
        for resolved in reversed(self.spoken[-4:]):
            if self._fits(resolved.actor, gender, plural):
                self._learn(resolved.actor, gender)
                return self._as(span, resolved.actor, "pronoun")
        if not plural:
            person = salient(self.people, self.spoken_at(), span.start_char, gender)
            if person is not None:
                person.gender = person.gender or gender
                return self._as(span, self._person(person.name), "pronoun")
        return self._as(span, Actor(id=self._local(word), name=word, kind="unnamed"), "pronoun")

    def _subject_before(self, span: Span) -> Resolved | None:
        """ "Bien que Moscou ne pose aucun ultimatum, il juge …": the subject of the clause before."""
        if low(span[0]) not in {"il", "elle"} or not span.start or self.doc[span.start - 1].text != ",":
            return None
        for k in range(span.start - 1, max(-1, span.start - 16), -1):
            token = self.doc[k]
            if token.text in {".", ";", "!", "?", ":"} or token.text in MARKS:
                return None
            if (
                token.dep_.startswith("nsubj")
                and token.pos_ == "PROPN"
                and self.doc[span.start - 1].text == ","
            ):
                alone = self.doc[token.left_edge.i : token.right_edge.i + 1]
                return self._registered(alone) or self._named(alone)
        return None

    def _fits(self, actor: Actor, gender: str | None, plural: bool) -> bool:
        """Can a pronoun of this gender and number stand for this actor?"""
        if plural or actor.kind == "group":
            return plural and actor.kind == "group"
        person = self.people.find(actor.name) if actor.kind == "person" else None
        return person is None or agrees(person, gender)

    def _learn(self, actor: Actor, gender: str | None) -> None:
        """A pronoun tells the gender of the person it stands for."""
        person = self.people.find(actor.name) if actor.kind == "person" else None
        if person is not None:
            person.gender = person.gender or gender

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
        return self._as(span, actor, "name")

    def _organisation(self, span: Span) -> Resolved | None:
        """A body by its proper name."""
        for entity in self.doc.ents:
            if entity.label_ in {"ORG", "LOC"} and span.start <= entity.start < span.end:
                known = self.register.names.get(key(entity.text))
                alone = entity.start - span.start <= 1
                if known and alone and entity.end >= span.end - 1:
                    return self._as(span, self.register.actors[known], "name")
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


def _members(span: Span) -> list[Span]:
    """The members of an enumeration of names, cut at commas and "et"."""
    if not any(low(t) == "et" for t in span):
        return []
    cuts = [span.start - 1, *(t.i for t in span if low(t) in {",", "et"}), span.end]
    parts = [span.doc[a + 1 : b] for a, b in pairwise(cuts) if b > a + 1]
    return parts if all(any(t.text[:1].isupper() for t in part) for part in parts) else []
