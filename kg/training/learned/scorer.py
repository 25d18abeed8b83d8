"""``kg train scorer``: annotated articles, what the rules find and refuse in them, weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from kg.errors import DataInvalid
from kg.nlp import attribution
from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Page
from kg.nlp.proposals import Proposal, proposals
from kg.nlp.traits import traits
from kg.nlp.verbs import VerbGroup
from kg.training.learned.articles import Annotated, read_annotated, read_pages
from kg.training.learned.label import RIGHT, verdict
from kg.training.learned.regression import Counts, Example, train_table

STRENGTH = 0.05  # inverse of the L2 penalty; docs/learning.md tells how it was chosen
_HEADER = """\
# Weights of kg.nlp.scorer in log-odds, by feature (kg.nlp.traits). Written by
#   kg train scorer ARTICLES -o kg/lexicon/fr/scorer.tsv
# from annotated articles; see docs/learning.md. Train anew after a change of the rules or the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An attribution that the rules give (``loose`` False) or refuse, with its features."""

    attribution: Attribution
    features: tuple[str, ...]
    loose: bool


def train_scorer(articles: Path, out: Path) -> Counts:
    """Train on a file of annotated articles and write the table of weights; the same bytes each time.

    Raises InputMissing and DataInvalid for articles that cannot be used.
    """
    examples = [
        Example(features=candidate.features, right=float(right >= RIGHT))
        for candidate, right in _labelled(read_annotated(articles))
    ]
    counts = train_table(examples, STRENGTH, out, _HEADER)
    if counts is None:
        raise DataInvalid(f"{articles}: no right or no wrong candidate to learn from; give more articles")
    return counts


def candidates(page: Page, found: Sequence[Attribution]) -> Iterator[Candidate]:
    """What the rules ``found`` on a page, then what they refuse."""
    for one in found:
        proposal = Proposal(attribution=one, group=group_of(page, one), listed=True)
        yield Candidate(attribution=one, features=traits(page, proposal, loose=False), loose=False)
    used = {k for one in found if one.cue for k in range(*one.cue)}
    for unit in page.units:
        for proposal in proposals(page, unit, used):
            yield Candidate(
                attribution=proposal.attribution, features=traits(page, proposal, loose=True), loose=True
            )


def _labelled(annotated: Sequence[Annotated]) -> Iterator[tuple[Candidate, float]]:
    """Every candidate that is right or wrong, and how right, by the rules alone (no scorer)."""
    for _, page, statements in read_pages(annotated):
        for candidate in candidates(page, attribution.by_rules(page)):
            content, cue = _words(page.doc, candidate.attribution)
            right = verdict(content, cue, statements)
            if right is not None:
                yield candidate, right


def _words(doc: Doc, one: Attribution) -> tuple[str, str | None]:
    """The content and the cue of an attribution, as text."""
    content = " ".join(text_of(doc)[start:end] for start, end in one.content)
    return content, doc[slice(*one.cue)].text if one.cue else None


def group_of(page: Page, one: Attribution) -> VerbGroup | None:
    """The verb group that an attribution's cue belongs to."""
    tokens = range(*one.cue) if one.cue else range(0)
    return next((page.groups[k] for k in tokens if k in page.groups), None)
