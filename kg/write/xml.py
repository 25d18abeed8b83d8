"""What the two XML formats share: how a value is written, and which type it has."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from kg.graph.network import Value

__all__ = ["escape", "quoteattr", "type_of", "value_text"]

# bool before int: True is an int, too
_TYPES: tuple[tuple[type[Value], str], ...] = (
    (bool, "boolean"),
    (int, "long"),
    (float, "double"),
    (str, "string"),
)


def type_of(value: Value) -> str:
    """The name of the type, the same in GEXF and GraphML."""
    return next(name for kind, name in _TYPES if isinstance(value, kind))


def value_text(value: Value) -> str:
    """The value as XML Schema writes it, not yet escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
