"""One module a family of constructions; each yields attributions from a page."""
