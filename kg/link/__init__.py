"""Across documents: one actor behind the same name, the same claim, the same words."""

from kg.link.corpus import link

__all__ = ["link"]
