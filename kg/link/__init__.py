"""Across documents: one actor behind the same name, the same claim, the same words."""

from kg.link.corpus import appearances, link
from kg.link.decisions import Decisions, read_decisions

__all__ = ["Decisions", "appearances", "link", "read_decisions"]
