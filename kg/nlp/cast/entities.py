"""The entities of a document: who is named in it, every mention, and what they are called."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.nlp.cast.nouns import neutral
from kg.records import Actor, ActorKind
from kg.register.names import key

_BACK = 30  # mentions looked back on for the nearest one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Token bounds of a mention; whether it is a subject, stands in a quotation, or depends on a noun."""

    first: int
    last: int
    subject: bool = False
    quoted: bool = False
    governed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRole:
    """A role in which the document shows somebody: its words, their tokens, the body it belongs to."""

    label: str
    first: int
    last: int
    noun: str
    body: Entity | None = None


@dataclass(slots=True, kw_only=True)
class Entity:
    """Somebody or something that the document names or lets speak.

    ``nouns`` are the folded nouns it is called by ("ministre", "ong"), ``words`` the other folded words
    of those descriptions, ``known`` its record in the register. ``gender`` is that of its name,
    ``called_as`` those of the nouns that took it up ("l'Académie … l'organisme … il"). ``local``
    entities have no name that
    means anything outside the document.
    """

    name: str
    kind: ActorKind
    known: Actor | None = None
    gender: str | None = None
    called_as: set[str] = field(default_factory=set)
    plural: bool = False
    local: bool = False
    mentions: list[Mention] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    shown: list[ShownRole] = field(default_factory=list)
    members: tuple[Entity, ...] = ()

    def called(self) -> set[str]:
        """The nouns it is called by, in their masculine singular."""
        return {neutral(noun) for noun in self.nouns}

    def agrees(self, gender: str | None) -> bool:
        """Can a word of this gender mean it? What is unknown agrees."""
        return not gender or not self.gender or self.gender[0] == gender or gender in self.called_as

    def count(self, token: int) -> int:
        """How many of its mentions begin before a token; the mentions must be in order."""
        return bisect_left(self.mentions, token, key=lambda mention: mention.first)

    def last(self, token: int) -> Mention | None:
        """The last mention that begins before a token."""
        number = self.count(token)
        return self.mentions[number - 1] if number else None


@dataclass(slots=True)
class Entities:
    """All entities of a document, by name and by token."""

    items: list[Entity] = field(default_factory=list)
    by_key: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    at: dict[int, Entity] = field(default_factory=dict)  # by the tokens of its mentions
    order: list[tuple[int, Entity]] = field(default_factory=list)  # every mention, by its first token

    def add(self, entity: Entity) -> Entity:
        """Put in a new entity under its name."""
        self.items.append(entity)
        self.by_key.setdefault(key(entity.name), entity)
        return entity

    def mention(self, entity: Entity, mention: Mention, form: str) -> None:
        """Note one more mention of an entity."""
        entity.mentions.append(mention)
        entity.forms.add(form)
        for i in range(mention.first, mention.last):
            self.at.setdefault(i, entity)

    def settle(self) -> None:
        """Bring all mentions into the order of the text, once all are found."""
        for entity in self.items:
            entity.mentions.sort(key=lambda mention: mention.first)
        pairs = [(m.first, k, e) for k, e in enumerate(self.items) for m in e.mentions]
        self.order = [(first, entity) for first, _, entity in sorted(pairs, key=lambda p: p[:2])]

    def near(self, token: int, most: int) -> list[Entity]:
        """The entities of the last mentions before a token, the nearest first."""
        end = bisect_left(self.order, token, key=lambda pair: pair[0])
        found = {id(e): e for _, e in reversed(self.order[max(0, end - most) : end])}
        return list(found.values())

    def nearest(self, token: int, *, subject: bool) -> Entity | None:
        """Whose mention outside quotations stands next before a token; only subjects, if asked for."""
        end = bisect_left(self.order, token, key=lambda pair: pair[0])
        for first, entity in reversed(self.order[max(0, end - _BACK) : end]):
            mention = entity.last(first + 1)
            if mention is not None and not mention.quoted and (mention.subject or not subject):
                return entity
        return None

    def named(self, name: str) -> Entity | None:
        """The entity of this name or alias."""
        return self.by_key.get(key(name))


def mention_at(doc: Doc, first: int, last: int, inside: list[int]) -> Mention:
    """The mention that stands at some tokens; ``inside`` is -1 for tokens outside quotations."""
    root = doc[first:last].root
    return Mention(
        first=first,
        last=last,
        subject=_is_subject(root),
        quoted=inside[first] >= 0,
        governed=root.dep_.startswith(("nmod", "obl", "flat")) or any(t.dep_ == "case" for t in root.lefts),
    )


def _is_subject(root: Token) -> bool:
    """Is a word the subject of a verb, or in apposition to one ("l'adjoint, Rémi S., est resté")?"""
    token = root
    for _ in range(3):
        if token.dep_.startswith("nsubj"):
            return True
        if token.dep_ not in {"appos", "flat:name", "flat"} or token.head.i == token.i:
            return False
        token = token.head
    return False
