"""The attribution component: all rules over a page, then one statement an attribution.

Order matters and is explained where it stands: an incise is surer than a colon, a colon than a
complement; who relays becomes `via`; what is said inside a quotation is the quoted one's affair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc

from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, Page, read_page
from kg.nlp.resolve import continued, resolved
from kg.nlp.rules import clause, direct, frame, incise, noun, relay
from kg.nlp.scorer import with_likely
from kg.nlp.units import Unit

_NEAR = 50  # sentences of a paragraph in which attributions are compared with each other


def process(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions of an analysed Doc (with ``._.parts``), in the order of their content."""
    page = read_page(doc)
    doc.user_data["page"] = page
    found = with_likely(page, by_rules(page))
    tidied = [replace(a, content=_without_stops(page, a.content)) for a in found]
    return tuple(sorted(tidied, key=lambda a: (a.content[0], a.cue or (0, 0), a.rule)))


def by_rules(page: Page) -> list[Attribution]:
    """What the rules alone attribute, one attribution an act of saying."""
    found: list[Attribution] = []
    for _, paragraph in groupby(page.units, key=lambda unit: unit.block.first):
        sentences = tuple(paragraph)
        for first in range(0, len(sentences), _NEAR):
            near = sentences[first : first + _NEAR]
            found += resolved(page, [one for unit in near for one in _by_rules(page, unit)])
    found += direct.signatures(page)
    return continued(page, found)


def _by_rules(page: Page, unit: Unit) -> list[Attribution]:
    """All that the rules find in a sentence; a verb that one rule has used is taken for the next."""
    incises = list(incise.attributions(page, unit))
    page.stops |= {a.cue[0] - 1 for a in incises if a.cue}
    taken = _tokens_of(incises)
    spoken = [bounds for a in incises for bounds in a.content]
    quoted = list(direct.attributions(page, unit, taken, spoken))
    taken |= _tokens_of(quoted)
    compared = list(relay.attributions(page, unit))
    taken |= _tokens_of(compared)
    nouns = list(noun.attributions(page, unit, taken))
    taken |= _tokens_of(nouns)
    frames = frame.attributions(page, unit)
    return [*incises, *quoted, *compared, *frames, *nouns, *clause.attributions(page, unit, taken)]


def _tokens_of(found: Iterable[Attribution]) -> set[int]:
    return {k for a in found if a.cue for k in range(*a.cue)}


def _without_stops(page: Page, content: tuple[Chars, ...]) -> tuple[Chars, ...]:
    """Contents without their outer full stop; an ellipsis stays."""
    text = text_of(page.doc)

    def end(start: int, stop: int) -> int:
        while (
            stop > start + 1 and text[stop - 1] in ". \u00a0,;" and text[max(start, stop - 3) : stop] != "..."
        ):
            stop -= 1
        return stop

    return tuple((start, end(start, stop)) for start, stop in content)


def annotate(doc: Doc) -> Doc:
    """The component: sets ``doc._.attributions`` (and ``doc._.quotes``)."""
    doc._.attributions = process(doc)
    return doc
