"""Every ``._.`` name that newskg puts on spaCy objects, in one place."""

from __future__ import annotations

from spacy.tokens import Doc

_NAMES = ("parts", "quotes", "attributions", "mentions", "dates")


def register() -> None:
    """Declare the extensions of ``Doc`` (idempotent).

    parts         tuple[nlp.blocks.Block, ...]          blocks of the article and their offsets
    quotes        tuple[nlp.quotes.Quote, ...]          quotation spans, in order
    attributions  tuple[nlp.attribution.Attribution, …] what was attributed, in order
    mentions      nlp.cast.resolver.Cast | None                the actors of the document
    dates         tuple[when.expression.Expression, …]   when each was said
    """
    for name in _NAMES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
