"""Which claim a user means, and which claims are part of it."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from kg.errors import QueryInvalid
from kg.query.words import all_there, folded
from kg.records import Claim

_NEAREST = 3


def find_claim(claims: Mapping[str, Claim], text: str) -> Claim:
    """The claim with this id, else with this label, else with these words in a label.

    Labels are the French and the English one; accents, case and the order of words do not matter.
    Raises QueryInvalid where no claim fits, with the nearest ids, or where several do, with theirs.
    """
    if text in claims:
        return claims[text]
    if not claims:
        raise QueryInvalid(f"no claim {text!r}: the result has no claims; build it again with a codebook")
    wanted = folded(text)
    whole = [claim for claim in claims.values() if wanted and wanted in map(folded, _wordings(claim))]
    fits = whole or [
        claim
        for claim in claims.values()
        if any(all_there(wanted, folded(label)) for label in _wordings(claim)[1:])
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(sorted(claim.id for claim in fits))
        raise QueryInvalid(f"{text!r} fits several claims, give the id of one: {names}")
    raise QueryInvalid(f"no claim {text!r}; the nearest: {', '.join(_nearest(claims, text))}")


def narrower(claims: Mapping[str, Claim], top: str) -> frozenset[str]:
    """The id of a claim and of all claims below it by ``broader``; circles do no harm."""
    below: dict[str, list[str]] = {}
    for claim in claims.values():
        for above in claim.broader:
            below.setdefault(above, []).append(claim.id)
    found, waiting = {top}, [top]
    while waiting:
        new = [claim for claim in below.get(waiting.pop(), ()) if claim not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def _wordings(claim: Claim) -> tuple[str, ...]:
    """The id first, then the labels."""
    return (claim.id, claim.label_fr, *((claim.label_en,) if claim.label_en else ()))


def _nearest(claims: Mapping[str, Claim], text: str) -> list[str]:
    """Ids by the likeness of an id or label, the best first; equals in the order of their ids."""
    wanted = " ".join(folded(text))
    scores = {
        claim.id: max(
            score for _, score, _ in process.extract_iter(wanted, _spelled(claim), scorer=fuzz.WRatio)
        )
        for claim in claims.values()
    }
    return sorted(scores, key=lambda claim: (-scores[claim], claim))[:_NEAREST]


def _spelled(claim: Claim) -> list[str]:
    return [" ".join(folded(wording)) for wording in _wordings(claim)]
