"""Annotated articles as plain rows: what the rules found, what else could be chosen, and its features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from bench.learned.candidates import Candidate, candidates
from bench.learned.features import features
from bench.learned.gold import Statement, articles
from bench.learned.sequence import Block, blocks
from kg.nlp import attribution
from kg.nlp.blocks import text_of
from kg.nlp.page import Attribution, Chars, Page, read_page
from kg.nlp.pipeline import Pipeline
from kg.nlp.tokens import bare_pronoun


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate without its Doc. ``tokens`` are the cue's bounds, ``content`` code points."""

    statement: Statement
    tokens: tuple[int, int] | None
    at: int  # code point of the cue
    content: tuple[Chars, ...]
    loose: bool
    base: int
    change: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article: its text as the rules see it, its candidates, its token rows."""

    name: str
    text: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]


def prepare(folder: Path, seeds: Path, name: str) -> list[Prepared]:
    """Every article of a set."""
    pipeline = Pipeline(None, ())
    found = []
    for article, doc in pipeline.analyse(articles(folder, name, seeds)):
        if doc is not None:
            found.append(_prepared(article.name, doc))
    return found


def _prepared(name: str, doc: Doc) -> Prepared:
    chosen = attribution.process(doc)
    page = read_page(doc)
    rows = [row(page, candidate) for candidate in candidates(page, chosen)]
    return Prepared(
        name=name, text=text_of(doc), rows=tuple(rows), blocks=tuple(blocks(page, chosen, features=True))
    )


def row(page: Page, candidate: Candidate) -> Row:
    """A candidate with its features and texts."""
    one = candidate.attribution
    return Row(
        statement=statement(page.doc, one),
        tokens=one.cue,
        at=page.doc[one.cue[0]].idx if one.cue else -1,
        content=one.content,
        loose=candidate.loose,
        base=candidate.base,
        change=candidate.change,
        features=features(page, candidate),
    )


def statement(doc: Doc, one: Attribution) -> Statement:
    """What the scorer compares of an attribution."""
    text = text_of(doc)
    return {
        "source": _words(doc, one.source),
        "actor": None,
        "cue": _words(doc, one.cue),
        "content": " ".join(text[start:end] for start, end in one.content),
    }


def _words(doc: Doc, bounds: Sequence[int] | None) -> str | None:
    if bounds is None:
        return None
    first, last = bounds
    if last - first == 1:
        return bare_pronoun(doc[first]) if doc[first].text.startswith("-") else doc[first].text
    return text_of(doc)[doc[first].idx : doc[last - 1].idx + len(doc[last - 1].text)]
