"""Whether two dossiers are about one actor: a score with its reasons, or what speaks against it.

Names decide from which score a pair begins (`BASE`), roles, bodies, company, gender and time add to
it or take from it. A pair is merged from `MERGED` on, and shown to the analyst from `SHOWN` on.
docs/linking.md holds the table; the figures were set on bench/linking.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.link.bodies import BodyLevel, body_level
from kg.link.context import Company
from kg.link.dossier import Dossier
from kg.link.fields import seldom_meet
from kg.link.names import Level, level
from kg.link.roles import likeness, seats_differ

MERGED, SHOWN = 0.80, 0.65
MARGIN = 0.10  # by how much the best of several candidates must lead

BASE: Mapping[Level, float] = MappingProxyType(
    {
        "same": 0.90,
        "transliterated": 0.86,
        "reordered": 0.68,
        "middle name": 0.68,
        "initial": 0.62,
        "typo": 0.52,
        "surname": 0.40,
        "surname typo": 0.30,
    }
)
BODY_BASE: Mapping[BodyLevel, float] = MappingProxyType(
    {"same": 0.95, "alias": 0.88, "acronym": 0.86, "legal form": 0.84, "letters": 0.66, "typo": 0.60}
)
# Names that prove nothing of themselves: surnames ask for a role or body in common, or company and the
# same noun for a role; initials and slips for one of these or as much company as stands here.
_NEEDS_ROLE = frozenset({"surname", "surname typo"})
_SHORT = frozenset({"initial", "surname"})
_NEEDS_COMPANY: Mapping[Level, float] = MappingProxyType({"initial": 0.03, "typo": 0.10})
_UNPROVED = 0.74
_SAME_CIRCLE = 0.4  # from here on a person may have two walks of life that seldom meet
_YEAR = 365
# Days without a document after which a name is somebody else's; with a role in common.
ERA, ERA_OF_ROLE = 20 * _YEAR, 40 * _YEAR


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score (higher than 1 where more than enough speaks for it) and the evidence in words."""

    score: float
    reason: str
    level: str


class Evidence:
    """Judges pairs of dossiers in one state of the linking."""

    def __init__(self, company: Company, body_of: Mapping[str, str], names: Mapping[str, Dossier]) -> None:
        self._company = company
        self._body_of = body_of
        self._names = names
        self._of_surname: dict[str, set[str]] = defaultdict(set)
        for dossier in names.values():
            if dossier.is_person and dossier.name.full:
                self._of_surname[dossier.name.folded_surname].add(dossier.name.folded_given)

    def judge(self, one: Dossier, other: Dossier) -> Judgement | None:
        """The score of a pair and why; None for names that cannot mean the same."""
        return self._persons(one, other) if one.is_person else self._bodies(one, other)

    def against(self, one: Dossier, other: Dossier) -> str | None:
        """What rules a pair out: a contradiction; callings that do not go together, in other circles."""
        found = contradiction(one, other)
        if found is not None or not one.is_person:
            return found
        found = callings(one, other)
        if found is None or self._company.circles(one, other) >= _SAME_CIRCLE:
            return None
        return found

    def _persons(self, one: Dossier, other: Dossier) -> Judgement | None:
        found = level(one.name, other.name)
        if found is None:
            return None
        score, reasons = BASE[found], [f"name: {found}"]
        role, words = roles_alike(one, other)
        if role:
            score, reasons = score + role, [*reasons, f"role: {words}"]
        bodies = self._merged_bodies(one) & self._merged_bodies(other)
        if bodies and role < 0.4:
            score, reasons = score + 0.15, [*reasons, f"body: {min(bodies)}"]
        if found in _SHORT and len(self._of_surname.get(one.name.folded_surname, ())) == 1:
            score, reasons = score + 0.1, [*reasons, "nobody else of this surname"]
        if one.states & other.states and role < 0.4:
            score, reasons = score + 0.05, [*reasons, f"state: {min(one.states & other.states)}"]
        if one.gender and one.gender == other.gender:
            score, reasons = score + 0.05, [*reasons, "gender"]
        score, reasons, company = self._around(one, other, score, reasons)
        proved = role >= 0.2 or bool(bodies) or (role >= 0.1 and company >= 0.1)
        asked = 1.0 if found in _NEEDS_ROLE else _NEEDS_COMPANY.get(found, 0.0)
        if not proved and company < asked:
            score = min(score, _UNPROVED)
        return Judgement(round(score, 3), "; ".join(reasons), found)

    def _bodies(self, one: Dossier, other: Dossier) -> Judgement | None:
        found = body_level(one.body, one.forms, other.body, other.forms)
        if found is None:
            return None
        score, reasons = BODY_BASE[found], [f"name: {found}"]
        if one.states & other.states:
            score, reasons = score + 0.05, [*reasons, f"state: {min(one.states & other.states)}"]
        score, reasons, _ = self._around(one, other, score, reasons)
        if found == "letters":
            score = min(score, 0.79)  # letters alone define nothing
        return Judgement(round(score, 3), "; ".join(reasons), found)

    def _around(
        self, one: Dossier, other: Dossier, score: float, reasons: list[str]
    ) -> tuple[float, list[str], float]:
        """Company and time; what the company alone is worth comes last."""
        worth, companions = self._company.shared(one, other)
        if worth >= 0.01:
            names = ", ".join(self._names[unit].text for unit in companions)
            score, reasons = score + worth, [*reasons, f"company: {names}"]
        gap = days_between(one, other)
        if gap is not None and one.is_person:
            if gap <= 30:
                score, reasons = score + 0.05, [*reasons, "time"]
            elif gap > 10 * _YEAR:
                score, reasons = score - 0.15, [*reasons, f"{gap // _YEAR} years apart"]
        return score, reasons, worth

    def _merged_bodies(self, dossier: Dossier) -> frozenset[str]:
        """Bodies by the ids they have now; states say little."""
        return frozenset(self._body_of.get(body, body) for body in dossier.bodies - dossier.states)


def contradiction(one: Dossier, other: Dossier) -> str | None:
    """What rules out that two dossiers are about one actor; None where nothing does."""
    if one.registered and other.registered and one.registered != other.registered:
        return "two entries of the register"
    if one.is_person != other.is_person:
        return "one is a person, the other is not"
    if not one.is_person:
        return _bodies_contradict(one, other)
    found = level(one.name, other.name)
    if found is None:
        return "the names differ"
    if found not in {"same", "transliterated", "reordered"} and one.documents & other.documents:
        return "both stand in one document"
    return circumstances(one, other)


def circumstances(one: Dossier, other: Dossier) -> str | None:
    """What rules out that two dossiers of one name are about one person: gender, country, time."""
    role, _ = roles_alike(one, other)
    gap = days_between(one, other)
    if gap is not None and (gap > ERA_OF_ROLE or (gap > ERA and role < 0.2)):
        return f"{gap // _YEAR} years apart"
    if role >= 0.4:
        return None
    if one.gender and other.gender and one.gender[0] != other.gender[0]:
        return "one is a woman, the other a man"
    if one.states and other.states and not one.states & other.states:
        return f"{_any(one.states)} and {_any(other.states)}"
    return None


def callings(one: Dossier, other: Dossier) -> str | None:
    """What speaks strongly against two dossiers of one name: walks of life that seldom meet, two seats."""
    if roles_alike(one, other)[0] >= 0.4:
        return None
    if seldom_meet(one.fields, other.fields):
        return f"{_any(one.fields)} and {_any(other.fields)}"
    return _seats(one, other)


def days_between(one: Dossier, other: Dossier) -> int | None:
    """Days from the last document of one to the first of the other; 0 where they overlap."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def roles_alike(one: Dossier, other: Dossier) -> tuple[float, str]:
    """How far the roles agree (see `kg.link.roles.likeness`), and in what words."""
    return max(
        (likeness(one.facts[noun], other.facts[noun]) for noun in one.facts.keys() & other.facts.keys()),
        default=(0.0, ""),
    )


def _seats(one: Dossier, other: Dossier) -> str | None:
    for noun in sorted(one.facts.keys() & other.facts.keys()):
        pairs = [(a, b) for a in one.facts[noun] for b in other.facts[noun] if a.place and b.place]
        if (
            pairs
            and all(seats_differ(a, b) for a, b in pairs)
            and not any(a.former or b.former for a, b in pairs)
        ):
            return f"{noun} of {_any(pairs[0][0].place)} and of {_any(pairs[0][1].place)}"
    return None


def _bodies_contradict(one: Dossier, other: Dossier) -> str | None:
    if (one.kind == "state") != (other.kind == "state"):
        return "one is a state, the other is not"
    if "document" in (one.kind, other.kind) and one.kind != other.kind:
        return "one is a document, the other is not"
    if one.states and other.states and not one.states & other.states:
        return f"{_any(one.states)} and {_any(other.states)}"
    if body_level(one.body, one.forms, other.body, other.forms) is None:
        return "the names differ"
    return None


def _any(values: frozenset[str]) -> str:
    return min(values)
