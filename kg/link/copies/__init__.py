"""Copies: documents and statements that say the same words again (docs/copies.md)."""

from kg.link.copies.find import Found, find_copies

__all__ = ["Found", "find_copies"]
