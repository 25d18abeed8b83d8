"""Read the linguist's tables of one language into plain, cached data."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg.errors import DataInvalid
from kg.lexicon.conjugate import first_group
from kg.resources import lexicon_dir

FRAMES = frozenset("que int cite inf de a np npq adj as obj dnp anp snp".split())
_REFLEXIVE = ("se ", "s'")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueVerb:
    """A verb that attributes: its lemma as listed, the act, and the complements it may take.

    ``verb`` is the inflecting part ("faire" in "faire savoir"), ``rest`` what must follow it.
    """

    lemma: str
    verb: str
    rest: tuple[str, ...]
    reflexive: bool
    act: str
    frames: frozenset[str]


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
    frames: tuple[SourceFrame, ...]  # longest first
    speakers: Mapping[str, str]  # noun → kind of actor
    adverbials: frozenset[tuple[str, ...]]
    first_names: Mapping[str, str]  # folded first name → "f" or "m"
    measures: frozenset[str]  # what things go by (selon les cas): never a source
    homographs: frozenset[str]  # forms of cue verbs that are as often nouns

    def is_agent_noun(self, noun: str) -> bool:
        """Does a noun end like one for people (-teur, -iste …) and is it no listed exception?"""
        endings = (noun[-length:] for length in range(4, min(8, len(noun))))
        return noun not in self.speakers and any(f"-{ending}" in self.speakers for ending in endings)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table with a header; lines with # are comments.

    Raises DataInvalid, with file and line, for a row that has not as many cells as the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataInvalid(f"{path.name}: cannot be read ({error.strerror}); reinstall newskg") from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    header: list[str] = []
    for number, line in numbered:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise DataInvalid(f"{path.name}: line {number} has {len(cells)} cells, not {len(header)}")
        else:
            yield dict(zip(header, cells, strict=True))


@lru_cache(maxsize=4)
def load(language: str = "fr") -> Lexicon:
    """The lexicon of a language; raises DataInvalid where a table is wrong."""
    folder = lexicon_dir(language)
    return Lexicon(
        verbs=_verbs(folder),
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
    )


def tokenised(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the French tokenizer cuts them: "d'après" → ("d'", "après")."""
    return tuple(phrase.replace("'", "' ").split())


def _verbs(folder: Path) -> dict[str, tuple[CueVerb, ...]]:
    """Cue verbs by inflected form, those of several words first."""
    irregular = {row["lemma"]: row["forms"].split() for row in rows(folder / "verb_forms.tsv")}
    found: dict[str, dict[str, CueVerb]] = {}
    for row in rows(folder / "cues.tsv"):
        cue = _cue(row)
        unknown = cue.frames - FRAMES
        if unknown:
            raise DataInvalid(
                f"cues.tsv: {cue.lemma}: unknown frame {min(unknown)}; use one of {sorted(FRAMES)}"
            )
        for form in {cue.verb, *first_group(cue.verb), *irregular.get(cue.verb, ())}:
            known = found.setdefault(form, {}).get(cue.lemma)
            if known:  # a verb listed twice (décrire que, décrire X comme Y) takes the frames of both rows
                cue = replace(cue, frames=cue.frames | known.frames)
            found[form][cue.lemma] = cue
    return {
        form: tuple(sorted(cues.values(), key=lambda c: (-len(c.rest), not c.reflexive, c.lemma)))
        for form, cues in found.items()
    }


def _cue(row: dict[str, str]) -> CueVerb:
    """One row of cues.tsv."""
    lemma = row["lemma"]
    reflexive = lemma.startswith(_REFLEXIVE)
    bare = lemma.removeprefix("se ").removeprefix("s'") if reflexive else lemma
    verb, *rest = bare.split()
    frames = frozenset(row["frames"].split(","))
    return CueVerb(
        lemma=lemma, verb=verb, rest=tuple(rest), reflexive=reflexive, act=row["act"], frames=frames
    )
