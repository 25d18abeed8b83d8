"""The register that an article is read with: the shipped actors and the user's own."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.register.load import Register
from kg.register.load import load as load_register


def register_of(doc: Doc) -> Register:
    """The register given to the pipeline of a Doc, else the shipped one."""
    found = doc.user_data.get("register")
    return found if isinstance(found, Register) else load_register()
