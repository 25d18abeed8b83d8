"""The tagger on prepared articles: training paragraphs, tags of articles, statements joined from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bench.learned.agree import tagged_text, with_opinion
from bench.learned.choose import clash
from bench.learned.gold import Statement
from bench.learned.join import statements, stretches
from bench.learned.prepare import Prepared, Row
from bench.learned.sequence import TAGS, Block, located, tags
from bench.learned.tagger import Paragraph, Tagger, hashed, train

Tags = list[list[int]]  # of one article, a list a paragraph


def paragraphs(doc: Prepared, gold: Sequence[Statement], *, with_rules: bool) -> list[Paragraph]:
    """The paragraphs of an article, their tokens tagged by its gold statements."""
    spans = [found for statement in gold if (found := located(doc.text, statement)) is not None]
    return [
        Paragraph(hashed(_rows(block, with_rules)), np.array(tags(block.offsets, spans)))
        for block in doc.blocks
    ]


def _rows(block: Block, with_rules: bool) -> Sequence[tuple[str, ...]]:
    """Token features, with what the rules say of the token and its neighbours where asked for."""
    if not with_rules:
        return block.rows
    names = [TAGS[tag] for tag in block.by_rules]
    return [(*row, *_by_rules(names, k, row)) for k, row in enumerate(block.rows)]


def _by_rules(names: Sequence[str], k: int, row: tuple[str, ...]) -> tuple[str, ...]:
    before = names[k - 1] if k else ""
    after = names[k + 1] if k + 1 < len(names) else ""
    ahead = "/".join(names[k + 1 : k + 5])
    own = f"r={names[k]}"
    return own, f"{own} {before}", f"{own} {after}", f"{own} {row[0]}", f"{own} {row[3]}", f"{own} {ahead}"


def fit(corpus: Sequence[list[Paragraph]], epochs: int) -> Tagger:
    """A tagger of all paragraphs of some articles."""
    return train([paragraph for article in corpus for paragraph in article], epochs)


def tag(tagger: Tagger, article: Sequence[Paragraph]) -> Tags:
    """The tags of an article's paragraphs."""
    return [[int(t) for t in tagger.tag(paragraph.features)] for paragraph in article]


def joined(doc: Prepared, tags_: Tags) -> list[Row]:
    """The statements that tags make without any rule."""
    return [
        row
        for block, own in zip(doc.blocks, tags_, strict=True)
        for row in statements(doc.text, stretches(block.offsets, own))
    ]


def added(doc: Prepared, tags_: Tags, kept: Sequence[Row]) -> list[Row]:
    """Statements already chosen, and those of the tags that clash with none of them."""
    result = list(kept)
    for row in joined(doc, tags_):
        if not any(clash(row, other) for other in result):
            result.append(row)
    return result


def with_tags(docs: Sequence[Prepared], by_name: Mapping[str, Tags]) -> list[Prepared]:
    """Articles whose candidates know how far the tags agree with them."""
    result = []
    for doc in docs:
        text = tagged_text(doc, by_name[doc.name])
        result.append(replace(doc, rows=tuple(with_opinion(text, row) for row in doc.rows)))
    return result
