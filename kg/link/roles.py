"""Roles as evidence: what "sous-secrétaire d'État américaine aux affaires européennes" is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

from kg.link.fields import OFFICES, field_of
from kg.link.fold import plain
from kg.records import Actor, Role
from kg.register.load import Register

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "le la les l un une des du de d au aux a en et ou pour par sur sous dans chez pres aupres son sa ses"
    " leur leurs the of".split()
)
_FORMER = frozenset("ancien ancienne ex futur future nouveau nouvelle actuel actuelle feu honoraire".split())
_JOINED = frozenset("vice sous co porte eurodepute contre".split())  # first halves of nouns with a hyphen
# nouns whose country is where they work, not whom they work for
_SENT = frozenset("ambassadeur envoye representant consul charge correspondant specialiste expert chercheur"
                  " analyste historien journaliste".split())  # fmt: skip
_ABROAD = frozenset("en a au aux pour sur pres aupres chez".split())
_PARTIES = frozenset(
    "parti rassemblement front republique republicains insoumise socialiste socialistes ecologistes verts"
    " modem horizons renaissance lr lfi rn ps eelv pcf udi majorite opposition gauche droite union"
    " mouvement groupe".split()
)
_SEATED = frozenset("maire prefet eveque archeveque procureur depute senateur".split())
_FEMININE = (("trice", "teur"), ("euse", "eur"), ("ere", "er"), ("enne", "en"), ("onne", "on"), ("ale", "al"),
             ("aine", "ain"), ("aise", "ais"), ("oise", "ois"), ("ine", "in"), ("ive", "if"), ("ante", "ant"),
             ("ente", "ent"), ("ee", "e"), ("ue", "u"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A role, folded: its noun, the stems of its other words, whose it is, when it was held.

    ``states`` are ids of states; ``place`` is what a seat is of ("maire de Brive"); ``telling`` says
    that noun and complement together fit few people at a time.
    """

    noun: str
    words: frozenset[str]
    states: frozenset[str]
    organization: str | None
    place: frozenset[str]
    former: bool
    telling: bool
    start: date | None
    end: date | None

    @property
    def field(self) -> str | None:
        """The walk of life of the noun ("sport", "politics", …), if it has one."""
        return field_of(self.noun)


class RoleReader:
    """Reads roles by the states and bodies of a register; each label once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._states = {
            words: i for words, ids in register.names.items()
            for i in ids[:1] if register.actors[i].kind == "state"
        }  # fmt: skip
        self._read: dict[Role, Fact | None] = {}
        self._state_of: dict[str, frozenset[str]] = {}

    def facts(self, actor: Actor) -> frozenset[Fact]:
        """The roles of an actor, without those that have no words."""
        return frozenset(fact for role in actor.roles if (fact := self.fact(role)) is not None)

    def fact(self, role: Role) -> Fact | None:
        """One role, folded; None where its label has no word."""
        if role not in self._read:
            self._read[role] = self._fold(role)
        return self._read[role]

    def states_of(self, body: str) -> frozenset[str]:
        """The states that a body of the register is, or is a part of."""
        if body not in self._state_of:
            found, seen, pending = set(), {body}, [body]
            while pending:
                actor = self._register.actors.get(pending.pop())
                if actor is None:
                    continue
                if actor.kind == "state":
                    found.add(actor.id)
                else:
                    pending += sorted(set(actor.member_of) - seen)
                    seen |= set(actor.member_of)
            self._state_of[body] = frozenset(found)
        return self._state_of[body]

    def _fold(self, role: Role) -> Fact | None:
        shown = [(w, plain(w)) for w in _WORD.findall(role.label)]
        former = any(word in _FORMER for _, word in shown[:3])
        shown = [(w, word) for w, word in shown if word and word not in _FORMER]
        start = next((k for k, (_, word) in enumerate(shown) if word not in _SMALL or word in _JOINED), None)
        if start is None:
            return None
        noun, rest = _noun([word for _, word in shown[start:]])
        tail = shown[len(shown) - rest :] if rest else []
        states, words = self._countries(noun, [word for _, word in tail])
        if role.organization:
            states |= self.states_of(role.organization)
        place = frozenset(
            word for w, word in tail if w[:1].isupper() and word not in _SMALL and word not in _PARTIES
        ) if noun in _SEATED and not any(word in _PARTIES for _, word in tail) else frozenset()  # fmt: skip
        named = any(w[:1].isupper() for w, word in tail if len(word) > 2) or bool(role.organization or states)
        telling = (
            (len(words) >= 2 or named) if noun not in OFFICES else bool(words or states or role.organization)
        )
        return Fact(
            noun=noun, words=words, states=frozenset(states), organization=role.organization, place=place,
            former=former, telling=telling, start=role.start, end=role.end,
        )  # fmt: skip

    def _countries(self, noun: str, words: list[str]) -> tuple[set[str], frozenset[str]]:
        """The states among the words after a noun, and the stems of the other words."""
        states: set[str] = set()
        stems: set[str] = set()
        k = 0
        while k < len(words):
            size, state = self._state_at(words, k)
            abroad = k > 0 and (words[k - 1] in _ABROAD or (noun in _SENT and words[k - 1] in _SMALL))
            adjective = " ".join(words[k : k + size]) in self._register.adjectives
            topical = k > 0 and (words[k - 1] in {"affaires", "relations"})
            if state and not topical and not (abroad and not adjective):
                states.add(state)
            elif words[k] not in _SMALL:
                stems.add(stem(words[k]))
            k += size
        return states, frozenset(stems)

    def _state_at(self, words: list[str], k: int) -> tuple[int, str | None]:
        for size in (2, 1):
            part = words[k : k + size]
            if len(part) == size:
                found = self._register.adjectives.get(" ".join(part)) or self._states.get(tuple(part))
                if (
                    found is not None
                    and found in self._register.actors
                    and self._register.actors[found].kind == "state"
                ):
                    return size, found
        return 1, None


def _noun(words: list[str]) -> tuple[str, int]:
    """The noun of a role in its masculine, and how many words follow: "vice-président de X" → 2."""
    if words[0] in _JOINED and len(words) > 1:
        return words[0] + stem(words[1]), len(words) - 2
    if words[0] in {"premier", "premiere"} and words[1:2] == ["ministre"]:
        return "premierministre", len(words) - 2
    return stem(words[0]), len(words) - 1


def stem(word: str) -> str:
    """A plain word in its masculine singular: "directrice" → "directeur", "europeennes" → "europeen"."""
    if len(word) > 4 and word.endswith(("s", "x")) and not word.endswith(("ais", "ois", "ss", "us", "is")):
        word = word[:-1]
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word[: -len(feminine)] + masculine
    return word.removesuffix("e") if len(word) > 6 and word.endswith("te") else word


def likeness(one: Iterable[Fact], other: Iterable[Fact]) -> tuple[float, str]:
    """How far the roles of two people agree, 0 to 0.4, and in what words.

    0.4: the same telling role; 0.25: one complement within the other; 0.2: the same noun of the same
    state; 0.1: the same noun.
    """
    best = (0.0, "")
    for a, b in product(one, other):
        if a.noun != b.noun or (a.states and b.states and not a.states & b.states) or _apart(a, b):
            continue
        if a.words == b.words and a.telling and b.telling:
            exact = a.states == b.states or a.organization == b.organization is not None
            value = 0.4 if exact or a.words else 0.25
        elif (a.words and b.words and (a.words <= b.words or b.words <= a.words)) and a.telling and b.telling:
            value = 0.25
        elif a.states & b.states:
            value = 0.2 if not (a.words and b.words) else 0.1
        else:
            value = 0.1 if not (a.words and b.words) else 0.05
        best = max(best, (value, " ".join((a.noun, *sorted(a.words | b.words)))))
    return best


def _apart(one: Fact, other: Fact) -> bool:
    """Was one held before the other began?"""
    return bool(
        (one.end and other.start and one.end < other.start)
        or (other.end and one.start and other.end < one.start)
        or seats_differ(one, other)
    )  # fmt: skip


def seats_differ(one: Fact, other: Fact) -> bool:
    """Two seats of one kind in two places: "maire de Brive", "maire de Tulle"."""
    return bool(one.noun == other.noun and one.place and other.place and not one.place & other.place)
