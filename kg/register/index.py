"""From merged entries to the look-ups of a register."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from kg.records import Actor, ActorKind
from kg.records import Role as HeldRole
from kg.register.entries import ROLE, Entry, Tenure
from kg.register.lookup import Holder, Post, Register, in_order
from kg.register.names import is_titled_surname, key, surname_keys
from kg.register.periods import first_day, last_day
from kg.register.phrases import Grammar, Ids, Key

Entries = Mapping[str, Entry]


def index(entries: Entries) -> Register:
    """The register of these entries (by id, checked: `kg.register.check` finds nothing wrong)."""
    actors = {i: _actor(entry, entries) for i, entry in entries.items() if entry.kind != ROLE}
    described = [entries[identifier] for identifier in actors]
    grammar = _grammar(described)
    roles, posts = _roles(described, entries, grammar)
    metonyms = _by_key((label, e.id) for e in described for label in e.metonyms)
    adjectives = {" ".join(words): ids[0] for words, ids in grammar.adjectives.items() if len(ids) == 1}
    return Register(
        actors=actors,
        names=_by_key(
            (label, e.id)
            for e in described
            for label in e.wordings
            if e.kind != "person" or not is_titled_surname(label)
        ),
        metonyms=metonyms,
        seats=frozenset(k for k, ids in metonyms.items() if any(actors[i].kind == "state" for i in ids)),
        parts=Counter(
            body for a in actors.values() if a.kind not in {"state", "person"} for body in a.member_of
        ),
        adjectives=adjectives,
        adjectives_of=_words_of(adjectives),
        adjective_forms={e.id: _forms(e.adjectives) for e in described if e.adjectives},
        surnames=_surnames(described),
        roles=roles,
        grammar=grammar,
        posts=posts,
    )


def _words_of(adjectives: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """State → the words of its adjectives."""
    found: dict[str, set[str]] = defaultdict(set)
    for adjective, state in adjectives.items():
        found[state].update(adjective.split())
    return {state: frozenset(words) for state, words in found.items()}


def _forms(adjectives: Sequence[str]) -> tuple[str, str]:
    """The masculine singular, listed first, and the feminine, the first that ends so."""
    return adjectives[0], next((form for form in adjectives if form.endswith("e")), adjectives[0])


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[Key, Ids]:
    return _grouped((key(label), identifier) for label, identifier in pairs)


def _grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, Ids]:
    found: dict[Key, set[str]] = defaultdict(set)
    for words, identifier in pairs:
        if words:
            found[words].add(identifier)
    return {words: tuple(sorted(ids)) for words, ids in found.items()}


def _surnames(described: Iterable[Entry]) -> dict[Key, Ids]:
    return _grouped(
        (surname, entry.id)
        for entry in described
        if entry.kind == "person"
        for label in entry.wordings
        for surname in surname_keys(label)
    )


def _actor(entry: Entry, entries: Entries) -> Actor:
    return Actor(
        id=entry.id,
        name=entry.name or entry.id,
        kind=cast(ActorKind, entry.kind),
        gender=entry.gender,
        name_en=entry.name_en,
        aliases=tuple(sorted({*entry.aliases, *entry.metonyms})),
        roles=tuple(
            sorted(
                {_held(tenure, entries) for tenure in entry.tenures},
                key=lambda r: (r.label, r.organization or "", str(r.start), str(r.end)),
            )
        ),
        member_of=tuple(sorted(entry.part_of)),
        side=entry.side,
        same_as=tuple(sorted(entry.same_as)),
    )


def _held(tenure: Tenure, entries: Entries) -> HeldRole:
    holder = _holder("", tenure, entries)
    return HeldRole(label=holder.label, organization=holder.organization, start=holder.start, end=holder.end)


def _holder(actor: str, tenure: Tenure, entries: Entries) -> Holder:
    role = entries[tenure.role]
    return Holder(
        actor=actor,
        role=role.id,
        label=role.name or role.id,
        organization=tenure.organization or next(iter(role.part_of), None),
        start=first_day(tenure.start),
        end=last_day(tenure.end),
    )


def _grammar(described: list[Entry]) -> Grammar:
    """What names a place in a phrase: adjectives, names of bodies, and metonyms of bodies.

    Metonyms of states stay out: the mayor of London is nobody's but London's.
    """
    bodies = [entry for entry in described if entry.kind not in {"person", "document"}]
    adjectives = _by_key((label, e.id) for e in described for label in e.adjectives)
    names = _by_key(
        (label, e.id) for e in bodies for label in (*e.wordings, *(e.metonyms if e.kind != "state" else ()))
    )
    longest = max((len(words) for table in (adjectives, names) for words in table), default=1)
    return Grammar(adjectives=adjectives, names=names, masculine=_masculine(), longest=longest)


@lru_cache(maxsize=1)
def _masculine() -> Mapping[str, str]:
    """Feminine → masculine noun, folded."""
    with Path(__file__).with_name("nouns.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
    return MappingProxyType({row[0]: row[1] for row in rows[1:]})


def _roles(
    described: Iterable[Entry], entries: Entries, grammar: Grammar
) -> tuple[dict[Key, tuple[Holder, ...]], dict[Key, tuple[Post, ...]]]:
    """Every wording of every role with its holders: as it is written, and as it is read."""
    held: dict[str, list[Holder]] = defaultdict(list)
    reaches: dict[tuple[str, str | None], Mapping[str, int]] = {}
    for entry in described:
        for tenure in entry.tenures:
            holder = _holder(entry.id, tenure, entries)
            held[tenure.role].append(holder)
            own = (tenure.organization,) if tenure.organization else entries[tenure.role].part_of
            reaches.setdefault((tenure.role, holder.organization), _reach(own, entries))
    written: dict[Key, set[Holder]] = defaultdict(set)
    read: dict[Key, list[Post]] = defaultdict(list)
    for role in sorted(held):
        for words in sorted({key(label) for label in entries[role].wordings}):
            written[words].update(held[role])
            for reading in grammar.readings(words):
                for holder in held[role]:
                    reach = reaches[role, holder.organization]
                    if all(set(ids) & reach.keys() for ids in reading.of):
                        read[reading.role].append(Post(holder=holder, of=reading.of, reach=reach))
                        written[reading.role if reading.of else words].add(holder)
    return {words: in_order(holders) for words, holders in written.items()}, {
        words: tuple(posts) for words, posts in read.items()
    }


def _reach(bodies: Iterable[str], entries: Entries) -> Mapping[str, int]:
    """These bodies and all they are parts of → the number of states in between.

    A state is no part of an alliance in this sense: the president of France is no president of the EU.
    """
    found: dict[str, int] = {}
    pending = [(body, 0) for body in bodies]
    while pending:
        here, steps = pending.pop()
        if here in found and found[here] <= steps:
            continue
        found[here] = steps
        for parent in entries[here].part_of:
            if entries[here].kind != "state":
                pending.append((parent, steps))
            elif entries[parent].kind == "state":
                pending.append((parent, steps + 1))
    return MappingProxyType(found)
