"""The linguist's tables of one language as plain, cached data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.lexicon.cues import CueNoun, CueVerb, SupportVerb, nouns_by_form, supports_by_form, verbs_by_form
from kg.lexicon.table import rows, tokenised
from kg.resources import lexicon_dir

__all__ = ["CueNoun", "CueVerb", "Lexicon", "SourceFrame", "SupportVerb", "load", "rows", "tokenised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFrame:
    """A prepositional frame (selon, d'après, à ses yeux) with its act and type."""

    words: tuple[str, ...]
    act: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All tables of a language. Forms are lower case with straight apostrophes."""

    verbs: Mapping[str, tuple[CueVerb, ...]]  # by inflected form
    nouns: Mapping[str, CueNoun]  # by singular and plural form
    supports: Mapping[str, tuple[SupportVerb, ...]]  # verbs that carry such a noun, by inflected form
    frames: tuple[SourceFrame, ...]  # longest first
    speakers: Mapping[str, str]  # noun → kind of actor
    adverbials: frozenset[tuple[str, ...]]
    first_names: Mapping[str, str]  # folded first name → "f", "m" or "x" (borne by both)
    measures: frozenset[str]  # what things go by (selon les cas): never a source
    homographs: frozenset[str]  # forms of cue verbs that are as often nouns
    occasions: Mapping[str, frozenset[str]]  # "noun" and "verb" of speaking on some occasion

    def is_agent_noun(self, noun: str) -> bool:
        """Does a noun end like one for people (-teur, -iste …) and is it no listed exception?"""
        endings = (noun[-length:] for length in range(4, min(8, len(noun))))
        return noun not in self.speakers and any(f"-{ending}" in self.speakers for ending in endings)


@lru_cache(maxsize=4)
def load(language: str = "fr") -> Lexicon:
    """The lexicon of a language; raises DataInvalid where a table is wrong."""
    folder = lexicon_dir(language)
    nouns = nouns_by_form(folder)
    return Lexicon(
        verbs=verbs_by_form(folder),
        nouns=nouns,
        supports=supports_by_form(folder, nouns.values()),
        frames=tuple(
            sorted(
                (
                    SourceFrame(words=tokenised(row["frame"]), act=row["act"], type=row["type"])
                    for row in rows(folder / "frames.tsv")
                ),
                key=lambda frame: (-len(frame.words), frame.words),
            )
        ),
        speakers={
            noun: row["kind"]
            for row in reversed(list(rows(folder / "speakers.tsv")))
            for noun in row["nouns"].split()
        },
        adverbials=frozenset(tokenised(row["phrase"]) for row in rows(folder / "adverbials.tsv")),
        first_names={
            name.lower(): row["gender"]
            for row in rows(folder / "first_names.tsv")
            for name in row["names"].split()
        },
        measures=frozenset(row["noun"] for row in rows(folder / "measures.tsv")),
        homographs=frozenset(row["form"] for row in rows(folder / "homographs.tsv")),
        occasions={row["type"]: frozenset(row["words"].split()) for row in rows(folder / "occasions.tsv")},
    )
