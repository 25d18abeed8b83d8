"""The pages for people: plain HTML, in French or English, without scripts or anything from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from kg.query import NamedQuery
from kg.query.workers import Limits
from kg.serve.media import negotiate

LANGUAGES = ("fr", "en")
_EXAMPLE = """SELECT ?date ?who ?text WHERE {
  ?s a kg:Statement ; kg:speaker ?speaker ; schema:text ?text .
  ?speaker skos:prefLabel ?who . FILTER(LANG(?who) = "fr")
  OPTIONAL { ?s kg:dateStart ?date }
} ORDER BY ?date LIMIT 50"""
_FORMATS = ("html", "csv", "tsv", "json", "xml", "turtle")
_ASK = {"fr": "Demander", "en": "Ask"}
_BACK = {"fr": "Nouvelle requête", "en": "Another query"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and after an answer on its page."""

    head: str
    foot: str


def language(accept: str, wish: str | None) -> str:
    """The language of a page: as wished for, else by Accept-Language, else French."""
    if wish in LANGUAGES:
        return wish
    ranges = ",".join(_as_range(part) for part in accept.split(",") if part.strip())
    return (negotiate(ranges, ("x/fr", "x/en")) or "x/fr").removeprefix("x/")


def _as_range(part: str) -> str:
    tag, _, rest = part.strip().partition(";")
    name = tag.partition("-")[0].strip()
    return f"{'*/*' if name == '*' else f'x/{name}'};{rest}"


def home(tongue: str, root: str, named: Mapping[str, NamedQuery], limits: Limits) -> str:
    """The page of the service; ``root`` is the way from the page to the root of the service."""
    body = Template(_file(f"home.{tongue}.html")).substitute(
        root=escape(root),
        seconds=f"{limits.seconds:g}",
        rows=str(limits.rows),
        query=escape(_EXAMPLE),
        formats="".join(f"<option>{name}</option>" for name in _FORMATS),
        named="\n".join(_entry(query, root, tongue) for query in named.values()),
    )
    return _document(tongue, "newskg", body)


def frame(tongue: str, root: str, title: str = "newskg") -> Frame:
    """The page around an answer."""
    back = f'<p><a href="{escape(root)}">{_BACK[tongue]}</a></p>\n'
    head, _, foot = _document(tongue, title, f"{back}<pre>\0</pre>\n").partition("\0")
    return Frame(head, foot)


def _entry(query: NamedQuery, root: str, tongue: str) -> str:
    """A link to a query, or a form where it has parameters."""
    address, title = f"{escape(root)}queries/{escape(query.name)}", escape(query.title)
    about = f"<dd>{escape(query.description)}"
    if not query.parameters:
        return f'<dt><a href="{address}">{title}</a></dt>\n{about}</dd>'
    fields = " ".join(
        f'<label title="{escape(known.meaning)}">{escape(known.name)} <input name="{escape(known.name)}"'
        f"{' required' if known.default is None else ''}></label>"
        for known in query.parameters.values()
    )
    form = f'<form action="{address}" method="get">{fields} <button>{_ASK[tongue]}</button></form>'
    return f"<dt>{title}</dt>\n{about}\n{form}</dd>"


def _document(tongue: str, title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_file('style.css')}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


@cache
def _file(name: str) -> str:
    return (files("kg.serve") / "pages" / name).read_text(encoding="utf-8")
