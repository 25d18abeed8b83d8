"""Names of the register in a text, the longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kg.nlp.blocks import text_of
from kg.records import Actor
from kg.register.load import Register
from kg.register.names import ARTICLES, fold, key

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\-'’.\u2010-\u2013]{0,3}")
_HYPHENS, _BEFORE = re.compile(r"-\w"), re.compile(r"\w-$")
_DIGIT = re.compile(r"\d\s?$")
_SHORT = 4  # letters up to which an acronym must stand in capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A name of the register in a Doc."""

    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name to look for: its folded words, what must stand before it, how it must be written."""

    words: tuple[str, ...]
    article: bool  # its own article must stand before it, in capitals: "La Provence", not "la Provence"
    capitals: bool
    actor: Actor


class Spotter:
    """Finds the names of a register; metonyms are left out, as a place is no speaker."""

    def __init__(self, register: Register) -> None:
        found: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        for identifier in sorted(register.actors):
            actor = register.actors[identifier]
            for form in dict.fromkeys((actor.name, *actor.aliases)):
                name = _name(form, actor)
                if name is not None and name.words not in register.metonyms:
                    found[name.words].append(name)
        self._by_first: dict[str, list[_Name]] = defaultdict(list)
        for words, names in sorted(found.items()):
            if len({name.actor.id for name in names}) == 1:
                free = [name for name in names if not name.article]
                self._by_first[words[0]].append((free or names)[0])
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name.words))

    def spot(self, doc: Doc) -> list[Spotted]:
        """Every name of the register in a Doc, in order, none across another."""
        text = text_of(doc)
        words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]
        found, k = [], 0
        while k < len(words):
            name = next((n for n in self._by_first.get(words[k][2], ()) if _fits(text, words, k, n)), None)
            if name is None:
                k += 1
                continue
            last = k + len(name.words) - 1
            span = doc.char_span(words[k][0], words[last][1], alignment_mode="expand")
            if span is not None:
                found.append(Spotted(span=span, actor=name.actor))
            k = last + 1
        return found


def _name(form: str, actor: Actor) -> _Name | None:
    words = key(form)
    if not words or (actor.kind == "person" and len(words) < 2 and not (form.isupper() and len(form) > 2)):
        return None  # a surname alone is for kg.nlp.cast.people; "BHL" is not
    first = _WORD.findall(form)
    article = len(first) > len(words) and fold(first[0]) in ARTICLES
    capitals = len(words) == 1 and form.isupper() and len(form) <= _SHORT
    return _Name(words=words, article=article, capitals=capitals, actor=actor)


def _fits(text: str, words: list[tuple[int, int, str]], k: int, name: _Name) -> bool:
    """Do the words from the k-th on spell the name, written as a name?"""
    last = k + len(name.words) - 1
    if last >= len(words) or any(words[k + j][2] != word for j, word in enumerate(name.words)):
        return False
    if any(not _GAP.fullmatch(text, words[j][1], words[j + 1][0]) for j in range(k, last)):
        return False
    written = text[words[k][0] : words[last][1]]
    if _HYPHENS.match(text, words[last][1]) or _BEFORE.search(text, max(0, words[k][0] - 2), words[k][0]):
        return False
    if name.actor.kind == "media" and len(name.words) == 1 and k > 0 and _is_joined(text, words, k):
        return False  # "le Straits Times"
    if name.capitals and _DIGIT.search(text, max(0, words[k][0] - 2), words[k][0]):
        return False  # "0,04 UA"
    if name.capitals:
        # "Otan", "Onu" are written so as well; "pis", "Pis" are words
        return written.isupper() or (len(written) == _SHORT and written[0].isupper())
    if not (written[0].isupper() if len(name.words) == 1 else any(c.isupper() for c in written)):
        return False
    if not name.article:
        return True
    before = text[max(0, words[k][0] - 4) : words[k][0]].split()
    return bool(
        re.search(r"(?:\bLe |\bLa |\bLes |\bL['’])$", text[max(0, words[k][0] - 4) : words[k][0]])
    ) or (bool(before) and before[-1] in {"au", "du"} and len(name.words) == 1)


def _is_joined(text: str, words: list[tuple[int, int, str]], k: int) -> bool:
    """Does a capitalised word that is no article stand right before the k-th?"""
    start, end, folded = words[k - 1]
    gap = text[end : words[k][0]]
    return gap == " " and text[start].isupper() and folded not in ARTICLES
