"""Learned parts on top of the attribution rules: what was tried is told in docs/learning.md."""
