"""One Wikidata entity as a plain record: what a register can use of its labels and claims.

Properties: P31 instance of · P39 position held, with P580 start and P582 end · P21 sex or gender ·
P102 party · P108 employer · P36 capital · P17 country · P1001 applies to jurisdiction · P749 parent
organization · P2389 organization directed by the office · P1549 demonym.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kg.register.check import wrong_name
from kg.register.periods import is_bound

_GENDERS: Mapping[str, str] = {"Q6581097": "m", "Q6581072": "f", "Q2449503": "m", "Q1052281": "f"}
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T", re.ASCII)
_YEAR, _MONTH, _DAY = 9, 10, 11  # of "precision"
_ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


class Held(msgspec.Struct, frozen=True):
    """A position, and its ISO bounds (day, month or year; "" for unknown or open)."""

    role: str
    start: str
    end: str


class Item(msgspec.Struct, frozen=True):
    """What is used of an entity.

    ``parents`` are what a body belongs to, ``seats`` what a position belongs to, the nearest first.
    """

    id: str
    classes: tuple[str, ...]
    name: str | None
    name_en: str | None
    aliases: tuple[str, ...]
    gender: str | None
    held: tuple[Held, ...]
    members: tuple[str, ...]
    parents: tuple[str, ...]
    seats: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]


def read_item(entity: Mapping[str, Any], languages: Sequence[str]) -> Item:
    """The record of an entity; its name is in the first of the languages that has one.

    Aliases are those of the language of the name. What has not the form of Wikidata's JSON is
    passed over: a dump is not to end an import.
    """
    labels, language, name = _map(entity.get("labels")), None, None
    for language in languages:
        if name := _text(labels.get(language)):
            break
    return Item(
        id=str(entity["id"]),
        classes=tuple(_items(entity, "P31")),
        name=name,
        name_en=_text(labels.get("en")) or _text(labels.get("mul")),
        aliases=tuple(_aliases(entity, language, name)) if name else (),
        gender=next((_GENDERS[i] for i in _items(entity, "P21") if i in _GENDERS), None),
        held=tuple(_held(entity)),
        members=tuple(dict.fromkeys(i for p in ("P102", "P108") for i in _items(entity, p, current=True))),
        parents=tuple(dict.fromkeys(i for p in ("P749", "P1001") for i in _items(entity, p, current=True))),
        seats=tuple(dict.fromkeys(i for p in ("P2389", "P1001", "P17") for i in _items(entity, p))),
        capitals=tuple(_items(entity, "P36", current=True)),
        adjectives=tuple(_demonyms(entity, languages)),
    )


def _map(value: object) -> Mapping[str, Any]:
    """A JSON object; PHP writes an empty one as []."""
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(label: object) -> str | None:
    """The value of {"language": …, "value": …} as a name, or None."""
    value = _map(label).get("value")
    if not isinstance(value, str):
        return None
    text = " ".join(value.replace("|", " ").split())
    return text if text and wrong_name(text) is None else None


def _aliases(entity: Mapping[str, Any], language: str | None, name: str) -> Iterator[str]:
    seen = {name}
    for alias in _list(_map(entity.get("aliases")).get(language or "")):
        text = _text(alias)
        if text is not None and len(text) > 1 and text not in seen:
            seen.add(text)
            yield text


def _claims(entity: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The statements of a property that stand: the preferred ones first, the deprecated ones not."""
    claims = [_map(claim) for claim in _list(_map(entity.get("claims")).get(name))]
    for rank in ("preferred", "normal"):
        yield from (claim for claim in claims if claim.get("rank", "normal") == rank)


def _items(entity: Mapping[str, Any], name: str, *, current: bool = False) -> Iterator[str]:
    """The items a property points to, each once; only those without an end, if ``current``."""
    seen: set[str] = set()
    for claim in _claims(entity, name):
        item = _item(claim.get("mainsnak"))
        ended = current and bool(_list(_map(claim.get("qualifiers")).get("P582")))
        if item is not None and item not in seen and not ended:
            seen.add(item)
            yield item


def _value(snak: object) -> object:
    """The value of a snak; None for "some value" and "no value"."""
    return _map(_map(snak).get("datavalue")).get("value")


def _item(snak: object) -> str | None:
    value = _map(_value(snak))
    item = value.get("id") or f"Q{value.get('numeric-id')}"  # old dumps have the number only
    return item if isinstance(item, str) and _ITEM.fullmatch(item) else None


def _held(entity: Mapping[str, Any]) -> Iterator[Held]:
    """The positions held, each term once; the bounds of a term that ends before it begins are dropped."""
    seen: set[Held] = set()
    for claim in _claims(entity, "P39"):
        role = _item(claim.get("mainsnak"))
        if role is None:
            continue
        qualifiers = _map(claim.get("qualifiers"))
        start, end = _bound(qualifiers.get("P580")), _bound(qualifiers.get("P582"))
        shared = min(len(start), len(end))
        held = Held(role, "", "") if start[:shared] > end[:shared] else Held(role, start, end)
        if held not in seen:
            seen.add(held)
            yield held


def _bound(snaks: object) -> str:
    """The first time of a qualifier, as exact as its precision says; "" if it is not in 1000…2999."""
    for snak in _list(snaks):
        value = _map(_value(snak))
        found = _TIME.match(str(value.get("time", "")))
        if found and "1000" <= found.group(1) < "3000":
            year, month, day = found.groups()
            forms = {_YEAR: [year], _MONTH: [f"{year}-{month}", year]}
            forms[_DAY] = [f"{year}-{month}-{day}", *forms[_MONTH]]
            precision = value.get("precision")
            if isinstance(precision, int):
                return next(filter(is_bound, forms.get(precision, ())), "")
    return ""


def _demonyms(entity: Mapping[str, Any], languages: Sequence[str]) -> Iterator[str]:
    """The names of the inhabitants in the first language: in French the adjective with a capital."""
    seen: set[str] = set()
    for claim in _claims(entity, "P1549"):
        value = _map(_value(claim.get("mainsnak")))
        text = value.get("text")
        if isinstance(text, str) and value.get("language") == languages[0] and _WORDS.fullmatch(text):
            low = text.lower()
            if low not in seen and wrong_name(low) is None:
                seen.add(low)
                yield low
