"""A JSON-LD context, read as far as it is needed to write with it (https://www.w3.org/TR/json-ld11/).

Understood are @base, @vocab, @language, prefixes, and terms with @id, @type, @language and
``"@container": "@language"``. A term that says anything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import DataInvalid

_RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_LOCAL = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_KNOWN = {"@id", "@type", "@language", "@container"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name for an IRI, and what its values are: ``type`` "@id", "@vocab", a datatype or None."""

    name: str
    iri: str
    type: str | None = None
    language: str | None = None
    by_language: bool = False


class Context:
    """Shortens IRIs by a context; ``plain`` is the context as JSON data, to be written out."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.plain = plain
        self._base: str | None = plain.get("@base")
        self._vocab: str | None = plain.get("@vocab")
        self._language: str | None = plain.get("@language")
        named = {key: value for key, value in plain.items() if not key.startswith("@")}
        self._prefixes = {k: v for k, v in named.items() if isinstance(v, str) and v.endswith(("/", "#"))}
        terms = [self._term(name, given) for name, given in named.items() if name not in self._prefixes]
        self._terms = {term.iri: term for term in terms}
        self._names = frozenset(named)

    def __call__(self, iri: str) -> Term:
        """The term of a property; one without type and language, by its short name, for any other."""
        found = self._terms.get(iri)
        if found is None:
            found = self._terms[iri] = Term(name=self.short(iri), iri=iri, language=self._language)
        return found

    def name(self, iri: str) -> str:
        """The IRI of a class or of a value as a term or a short name; whole if there is none."""
        found = self._terms.get(iri)
        return found.name if found else self.short(iri)

    def short(self, iri: str) -> str:
        """The IRI without the vocabulary, or with a prefix."""
        if self._vocab and iri.startswith(self._vocab):
            local = iri.removeprefix(self._vocab)
            if _LOCAL.fullmatch(local) and local not in self._names:
                return local
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri.removeprefix(namespace)):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def reference(self, iri: str) -> str:
        """The IRI of a thing, relative to the base if it stands under it."""
        if self._base and iri.startswith(self._base):
            rest = iri.removeprefix(self._base)
            if _RELATIVE.fullmatch(rest):
                return rest
        return iri

    def _term(self, name: str, given: str | Mapping[str, Any]) -> Term:
        about: Mapping[str, Any] = {"@id": given} if isinstance(given, str) else given
        if not set(about) <= _KNOWN or about.get("@container", "@language") != "@language":
            raise DataInvalid(f"JSON-LD context: {name} says more than {', '.join(sorted(_KNOWN))}")
        kind = about.get("@type")
        return Term(
            name=name,
            iri=self._whole(about.get("@id", name)),
            type=kind if kind is None or kind.startswith("@") else self._whole(kind),
            language=about.get("@language", self._language),
            by_language="@container" in about,
        )

    def _whole(self, short: str) -> str:
        prefix, colon, local = short.partition(":")
        if not colon:
            return f"{self._vocab or ''}{short}"
        return self._prefixes[prefix] + local if prefix in self._prefixes else short
