"""Words for a draft: expressions, labels, ids and notes, taken from what was said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.codebook.expression import ExpressionInvalid, parse
from kg.codebook.words import FUNCTION_WORDS, Word, words
from kg.discover.cues import Combination
from kg.plain import clean, shorten

LONGEST_LABEL = 80
_QUOTES = re.compile(r"«\s*|\s*»|[“”„\"]")
_OPENING = "=+-@＝＋－＠'’ ,;:.…–—•"
"""What no text may begin with: a spreadsheet takes some of it for a formula, the rest is a remainder."""
_DETERMINERS = frozenset(
    "le la les l un une des son sa ses leur leurs notre nos tout toute tous toutes aucun aucune".split()
)
_LEANING = frozenset(
    "je tu il elle on nous vous ils elles ce c cela ça ces cette j y ne n se s que qu si avoir être".split()
)
"""First words of a content that leans on what stands before it."""


def expression(combination: Combination, texts: Iterable[str]) -> str | None:
    """A combination of stems as an expression of the codebook, in the words of the texts that hold it.

    With the articles and prepositions between, where some text has no more than these ("élargissement de
    l'Otan"). None where no text yields an expression of these stems.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(_stretches(combination, text)))
    ranked = sorted(counts, key=lambda wording: (-counts[wording], len(wording), wording))
    return next((wording for wording in ranked if _says(wording, combination)), None)


def _stretches(combination: Combination, text: str) -> Iterator[str]:
    """How the words of the combination follow each other in a text, with the small words between."""
    wanted = set(combination)
    run: list[Word] = []
    for word in words(text):
        if word.stem in wanted and word.low not in FUNCTION_WORDS:
            run = [word] if any(word.stem == other.stem for other in run) else [*run, word]
            if len(run) == len(wanted):
                yield _wording(run, text)
                run = []


def _wording(run: Sequence[Word], text: str) -> str:
    start, end = run[0].start, run[-1].end
    whole = " ".join(text[start:end].replace("’", "'").split())
    between = {word.low for word in words(text[start:end])} - {word.low for word in run}
    if between <= FUNCTION_WORDS and re.fullmatch(r"[\w' ]+", whole):
        return whole
    return " ".join(text[word.start : word.end] for word in run)


def _says(wording: str, combination: Combination) -> bool:
    try:
        terms = parse(wording, {}).terms
    except ExpressionInvalid:
        return False
    stems = [stem for term in terms for pattern in term.patterns for stem in pattern.stems]
    return sorted(stems) == sorted(combination)


def plain(text: str) -> str:
    """A text for a cell or a label: one line, no control characters, no formula of a spreadsheet."""
    return clean(text).strip().lstrip(_OPENING)


def label(texts: Sequence[str]) -> str:
    """The label of a group whose most central contents these are: the first that stands by itself best.

    That is one that fits without being cut and begins like a noun, else one that does not begin with a
    pronoun or the like, else any; the last resort is the first, cut at a word to `LONGEST_LABEL` characters.
    """
    said = [text for text in (plain(_QUOTES.sub("", text)).rstrip(" .,;:") for text in texts) if text]
    chosen = min(said, key=_leans, default="Sans titre")
    short = shorten(chosen, LONGEST_LABEL)
    return short[0].upper() + short[1:]


def _leans(text: str) -> int:
    first = next((word.low for word in words(text)), "")
    if len(text) > LONGEST_LABEL:
        return 3
    return 0 if first in _DETERMINERS else 2 if first in _LEANING else 1


def slug(wording: str) -> str:
    """The words of an expression as an id: those that count, without accents, joined by hyphens."""
    kept = [word.low for word in words(wording) if word.low not in FUNCTION_WORDS]
    letters = unicodedata.normalize("NFKD", " ".join(kept).replace("œ", "oe").replace("æ", "ae"))
    return "-".join(re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode()))[:60].strip("-")


def count_note(statements: int, actors: int, documents: int) -> str:
    """ "12 déclarations de 5 acteurs dans 7 articles"."""
    of = f" de {_counted(actors, 'acteur')}" if actors else ""
    return f"{_counted(statements, 'déclaration')}{of} dans {_counted(documents, 'article')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"
