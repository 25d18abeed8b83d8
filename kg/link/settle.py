"""Which dossiers are one actor: decisions first, then the surest pairs, in rounds until nothing changes.

A pair is joined if it scores enough, if its weaker name fits nobody else as well, and if nothing in
the two dossiers, as they have grown so far, contradicts it. Each round judges all pairs by what the
round before has brought together; so linking the result again finds nothing more to join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.link.candidates import pairs
from kg.link.context import Company, is_full
from kg.link.dossier import Dossier
from kg.link.evidence import MARGIN, MERGED, SHOWN, Evidence, Judgement
from kg.link.sightings import Sightings

_SYMMETRIC = frozenset({"same", "transliterated", "reordered", "typo", "alias", "legal form"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What rounds look at: ``company`` as evidence or not, ``short`` names (surnames, initials) or not."""

    company: bool
    short: bool


_STAGES = (Stage(False, False), Stage(True, False), Stage(True, True))


@dataclass(frozen=True, slots=True)
class Step:
    """One pair that was joined or kept apart: units, names at that time, score, reason, documents."""

    joined: bool
    one: str
    one_name: str
    other: str
    other_name: str
    score: float
    reason: str
    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judged pair; ``weak`` is the unit whose name fits more people."""

    one: Dossier
    other: Dossier
    judgement: Judgement
    weak: tuple[str, ...]


class Settlement:
    """The dossiers of a corpus while they are joined.

    ``holder`` gives the dossier of every unit; ``steps`` what was joined, in order; ``near`` what was
    nearly joined in the last round.
    """

    def __init__(self, sightings: Sightings) -> None:
        self._sightings = sightings
        self.holder: dict[str, Dossier] = dict(sightings.dossiers)
        self._members: dict[str, list[str]] = {unit: [unit] for unit in self.holder}
        self._apart: dict[str, dict[str, str]] = defaultdict(dict)  # unit → unit: by which decision
        self._evidence = Evidence(Company((), {}), {}, {})
        self._differing: dict[tuple[str, str], bool] = {}
        self.steps: list[Step] = []
        self.near: list[Step] = []

    def admit(self, sightings: Sightings) -> None:
        """Take in dossiers that were opened since."""
        for unit in sightings.dossiers.keys() - self.holder.keys():
            self.holder[unit] = sightings.dossiers[unit]
            self._members[unit] = [unit]

    def decide_same(self, one: str, other: str, reason: str) -> None:
        """Join two units because the user says so."""
        a, b = self.holder[one], self.holder[other]
        if a is not b:
            self._join(a, b, Candidate(a, b, Judgement(1.0, reason, "decision"), ()))

    def decide_apart(self, one: str, other: str, reason: str) -> None:
        """Never join the dossiers of two units, because the user says so."""
        a, b = self.holder[one].unit, self.holder[other].unit
        self._apart[a][b] = self._apart[b][a] = reason

    def run(self) -> None:
        """Join what belongs together, round after round.

        Full names first and without company, so that no companion counts twice under two names;
        then with it; short names last, when it is clear whose they might be.
        """
        for stage in _STAGES:
            while self._round(stage):
                pass

    def live(self) -> list[Dossier]:
        """The dossiers as they are now, by unit."""
        return [dossier for unit, dossier in sorted(self.holder.items()) if dossier.unit == unit]

    def _round(self, stage: Stage) -> bool:
        self.near = []
        self._differing = {}
        candidates = self._judged(stage)
        chosen = self._unambiguous(candidates)
        chosen.sort(key=lambda c: (-c.judgement.score, c.one.unit, c.other.unit))
        joins = 0
        for candidate in chosen:
            one, other = self.holder[candidate.one.unit], self.holder[candidate.other.unit]
            if one is other:
                continue
            against = self._against(one, other)
            if against is None:
                self._join(one, other, candidate)
                joins += 1
            else:
                self._keep_apart(candidate, against)
        return bool(joins)

    def _judged(self, stage: Stage) -> list[Candidate]:
        """All pairs that score enough to be shown and that nothing contradicts."""
        live = self.live()
        cast = self._sightings.cast
        company = Company(cast, self.holder if stage.company else {})
        self._evidence = evidence = Evidence(company, self._body_of(live), {d.unit: d for d in live})
        found = []
        for one, other in pairs(live if stage.short else filter(is_full, live)):
            if one.is_person != other.is_person:
                continue
            judgement = evidence.judge(one, other)
            if judgement is None or judgement.score < SHOWN:
                continue
            candidate = Candidate(one, other, judgement, _weaker(one, other, judgement.level))
            against = self._against(one, other)
            if against is None:
                found.append(candidate)
            else:
                self._keep_apart(candidate, against)
        return found

    def _against(self, one: Dossier, other: Dossier) -> str | None:
        """What keeps two dossiers apart: a decision, a contradiction."""
        return self._apart[one.unit].get(other.unit) or self._evidence.against(one, other)

    def _body_of(self, live: Iterable[Dossier]) -> Mapping[str, str]:
        """Bodies by the ids of extraction → the unit that holds them now."""
        return {i: d.unit for d in live if not d.is_person for i in sorted(d.ids)}

    def _unambiguous(self, candidates: list[Candidate]) -> list[Candidate]:
        """Those that score enough to be joined, without names that fit two who are not one."""
        offers: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            for unit in candidate.weak:
                offers[unit].append(candidate)
        found = []
        for candidate in candidates:
            if candidate.judgement.score < MERGED:
                self._keep_apart(candidate, "too little evidence")
                continue
            rival = next(filter(None, (self._rival(candidate, u, offers[u]) for u in candidate.weak)), None)
            if rival is None:
                found.append(candidate)
            else:
                self._keep_apart(candidate, f"fits {rival.text} ({rival.unit}) as well")
        return found

    def _rival(self, candidate: Candidate, weak: str, offers: list[Candidate]) -> Dossier | None:
        """Somebody else whom the weaker name fits as well, and who is not the same."""
        chosen = candidate.other if candidate.one.unit == weak else candidate.one
        for offer in offers:
            rival = offer.other if offer.one.unit == weak else offer.one
            near = offer.judgement.score >= candidate.judgement.score - MARGIN
            if rival is not chosen and near and self._differ(chosen, rival):
                return rival
        return None

    def _differ(self, one: Dossier, other: Dossier) -> bool:
        """Asked between two rounds only, so that answers hold until the next."""
        pair = (one.unit, other.unit) if one.unit < other.unit else (other.unit, one.unit)
        known = self._differing.get(pair)
        if known is None:
            known = self._against(one, other) is not None
            self._differing[pair] = known
        return known

    def _join(self, one: Dossier, other: Dossier, candidate: Candidate) -> None:
        kept, lost = sorted((one, other), key=_rank)
        documents = frozenset(lost.documents)
        self.steps.append(_step(True, candidate, candidate.judgement.reason, documents))
        kept.absorb(lost)
        for unit in self._members.pop(lost.unit):
            self.holder[unit] = kept
            self._members[kept.unit].append(unit)
        for unit, reason in self._apart.pop(lost.unit, {}).items():
            self._apart[unit].pop(lost.unit, None)
            self._apart[unit][kept.unit] = self._apart[kept.unit][unit] = reason

    def _keep_apart(self, candidate: Candidate, against: str) -> None:
        one, other = candidate.one, candidate.other
        if one.documents and other.documents:  # what only the register knows is nobody's mistake
            fewer = min((one, other), key=lambda d: (len(d.documents), d.unit)).documents
            reason = f"{candidate.judgement.reason}; but {against}"
            self.near.append(_step(False, candidate, reason, frozenset(fewer)))


def _step(joined: bool, candidate: Candidate, reason: str, documents: frozenset[int]) -> Step:
    one, other = candidate.one, candidate.other
    return Step(
        joined, one.unit, one.text, other.unit, other.text, candidate.judgement.score, reason, documents
    )  # fmt: skip


def _rank(dossier: Dossier) -> tuple[bool, bool, int, str]:
    """Who takes in whom: the register's entry, a full name, the one in more documents."""
    full = dossier.name.full if dossier.is_person else not dossier.body.acronym
    return (not dossier.registered, not full, -len(dossier.documents), dossier.unit)


def _weaker(one: Dossier, other: Dossier, level: str) -> tuple[str, ...]:
    """The units whose names may mean more people: the shorter name, or that of fewer documents."""
    if level in _SYMMETRIC:
        ranks = [(-len(d.documents), 0) for d in (one, other)]
    elif one.is_person:
        ranks = [(-_strength(d), -len(d.name.words)) for d in (one, other)]
    else:
        ranks = [(int(bool(d.body.acronym)), 0) for d in (one, other)]
    best = max(ranks)
    return tuple(d.unit for d, rank in zip((one, other), ranks, strict=True) if rank == best)


def _strength(dossier: Dossier) -> int:
    return 2 if dossier.name.full else 1 if dossier.name.given else 0
