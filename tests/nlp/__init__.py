"""Tests of the analysis: sentences with inline markup, and what reads it."""
