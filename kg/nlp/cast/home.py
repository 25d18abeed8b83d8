"""Institutions named without their state ("le gouvernement"): those of the state that an article is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon.table import rows
from kg.nlp.cast.people import with_wholes
from kg.nlp.cast.spot import Spotted
from kg.nlp.page import Page
from kg.records import Actor
from kg.register.load import Register
from kg.register.names import key
from kg.resources import lexicon_dir

_NATIVE = "france"  # the state whose institutions French news names without saying so
_CLEAR, _TIMES = 3, 2  # how often another state must be named, and how many times as often as the native one


class Home:
    """The institutions of the state that an article is about."""

    def __init__(self, page: Page, spotted: Iterable[Spotted], register: Register) -> None:
        self.register = register
        self.signs = sorted(_signs(page, spotted, register))
        self.state = _focus(Counter(state for _, state in self.signs))
        self.turns = [(k, state) for k, state in self.signs if state in {_NATIVE, self.state}]

    def name(self, noun: str, token: int, rest: str = "") -> str | None:
        """The full name of an institution by its folded noun at a token and the words after; else None."""
        institution = load_institutions().get(noun)
        if institution is None or ("…" in institution.name) != bool(rest):
            return None
        state = self._state_at(token)
        if state == _NATIVE and not institution.native:
            return None
        forms = self.register.adjective_forms.get(state or "")
        return None if forms is None else institution.name.format(m=forms[0], f=forms[1]).replace("…", rest)

    def instead(self, written: str, token: int, actor: Actor) -> str | None:
        """What a name of a native institution means in an article about another state; None: itself.

        "ministère de la Défense" is France's by the register, but not in an article about Mali.
        """
        words = written.split()
        said = set(key(written)) & self.register.adjectives_of.get(_NATIVE, frozenset())
        foreign = self._state_at(token) not in {_NATIVE, None}
        if not foreign or said or _state_of(actor.id, self.register) != _NATIVE:
            return None
        return self.name("".join(key(words[0])), token, " ".join(words[1:]))

    def _state_at(self, token: int) -> str | None:
        """The state in focus; where the native one is spoken of as well, that of the two named last."""
        if self.state in {_NATIVE, None}:
            return self.state
        number = bisect_left(self.turns, token, key=lambda turn: turn[0])
        return self.turns[number - 1][1] if number else self.state


@dataclass(frozen=True, slots=True)
class Institution:
    """How an institution is named in full; whether its bare noun means the native one by default."""

    name: str
    native: bool


@lru_cache(maxsize=4)
def load_institutions(language: str = "fr") -> Mapping[str, Institution]:
    """The institutions by their folded noun; raises DataInvalid where the table is wrong."""
    table = rows(lexicon_dir(language) / "institutions.tsv")
    return {row["noun"]: Institution(row["name"], row["native"] == "yes") for row in table}


def _signs(page: Page, spotted: Iterable[Spotted], register: Register) -> Iterator[tuple[int, str]]:
    """Where an article speaks of a state: names, adjectives, capitals, and those who belong to it."""
    for one in spotted:
        if key(one.span.text)[0] not in load_institutions():
            yield from ((one.span.start, state) for state in _states(one.actor, register))
    for token in page.doc:
        for word in key(token.text):
            if word in register.adjectives:
                yield token.i, register.adjectives[word]
        seat = register.metonyms.get(key(token.text), ()) if token.text[:1].isupper() else ()
        if len(seat) == 1 and register.actors[seat[0]].kind == "state":
            yield token.i, seat[0]


def _focus(counts: Counter[str]) -> str | None:
    """The state that is named far more often than the native one, else that; None where it is unclear."""
    native = counts.pop(_NATIVE, 0)
    most = max(sorted(counts), key=lambda state: counts[state], default=None)
    if most is None or counts[most] < _CLEAR or (native and counts[most] < _TIMES * native):
        return _NATIVE if most is None or native or counts[most] == 1 else None
    return most


def _states(actor: Actor, register: Register) -> set[str]:
    """The states that somebody is, belongs to, or has held a role of."""
    bodies = [actor.id, *(role.organization for role in actor.roles if role.organization)]
    return {state for body in bodies if (state := _state_of(body, register)) is not None}


def _state_of(identifier: str, register: Register) -> str | None:
    """The nearest state that a body is or is part of."""
    return next((body.id for body in with_wholes(identifier, register) if body.kind == "state"), None)
