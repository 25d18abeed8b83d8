"""Find the places where a crawler left out the end of a paragraph or of a heading.

Ordered by what tells them: a full stop right before a capital; a quotation mark glued to the next
sentence; an intertitle between dashes (`aidées.- "Pas de mots" -L'équipe`); a small letter, an
acronym, a year or a bracket right before a word that begins a sentence. All patterns are linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from kg.read.boilerplate import load_words
from kg.read.quotes import orient

UPPER = "A-ZÀ-ÖØ-ÞŒŸŠŽ"
LOWER = "a-zß-öø-ÿœšž"
SENTENCE_END = ".!?…"

_STOP = re.compile(
    rf"[{SENTENCE_END}][”»’]?(?=[{UPPER}«“]|\([{UPPER}])|(?<=[{LOWER}]{{3}})[.!?](?=\d{{1,3}}[ \u00a0%])"
)
_JOINT = re.compile(
    rf"(?P<small>[{LOWER}])(?=[{UPPER}])"
    rf"|(?P<acronym>[{UPPER}]{{2}})(?=[{LOWER}'’])"
    rf"|(?P<year>(?<!\d)(?:19|20)\d\d)(?=[{UPPER}][{LOWER}])"
    rf"|(?P<bracket>[)\]%»])(?=[{UPPER}])"
)
_INTERTITLE = re.compile(
    rf"(?<=[{SENTENCE_END}\"”»])(?P<gap>[ ]?)-"
    rf"(?:[ ][^{SENTENCE_END}\n]{{2,90}}?[ ]"
    rf"|[\"“«][^{SENTENCE_END}\n\"”»]{{2,90}}[\"”»]"
    rf"|[^-{SENTENCE_END}\n]{{2,90}})-"
    rf"(?P<after>[ ]?)(?=[\"“«]?[{UPPER}])"
)
_LEFT = re.compile(r"[^\W\d_]{1,40}\Z")
_RIGHT = re.compile(rf"[{UPPER}][^\W\d_]{{0,40}}['’]?")
_NAME_FOLLOWS = re.compile(rf"[ \u00a0][{UPPER}]")
_ELISION = re.compile(r"(?:[CDJLMNST]|Qu|Jusqu|Lorsqu|Puisqu|Quoiqu|Presqu|Aujourd|Quelqu)['’]")
_PLAIN_WORD = re.compile(rf"[{UPPER}][{LOWER}]+['’]?")
_CREDIT = re.compile(r"\Spar (?:[^\W\d_]+ ){0,3}\Z")
_CAPITALS_BEFORE = re.compile(rf"[{UPPER}]{{2,40}}[ '’][{UPPER}'’ ]{{0,40}}\Z")
_ADDRESS = re.compile(r"(?:://|www\.|@)[^\s]{0,200}\Z")
_WORD = re.compile(r"[^\W_]+")
_REACH = 120  # characters looked at on the left of a joint


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A block ends at ``at``; ``bare`` if it ends without a full stop, as headings do."""

    at: int
    bare: bool


def find_cuts(source: str, start: int, end: int) -> list[Cut]:
    """The ends of blocks inside a line of the input, in order, without its own end."""
    return _Finder(source, start, end).cuts()


def is_abbreviated(source: str, stop: int, start: int = 0) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial: M., J.-P., vol."""
    match = _LEFT.search(source, max(start, stop - 41), stop)
    word = match.group() if match and source[stop] == "." else ""
    return word in load_words()["abbreviation"] or (len(word) == 1 and word.isupper())


class _Finder:
    """One line of an input; finds its cuts."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.words = load_words()

    def cuts(self) -> list[Cut]:
        found: dict[int, bool] = {}
        for cut in (*self._at_stops(), *self._at_quotes(), *self._at_joints(), *self._at_intertitles()):
            if self.start < cut.at < self.end:
                found[cut.at] = found.get(cut.at, True) and cut.bare
        return [Cut(at, bare) for at, bare in sorted(found.items())]

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word stands in the line by itself: evidence for a name or against it."""
        return Counter(_WORD.findall(self.source, self.start, self.end))

    def _at_stops(self) -> Iterator[Cut]:
        for match in _STOP.finditer(self.source, self.start, self.end):
            stop = match.start()
            first = stop
            while first > self.start and self.source[first - 1] in SENTENCE_END:
                first -= 1
            before = self.source[first - 1] if first > self.start else " "
            ellipsis = self.source[first : stop + 1] in ("..", "...", "....", "…")
            if ellipsis and before in " \u00a0\"«“('’":
                continue  # it begins a quotation: "...Et puis
            if self._ends_initials(stop, match.end()) or self._in_address(stop):
                continue
            yield Cut(match.end(), False)

    def _ends_initials(self, stop: int, cut: int) -> bool:
        """M.Lavrov, J.K.Rowling; but "le plan B.Le ministre" ends a sentence."""
        if not is_abbreviated(self.source, stop, self.start):
            return False
        initial = self.source[stop - 2 : stop - 1].isalpha() or self.source[stop - 1] == "M"
        word = _RIGHT.match(self.source, cut, self.end)
        following = self.source[word.end() + 1 : word.end() + 2] if word else ""
        return initial or not (word and word.group() in self.words["opener"] and following.islower())

    def _in_address(self, at: int) -> bool:
        return _ADDRESS.search(self.source, max(self.start, at - 220), at) is not None

    def _at_quotes(self) -> Iterator[Cut]:
        quotes = orient(self.source, self.start, self.end)
        for quote, following in zip_longest(quotes, quotes[1:]):
            after = self.source[quote.at + 1 : quote.at + 2]
            if quote.side == "closes" and quote.glued and after.isupper():
                yield Cut(quote.at + 1, self._is_bare(quote.at))
            elif quote.side == "opens" and quote.glued and after[:1].isupper():
                yield Cut(quote.at, self._is_bare(quote.at))
            elif quote.side == "closes" and following and following.at == quote.at + 1:
                begins = self.source[following.at + 1 : following.at + 2].isupper()
                if begins and following.side == "opens":
                    yield Cut(following.at, self._is_bare(quote.at))

    def _is_bare(self, at: int) -> bool:
        """Whether the words that end right before ``at`` have no full stop."""
        before = self.source[max(self.start, at - 3) : at].rstrip()
        return before[-1:] not in SENTENCE_END and before[-2:] not in ('."', ".»", '!"', '?"')

    def _at_joints(self) -> Iterator[Cut]:
        for match in _JOINT.finditer(self.source, self.start, self.end):
            cut = match.end() - 1 if match.lastgroup == "acronym" else match.end()
            right = _RIGHT.match(self.source, cut, self.end)
            left = _LEFT.search(self.source, max(self.start, cut - 41), cut)
            if right and getattr(self, f"_{match.lastgroup}_ends")(left.group() if left else "", right, cut):
                yield Cut(cut, match.lastgroup != "bracket" or self._is_bare(cut - 1))

    def _opens(self, right: re.Match[str]) -> bool:
        """Whether a sentence is likely to begin with this word."""
        word, after = right.group(), self.source[right.end() : right.end() + 1]
        return bool(_ELISION.fullmatch(word)) or (word in self.words["opener"] and not after.isalnum())

    def _is_name(self, left: str, right: re.Match[str]) -> bool:
        """MoDem, TikTok: a word with a capital inside that the line repeats."""
        return self._counts[left + right.group().rstrip("'’")] > 1

    def _meets_name(self, left: str, right: re.Match[str]) -> bool:
        """NuñezLaurent Nuñez: the left word is known by itself, a full name follows."""
        follows = _NAME_FOLLOWS.match(self.source, right.end(), self.end)
        known = self._counts[left] > 0 and left not in self.words["opener"]
        return bool(known and follows and len(right.group()) > 2)

    def _small_ends(self, left: str, right: re.Match[str], cut: int) -> bool:
        before = self.source[cut - len(left) - 1 : cut - len(left)] if cut - len(left) > self.start else " "
        if before in ("#", "@", "/", "_", "\\", "&", "=") or self._is_name(left, right):
            return False
        if left in self.words["weak"] or left in self.words["opener"] or self._in_address(cut):
            return False
        if self._opens(right):
            return len(left) > 1
        if left.islower() and before != ".":
            word = right.group()
            plain = _PLAIN_WORD.fullmatch(word) is not None and len(word) > 2
            return len(left) > 1 and (plain or (self._counts[word] > 0 and word.isupper() and len(left) > 3))
        return self._meets_name(left, right)

    def _acronym_ends(self, left: str, right: re.Match[str], cut: int) -> bool:
        if len(left) < 2 or self._is_name(left, right):
            return False
        if _ELISION.fullmatch(right.group()):
            return self._counts[left] > 0
        before = self.source[max(self.start, cut - len(left) - _REACH) : cut - len(left)]
        if len(right.group()) > 2 and (_CAPITALS_BEFORE.search(before) or _CREDIT.search(before)):
            return True
        return self._opens(right) or self._meets_name(left, right)

    def _year_ends(self, left: str, right: re.Match[str], cut: int) -> bool:
        return self._opens(right) or len(right.group()) > 3

    def _bracket_ends(self, left: str, right: re.Match[str], cut: int) -> bool:
        return self._opens(right)

    def _at_intertitles(self) -> Iterator[Cut]:
        for match in _INTERTITLE.finditer(self.source, self.start, self.end):
            if not match["gap"] or not match["after"]:  # two blanks: a parenthesis between dashes
                yield Cut(match.end("gap"), False)
                yield Cut(match.start("after"), True)
