"""What an HTML page says about itself: meta elements, JSON-LD, and what trafilatura makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import html
from trafilatura.metadata import extract_metadata

from kg.read.body import Metadata, one_line
from kg.read.metadata import day_in_url, normalise_date
from kg.read.published import told

# The last day is fixed, so that the day of a run decides nothing.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-12-31"}
_STAMPS = {
    "article:published_time": "published",
    "og:published_time": "published",
    "og:article:published_time": "published",
    "datepublished": "published",
    "dc.date.issued": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "datemodified": "modified",
    "dc.date.modified": "modified",
}
_ARTICLES = ("article", "blogposting", "report")  # how the types of schema.org end
_SEPARATORS = " -|–—•:"
_NESTING = 8  # of lists and graphs in JSON-LD


def read_metadata(page: str, tree: html.HtmlElement | None) -> Metadata:
    """The metadata of a page; ``tree`` is the page as lxml parses it."""
    found = extract_metadata(page, date_config=dict(_DATES), extensive=False)
    stamps: dict[str, str] = {}
    for field, stamp in _stamps(tree) if tree is not None else ():
        stamps.setdefault(field, stamp)
    authors = [*_authors(tree), *(found.author or "").split(";")] if tree is not None else []
    site = _site(found.sitename, tree)
    title = _plain(found.title)
    return Metadata(
        title=_without_site(title, site) if title else None,
        description=_plain(found.description),
        outlet=site,
        authors=tuple(dict.fromkeys(filter(None, map(one_line, authors)))),
        keywords=tuple(one_line(tag) for tag in found.tags or () if tag),
        section=_plain(found.categories[0]) if found.categories else None,
        dates=(
            *told("metadata", stamps.get("published")),
            *told("markup", normalise_date(found.date)),
            *told("address", day_in_url(_address(tree))),
        ),
        modified=stamps.get("modified"),
        url=_address(tree),
        image=_plain(found.image),
        **_language(tree),
    )


def _plain(text: str | None) -> str | None:
    return one_line(text) or None if text else None


def _site(site: str | None, tree: html.HtmlElement | None) -> str | None:
    """The name of the site, unless it was cut out of the headline ("Sport : Un match nul")."""
    headlines = ("".join(map(str, h1.itertext())) for h1 in (tree.iter("h1") if tree is not None else ()))
    name = _plain(site)
    return None if name and any(name in one_line(headline) for headline in headlines) else name


def _without_site(title: str, site: str | None) -> str:
    """ "Un accord à Vienne - Le Matin" → "Un accord à Vienne"."""
    if site and title.lower().endswith(site.lower()):
        short = title[: -len(site)]
        if short.rstrip(_SEPARATORS) and short[-1:] in " -|–—•":
            return short.rstrip(_SEPARATORS)
    return title


def _stamps(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The machine-readable stamps of a page, the most telling first."""
    for data in _linked_data(tree):
        for name, field in (("datePublished", "published"), ("dateModified", "modified")):
            if isinstance(data.get(name), str) and (stamp := normalise_date(data[name])):
                yield field, stamp
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.tag == "time" and element.get("pubdate") is not None:
            name = "datepublished"
        known = _STAMPS.get(name.lower())
        if known and (stamp := normalise_date(element.get("content") or element.get("datetime"))):
            yield known, stamp


def _authors(tree: html.HtmlElement) -> Iterator[str]:
    """The names of the authors in the JSON-LD of a page."""
    for data in _linked_data(tree):
        authors = data.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield name


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the JSON-LD of a page describes."""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                yield from _articles(json.loads(script.text or "null"), _NESTING)
            except (ValueError, RecursionError):
                continue


def _articles(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(data, list):
        for item in data:
            yield from _articles(item, depth - 1)
    elif depth and isinstance(data, dict):
        kinds = data.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and kind.lower().endswith(_ARTICLES):
                yield data
        yield from _articles(data.get("@graph"), depth - 1)


def _address(tree: html.HtmlElement | None) -> str | None:
    """The address the page gives itself: its canonical link, else og:url."""
    if tree is None:
        return None
    canonical = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    graph = (meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url")
    addresses = (one_line(address) for address in (*canonical, *graph) if address)
    return next((address for address in addresses if address.startswith(("http://", "https://"))), None)


def _language(tree: html.HtmlElement | None) -> Metadata:
    """The language and the locale that the page names."""
    if tree is None:
        return Metadata()
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    locale = next((m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:locale"), "")
    found = Metadata()
    code = (tag or locale)[:2].lower()
    if code.isascii() and code.isalpha() and len(code) == 2:
        found["language"] = code
    if locale:
        found["locale"] = one_line(locale)
    return found
