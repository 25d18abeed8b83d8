"""Plain-text files of every kind: the dump of a crawler, a live blog, a story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.read.body import Body, Metadata, refuse_long, split_lines, to_document
from kg.read.crawl import is_crawl, read_crawl
from kg.read.decode import decode, read_bytes
from kg.read.liveblog import read_liveblog
from kg.read.stamps import find_stamps
from kg.read.story import read_story
from kg.records import Document


def read_text(path: Path) -> Iterator[Document]:
    """The one document of a plain-text file; its alignment points into the decoded file.

    Raises DocumentSkipped for a file that is no text, is too large or holds no article.
    """
    name = path.as_posix()
    source = decode(read_bytes(path), name)
    refuse_long(source, name)
    body, metadata = parse_text(source)
    yield to_document(path.name, name, body, **metadata)


def parse_text(source: str) -> tuple[Body, Metadata]:
    """The body and the metadata of a text, by the kind of page it is."""
    lines = split_lines(source)
    stamps = find_stamps(lines)
    if is_crawl(lines) and not stamps:
        return read_crawl(source, lines)
    if stamps:
        return read_liveblog(source, lines, stamps)
    return read_story(source, lines)
