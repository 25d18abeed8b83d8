"""What every attribution rule works on, and what it yields."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from kg.lexicon.load import Lexicon, load
from kg.nlp.blocks import text_of
from kg.nlp.quotes import MARKS, Quote, find_quotes
from kg.nlp.sources import NounPhrase
from kg.nlp.tokens import char_end, char_start, is_word, low
from kg.nlp.units import Unit, quote_of_tokens, units
from kg.nlp.verbs import VerbGroup, verb_group

Chars = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A cue, its source and its content in a Doc.

    ``cue`` and ``source`` are token bounds (half-open), ``content`` code-point bounds in order.
    ``rule`` names what fired; ``confidence`` is in [0, 1].
    """

    rule: str
    cue: NounPhrase | None
    cue_lemma: str | None
    act: str
    source: NounPhrase | None
    content: tuple[Chars, ...]
    confidence: float
    negated: bool = False
    relay: bool = False
    via: tuple[NounPhrase, ...] = ()


@dataclass(slots=True)
class Page:
    """A Doc with its quotations, sentences and attributing verb groups."""

    doc: Doc
    lexicon: Lexicon
    quotes: tuple[Quote, ...]
    outer: tuple[Quote, ...]  # those that stand in no other, in order
    inside: list[int]
    units: tuple[Unit, ...]
    groups: dict[int, VerbGroup] = field(default_factory=dict)  # by the lexical verb's token
    stops: set[int] = field(default_factory=set)  # marks before incises, where no content goes on

    def groups_of(self, unit: Unit) -> Iterator[VerbGroup]:
        """The attributing verb groups of a sentence, from left to right."""
        for i in range(unit.first, unit.last):
            if i in self.groups:
                yield self.groups[i]

    def unit_at(self, token: int) -> Unit:
        """The sentence that holds a token, else the one before it."""
        return self.units[max(0, bisect_right(self.units, token, key=lambda unit: unit.first) - 1)]

    def quote_at(self, offset: int) -> Quote | None:
        """The outermost quotation that begins at or before an offset, whether it reaches it or not."""
        k = bisect_right(self.outer, offset, key=lambda quote: quote.outer_start) - 1
        return self.outer[k] if k >= 0 else None

    def quote_ending(self, offset: int) -> Quote | None:
        """The outermost quotation whose mark ends at an offset."""
        quote = self.quote_at(offset)
        return quote if quote is not None and quote.outer_end == offset else None

    def quotes_in(self, unit: Unit) -> Sequence[Quote]:
        """The outermost quotations that begin in a sentence."""
        start, end = self.doc[unit.first].idx, char_end(self.doc, unit.last)
        low_, high = (bisect_left(self.outer, bound, key=lambda quote: quote.start) for bound in (start, end))
        return self.outer[low_:high]

    def chars(self, first: int, last: int) -> Chars | None:
        """Code-point bounds of tokens, without blanks, commas and stops at either end.

        Quotation marks are left in place, except where they enclose the whole stretch. None where
        no word is left.
        """
        first, last = self._trimmed(first, last)
        if first >= last:
            return None
        start, end = char_start(self.doc, first), char_end(self.doc, last)
        quote = self.quote_at(start)
        if quote is not None and quote.outer_start == start and quote.outer_end == end:
            return quote.start, quote.end
        return start, end

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Token bounds without marks that belong to nothing inside."""
        doc = self.doc
        while first < last and not is_word(doc[first]) and not self._opens(first):
            first += 1
        while last > first and not is_word(doc[last - 1]) and not self._closes(last - 1):
            last -= 1
        return first, last

    def _opens(self, i: int) -> bool:
        token = self.doc[i]
        return token.text in "([" or (
            token.text in MARKS and any(q.outer_start == token.idx for q in self.quotes)
        )

    def _closes(self, i: int) -> bool:
        token = self.doc[i]
        end = token.idx + len(token.text)
        if token.text in ")]%€$":
            return True
        if token.text in {"?", "!", "…"}:
            return False
        return token.text in MARKS and any(q.outer_end == end for q in self.quotes)


def read_page(doc: Doc) -> Page:
    """The Doc of an article, made ready for the rules (sets ``doc._.quotes``)."""
    lexicon = load("fr")
    quotes = find_quotes(text_of(doc), [(block.start, block.end) for block in doc._.parts])
    doc._.quotes = quotes
    inside = quote_of_tokens(doc, quotes)
    page = Page(
        doc=doc,
        lexicon=lexicon,
        quotes=quotes,
        outer=tuple(q for q in quotes if q.depth == 0),
        inside=inside,
        units=tuple(units(doc, inside)),
    )
    for unit in page.units:
        for i in range(unit.first, unit.last):
            group = verb_group(doc, i, lexicon, unit.first, unit.last)
            if group is not None:
                page.groups[i] = _coordinated(page, unit, group)
    return page


def _coordinated(page: Page, unit: Unit, group: VerbGroup) -> VerbGroup:
    """A bare participle after "et" that shares the auxiliary of a group before it ("a dit P et ajouté Q")."""
    if group.form != "past-participle" or page.inside[group.verb] >= 0:
        return group
    k = group.first - 1
    while k > unit.first and page.doc[k].pos_ == "ADV":
        k -= 1
    if low(page.doc[k]) not in {"et", "puis", "ni", "mais", "ou"}:
        return group
    earlier = [
        g for g in page.groups_of(unit) if g.form == "finite" and g.first < g.verb < k and not g.passive
    ]
    following = low(page.doc[group.last]) if group.last < unit.last else ""
    complement = following in {"que", "qu'", ":", "de", "d'"} or "np" in group.cue.frames
    return (
        replace(group, form="finite")
        if earlier and complement and page.inside[earlier[-1].verb] < 0
        else group
    )
