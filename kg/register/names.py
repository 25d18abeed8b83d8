"""Names as keys: what is left of a name without case, accents, articles and titles."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
ARTICLES = frozenset(
    "le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos".split()
)
TITLES = frozenset(
    "m mm mr mme mmes mlle mlles monsieur messieurs madame mesdames mademoiselle me maître dr docteur pr"
    " professeur mgr monseigneur".split()
)
_FEMININE_TITLES = frozenset("mme mmes mlle mlles madame mesdames mademoiselle".split())


def key(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without the articles and titles before it; () for none."""
    decomposed = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = [word.lower() for word in _WORD.findall(plain)]
    folded_titles = TITLES | {"maitre"}
    while len(words) > 1 and (words[0] in ARTICLES or words[0] in folded_titles):
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
