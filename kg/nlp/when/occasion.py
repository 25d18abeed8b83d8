"""On which occasion somebody speaks, where the sentence itself gives no day.

A speaker's last statement with a date holds for the next ones. A sentence that names the speaker, a day
and an occasion tells when what follows was said ("Invité de France Inter mercredi 6 novembre, X est
revenu sur …"; the table occasions.tsv). A quotation right after a sentence with a recent day belongs to
what that sentence tells ("Elle a donné dimanche le coup d'envoi. « … », a dit la marraine").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc

from kg.nlp.blocks import block_at
from kg.nlp.cast.entities import Entity
from kg.nlp.cast.scene import Resolved
from kg.nlp.page import Attribution, Page
from kg.nlp.tokens import low
from kg.nlp.when.expression import Anchor, Expression

_BLOCKS = 2  # paragraphs on which an occasion is still the same
_OPENING = 5  # tokens with which a sentence opens
_LONG = 31  # days over which a poll may be taken
_RECENT = 10  # days before the day of writing from which a sentence tells what the article is about
_QUOTING = ("incise-direct", "colon-", "verb-quotation")
_HAD = frozenset("avait avaient avais était étaient".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where an occasion is told (code points, token), its date, and the tokens and number of its sentence."""

    at: int
    when: Expression | None
    first: int = -1
    last: int = -1
    sentence: int = -1
    token: int = -1


class Occasions:
    """The occasions of an article, in order.

    ``expressions`` are those outside contents and quotations that complete no noun, by the offset of
    their block.
    """

    def __init__(
        self,
        page: Page,
        anchor: Anchor,
        expressions: Mapping[int, Sequence[Expression]],
        attributions: Sequence[Attribution],
        speakers: Sequence[Resolved | None],
    ) -> None:
        self.page = page
        self.attributions = attributions
        self.speakers = speakers
        self.blocks = {block.start: number for number, block in enumerate(page.doc._.parts)}
        self.units = {unit.first: number for number, unit in enumerate(page.units)}
        told = [f for found in expressions.values() for e in found if (f := self._frame(e)) is not None]
        told.sort(key=lambda frame: frame.at)
        frames = [f for f in told if f.when is not None and (f.when.is_day or f.when.first is None)]
        self.frames = frames
        self.told = [frame for frame in frames if self._tells(frame)]
        self.survey = self._survey(told)
        self.people = _people(speakers)
        self.recent = {frame.sentence: frame for frame in frames if _is_recent(frame, anchor)}
        self.last_said: dict[str, Occasion] = {}  # by the id of the speaker's actor
        self.before: Occasion | None = None  # the statement before
        self.unknown: Occasion | None = None  # the last one of somebody who could not be told

    def said(self, number: int, at: int, when: Expression | None) -> None:
        """Note the date of a statement, or that it has none."""
        speaker = self.speakers[number]
        self.before = Occasion(at=at, when=when)
        if speaker is not None:
            self.last_said[speaker.actor.id] = self.before
            if speaker.form == "unnamed" and when is not None:
                self.unknown = self.before
            elif speaker.form == "name":
                self.unknown = None

    def inherited(self, number: int, at: int) -> Expression | None:
        """The date of the occasion on which a statement without words of its own for it was made."""
        speaker = self.speakers[number]
        if self.survey is not None and self._is_asked(number):
            return replace(self.survey, basis="inherited")
        if speaker is None:
            return None
        candidates = [
            self._last_told(speaker.entity, at),
            self.last_said.get(speaker.actor.id),
            self._just_told(number),
            self.unknown if speaker.form in {"pronoun", "role"} else None,
            self.before if self.before is not None and self.before.when and self._is_meanwhile(at) else None,
        ]
        near = [o for o in candidates if o is not None and self._is_near(o.at, at)]
        latest = max(near, key=lambda occasion: occasion.at, default=None)
        if latest is None or latest.when is None or latest.when.first is None:
            return None
        cue = self.attributions[number].cue
        if cue is not None and _had(self.page.doc, cue):
            latest = self._earlier(speaker.entity, latest.when.first, at) or latest
        return None if latest.when is None else replace(latest.when, basis="inherited")

    def _last_told(self, entity: Entity, at: int) -> Occasion | None:
        """The last occasion before an offset whose sentence names somebody."""
        for k in range(bisect_left(self.told, at, key=lambda o: o.at) - 1, -1, -1):
            if not self._is_near(self.told[k].at, at):
                return None
            if self._is_about(self.told[k], entity):
                return self.told[k]
        return None

    def _is_about(self, occasion: Occasion, entity: Entity) -> bool:
        """Does a sentence name somebody, and nobody else who speaks nearer to its day?"""
        place = _nearest(occasion, entity)
        if place is None:
            return False
        low_, high = sorted((place, occasion.token))
        others = (m.first for e in self.people if e is not entity for m in e.mentions)
        return not any(low_ < k < high for k in others)

    def _earlier(self, entity: Entity, day: date, at: int) -> Occasion | None:
        """ "avait répondu": the last sentence with the speaker and a day before that of the occasion."""
        earlier = (
            frame
            for frame in self.frames
            if frame.at < at
            and frame.when is not None
            and frame.when.first is not None
            and frame.when.first < day
            and _nearest(frame, entity) is not None
        )
        return max(earlier, key=lambda frame: frame.at, default=None)

    def _just_told(self, number: int) -> Occasion | None:
        """What the sentence before a quotation tells, unless the quotation is of an earlier time."""
        attribution = self.attributions[number]
        start = attribution.content[0][0]
        if attribution.cue is not None:
            start = min(start, int(self.page.doc[attribution.cue[0]].idx))
            if _is_of_before(self.page.doc, attribution.cue):
                return None
        if attribution.rule.startswith("frame") or not self._is_quoted(attribution):
            return None
        frame = self.recent.get(self._sentence(start) - 1)
        if frame is None or any(self.page.doc[k].text == ";" for k in range(frame.token, frame.last)):
            return None  # another clause stands between
        return frame

    def _is_meanwhile(self, at: int) -> bool:
        """ "Dans le même temps, Y a déclaré …": does a sentence tell that it was when the last one spoke?"""
        span = self.page.doc.char_span(at, at + 1, alignment_mode="expand")
        if span is None:
            return False
        unit = self.page.unit_at(span.start)
        opening = "_".join(low(token) for token in self.page.doc[unit.first : unit.first + _OPENING])
        return any(
            f"{opening}_".startswith(f"{words}_") for words in self.page.lexicon.occasions["meanwhile"]
        )

    def _is_quoted(self, attribution: Attribution) -> bool:
        start = attribution.content[0][0]
        quote = self.page.quote_at(start)
        inside = quote is not None and quote.start <= start < quote.end
        return inside or attribution.rule.startswith(_QUOTING)

    def _frame(self, when: Expression) -> Occasion | None:
        """The sentence of an expression, outside quotations."""
        span = self.page.doc.char_span(when.start, when.end, alignment_mode="expand")
        if span is None or self.page.inside[span.start] >= 0:
            return None
        unit = self.page.unit_at(span.start)
        return Occasion(
            at=when.start, when=when, first=unit.first, last=unit.last,
            sentence=self.units[unit.first], token=span.start,
        )  # fmt: skip

    def _tells(self, frame: Occasion) -> bool:
        """Does a sentence tell of an occasion to speak?"""
        words = self.page.lexicon.occasions
        tokens = (low(token) for token in self.page.doc[frame.first : frame.last])
        return any(word in words["noun"] or word in words["verb"] for word in tokens)

    def _survey(self, frames: Sequence[Occasion]) -> Expression | None:
        """When a poll was taken: "Enquête réalisée les 19 et 20 juin auprès de 1.006 personnes"."""
        words = self.page.lexicon.occasions
        for frame in frames:
            when = frame.when
            if (
                when is None
                or when.first is None
                or when.last is None
                or (when.last - when.first).days > _LONG
            ):
                continue
            told = {low(token) for token in self.page.doc[frame.first : frame.last]}
            if told & words["survey"] and told & words["taken"]:
                return when
        return None

    def _is_asked(self, number: int) -> bool:
        """Is the source of a statement a share of those asked ("78 % d'entre eux", "les sondés")?"""
        source = self.attributions[number].source
        tokens = self.page.doc[slice(*source)] if source is not None else ()
        asked = self.page.lexicon.occasions["asked"]
        return any("%" in token.text or low(token) in asked for token in tokens)

    def _sentence(self, offset: int) -> int:
        span = self.page.doc.char_span(offset, offset + 1, alignment_mode="expand")
        return -1 if span is None else self.units[self.page.unit_at(span.start).first]

    def _is_near(self, before: int, at: int) -> bool:
        one, other = (block_at(self.page.doc, offset) for offset in (before, at))
        same_post = one.part.post == other.part.post
        return same_post and self.blocks[other.start] - self.blocks[one.start] <= _BLOCKS


def _is_recent(frame: Occasion, anchor: Anchor) -> bool:
    """Is a day one of the last before the day of writing, or unknown?"""
    day = frame.when.first if frame.when is not None else None
    if day is None or anchor.about is None:
        return day is not None
    return abs((anchor.about - day).days) <= _RECENT


def _is_of_before(doc: Doc, cue: tuple[int, int]) -> bool:
    """ "avait déclaré", "déclara": is what a cue tells before what the text tells, or long past?"""
    simple = (
        "Past" in t.morph.get("Tense", []) and "Fin" in t.morph.get("VerbForm", []) for t in doc[slice(*cue)]
    )
    return _had(doc, cue) or any(simple)


def _had(doc: Doc, cue: tuple[int, int]) -> bool:
    """Is a cue in the pluperfect?"""
    tokens = list(doc[slice(*cue)])
    return len(tokens) > 1 and any(low(token).lstrip("-") in _HAD for token in tokens[:-1])


def _nearest(occasion: Occasion, entity: Entity) -> int | None:
    """The mention of somebody in a sentence that is nearest to its day."""
    inside = [m.first for m in entity.mentions if occasion.first <= m.first < occasion.last]
    return min(inside, key=lambda k: abs(k - occasion.token), default=None)


def _people(speakers: Sequence[Resolved | None]) -> list[Entity]:
    """The persons who speak, each once."""
    found = {id(s.entity): s.entity for s in speakers if s is not None and s.entity.kind == "person"}
    return list(found.values())
