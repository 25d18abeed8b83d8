"""What words of public debate do: the groups of senses.tsv, and which of them turn a position round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.codebook.expression import ExpressionInvalid, Term, word_class
from kg.lexicon.cues import irregular_forms
from kg.lexicon.table import numbered_rows
from kg.resources import lexicon_dir

_EFFECTS = frozenset({"reverse", "reject", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """Groups of words by name; ``reverse`` and ``reject`` name those with that effect."""

    terms: Mapping[str, Term]
    reverse: frozenset[str]
    reject: frozenset[str]


@lru_cache(maxsize=4)
def load_senses(language: str = "fr") -> Senses:
    """The table of a language; raises DataInvalid where it is wrong."""
    irregular = irregular_forms(lexicon_dir(language))
    terms: dict[str, Term] = {}
    effects: dict[str, set[str]] = {effect: set() for effect in _EFFECTS}
    for row in numbered_rows(lexicon_dir(language) / "senses.tsv"):
        name = row["sense"]
        if row["effect"] not in _EFFECTS:
            raise row.invalid(f"unknown effect {row['effect']!r}; use reverse, reject or -")
        if name in terms:
            raise row.invalid(f"the sense {name!r} comes twice; merge the rows")
        try:
            terms[name] = word_class(name, tuple(_inflected(row["words"].split("|"), irregular)))
        except ExpressionInvalid as error:
            raise row.invalid(str(error)) from error
        effects[row["effect"]].add(name)
    return Senses(terms=terms, reverse=frozenset(effects["reverse"]), reject=frozenset(effects["reject"]))


def _inflected(members: Iterable[str], irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The members, and the listed forms of irregular verbs, whose stems differ ("exclure", "excluons")."""
    for member in members:
        yield member
        yield from irregular.get(member, ())
