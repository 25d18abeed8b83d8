"""A learned judge of what the rules refuse: takes a looser attribution in where it is likely right.

A logistic regression over the features of kg.nlp.traits, trained on annotated articles (docs/learning.md
tells how, and what else was tried). Its weights are kg/lexicon/fr/scorer.tsv; applying them is a sum.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.nlp.page import Attribution, Page
from kg.nlp.proposals import proposals
from kg.nlp.traits import traits
from kg.nlp.weights import load_weights

THRESHOLD = 0.5
_OVERLAP = 0.5  # of the shorter content that two attributions may share


def with_likely(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of the rules, and the looser ones that are likely right and clash with none.

    A looser one is named ``likely-…`` after the construction, its confidence is its probability.
    """
    scorer = load_weights("scorer")
    used = {k for one in found if one.cue for k in range(*one.cue)}
    likely: list[Attribution] = []
    for unit in page.units:
        for proposal in proposals(page, unit, used):
            p = round(scorer.probability(traits(page, proposal, loose=True)), 3)
            if p >= THRESHOLD:
                one = proposal.attribution
                likely.append(replace(one, rule=f"likely-{one.rule}", confidence=p))
    return _without_clashes(page, found, likely)


def _without_clashes(
    page: Page, found: Sequence[Attribution], likely: Iterable[Attribution]
) -> list[Attribution]:
    """The more probable one of two that clash; what the rules have found stays."""
    starts = [page.doc[unit.first].idx for unit in page.units]
    kept, near = list(found), defaultdict[int, list[Attribution]](list)
    for one in found:
        for k in _sentences(page, starts, one):
            near[k].append(one)
    for one in sorted(likely, key=lambda a: (-a.confidence, a.content, a.cue or (0, 0), a.rule)):
        sentences = _sentences(page, starts, one)
        if any(_clash(page, one, other) for k in sentences for other in near[k]):
            continue
        kept.append(one)
        for k in sentences:
            near[k].append(one)
    return kept


def _sentences(page: Page, starts: Sequence[int], one: Attribution) -> list[int]:
    """The numbers of the sentences in which an attribution has its cue or content."""
    found = {
        k
        for start, end in one.content
        for k in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))
    }
    if one.cue is not None:
        found.add(bisect_right(starts, page.doc[one.cue[0]].idx) - 1)
    return sorted(found)


def _clash(page: Page, one: Attribution, other: Attribution) -> bool:
    """Do two share a cue or much of a content, or does the cue of one stand in the content of the other?"""
    if one.cue and other.cue and one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]:
        return True
    for holder, held in ((one, other), (other, one)):
        if held.cue is not None:
            at = page.doc[held.cue[0]].idx
            if any(start <= at < end for start, end in holder.content):
                return True
    shared = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in one.content for s2, e2 in other.content)
    return shared > _OVERLAP * min(sum(e - s for s, e in a.content) for a in (one, other))
