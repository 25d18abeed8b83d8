"""A graph against shapes: what is wrong in it, where, and how often (SHACL, validated by pySHACL)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.check.report import Report, as_json, as_text
from kg.check.run import CheckOptions, check
from kg.check.turtle import as_turtle

__all__ = ["FORMATS", "CheckOptions", "Report", "check"]

FORMATS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "turtle": as_turtle}
)
"""Name → how a report is told."""
