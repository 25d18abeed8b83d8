"""Names of persons taken apart, and how near two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA, JaroWinkler

from kg.lexicon.load import load as load_lexicon
from kg.link.fold import fold, given_group, is_foreign, plain
from kg.register.names import without_title

Level = Literal[
    "same", "transliterated", "reordered", "middle name", "initial", "typo", "surname", "surname typo"
]
"""How two names that may be one person's differ, the surest first."""

_PARTICLES = frozenset(
    "de du des d la le les l van von der den ten ter zu di da dos das del della do al el abu abou ben bin ibn"
    " bint st as ar an ad".split()
)
_SUFFIXES = frozenset("jr junior sr senior fils pere ii iii iv".split())
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[^\W\d_]|(?:[^\W\d_]-)+[^\W\d_]\.?")
_DOUBLED = frozenset("jean marie anne pierre paul".split())  # first halves of French double first names
_ARTICLE = re.compile(r"\b(al|el|as|ar|an|ad|ben|bin|abd|abou|abu)[-’'](?=\w)", re.IGNORECASE)  # el-Assad
_FEMININE_ENDS = frozenset("e a ne le te ine ette aia".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: plain words, and the same words folded.

    ``given`` is "" for a mere surname, the letters alone for initials ("jl" of "J.-L."); ``middles``
    stand between; ``surname`` is the last word without its particles; ``suffix`` is "jr", "pere" …
    """

    words: tuple[str, ...]
    given: str
    initials: bool
    middles: tuple[str, ...]
    surname: str
    suffix: str
    halves: tuple[str, ...]  # the parts of a given name with hyphens

    @property
    def full(self) -> bool:
        """Does the name stand for one person rather than for a family?"""
        return bool(self.given) and not self.initials

    @property
    def folded_surname(self) -> str:
        return fold(self.surname)

    @property
    def folded_given(self) -> str:
        return given_group(fold(self.given))


@lru_cache(maxsize=200_000)
def parse(text: str) -> Name:
    """The parts of a name; of several words the first is the first name and the last the surname."""
    tokens = _ARTICLE.sub(r"\1 ", without_title(" ".join(text.split()))).split()
    marked = [(token, plain(token)) for token in tokens]
    pairs = [(token, word) for token, word in marked if word]
    suffix = ""
    while len(pairs) > 2 and pairs[-1][1] in _SUFFIXES:
        suffix = pairs.pop()[1]
    core = [(t, w) for k, (t, w) in enumerate(pairs) if w not in _PARTICLES or k == len(pairs) - 1] or pairs
    words = tuple(word for _, word in pairs)
    if not core:
        return Name(words, "", False, (), "", suffix, ())
    surname = core[-1][1]
    if len(core) == 1:
        return Name(words, "", False, (), surname, suffix, ())
    token, given = core[0]
    initials = _INITIALS.fullmatch(token) is not None
    rest = [(t, w) for t, w in core[1:-1]]
    while initials and rest and _INITIALS.fullmatch(rest[0][0]):  # "J. L. Borges"
        given += rest.pop(0)[1]
    halves = tuple(plain(half) for half in token.split("-") if plain(half))
    return Name(words, given, initials, tuple(w for _, w in rest), surname, suffix, halves)


@lru_cache(maxsize=500_000)
def level(one: Name, other: Name) -> Level | None:
    """How near two names are; None where they cannot be one person's."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if "".join(one.words) == "".join(other.words) and one.words:
        return "same" if one.given and not one.initials else "initial" if one.given else "surname"
    if one.full and other.full:
        return _full(one, other)
    surname = _surnames(one, other)
    if surname is None:
        return None
    if one.given and other.given:
        return "initial" if surname != "typo" and _initials_fit(one, other) else None
    return "surname typo" if surname == "typo" else "surname"


def _full(one: Name, other: Name) -> Level | None:
    if sorted(map(fold, one.words)) == sorted(map(fold, other.words)) and not _same_ends(one, other):
        return "reordered"
    surname, given = _surnames(one, other), _givens(one, other)
    if surname is None or given is None or (surname == given == "typo"):
        return None
    middles = _middles(one, other)
    if middles is None:
        return None
    if "typo" in (surname, given):
        return "typo"
    if middles == "missing":
        return "middle name"
    return "same" if surname == given == "same" else "transliterated"


def _same_ends(one: Name, other: Name) -> bool:
    return one.folded_given == other.folded_given and one.folded_surname == other.folded_surname


def _surnames(one: Name, other: Name) -> str | None:
    """ "same", "folded" (transliterated), "typo" or None."""
    if one.surname == other.surname:
        return "same"
    if one.folded_surname == other.folded_surname:
        # two words that agree but for their spelling are no accident
        both = one.given != other.given and one.full and one.folded_given == other.folded_given
        return "folded" if both or is_foreign(one.words) or is_foreign(other.words) else "typo"
    return "typo" if misspelt(one.surname, other.surname) else None


def _givens(one: Name, other: Name) -> str | None:
    if one.given == other.given or _doubled(one, other) or _doubled(other, one):
        return "same"
    # Simon and Simone are two; Valentin and Valentine are one where papers write Poutine for Putin
    if _feminine(one.given, other.given) and not is_foreign((one.surname,)):
        return None
    if one.folded_given == other.folded_given:
        both = one.surname != other.surname and one.folded_surname == other.folded_surname
        return "folded" if both or is_foreign(one.words) or is_foreign(other.words) else "typo"
    return "typo" if misspelt(one.given, other.given) else None


def _doubled(one: Name, other: Name) -> bool:
    """ "Jean-Luc X" and "Jean Luc X"."""
    return (
        one.given in _DOUBLED and bool(one.middles) and other.given == one.given + one.middles[0]
        and not other.middles
    )  # fmt: skip


def _middles(one: Name, other: Name) -> str | None:
    """ "same" where the middle names agree, "missing" where one has none, None where they differ."""
    if _doubled(one, other) or _doubled(other, one):
        return "same"
    if not one.middles or not other.middles:
        return "same" if one.middles == other.middles else "missing"
    if len(one.middles) != len(other.middles):
        return None
    agree = all(
        a == b or fold(a) == fold(b) or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a, b in zip(one.middles, other.middles, strict=True)
    )
    return "same" if agree else None


def _initials_fit(one: Name, other: Name) -> bool:
    """ "J.-L. X" and "Jean-Luc X", "J. X" and "Jean-Luc X"; "V. X" and "Wladimir X"."""
    short, long = (one, other) if one.initials else (other, one)
    letters = long.given if long.initials else "".join(half[0] for half in (*long.halves, *long.middles))
    alike = all(_letter(a) == _letter(b) for a, b in zip(short.given, letters, strict=False))
    return alike or (len(short.given) == 1 and _letter(short.given) == _letter(long.folded_given[:1]))


def _letter(letter: str) -> str:
    """First letters that transliterations exchange: I, Y and J; V and W; K and C."""
    return {"y": "i", "j": "i", "w": "v", "c": "k", "q": "k"}.get(letter.lower(), letter.lower())


def initial_class(name: Name) -> str:
    """The class of the first letter of the first name; "" for none."""
    return _letter(name.given[:1]) if name.initials else _letter(name.folded_given[:1] or name.given[:1])


@lru_cache(maxsize=200_000)
def misspelt(one: str, other: str) -> bool:
    """Is one word likely a slip of the other: one edit in five letters or more, two in seven?

    Edits are insertions, deletions, changes and swaps of neighbours (optimal string alignment); a
    Jaro-Winkler similarity of 0.88 is asked as well. What makes a name feminine is no slip.
    """
    shorter, longer = sorted((one, other), key=lambda word: (len(word), word))
    if len(shorter) < 4 or len(longer) < 5 or shorter == longer:
        return False
    if _feminine(one, other):
        return False
    if shorter.isdigit() or any(char.isdigit() for char in one + other):
        return False
    allowed = 2 if len(longer) >= 7 else 1
    if OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    return JaroWinkler.similarity(one, other) >= 0.88


def _feminine(one: str, other: str) -> bool:
    """Is one word the other with a feminine ending ("Simon", "Simone"; "Lavrov", "Lavrova")?"""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in _FEMININE_ENDS


@lru_cache(maxsize=200_000)
def gender_of(text: str) -> str | None:
    """ "f" or "m" where the first name leaves no doubt, None else.

    Nothing is told by the first name of a Slavic surname: French papers write Valentine for Valentin.
    """
    name = parse(text)
    if not name.full or is_foreign((name.surname,)):
        return None
    names = load_lexicon("fr").first_names
    told = names.get(text.split()[0].lower()) or names.get(name.given) or names.get(name.halves[0])
    return told if told in {"f", "m"} else None


def deletions(word: str) -> tuple[str, ...]:
    """The word, and it without one letter at each place: two slips of a word share one of these."""
    return (word, *sorted({word[:k] + word[k + 1 :] for k in range(len(word))}))
