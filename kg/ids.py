"""Stable identifiers: the same input gives the same id on every machine, in any order."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"}
)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Sergueï Lavrov" → "serguei-lavrov".

    A text without any Latin letter or digit (Cyrillic, Arabic, …) becomes a hash, never "".
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("-", plain.lower()).strip("-") or f"x{digest(text)}"


def digest(*parts: str, length: int = 13) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the parts, kept apart by NUL."""
    joined = "\0".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document_id(url: str | None, text: str) -> str:
    """Hash of the URL without its scheme, else of the clean text."""
    return digest(re.sub(r"^[a-z]+://", "", url)) if url else digest(text)


def statement_id(document: str, content: str, source: str, occurrence: int) -> str:
    """Hash of document, normalised content, source words and the n-th such occurrence.

    Offsets, confidence, resolution, model and time stay out, so that a better extractor keeps
    the id of a statement that it finds again.
    """
    return digest(document, wording(content), source.lower(), str(occurrence))


def wording(content: str) -> str:
    """The words of a content in lower case: what makes it the same content for its id."""
    return " ".join(re.findall(r"\w+", content.lower()))
