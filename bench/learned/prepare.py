"""Annotated articles as plain rows: what the rules found, what else could be chosen, token features."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from bench.learned.candidates import Candidate, candidates
from bench.learned.gold import Statement, articles
from bench.learned.sequence import Block, blocks
from kg.nlp import attribution
from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, read_page
from kg.nlp.pipeline import Pipeline
from kg.nlp.tokens import bare_pronoun


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate without its Doc: ``tokens`` bound its cue, ``at`` is the cue's first code point."""

    statement: Statement
    tokens: tuple[int, int] | None
    at: int
    content: tuple[Chars, ...]
    base: int = -1
    change: str = ""
    features: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()

    @property
    def loose(self) -> bool:
        """Is it one that the rules refuse?"""
        return self.base < 0

    @property
    def own(self) -> bool:
        """Is it an attribution of the rules as they gave it?"""
        return self.base >= 0 and not self.change


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article: its text as the rules see it, its candidates, its paragraphs as token rows."""

    name: str
    text: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]


def prepare(folder: Path, seeds: Path, name: str) -> list[Prepared]:
    """Every article of a set, analysed by the rules alone (no scorer)."""
    analysed = Pipeline(None, ()).analyse(articles(folder, name, seeds))
    return [_prepared(article.name, doc) for article, doc in analysed if doc is not None]


def _prepared(name: str, doc: Doc) -> Prepared:
    page = read_page(doc)
    found = attribution.by_rules(page)
    return Prepared(
        name=name,
        text=text_of(doc),
        rows=tuple(_row(doc, candidate) for candidate in candidates(page, found)),
        blocks=tuple(blocks(page, found)),
    )


def _row(doc: Doc, candidate: Candidate) -> Row:
    one = candidate.attribution
    return Row(
        statement=statement(doc, one),
        tokens=one.cue,
        at=doc[one.cue[0]].idx if one.cue else -1,
        content=one.content,
        base=candidate.base,
        change=candidate.change,
        features=candidate.features,
        edges=candidate.edges,
    )


def statement(doc: Doc, one: Attribution) -> Statement:
    """What the scorer of the annotated sets compares of an attribution."""
    text = text_of(doc)
    return {
        "source": _words(doc, one.source),
        "actor": None,
        "cue": _words(doc, one.cue),
        "content": " ".join(text[start:end] for start, end in one.content),
    }


def _words(doc: Doc, bounds: tuple[int, int] | None) -> str | None:
    if bounds is None:
        return None
    first, last = bounds
    if last - first == 1:
        return bare_pronoun(doc[first])
    return text_of(doc)[doc[first].idx : doc[last - 1].idx + len(doc[last - 1].text)]
