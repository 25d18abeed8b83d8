"""Actors and claims → entities: which are needed, what they are called, which stands above which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.dna.columns import Coding, actor_attributes, claim_attributes, coding
from kg.dna.fit import LIMIT, short
from kg.dna.layout import CONCEPT, MAIN, ORGANIZATION, OTHER, PERSON, TYPES, layout_of
from kg.dna.offsets import cut, units
from kg.holders import BODIES
from kg.ids import digest
from kg.records import Actor, Claim, Corpus, Document, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A row of ENTITIES; number 0 is not used; ``id`` None is the empty value that every variable has."""

    number: int
    variable: int
    value: str
    parent: int | None
    id: str | None
    attributes: Mapping[str, str]


class Roster:
    """The entities of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.actors = {actor.id: actor for actor in corpus.actors}
        self.claims = {claim.id: claim for claim in corpus.claims}
        self.coders: set[str] = set()
        self._used = self._uses(corpus)
        names = {id_: actor.name for id_, actor in self.actors.items()}
        labels = {id_: claim.label_fr for id_, claim in self.claims.items()}
        self.labels = {
            role: _labels(
                (id_, (labels if role == CONCEPT else names).get(id_, id_))
                for id_ in set(chain.from_iterable(self._used[type_][role] for type_ in TYPES))
            )
            for role in (PERSON, ORGANIZATION, CONCEPT)
        }
        above = {id_: claim.broader[:1] for id_, claim in self.claims.items()}
        members = {id_: actor.member_of[:1] for id_, actor in self.actors.items()}
        self.parents = {
            role: _parents(self._used[MAIN][role], above if role == CONCEPT else members)
            for role in (PERSON, ORGANIZATION, CONCEPT)
        }
        self.rows = tuple(self._rows())
        self._numbers = {(row.variable, row.id): row.number for row in self.rows}

    def number(self, variable: int, id_: str | None) -> int:
        """The ID of the entity of somebody or something, or of nobody, in a variable."""
        return self._numbers[variable, id_]

    def _uses(self, corpus: Corpus) -> dict[str, dict[str, set[str]]]:
        """Type → role → ids. All that are described stand in the main type, whether used or not."""
        used: dict[str, dict[str, set[str]]] = {
            type_: {PERSON: set(), ORGANIZATION: set(), CONCEPT: set()} for type_ in TYPES
        }
        for actor in self.actors.values():
            used[MAIN][ORGANIZATION if actor.kind in BODIES else PERSON].add(actor.id)
        used[MAIN][CONCEPT] |= self.claims.keys()
        for document, statements in side_by_side(corpus):
            for statement in statements:
                self.coders.add(statement.rule)
                for said in codings(statement, document, self.actors):
                    roles = used[OTHER if said.position == "neutral" else MAIN]
                    for role in (PERSON, ORGANIZATION, CONCEPT):
                        if (id_ := getattr(said, role)) is not None:
                            roles[role].add(id_)
        return used

    def _rows(self) -> Iterator[EntityRow]:
        number = 0
        for type_ in TYPES:
            for role, variable in layout_of(type_).roles.items():
                wanted: list[str | None] = [None, *sorted(self._used[type_][role])]
                numbers = {id_: number + place for place, id_ in enumerate(wanted, 1)}
                number += len(wanted)
                for id_ in wanted:
                    parent = self.parents[role].get(id_ or "") if type_ == MAIN else None
                    yield EntityRow(
                        number=numbers[id_],
                        variable=variable,
                        value="" if id_ is None else self.labels[role][id_],
                        parent=numbers[parent] if parent is not None else None,
                        id=id_,
                        attributes=self._attributes(role, id_),
                    )

    def _attributes(self, role: str, id_: str | None) -> Mapping[str, str]:
        if id_ is None:
            return {}
        known: Actor | Claim | None = (self.claims if role == CONCEPT else self.actors).get(id_)
        if known is None:
            return {"ID": key_of(id_)}
        given = claim_attributes(known) if isinstance(known, Claim) else actor_attributes(known)
        return {**given, "ID": key_of(id_)}


def side_by_side(corpus: Corpus) -> Iterator[tuple[Document, list[Statement]]]:
    """Each document with its statements; both come in the order of documents."""
    statements = iter(corpus.statements)
    following = next(statements, None)
    for document in corpus.documents:
        own: list[Statement] = []
        while following is not None and following.document <= document.id:
            if following.document == document.id:
                own.append(following)
            following = next(statements, None)
        yield document, own


def codings(statement: Statement, document: Document, actors: Mapping[str, Actor]) -> list[Coding]:
    """What DNA's variables say of a statement, once for each stance; once where there is none."""
    stances = statement.stances or (None,)
    return [coding(statement, stance, document.published, actors) for stance in stances]


def key_of(id_: str) -> str:
    """An id as an attribute can hold it: itself, or a hash of it."""
    return id_ if id_ and short(id_) == id_ else f"#{digest(id_)}"


def _labels(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Id → a label that no other has: the name, with the id behind it where several have that name."""
    plain = {id_: short(name) or short(id_) or "?" for id_, name in names}
    often = Counter(plain.values())
    taken = {label for label, times in often.items() if times == 1}
    found: dict[str, str] = {}
    for id_ in sorted(plain):
        label = plain[id_]
        if often[label] > 1:
            end, number = f" ({key_of(id_)})", 1
            while (label := cut(plain[id_], max(LIMIT - units(end), 0)) + cut(end, LIMIT)) in taken:
                number += 1
                end = f" ({digest(id_, str(number))})"
            taken.add(label)
        found[id_] = label
    return found


def _parents(ids: set[str], above: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Id → the first of those above it, where it has an entity, too; none that is in a circle."""
    chosen = {id_: above[id_][0] for id_ in sorted(ids) if above.get(id_) and above[id_][0] in ids}

    def circular(id_: str) -> bool:
        seen: set[str] = set()
        step: str | None = chosen[id_]
        while step is not None and step != id_ and step not in seen:
            seen.add(step)
            step = chosen.get(step)
        return step == id_

    return {id_: parent for id_, parent in chosen.items() if not circular(id_)}
