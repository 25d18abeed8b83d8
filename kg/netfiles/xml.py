"""What the two XML formats share: how a value is written, and which type it has."""

from __future__ import annotations

from xml.sax import saxutils

from kg.netfiles.view import Value

quoteattr = saxutils.quoteattr

TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
"""The names of the types, the same in GEXF and GraphML."""


def escape(text: str) -> str:
    """Text between tags; a carriage return would be read as a line feed."""
    return saxutils.escape(text, {"\r": "&#13;"})


def value_text(value: Value) -> str:
    """The value as XML Schema writes it, not yet escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if isinstance(value, float) else str(value)
