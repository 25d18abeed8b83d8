"""Values of the records as canonical RDF literals and IRIs.

Canonical, because a store rewrites what is not (0.900 → 0.9) and two files of the same build
would then differ.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.vocab import EDTF, XSD

# what neither XML 1.0 nor a value of xsd:string can hold (the production Char)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_WEB = re.compile(r"(?:https?|ftp)://[^\s/]", re.IGNORECASE)
_QID = re.compile(r"Q[1-9]\d*")
_WIKIDATA = "http://www.wikidata.org/entity/"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def utf8(text: str) -> str:
    """The text with "?" for lone surrogates and U+FFFD for what XML cannot hold; offsets stay.

    So every RDF format holds the same graph. Readers let no such character into a text (`kg.read.body`).
    """
    if text.isprintable():  # as most are; none of those is
        return text
    return xml_able(text.encode("utf-8", errors="replace").decode("utf-8"))


def xml_able(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def in_xml(triple: Triple) -> Triple:
    """The triple as RDF/XML can hold it: itself, or with `xml_able` words."""
    thing = triple.object
    if not isinstance(thing, Literal) or not _NOT_XML.search(thing.value):
        return triple
    text = xml_able(thing.value)
    fit = Literal(text, language=thing.language) if thing.language else Literal(text, datatype=thing.datatype)
    return Triple(triple.subject, triple.predicate, fit)


def plain(text: str) -> Literal:
    """A literal without language."""
    return Literal(utf8(text))


def words(text: str, language: str = "fr") -> Literal:
    """A literal in a language; without one if ``language`` is no language tag."""
    tag = language.lower().replace("_", "-")
    return Literal(utf8(text), language=tag) if _LANGUAGE.fullmatch(tag) else plain(text)


def boolean(value: bool) -> Literal:
    """xsd:boolean, as a word."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def count(value: int) -> Literal:
    """xsd:nonNegativeInteger."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def decimal(value: float) -> Literal:
    """xsd:decimal in [0, 1] with at most four digits and none in vain: 0.9, never 0.900."""
    digits = f"{min(max(value, 0.0), 1.0):.4f}".rstrip("0").rstrip(".")
    return Literal(digits, datatype=XSD.decimal)


def day(value: date) -> Literal:
    """xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date)


def edtf(value: str) -> Literal:
    """An Extended Date/Time Format literal."""
    return Literal(utf8(value), datatype=EDTF.EDTF)


def moment(value: str | None) -> Literal | None:
    """An ISO 8601 text as xsd:dateTime, xsd:date, xsd:gYearMonth or xsd:gYear, as precise as it is.

    None for None and for anything else: a date is kept or left out, never guessed.
    """
    if value is None:
        return None
    if _YEAR.fullmatch(value):
        return Literal(value, datatype=XSD.gYear) if value != "0000" else None
    if _MONTH.fullmatch(value):
        return Literal(value, datatype=XSD.gYearMonth) if value[:4] != "0000" else None
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        pass
    try:
        return _datetime(datetime.fromisoformat(value))
    except ValueError:
        return None


def _datetime(value: datetime) -> Literal | None:
    """Seconds always, a fraction only if there is one, UTC as Z."""
    offset = value.utcoffset()
    if offset is not None and (offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14)):
        return None  # XML Schema has no such time zone
    text = value.replace(tzinfo=None, microsecond=0).isoformat()
    if value.microsecond:
        text += f".{value.microsecond:06}".rstrip("0")
    if offset is not None:
        text += "Z" if not offset else value.replace(microsecond=0).isoformat()[19:]
    return Literal(text, datatype=XSD.dateTime)


def instant(value: str) -> datetime | None:
    """The moment of a text, to compare with others; without an offset it counts as UTC."""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def link(address: str) -> NamedNode | Literal:
    """A web address as an ASCII IRI; as a plain literal if it is not one."""
    if _WEB.match(address):
        try:
            return NamedNode(quote(utf8(address), safe="!#$%&'()*+,/:;=?@~"))
        except ValueError:
            pass  # a stray "%", a second "#", …: a literal keeps it as it came
    return plain(address)


def same_as(value: str) -> NamedNode | None:
    """The IRI of an equal thing elsewhere: a web address or a bare Wikidata id."""
    if _QID.fullmatch(value):
        return NamedNode(_WIKIDATA + value)
    node = link(value)
    return node if isinstance(node, NamedNode) else None
