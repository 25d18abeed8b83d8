"""Names as keys: what is left of a name without case, accents, articles and titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
ARTICLES = frozenset(
    "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos".split()
)
TITLES = frozenset(
    "m mm mr mme mmes mlle mlles monsieur messieurs madame mesdames mademoiselle me maître dr docteur pr"
    " professeur mgr monseigneur".split()
)
_FOLDED_TITLES = TITLES | {"maitre"}
_FEMININE_TITLES = frozenset("mme mmes mlle mlles madame mesdames mademoiselle".split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A text in lower case without accents and ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def key(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without the articles and titles before it; () for none."""
    words = _WORD.findall(fold(name))
    while len(words) > 1 and (words[0] in ARTICLES or words[0] in _FOLDED_TITLES):
        words.pop(0)
    return tuple(words)


def without_title(name: str) -> str:
    """ "M. Stoltenberg" and "M.Stoltenberg" → "Stoltenberg"."""
    found = re.match(r"(?:[Ll]e |[Ll]a |[Ll]['’])?(\w+)\.?\s*(?=[A-ZÀ-Ý])", name)
    if found and found.group(1).lower() in TITLES:
        return name[found.end() :]
    return name


def without_article(name: str) -> str:
    """The name without a leading article: "l'Otan" → "Otan"."""
    return re.sub(r"^(?:l['’]|le |la |les )", "", name, flags=re.IGNORECASE)


def title_gender(name: str) -> str | None:
    """ "f" or "m" where a title before the name says so."""
    found = re.match(r"\W*(\w+)\b", name)
    word = found.group(1).lower() if found else ""
    if word in _FEMININE_TITLES:
        return "f"
    return "m" if word in {"m", "mr", "mm", "monsieur", "messieurs"} else None


PARTICLES = frozenset(
    "de du des d da do dos das di della del la le les l van von der den ten ter zu al el abu abou ben bin ibn"
    " mac saint st".split()
)
_NO_SURNAME = re.compile(r"[IVX]+|(?:1er|Ier)|[JS]r\.?")


def is_titled_surname(label: str) -> bool:
    """Is a person's label a civility and a surname ("M. Xi"): how a family name that stands first is told?"""
    first, _, rest = label.partition(" ")
    return first.rstrip(".").lower() in TITLES and len(key(rest)) == 1


def surname_keys(name: str) -> tuple[tuple[str, ...], ...]:
    """By which keys a person's surname can stand alone: with its particles, and without them.

    "Dominique de Villepin" → ("villepin",), "Ursula von der Leyen" → ("von", "der", "leyen") and
    ("leyen",), "Dominique Strauss-Kahn" → ("strauss", "kahn"). () for one word, for a king's number,
    and for what is no person's name ("l'homme fort du Kremlin"). "M. Xi" → ("xi",).
    """
    if is_titled_surname(name):
        return (key(name),)
    words = [word for word in name.split() if word]
    while len(words) > 2 and re.fullmatch(r"[JS]r\.?", words[-1]):
        words.pop()
    starts = [_starts_with_particle(word) for word in words]
    if len(words) < 2 or _NO_SURNAME.fullmatch(words[-1]):
        return ()
    if not all(word[:1].isupper() or particle for word, particle in zip(words, starts, strict=True)):
        return ()
    first = next((k for k in range(1, len(words)) if starts[k]), len(words) - 1)
    whole = key(" ".join(words[first:]))
    bare = list(whole)
    while len(bare) > 1 and bare[0] in PARTICLES:
        bare.pop(0)
    return tuple(dict.fromkeys(surname for surname in (whole, tuple(bare)) if surname))


def _starts_with_particle(word: str) -> bool:
    """ "de", "Le", "d'Ormesson", "al-Sissi"; not "Ben" or "Al" of an English first name's spelling."""
    found = re.match(r"(\w+)(?:['’-]|$)", word)
    return found is not None and found.group(1).lower() in PARTICLES
