"""Records of all documents, linked into one corpus.

    records ─ sight ─▶ dossiers ─ settle ─▶ joined dossiers ─ Outcome ─▶ actors, ids, merges
                                    ▲                                         │
                                decisions              documents, statements ─┴─ find_copies ─▶ copies

Nothing depends on the order of the documents or records. Documents and statements stay where they are
and get the new ids, and what they are copies of, as they are iterated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.link.copies import find_copies
from kg.link.decisions import Decisions, verdicts
from kg.link.outcome import Outcome
from kg.link.roles import RoleReader
from kg.link.settle import Settlement
from kg.link.sightings import Sightings, sight
from kg.records import Actor, Corpus, Document, Statement
from kg.register.load import Register
from kg.register.load import load as load_register
from kg.register.names import key


def link(
    documents: Iterable[Document],
    statements: Iterable[Statement],
    actors: Iterable[tuple[str, Actor]],
    *,
    register: Register | None = None,
    decisions: Decisions | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Corpus:
    """The corpus of these records.

    ``actors`` are pairs: the id of a document, and an actor as that document shows him. All three
    must be re-iterable; documents and statements are handed on in their order, which is that of ids.
    ``register`` is the shipped one by default. ``decisions`` win over everything; those that name
    nobody are left out with a line to ``warn``.

    Raises DataInvalid where decisions contradict each other, OutputUnusable where the temporary folder is
    full.
    """
    register = register or load_register()
    reader = RoleReader(register)

    def fresh() -> Sightings:
        return sight(documents, actors, register, reader)

    sightings = fresh()
    settlement = Settlement(sightings)
    if decisions is not None and decisions.rows:
        _decide(settlement, sightings, decisions, _Resolver(sightings, register, reader, fresh), warn)
    settlement.run()
    outcome = Outcome(sightings, settlement, reader)
    merged = with_references(outcome.actors(), register)
    final = tuple(merged[identifier] for identifier in sorted(merged))
    rewritten = Rewritten(statements, outcome, {p.id: n for n, p in enumerate(sightings.papers)})
    found = find_copies(documents, rewritten, final)
    return Corpus(
        documents=Marked(documents, found.documents),
        statements=replace(rewritten, copy_of=found.statements),
        actors=final,
        merges=outcome.merges(),
        copies=found.copies,
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Documents that know what they are copies of, made anew each time they are iterated."""

    documents: Iterable[Document]
    copy_of: Mapping[str, str]

    def __iter__(self) -> Iterator[Document]:
        for document in self.documents:
            original = self.copy_of.get(document.id)
            yield document if document.copy_of == original else replace(document, copy_of=original)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Statements with the final ids of their actors and originals, made anew each time they are iterated."""

    statements: Iterable[Statement]
    outcome: Outcome
    numbers: Mapping[str, int]
    copy_of: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Statement]:
        for statement in self.statements:
            yield self._rewritten(statement)

    def _rewritten(self, statement: Statement) -> Statement:
        number = self.numbers.get(statement.document, -1)

        def now(identifier: str | None) -> str | None:
            return None if identifier is None else self.outcome.identifier(number, identifier)

        speaker = now(statement.speaker)
        via = tuple(dict.fromkeys(new for old in statement.via if (new := now(old)) and new != speaker))
        stances = tuple(
            stance if (holder := now(stance.holder)) == stance.holder else replace(stance, holder=holder)
            for stance in statement.stances
        )
        addressee, on_behalf_of = now(statement.addressee), now(statement.on_behalf_of)
        changed = replace(
            statement,
            speaker=speaker,
            via=via,
            addressee=addressee,
            on_behalf_of=on_behalf_of,
            stances=stances,
            copy_of=self.copy_of.get(statement.id),
        )
        return statement if changed == statement else changed


def appearances(corpus: Corpus) -> list[tuple[str, Actor]]:
    """What `link` takes as actors, of a linked corpus: whom the statements of each document name."""
    actors = {actor.id: actor for actor in corpus.actors}
    pairs = {
        (statement.document, identifier)
        for statement in corpus.statements
        for identifier in (
            statement.speaker, *statement.via, statement.addressee, statement.on_behalf_of,
            *(s.holder for s in statement.stances)
        )
        if identifier in actors
    }  # fmt: skip
    return [(document, actors[str(identifier)]) for document, identifier in sorted(pairs, key=str)]


def with_references(actors: dict[str, Actor], register: Register) -> dict[str, Actor]:
    """The actors, and those of the register that they point to (states, parent organisations)."""
    known, pending = dict(actors), sorted(actors)
    while pending:
        actor = known[pending.pop()]
        wanted = {*actor.member_of, *(role.organization for role in actor.roles if role.organization)}
        for identifier in sorted(wanted - known.keys()):
            if identifier in register.actors:
                known[identifier] = register.actors[identifier]
                pending.append(identifier)
    return known


def _decide(
    settlement: Settlement, sightings: Sightings, decisions: Decisions, resolver: _Resolver,
    warn: Callable[[str], None],
) -> None:  # fmt: skip
    for verdict in verdicts(decisions, resolver, warn):
        settlement.admit(sightings)
        reason = f"decision {decisions.file}:{verdict.row.line}"
        if verdict.row.same:
            settlement.decide_same(verdict.one, verdict.other, reason)
        else:
            settlement.decide_apart(verdict.one, verdict.other, reason)


class _Resolver:
    """Finds the units that a user's id or name stands for; opens dossiers for what has none yet."""

    def __init__(
        self, sightings: Sightings, register: Register, reader: RoleReader, fresh: Callable[[], Sightings]
    ) -> None:
        self._sightings = sightings
        self._register = register
        self._reader = reader
        self._fresh = fresh
        self._undecided: Outcome | None = None
        self._by_name: dict[tuple[str, ...], set[str]] | None = None

    def __call__(self, words: str) -> tuple[str, ...]:
        for attempt in (self._as_id, self._as_name, self._as_final):
            if found := attempt(words):
                return found
        return ()

    def _as_id(self, words: str) -> tuple[str, ...]:
        sightings = self._sightings
        if words in sightings.dossiers:
            return (words,)
        if words in sightings.units_of:
            return tuple(sorted(sightings.units_of[words]))
        if words in sightings.loose:
            return (sightings.take(words, sightings.loose.pop(words), self._reader).unit,)
        return self._as_registered(self._register.actors.get(words))

    def _as_registered(self, actor: Actor | None) -> tuple[str, ...]:
        if actor is None:
            return ()
        if actor.id not in self._sightings.dossiers:
            self._sightings.expect(actor, self._reader)
        return (actor.id,)

    def _as_name(self, words: str) -> tuple[str, ...]:
        if self._by_name is None:
            self._by_name = {}
            for unit, dossier in self._sightings.dossiers.items():
                for actor in dossier.records:
                    self._by_name.setdefault(key(actor.name), set()).add(unit)
            for identifier, seen in self._sightings.loose.items():
                for _, actor in seen:
                    self._by_name.setdefault(key(actor.name), set()).add(identifier)
        found = self._by_name.get(key(words), set())
        return tuple(sorted({unit for i in found for unit in self._as_id(i)})) or self._as_registered(
            self._register.named(words)
        )

    def _as_final(self, words: str) -> tuple[str, ...]:
        """An id as linking gives it where there are no decisions."""
        if self._undecided is None:
            sightings = self._fresh()
            settlement = Settlement(sightings)
            settlement.run()
            self._undecided = Outcome(sightings, settlement, self._reader)
        return tuple(unit for unit in self._undecided.units_of(words) if unit in self._sightings.dossiers)
