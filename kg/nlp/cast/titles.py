"""Titles before a name: civilities ("M.", "Mme", "Me") and those of rank ("Sir", "cheikh")."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.nlp.tokens import low
from kg.register.names import TITLES

_RANKS = frozenset({"sir", "lord", "cheikh", "émir"})


def is_civility(token: Token) -> bool:
    """Is it "M.", "Mme", "Me" …?"""
    return low(token).rstrip(".") in TITLES


def is_title(token: Token) -> bool:
    """Is it a civility or a title of rank?"""
    return is_civility(token) or low(token) in _RANKS


def is_titled(span: Span) -> bool:
    """Does a title stand before or first in the name?"""
    return is_title(span[0]) or (span.start > 0 and is_title(span[0].nbor(-1)))
