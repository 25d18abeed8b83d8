"""What a noun says of whom it means: the kind of actor, and the noun as a key."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from kg.lexicon.load import Lexicon
from kg.nlp.tokens import compound, low
from kg.register.names import key

_FEMININE = {"trice": "teur", "euse": "eur", "iere": "ier", "ienne": "ien", "onne": "on", "ere": "er",
             "ante": "ant", "ente": "ent", "esse": "e", "ee": "e", "ue": "u", "ive": "if"}  # fmt: skip


def kind_of_noun(noun: Token, lexicon: Lexicon) -> str | None:
    """What kind of actor a noun makes, with the hyphenated word that it is part of."""
    speakers = lexicon.speakers
    found = speakers.get(compound(noun)) or speakers.get(low(noun))
    if found is None and low(noun).endswith("s") and speakers.get(low(noun)[:-1]) == "document":
        return "document"
    return found


def folded(noun: Token) -> str:
    """A noun, or the hyphenated word it is part of, as a key without prefixes ("ex-", "vice-")."""
    word = compound(noun)
    for prefix in ("ex-", "vice-", "co-"):
        word = word.removeprefix(prefix)
    return "".join(key(word))


def is_people(noun: Token, lexicon: Lexicon) -> bool:
    """Does a noun mean a person or several ("gendarmes", "proches")?"""
    if is_person_noun(noun, lexicon) or kind_of_noun(noun, lexicon) in {"group", "unnamed"}:
        return True
    word = low(noun)
    return word.endswith(("s", "x")) and lexicon.speakers.get(word[:-1]) == "person"


def is_person_noun(noun: Token, lexicon: Lexicon) -> bool:
    """Does a noun mean a person?"""
    word, whole = low(noun), compound(noun)
    for prefix in ("ex-", "vice-", "co-", "euro"):
        whole = whole.removeprefix(prefix)
    listed = lexicon.speakers.get(word) or lexicon.speakers.get(whole)
    return listed == "person" or (listed is None and lexicon.is_agent_noun(word))


@lru_cache(maxsize=65536)
def neutral(noun: str) -> str:
    """A folded noun in its masculine singular: "presidente" → "president", "elue" → "elu"."""
    word = noun[:-1] if noun.endswith("s") and len(noun) > 4 else noun
    for feminine, masculine in _FEMININE.items():
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word.removesuffix(feminine) + masculine
    return word.removesuffix("e") if word.endswith("te") and len(word) > 6 else word
