"""Records of all documents, linked into one corpus.

Extraction gives the same id to an actor of the register, and to a full name or a body's name, in
whichever document it stands; surnames and unnamed sources carry their document in their id. So
linking joins the records that share an id. It depends on no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.records import Actor, Corpus, Document, Statement
from kg.register.load import load as load_register


def link(documents: Iterable[Document], statements: Iterable[Statement], actors: Iterable[Actor]) -> Corpus:
    """The corpus of these records; the iterables must be re-iterable and sorted by id."""
    groups: dict[str, list[Actor]] = {}
    for actor in actors:
        groups.setdefault(actor.id, []).append(actor)
    merged = _with_references({identifier: _merged(group) for identifier, group in groups.items()})
    return Corpus(
        documents=documents,
        statements=statements,
        actors=tuple(merged[identifier] for identifier in sorted(merged)),
    )


def _with_references(actors: dict[str, Actor]) -> dict[str, Actor]:
    """The actors, and those of the register that they point to (states, parent organisations)."""
    register = load_register().actors
    known, pending = dict(actors), sorted(actors)
    while pending:
        actor = known[pending.pop()]
        wanted = {*actor.member_of, *(role.organization for role in actor.roles if role.organization)}
        for identifier in sorted(wanted - known.keys()):
            if identifier in register:
                known[identifier] = register[identifier]
                pending.append(identifier)
    return known


def _merged(actors: list[Actor]) -> Actor:
    """One record of those that share an id: the most frequent name, everything else joined."""
    if len(actors) == 1:
        return actors[0]
    names = Counter(actor.name for actor in actors)
    name = min(names, key=lambda n: (-names[n], n))
    base = min((a for a in actors if a.name == name), key=lambda a: (a.kind, a.aliases, repr(a)))
    aliases = {alias for a in actors for alias in a.aliases} | set(names) - {name}
    return Actor(
        id=base.id, name=name, kind=base.kind, name_en=base.name_en, side=base.side,
        aliases=tuple(sorted(aliases)),
        roles=tuple(sorted({r for a in actors for r in a.roles}, key=repr)),
        member_of=tuple(sorted({m for a in actors for m in a.member_of})),
        same_as=tuple(sorted({s for a in actors for s in a.same_as})),
    )  # fmt: skip
