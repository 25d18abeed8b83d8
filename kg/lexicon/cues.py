"""Cues of attribution: verbs (cues.tsv) and nouns with their support verbs (nouns.tsv)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from kg.lexicon.acts import Polarity, act_and_polarity, frames_of
from kg.lexicon.agreement import agreeing, plural, possessives
from kg.lexicon.conjugate import first_group
from kg.lexicon.table import Row, numbered_rows, rows, tokenised

FRAMES = frozenset("que int cite inf de a np npq adj as obj dnp dnq anp snp cnp pnp".split())
NOUN_FRAMES = frozenset("que selon de np verb".split())
_REFLEXIVE = ("se ", "s'")
_COPULAS = frozenset({"être", "rester"})  # what follows agrees with the subject
_WITH_ETRE = frozenset(
    "aller descendre entrer monter partir passer rester revenir sortir tomber venir".split()
)
_NONE = "-"  # an empty cell


@dataclass(frozen=True, slots=True, kw_only=True)
class CueVerb:
    """A verb that attributes: its lemma as listed, act, polarity, and the complements it may take.

    ``verb`` is the inflecting part ("faire" in "faire savoir"), ``rest`` what must follow it.
    ``polarity`` says whether the source stands by the content (+), turns against it (-) or leaves
    it open (0).
    """

    lemma: str
    verb: str
    rest: tuple[str, ...]
    reflexive: bool
    act: str
    polarity: Polarity
    frames: frozenset[str]

    @property
    def takes_etre(self) -> bool:
        """Are its compound tenses built with être, so that "est revenu" is no passive?"""
        return self.reflexive or self.verb in _WITH_ETRE


@dataclass(frozen=True, slots=True, kw_only=True)
class CueNoun:
    """A noun that attributes ("l'annonce que P"), with the support verbs that take it.

    ``support`` holds lemmas as listed in the table, which ``Lexicon.supports`` finds by form.
    """

    lemma: str
    act: str
    polarity: Polarity
    frames: frozenset[str]
    support: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportVerb:
    """A verb that carries a cue noun: "exprimer" (sa crainte), "faire part de" (son inquiétude).

    ``rest`` is what must follow the inflecting ``verb``; a final "de" is kept in it, and may be
    elided or contracted in the text.
    """

    lemma: str
    verb: str
    rest: tuple[str, ...]


def irregular_forms(folder: Path) -> dict[str, tuple[str, ...]]:
    """The inflected forms of verb_forms.tsv by lemma."""
    return {row["lemma"]: tuple(row["forms"].split()) for row in rows(folder / "verb_forms.tsv")}


def forms_of(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All simple forms of a verb of the tables, the infinitive among them."""
    return frozenset({verb, *first_group(verb), *irregular.get(verb, ())})


def verbs_by_form(folder: Path) -> dict[str, tuple[CueVerb, ...]]:
    """The cue verbs of cues.tsv by inflected form, those of several words first.

    Raises DataInvalid, with file and line, for a wrong row or a lemma that is listed twice.
    """
    irregular = irregular_forms(folder)
    found: dict[str, list[CueVerb]] = {}
    for cue in cue_verbs(folder / "cues.tsv"):
        variants = list(_variants(cue))
        for form in forms_of(cue.verb, irregular):
            found.setdefault(form, []).extend(variants)
    return {
        form: tuple(sorted(cues, key=lambda c: (-len(c.rest), not c.reflexive, c.lemma, c.rest)))
        for form, cues in found.items()
    }


def cue_verbs(path: Path) -> Iterator[CueVerb]:
    """The rows of cues.tsv, checked."""
    for row in _unrepeated(numbered_rows(path), "lemma"):
        lemma = row["lemma"]
        reflexive = lemma.startswith(_REFLEXIVE)
        bare = lemma.removeprefix("se ").removeprefix("s'") if reflexive else lemma
        verb, *rest = tokenised(bare)
        act, polarity = act_and_polarity(row)
        yield CueVerb(
            lemma=lemma, verb=verb, rest=tuple(rest), reflexive=reflexive, act=act, polarity=polarity,
            frames=frames_of(row, FRAMES),
        )  # fmt: skip


def _variants(cue: CueVerb) -> Iterator[CueVerb]:
    """The cue with every possessive ("donner son accord") and agreement ("être convaincue")."""
    choices = [sorted(possessives(word)) for word in cue.rest]
    if cue.verb in _COPULAS and len(cue.rest) == 1:
        choices = [sorted(agreeing(cue.rest[0]))]
    for rest in product(*choices):
        yield replace(cue, rest=rest)


def nouns_by_form(folder: Path) -> dict[str, CueNoun]:
    """The cue nouns of nouns.tsv by form, singular and plural; forms of several words by blanks."""
    found: dict[str, CueNoun] = {}
    for noun in cue_nouns(folder / "nouns.tsv"):
        found[noun.lemma] = noun
        found.setdefault(plural(noun.lemma), noun)
    return found


def cue_nouns(path: Path) -> Iterator[CueNoun]:
    """The rows of nouns.tsv, checked."""
    for row in _unrepeated(numbered_rows(path), "noun"):
        act, polarity = act_and_polarity(row)
        frames = frames_of(row, NOUN_FRAMES)
        support = frozenset() if row["support"] == _NONE else frozenset(row["support"].split(","))
        if bool(support) != ("verb" in frames):
            raise row.invalid("the frame 'verb' needs support verbs, and support verbs the frame; fix either")
        yield CueNoun(lemma=row["noun"], act=act, polarity=polarity, frames=frames, support=support)


def supports_by_form(folder: Path, nouns: Iterable[CueNoun]) -> dict[str, tuple[SupportVerb, ...]]:
    """The support verbs of the nouns by inflected form, those of several words first."""
    irregular = irregular_forms(folder)
    found: dict[str, list[SupportVerb]] = {}
    for lemma in sorted({lemma for noun in nouns for lemma in noun.support}):
        verb, *rest = tokenised(lemma)
        for form in forms_of(verb, irregular):
            found.setdefault(form, []).append(SupportVerb(lemma=lemma, verb=verb, rest=tuple(rest)))
    return {
        form: tuple(sorted(verbs, key=lambda s: (-len(s.rest), s.lemma))) for form, verbs in found.items()
    }


def _unrepeated(table: Iterable[Row], column: str) -> Iterator[Row]:
    """The rows of a table in which no key may be empty or come twice."""
    seen: dict[str, int] = {}
    for row in table:
        key = row[column]
        if not key.strip():
            raise row.invalid(f"the {column} is empty; fill it in")
        if key in seen:
            raise row.invalid(f"{key!r} stands in line {seen[key]} already; merge the two rows")
        seen[key] = row.line
        yield row
