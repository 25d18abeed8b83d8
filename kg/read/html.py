"""HTML pages: trafilatura finds the text; what the page says about itself comes from its head.

When it appeared is decided in kg.read.published, from its machine-readable stamps, what htmldate finds
in its markup, its notices and dateline, and its address.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree, html
from trafilatura import bare_extraction

from kg.errors import DocumentSkipped
from kg.read.body import Block, Body, Metadata, assemble, one_line, refuse_long, split_lines, to_document
from kg.read.boilerplate import fold
from kg.read.clean import unglue
from kg.read.decode import decode, read_bytes
from kg.read.html_metadata import read_metadata
from kg.read.liveblog import read_liveblog
from kg.read.metadata import guess_language
from kg.read.published import told
from kg.read.stamps import find_stamps
from kg.read.story import Paragraph, dateline, strip_notices
from kg.records import Document

_LEAD = 60  # characters; a shorter heading above the text is no lead

# Both libraries log what they cannot parse; the user hears of it by DocumentSkipped.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_Text = tuple[str, bool]  # a block and whether it is a heading


def read_html(path: Path) -> Iterator[Document]:
    """The one document of an HTML page; it has no alignment, for its text stands between markup.

    Raises DocumentSkipped for a page that is too large, cannot be parsed or holds no text.
    """
    name = path.as_posix()
    page = decode(read_bytes(path), name)
    try:
        body, metadata = parse_html(page, name)
    except DocumentSkipped:
        raise
    except Exception as error:  # third-party parsers fail on hostile pages in ways of their own
        raise DocumentSkipped(name, f"cannot be parsed as HTML ({type(error).__name__})") from error
    yield to_document(path.name, name, body, **metadata)


def parse_html(page: str, name: str) -> tuple[Body, Metadata]:
    """The body and the metadata of a page; the body is empty where it holds no text.

    Raises DocumentSkipped, with the name of the page, for a text that is too long.
    """
    tree = _tree(page)
    metadata = read_metadata(page, tree)
    texts = _texts(page, tree)
    source = "\n\n".join(text for text, _ in texts)
    refuse_long(source, name)
    lines = split_lines(source)
    if stamps := find_stamps(lines):
        body, found = read_liveblog(source, lines, stamps)
    else:
        headings = {line.start for line, (_, heading) in zip(lines, texts, strict=True) if heading}
        paragraphs = [Paragraph(line.start, line.end, line.number, line.text) for line in lines]
        body, found = _story(source, paragraphs, headings, metadata.get("title"))
    metadata["dates"] = (*metadata.get("dates", ()), *found.pop("dates", ()))
    for field, value in found.items():
        if metadata.get(field) in (None, ()):
            metadata[field] = value  # type: ignore[literal-required]
    metadata["language"] = metadata.get("language") or guess_language(body.text)
    parts = tuple(replace(part, line=None) for part in body.parts)  # lines of the text, not of the page
    return Body(body.text, parts, ()), metadata


def _tree(page: str) -> html.HtmlElement | None:
    try:
        return html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def _story(
    source: str, paragraphs: Sequence[Paragraph], headings: set[int], title: str | None
) -> tuple[Body, Metadata]:
    """Blocks of the article without title, lead and notices."""
    kept, metadata = strip_notices(paragraphs)
    kept = [paragraph for paragraph in kept if fold(paragraph.text) != fold(title or "")]
    if kept and kept[0].start in headings and len(kept[0].text) >= _LEAD:
        metadata["lead"] = kept.pop(0).text
    day, taken = dateline(source, kept[0].start) if kept else (None, 0)
    if taken:
        metadata["dates"] = (*metadata.get("dates", ()), *told("dateline", day))
        kept[0] = replace(kept[0], start=kept[0].start + taken)
    blocks: list[Block] = []
    for index, paragraph in enumerate(kept):
        if paragraph.start not in headings:
            blocks.extend(unglue(source, paragraph.start, paragraph.end))
        elif index + 1 < len(kept):
            blocks.append(Block("heading", paragraph.start, paragraph.end))
    return assemble(source, blocks), metadata


def _texts(page: str, tree: html.HtmlElement | None) -> list[_Text]:
    """The blocks of the text, each on one line; paragraphs of the bare page where trafilatura has none."""
    extracted = bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    root = getattr(extracted, "body", None)
    found = list(_blocks(root)) if root is not None else []
    if (root is None or len(root) < 2) and tree is not None:  # so short a page comes as one lump, if at all
        found = list(_bare_blocks(tree)) or found
    return found


def _bare_blocks(tree: html.HtmlElement) -> Iterator[_Text]:
    """The paragraphs and headings of a page, as they stand, outside navigation."""
    for element in tree.iter("p", "h2", "h3"):
        outside = any(True for _ in element.iterancestors("nav", "footer", "aside", "form", "header"))
        text = one_line("".join(map(str, element.itertext())))
        if text and not outside:
            yield text, element.tag != "p"


def _blocks(root: etree._Element) -> Iterator[_Text]:
    """The blocks of trafilatura's tree: p, head, item, quote, cell; a line break may end one."""
    for element in root.iter("p", "head", "item", "quote", "cell"):
        if next(element.iterdescendants("p", "item", "quote", "cell"), None) is not None:
            text = element.text or ""  # its blocks come by themselves
        else:
            for line_break in element.iter("lb"):
                line_break.tail = "\n" + (line_break.tail or "")
            text = "".join(str(piece) for piece in element.itertext())
        for piece in _at_breaks(text):
            yield piece, element.tag == "head"
        if element.tail and element.tail.strip() and element is not root:
            yield one_line(element.tail), False


def _at_breaks(text: str) -> Iterator[str]:
    """Part a paragraph at line breaks that follow a full stop; others stand inside a sentence."""
    waiting = ""
    for line in text.split("\n"):
        waiting = one_line(f"{waiting} {line}")
        if waiting.endswith((".", "!", "?", "…", '"', "»")):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting
