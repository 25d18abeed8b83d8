"""Who is meant while a document is read from top to bottom: names first, then descriptions and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span

from kg.ids import slug
from kg.nlp.naming import Naming, Resolved, low_text
from kg.nlp.quotes import MARKS
from kg.nlp.reference import agrees, gender_said, last_medium, pronoun_gender, salient, third_person
from kg.nlp.tokens import bare_pronoun, low
from kg.records import Actor

_ANAPHORS = {
    "celui-ci": "celui-ci", "celle-ci": "celle-ci", "ceux-ci": "ceux-ci", "celles-ci": "celles-ci",
    "ce dernier": "celui-ci", "cette dernière": "celle-ci", "ces derniers": "ceux-ci",
    "ces dernières": "celles-ci",
}  # fmt: skip


# nouns that take up any body again
_GENERIC = frozenset(
    "organisation organisme institution ong groupe entreprise société firme structure".split()
)


@dataclass(slots=True)
class Scene(Naming):
    """A document being read, and who has been heard in it so far."""

    def remember(self, speaker: Resolved) -> None:
        """Somebody was just heard: pronouns and descriptions may take him up."""
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


def _members(span: Span) -> list[Span]:
    """The members of an enumeration of names, cut at commas and "et"."""
    if not any(low(t) == "et" for t in span):
        return []
    cuts = [span.start - 1, *(t.i for t in span if low(t) in {",", "et"}), span.end]
    parts = [span.doc[a + 1 : b] for a, b in pairwise(cuts) if b > a + 1]
    return parts if all(any(t.text[:1].isupper() for t in part) for part in parts) else []
