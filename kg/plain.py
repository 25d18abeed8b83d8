"""Text from documents as it may stand in labels, cells and markup."""

from __future__ import annotations

import json
import re
from typing import Any

_LABEL_LENGTH = 60
# controls that are no white space, lone surrogates, non-characters
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# the two that Python takes for white space and XML 1.0 does not take at all, and the other separators
_NOT_XML_EITHER = re.compile("[\x0b\x0c\x1c-\x1f]")
# the full-width forms are read like the plain ones
_FORMULA = tuple("=+-@＝＋－＠")
# characters that some readers take for the end of a line
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def clean(text: str) -> str:
    """The text on one line, without control characters and what else XML 1.0 cannot hold."""
    return " ".join(_NOT_XML.sub("", text).split())


def holdable(text: str) -> str:
    """The text without what XML 1.0 cannot hold; its lines and spaces stay."""
    return _NOT_XML_EITHER.sub("", _NOT_XML.sub("", text))


def shorten(text: str, length: int = _LABEL_LENGTH) -> str:
    """A text as a label: cut at a word, with an ellipsis."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:") + "…"


def json_line(value: Any) -> str:
    """The value as JSON that every reader takes for one line."""
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)


def no_formula(text: str) -> str:
    """The text of a cell; an apostrophe goes before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
