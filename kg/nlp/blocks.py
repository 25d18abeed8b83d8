"""The blocks of an article in a spaCy Doc, and the way back to offsets of the article.

Every block (paragraph, post headline) is parsed by itself, so that no sentence runs over its end,
and the parses are then joined. Headings and the lead are not parsed: nothing is said in them that
counts as a statement of the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.records import Part, Span

SPOKEN_ROLES = frozenset({"paragraph", "post-headline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block: its first code point and tokens in the Doc, and the part of the article it is."""

    start: int
    end: int
    first: int
    last: int  # one past its last token
    part: Part


def join(parsed: Sequence[Doc], parts: Sequence[Part]) -> Doc:
    """One Doc of the parsed blocks, a blank between them, with ``._.parts`` set."""
    doc = Doc.from_docs(list(parsed), ensure_whitespace=True)
    blocks, first = [], 0
    for block, part in zip(parsed, parts, strict=True):
        start = doc[first].idx
        last = first + len(block)
        blocks.append(Block(start=start, end=start + len(block.text), first=first, last=last, part=part))
        first = last
    doc._.parts = tuple(blocks)
    doc.user_data["text"] = doc.text
    return doc


def text_of(doc: Doc) -> str:
    """The text of a joined Doc, kept: spaCy builds ``Doc.text`` anew at each call."""
    return str(doc.user_data["text"])


def to_span(doc: Doc, text: str, start: int, end: int) -> Span:
    """The span of the article's text for two code-point offsets of the Doc.

    Raises ValueError if the words differ, which would be a defect of the joining.
    """
    begin, finish = _article_offset(doc, start), _article_offset(doc, end - 1) + 1
    return Span(start=begin, end=finish, text=text[begin:finish])


def block_at(doc: Doc, offset: int) -> Block:
    """The block that holds a code point of the Doc."""
    blocks: tuple[Block, ...] = doc._.parts
    return blocks[max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)]


def _article_offset(doc: Doc, offset: int) -> int:
    block = block_at(doc, offset)
    return block.part.start + offset - block.start
